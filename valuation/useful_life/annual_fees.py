"""Which annual fees fall due on which day, how much of each is owed, and what does it cost to be late?

A fee year runs from anniversary to anniversary of the filing date; the fee of year k falls due on the day it begins.
The fees up to the year of the grant are paid with the grant. The figures of law are arguments: `FeeRules` is filled
from the dated parameters. Days are NaT and amounts NaN where something is not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from valuation.calendar_days import MONTHS_OF_YEAR, Days, add_months, add_years, whole_months_after
from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message

DAYS_OF_COMPENSATED_YEAR = 365


@dataclass(frozen=True)
class FeeRules:
    """Figures of law for one kind of right; currency units of the country that asks the fees."""

    by_year: tuple[float, ...]
    """Full fee of each fee year, the first being year 1."""
    compensated_year: float
    """For each full year of a compensated or extended term; a part of a year is free."""
    reduction_years: int
    """Fee years from the grant on for which a reduction can be had."""
    grace_months: int
    surcharge_rate: float
    """Of the full fee, for each month late after the first."""


@dataclass(frozen=True)
class FeeRights:
    """What the fees of `n` rights of one kind depend on; arrays of shape (n,)."""

    filed: Days
    granted: Days
    last_day: Days
    """Of the plain term, without compensation."""
    added_days: FloatArray
    """Compensation and extension."""
    reduction: FloatArray
    """Share of the fee that the holder does not pay, 0 for none; NaN is not known."""
    open_licence_reduction: FloatArray
    """The same for an open licence in force. Of the two the better counts: they do not add up."""


@dataclass(frozen=True)
class FeeTable:
    """Fees by right and fee year; arrays of shape (n, years). Years outside the term have NaT and 0."""

    due: Days
    full: FloatArray
    owed: FloatArray
    """After the reduction."""
    is_with_grant: NDArray[np.bool_]
    """Paid when the patent was granted: nothing of it is due later."""


def annual_fees(rights: FeeRights, rules: FeeRules) -> FeeTable:
    """The fees of the plain term and behind it those of the compensated years.

    Owed in year k: F_k (1 - max(r, o)) with F the full fee, r the reduction in the first years from the grant on and o
    that of an open licence. Source: Implementing Rules of the Patent Law of China, arts. 114-115; notices on fees and
    their reduction as the parameters cite them.
    Known to be right: without reductions the sum over the term is that of the table; a reduction never raises a fee.
    """
    years = np.arange(1, len(rules.by_year) + 1)
    filed = rights.filed[:, np.newaxis]
    due = add_years(filed, years - 1, leap_day="march")
    is_inside = due <= rights.last_day[:, np.newaxis]
    grant_year = _fee_year(rights.filed, rights.granted)[:, np.newaxis]
    is_reduced = (years >= grant_year) & (years < grant_year + rules.reduction_years)
    # A grant that is not known leaves open which years are reduced: unknown, if there is a reduction at all.
    reduction = np.where(np.isnan(grant_year) & (rights.reduction[:, np.newaxis] != 0), np.nan, is_reduced * 1.0)
    relief = np.maximum(reduction * rights.reduction[:, np.newaxis], rights.open_licence_reduction[:, np.newaxis])
    full = np.where(is_inside, np.asarray(rules.by_year), 0.0)
    extra_due, extra = _compensated(rights, rules)
    owed = np.where(is_inside, full * (1.0 - relief), 0.0)
    is_with_grant = years <= grant_year
    return FeeTable(
        np.concatenate([np.where(is_inside, due, np.datetime64("NaT", "D")), extra_due], axis=1),
        np.concatenate([full, extra], axis=1),
        np.concatenate([owed, extra], axis=1),
        np.concatenate([is_with_grant, np.zeros(extra.shape, dtype=np.bool_)], axis=1),
    )


def owed_between(table: FeeTable, after: Days, until: Days) -> FloatArray:
    """Sum of the fees due after `after` and not later than `until` (scalars or shape (n,)), shape (n,)."""
    inside = _is_due_later(table, after) & (table.due <= until[..., np.newaxis])
    summed: FloatArray = np.where(inside, table.owed, 0.0).sum(axis=1)
    return summed


def next_due(table: FeeTable, after: Days) -> tuple[Days, FloatArray]:
    """Day and amount of the first fee due after `after` (scalar or shape (n,)); NaT and NaN when there is none."""
    is_later = _is_due_later(table, after)
    if not is_later.any():
        count = table.due.shape[0]
        return np.full(count, np.datetime64("NaT", "D")), np.full(count, np.nan)
    day = np.where(is_later, table.due, np.datetime64("9999-12-31", "D"))
    first = day.argmin(axis=1)[:, np.newaxis]
    has_one = is_later.any(axis=1)
    due = np.take_along_axis(table.due, first, axis=1)[:, 0]
    owed = np.take_along_axis(table.owed, first, axis=1)[:, 0]
    return np.where(has_one, due, np.datetime64("NaT", "D")), np.where(has_one, owed, np.nan)


def surcharge(full_fee: ArrayLike, due: Days, paid: Days, rules: FeeRules) -> FloatArray:
    """s = F q m, m the whole months that `paid` lies after `due`: nothing in the first month; shape as broadcast.

    F is the full fee, whatever the holder's reduction. NaN after the months of grace: the right has ended by then.
    Source: Implementing Rules of the Patent Law of China, art. 115.
    """
    late = np.maximum(whole_months_after(due, paid), 0.0)
    is_over = paid > add_months(due, rules.grace_months)
    return np.where(is_over, np.nan, np.asarray(full_fee, dtype=np.float64) * rules.surcharge_rate * late)


def end_of_grace(due: Days, rules: FeeRules) -> Days:
    """Last day on which a fee due on `due` can still be paid with its surcharge."""
    return add_months(due, rules.grace_months)


def _is_due_later(table: FeeTable, after: Days) -> NDArray[np.bool_]:
    return np.asarray((table.due > after[..., np.newaxis]) & ~table.is_with_grant)


def _fee_year(filed: Days, day: Days) -> FloatArray:
    """The fee year in which `day` lies, the first being 1; NaN where a day is not known."""
    return np.floor(whole_months_after(filed, day) / MONTHS_OF_YEAR) + 1.0


def _compensated(rights: FeeRights, rules: FeeRules) -> tuple[Days, FloatArray]:
    """Due days and fees of the full years by which the term is longer."""
    if (rights.added_days < 0).any():
        raise InputOutsideDomain("added_days", Message("delay_negative", N_("A delay cannot be negative.")))
    known = np.nan_to_num(rights.added_days)
    full_years = np.floor(known / DAYS_OF_COMPENSATED_YEAR)
    years = np.arange(int(full_years.max(initial=0.0)))
    begins = add_years((rights.last_day + np.timedelta64(1, "D"))[:, np.newaxis], years)
    is_inside = years < full_years[:, np.newaxis]
    unknown = np.isnan(rights.added_days)[:, np.newaxis]
    fee = np.where(is_inside, rules.compensated_year, np.where(unknown, np.nan, 0.0))
    return np.where(is_inside, begins, np.datetime64("NaT", "D")), fee
