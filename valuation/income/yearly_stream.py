"""What is a yearly stream worth: when does each year's money come, what tax does it bear, when does it end?

Every income method with a year table describes its own income and hands it to `stream_value`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.cash_flows import by_year
from valuation.discounting.present_value import present_value
from valuation.domains import LONGEST_YEARS, Domain
from valuation.income.step_lists import by_year_steps, given
from valuation.income.tax_amortisation import TIMINGS, amortisation_factor, benefit_steps
from valuation.inputs import FloatArray, Number
from valuation.model import as_series, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import MONEY, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

TAX_BASES = ("pre_tax", "after_tax")
AMOUNT = Domain(0.0, 1e15)
SIGNED_AMOUNT = Domain(-1e15, 1e15)
RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
PART = Domain(0.0, 1.0, is_rate=True)
PART_BELOW_ONE = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
LIFE = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
_RULE = "valuation.income.yearly_stream"


@dataclass(frozen=True, kw_only=True)
class YearlyStream:
    """What every method with a year table asks. Series hold what each period brings, the first first."""

    discount_rate: Number = quantity(N_("Discount rate"), "1/year", RATE)
    discount_rate_basis: str = choice(N_("Whether the discount rate is before or after tax"), TAX_BASES)
    tax_basis: str = choice(N_("Whether the income is valued before or after tax"), TAX_BASES)
    tax_rate: Number | None = quantity(N_("Income tax rate"), "1", PART_BELOW_ONE, default=None)
    timing: str = choice(N_("When the money of a year comes"), TIMINGS, default="year_end")
    first_period_years: Number = quantity(
        N_("Length of the first period"), "years", Domain(0.0, 1.0, is_low_excluded=True), default=1.0
    )
    remaining_life_years: Number | None = quantity(
        N_("Remaining life that ends the income: the shortest of law, economy and licence"), "years", LIFE, default=None
    )


@dataclass(frozen=True, kw_only=True)
class OwnersStream(YearlyStream):
    """The stream of an owner, whose asset a buyer may write off for tax."""

    amortisation_years: Number | None = quantity(
        N_("Years over which the tax law writes the asset off"), "years", LIFE, default=None
    )


@dataclass(frozen=True)
class StreamTable:
    """A yearly stream with its value; columns have shape (..., years)."""

    part: FloatArray
    """Part of each period inside the life."""
    when: FloatArray
    """Years until its money comes."""
    net: FloatArray
    """Income inside the life after tax and charges."""
    present_value: FloatArray
    """Sum of the present values, shape (...)."""
    value: FloatArray
    """Not below zero, with the tax amortisation benefit where one is asked for, shape (...)."""


def check_stream(inputs: YearlyStream, series: tuple[str, ...]) -> int:
    """How many years the `series` have (a series of one number holds every year); InputOutsideDomain if they clash."""
    check_model_inputs(inputs)
    if inputs.tax_basis != inputs.discount_rate_basis:
        _refuse(
            "discount_rate_basis",
            "tax_basis_mixed",
            N_("Income before tax goes with a rate before tax, after tax with after tax."),
        )
    if inputs.tax_basis == "after_tax" and inputs.tax_rate is None:
        _refuse("tax_rate", "tax_rate_missing", N_("A value after tax needs the tax rate."))
    if inputs.tax_basis == "pre_tax" and write_off_years(inputs) is not None:
        _refuse(
            "amortisation_years",
            "benefit_before_tax",
            N_("Only a value after tax can carry a tax amortisation benefit."),
        )
    return count_years(inputs, series)


def count_years(inputs: Any, series: tuple[str, ...]) -> int:
    """The common length of the `series` that are given; InputOutsideDomain naming the one that is neither it nor 1."""
    lengths = {
        name: int(as_series(getattr(inputs, name)).shape[-1]) for name in series if getattr(inputs, name) is not None
    }
    years = max(lengths.values())
    for name, length in lengths.items():
        if length not in {1, years}:
            message = Message(
                "mixed_lengths",
                "This has {given} numbers, another series {years}: give one number or one for each year.",
                {"given": length, "years": years},
            )
            raise InputOutsideDomain(name, message)
    return years


def _refuse(name: str, code: str, template: str) -> None:
    raise InputOutsideDomain(name, Message(code, template))


def stream_table(
    inputs: YearlyStream, taxed: FloatArray, years: int, *, net_of_tax: FloatArray | float = 0.0
) -> StreamTable:
    """PV = sum_t p_t (E_t (1 - T) + X_t) (1 + r)^-tau_t; V = max(PV, 0) f.

    `taxed` E and `net_of_tax` X (already after tax; 0 elsewhere) have shape (..., years), currency units; p is the part
    of the period inside the life, tau the end of that part or its middle, f the factor of the tax amortisation benefit
    or 1. A loss saves tax at once: the owner has other income. Nobody must use a right at a loss, so V is not below 0.
    Source: standard discounted cash flow. Known to be right: annuity formulas, numpy_financial.npv, additivity.
    """
    first = by_year(inputs.first_period_years)
    end = first + np.arange(years)
    start = np.maximum(end - 1.0, 0.0)
    life = end[..., -1:] if inputs.remaining_life_years is None else by_year(inputs.remaining_life_years)
    inside = np.clip(life - start, 0.0, end - start)
    part = inside / (end - start)
    when = start + (inside if inputs.timing == "year_end" else inside / 2.0)
    net = (taxed * by_year(1.0 - np.asarray(tax_of(inputs))) + net_of_tax) * part
    total = present_value(net, inputs.discount_rate, when)
    value = np.maximum(total, 0.0)
    write_off = write_off_years(inputs)
    if write_off is not None:
        value = value * amortisation_factor(tax_of(inputs), write_off, inputs.discount_rate, inputs.timing)
    return StreamTable(part, when, net, total, value)


def write_off_years(inputs: YearlyStream) -> Number | None:
    """Years of the tax write-off of the asset; None without a tax amortisation benefit."""
    return inputs.amortisation_years if isinstance(inputs, OwnersStream) else None


def taxed_formula(formula: str, inputs: YearlyStream) -> str:
    """`formula` with the tax it bears."""
    return f"{formula} × (1 − T)" if inputs.tax_basis == "after_tax" else formula


def tax_of(inputs: YearlyStream) -> Number:
    """The tax rate that the stream bears: 0 before tax."""
    return 0.0 if inputs.tax_basis == "pre_tax" or inputs.tax_rate is None else inputs.tax_rate


def stream_given(inputs: YearlyStream, years: int) -> list[Step]:
    """The steps r, h, N and, after tax, T that the others rest on; to stand first."""
    steps = [given("r", inputs, "discount_rate"), given("h", inputs, "first_period_years")]
    if inputs.remaining_life_years is None:
        end = float(inputs.first_period_years) + years - 1
        steps.append(Step("N", N_("End of the forecast"), f"h + {years - 1}", end, YEARS, _RULE))
    else:
        steps.append(given("N", inputs, "remaining_life_years"))
    return [*steps, given("T", inputs, "tax_rate")] if inputs.tax_basis == "after_tax" else steps


def stream_steps(inputs: YearlyStream, table: StreamTable, formula: str) -> list[Step]:
    """Steps from the year's income to the sum PV; `formula` tells the net income of a whole period in steps before."""
    years = table.net.shape[-1]
    steps = []
    part, when, net = N_("Part of the period inside the life"), N_("Years until the money comes"), N_("Net income")
    for k in range(years):
        steps.append(Step(f"φ_{k + 1}", part, _part_formula(k), float(table.part[k]), SHARE, _RULE))
        steps.append(Step(f"τ_{k + 1}", when, _when_formula(k, inputs.timing), float(table.when[k]), YEARS, _RULE))
    steps += by_year_steps(Step("F_t", net, f"({formula}) × φ_t", 0.0, MONEY, _RULE), table.net)
    discounted = present_value(table.net[..., np.newaxis], float(inputs.discount_rate), table.when[..., np.newaxis])
    pattern = Step("PV_t", N_("Present value of the year"), "F_t × (1 + r)^(−τ_t)", 0.0, MONEY, _RULE)
    steps += by_year_steps(pattern, discounted)
    total = " + ".join(f"PV_{k + 1}" for k in range(years))
    steps.append(Step("PV", N_("Sum of the present values"), total, float(table.present_value), MONEY, _RULE))
    return steps


def _part_formula(k: int) -> str:
    return "min(N, h) / h" if k == 0 else f"min(max(N − h − {k - 1}, 0), 1)"


def _when_formula(k: int, timing: str) -> str:
    half = " / 2" if timing == "mid_year" else ""
    return f"h × φ_1{half}" if k == 0 else f"h + {k - 1} + φ_{k + 1}{half}"


def value_steps(inputs: OwnersStream, table: StreamTable) -> list[Step]:
    """The last steps of an owner's stream: from PV to V."""
    value = float(table.value)
    if inputs.amortisation_years is None:
        return [Step("V", N_("Value"), "max(PV, 0)", value, MONEY, _RULE)]
    return [
        given("n_a", inputs, "amortisation_years"),
        *benefit_steps(tax_of(inputs), inputs.amortisation_years, inputs.discount_rate, inputs.timing),
        Step("V", N_("Value"), "max(PV, 0) × f", value, MONEY, _RULE),
    ]


def stream_warnings(inputs: YearlyStream, table: StreamTable) -> tuple[Message, ...]:
    """What a reader must know of one case: a loss, a tax rate not used, a forecast shorter than the life."""
    found = []
    if table.present_value < 0:
        found.append(
            Message(
                "stream_negative", "The stream is negative: nobody must use the right at a loss, so its value is 0."
            )
        )
    if inputs.tax_basis == "pre_tax" and inputs.tax_rate is not None:
        found.append(Message("tax_rate_not_used", "A tax rate is given, but this value is before tax."))
    end = float(inputs.first_period_years) + table.net.shape[-1] - 1
    if inputs.remaining_life_years is not None and float(inputs.remaining_life_years) > end:
        found.append(
            Message(
                "forecast_shorter_than_life",
                "The forecast ends after {end:g} years, the life after {life:g}: what lies between counts for nothing.",
                {"end": end, "life": float(inputs.remaining_life_years)},
            )
        )
    return tuple(found)
