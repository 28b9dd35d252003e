"""Which annual fees do Chinese patents owe from a day on, by the tables of the reference data?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pledgeapp.reference import Reference
from pledgeapp.services.legal_terms import last_days_of_plain_term
from pledgeapp.services.patent_columns import KINDS, PatentColumns
from valuation.calendar_days import Days
from valuation.useful_life.annual_fees import FeeRights, FeeRules, FeeTable, annual_fees


@dataclass(frozen=True)
class PortfolioFees:
    """The fees of `n` patents, and of which of them they are known."""

    rules: Mapping[int, FeeRules]
    """The figures of law by place in `KINDS`."""
    table: FeeTable
    """Rows of patents that are not known are empty."""
    is_known: NDArray[np.bool_]
    """(n,): kind, filing date and the table of then are known."""


def fee_rules(kind: int, reference: Reference, day: date) -> FeeRules | None:
    """The figures of law for `KINDS[kind]` on `day`; None where one of them was never read."""
    named = {
        "by_year": f"annual_fee.{KINDS[kind].value}",
        "compensated_year": "annual_fee.term_compensation",
        "reduction_years": "annual_fee.reduction_years",
        "grace_months": "annual_fee.grace_months",
        "surcharge_rate": "annual_fee.surcharge_rate",
    }
    found = {field: reference.parameter(name).confirmed_on(day) for field, name in named.items()}
    values = {field: dated.value for field, dated in found.items() if dated is not None}
    if len(values) < len(named):
        return None
    return FeeRules(
        by_year=tuple(float(fee) for fee in values["by_year"]),
        compensated_year=float(values["compensated_year"]),
        reduction_years=int(values["reduction_years"]),
        grace_months=int(values["grace_months"]),
        surcharge_rate=float(values["surcharge_rate"]),
    )


def portfolio_fees(columns: PatentColumns, reference: Reference, day: date) -> PortfolioFees:
    """All fees of the terms of `columns` by the tables in force on `day`.

    A reduction that is not known counts as none: what is owed is then an upper bound.
    """
    plain = last_days_of_plain_term(columns, reference)
    found = {kind: fee_rules(kind, reference, day) for kind in range(len(KINDS))}
    rules = {kind: known for kind, known in found.items() if known is not None}
    parts: list[tuple[NDArray[np.bool_], FeeTable]] = []
    for kind, of_kind in rules.items():
        chosen = (columns.kind == kind) & ~np.isnat(plain)
        if chosen.any():
            parts.append((chosen, annual_fees(_rights(columns, plain, chosen, reference, day), of_kind)))
    is_known = np.zeros(columns.count, dtype=np.bool_)
    for chosen, _ in parts:
        is_known |= chosen
    return PortfolioFees(rules, _together(parts, columns.count), is_known)


def _rights(
    columns: PatentColumns, plain: Days, chosen: NDArray[np.bool_], reference: Reference, day: date
) -> FeeRights:
    relief = reference.parameter("annual_fee.open_licence_reduction").confirmed_on(day)
    share = 0.0 if relief is None else float(relief.value)
    return FeeRights(
        filed=columns.filed[chosen],
        granted=columns.granted[chosen],
        last_day=plain[chosen],
        added_days=(columns.compensation_days + columns.extension_days)[chosen],
        reduction=np.where(columns.is_reduction_known, columns.fee_reduction, 0.0)[chosen],
        open_licence_reduction=np.where(columns.has_open_licence[chosen], share, 0.0),
    )


def _together(parts: list[tuple[NDArray[np.bool_], FeeTable]], count: int) -> FeeTable:
    """One table of all kinds: years that a kind does not have are empty."""
    years = max((part.due.shape[1] for _, part in parts), default=0)
    empty = {
        "due": np.full((count, years), np.datetime64("NaT", "D")),
        "full": np.zeros((count, years)),
        "owed": np.zeros((count, years)),
        "is_with_grant": np.zeros((count, years), dtype=np.bool_),
    }
    for chosen, part in parts:
        for field in fields(part):
            values = getattr(part, field.name)
            empty[field.name][chosen, : values.shape[1]] = values
    return FeeTable(**empty)
