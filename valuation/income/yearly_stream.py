"""What is a yearly stream worth: when does each year's money come, what tax does it bear, when does it end?

Every income method with a year table describes its own income and hands it to `stream_table`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from valuation.cash_flows import by_year, coming_later, held_place, plain_periods
from valuation.discounting.present_value import FACTOR_DIGITS, discount_factor, factor_formula, table_factor
from valuation.domains import LONGEST_YEARS, Domain
from valuation.income.period_terms import PeriodTerms
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.tax_amortisation import TIMINGS, amortisation_factor, benefit_steps
from valuation.inputs import FloatArray, Number, Timing
from valuation.model import as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

TAX_BASES = ("pre_tax", "after_tax")
AMOUNT = Domain(0.0, 1e15)
SIGNED_AMOUNT = Domain(-1e15, 1e15)
RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
PART = Domain(0.0, 1.0, is_rate=True)
PART_BELOW_ONE = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
LIFE = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
DELAY = Domain(0.0, 50.0)
_RULE = "valuation.income.yearly_stream"
_TIMING: dict[str, Timing] = {"year_end": "year_end", "mid_year": "mid_year"}
_PROBABILITIES = (("p_s", "success_probability"), ("p_v", "validity_probability"))


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
    success_probability: Number = quantity(N_("Probability of success"), "1", PART, default=1.0)
    validity_probability: Number = quantity(N_("Probability that the right stands if attacked"), "1", PART, default=1.0)
    factor_digits: str = choice(
        N_("Whether discount factors are used in full or with the four decimals of printed tables"),
        FACTOR_DIGITS,
        default="full",
    )


@dataclass(frozen=True, kw_only=True)
class OwnersStream(YearlyStream):
    """The stream of an owner, who brings the product to market, pays the fees, and whose asset a buyer may write off.

    A delay moves the whole forecast later within the life. Fees are paid whether the income comes or not; the last one
    given holds for the periods after it.
    """

    launch_delay_years: Number = quantity(
        N_("Time by which the whole forecast comes later"), "years", DELAY, default=0.0
    )
    maintenance_fees: FloatArray = series(N_("Fees that keep the right in force"), "CNY", AMOUNT, default=(0.0,))
    amortisation_years: Number | None = quantity(
        N_("Years over which the tax law writes the asset off"), "years", LIFE, default=None
    )


@dataclass(frozen=True)
class StreamTable:
    """A yearly stream with its value; columns have shape (..., years)."""

    years: int
    """Years of the forecast; a delay may add periods."""
    terms: PeriodTerms
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
    if is_delayed(inputs):
        _check_delay(inputs)
    return count_years(inputs, (*series, "maintenance_fees") if isinstance(inputs, OwnersStream) else series)


def _check_delay(inputs: YearlyStream) -> None:
    if inputs.remaining_life_years is None:
        _refuse(
            "remaining_life_years",
            "delay_without_end",
            N_("With a delay the remaining life must be given: the end of the right does not move."),
        )
    if np.any(np.asarray(inputs.first_period_years) != 1.0):
        _refuse("first_period_years", "delay_in_parts", N_("With a delay the first period must be a whole year."))


def is_delayed(inputs: YearlyStream) -> bool:
    """Whether the forecast comes later than written."""
    return bool(np.any(_delay(inputs) > 0))


def _delay(inputs: YearlyStream) -> FloatArray:
    return np.asarray(inputs.launch_delay_years if isinstance(inputs, OwnersStream) else 0.0, dtype=np.float64)


def arriving(inputs: YearlyStream, money: FloatArray, years: int) -> FloatArray:
    """`money` of the `years` of the forecast in the periods in which it comes, shape (..., periods).

    A series of one number holds every year of the forecast. A delay adds periods as far as the life reaches.
    """
    if not is_delayed(inputs):
        return money
    whole = np.broadcast_to(money, (*money.shape[:-1], years))
    longest = float(np.max(np.asarray(inputs.remaining_life_years)))
    count = min(years + int(np.ceil(_delay(inputs).max())), max(years, int(np.ceil(longest))))
    return coming_later(whole, _delay(inputs), count)


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
    inputs: YearlyStream, taxed: FloatArray, years: int, *, net_of_tax: FloatArray | None = None
) -> StreamTable:
    """PV = sum_t φ_t ((E_t (1 - T) + X_t) p - W_t (1 - T)) (1 + r)^-tau_t; V = max(PV, 0) f.

    `taxed` E and `net_of_tax` X (already after tax) have shape (..., periods), or (..., 1) to hold each of `years`, in
    currency units; p is success times validity, W the fees, φ the part of the period inside the life, tau the end of
    that part or its middle, f the factor of the tax amortisation benefit or 1. A loss saves tax at once: the owner has
    other income. Nobody must use a right at a loss, so V is not below 0. Source: standard discounted cash flow. Known
    to be right: annuity formulas, numpy_financial.npv, additivity.
    """
    count = max(years, taxed.shape[-1])
    periods = plain_periods(count, inputs.first_period_years, _TIMING[inputs.timing], inputs.remaining_life_years)
    factor = discount_factor(inputs.discount_rate, periods.discount_years)
    terms = PeriodTerms(
        periods=periods,
        tax_factor=by_year(1.0 - np.asarray(tax_of(inputs))),
        probability=by_year(np.asarray(inputs.success_probability) * np.asarray(inputs.validity_probability)),
        discount_factor=table_factor(factor, inputs.factor_digits),
    )
    net = terms.net(taxed, net_of_tax)
    if isinstance(inputs, OwnersStream):
        net = net - held_place(as_series(inputs.maintenance_fees), np.arange(float(count))) * terms.tax_factor
    net = net * periods.part
    total = np.asarray(np.sum(terms.worth(net), axis=-1))
    value = np.maximum(total, 0.0)
    write_off = write_off_years(inputs)
    if write_off is not None:
        value = value * amortisation_factor(tax_of(inputs), write_off, inputs.discount_rate, inputs.timing)
    return StreamTable(years, terms, net, total, value)


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
    """The steps r, h, N and, where they count, T, p_s, p_v, δ and W_t that the others rest on; to stand first."""
    steps = [given("r", inputs, "discount_rate"), given("h", inputs, "first_period_years")]
    if inputs.remaining_life_years is None:
        end = float(inputs.first_period_years) + years - 1
        steps.append(Step("N", N_("End of the forecast"), f"h + {years - 1}", end, YEARS, _RULE))
    else:
        steps.append(given("N", inputs, "remaining_life_years"))
    if inputs.tax_basis == "after_tax":
        steps.append(given("T", inputs, "tax_rate"))
    steps += [given(symbol, inputs, name) for symbol, name in _PROBABILITIES if float(getattr(inputs, name)) != 1.0]
    if is_delayed(inputs):
        steps.append(given("δ", inputs, "launch_delay_years"))
    return steps + _fee_steps(inputs, years)


def _fee_steps(inputs: YearlyStream, years: int) -> list[Step]:
    if not isinstance(inputs, OwnersStream) or not as_series(inputs.maintenance_fees).any():
        return []
    return given_by_year("W_t", inputs, "maintenance_fees", arriving(inputs, np.zeros(years), years).shape[-1])


def arriving_steps(inputs: YearlyStream, written: Step, money: FloatArray, arrived: FloatArray) -> list[Step]:
    """The money of each year as `written` (a pattern in `_t`) and, after a delay, as it arrives under that symbol."""
    if not is_delayed(inputs):
        return by_year_steps(written, arrived)
    planned = written.symbol.replace("_t", "_plan_t")
    steps = by_year_steps(replace(written, symbol=planned), money)
    whole = int(np.floor(float(_delay(inputs))))
    rest = f"(δ − {whole})"
    for k, value in enumerate(arrived):
        parts = [(f"(1 − {rest})", k - whole), (rest, k - whole - 1)]
        terms = [
            f"{share} × {planned.replace('_t', f'_{place + 1}')}" for share, place in parts if 0 <= place < len(money)
        ]
        symbol = written.symbol.replace("_t", f"_{k + 1}")
        formula = " + ".join(terms) or "0"
        steps.append(Step(symbol, N_("The same after the delay"), formula, float(value), written.unit, _RULE))
    return steps


def stream_steps(inputs: YearlyStream, table: StreamTable, formula: str) -> list[Step]:
    """Steps from the year's income to the sum PV; `formula` tells the net income of a whole period in steps before."""
    periods, steps = table.terms.periods, []
    years = table.net.shape[-1]
    part, when, net = N_("Part of the period inside the life"), N_("Years until the money comes"), N_("Net income")
    for k in range(years):
        steps.append(Step(f"φ_{k + 1}", part, _part_formula(k), float(periods.part[k]), SHARE, _RULE))
        due = float(periods.discount_years[k])
        steps.append(Step(f"τ_{k + 1}", when, _when_formula(k, inputs.timing), due, YEARS, _RULE))
    steps += by_year_steps(Step("F_t", net, f"{_expected(inputs, formula)} × φ_t", 0.0, MONEY, _RULE), table.net)
    discounting = "(1 + r)^(−τ_t)"
    if inputs.factor_digits != "full":
        factors = np.broadcast_to(table.terms.discount_factor, table.net.shape)
        rounded = factor_formula(discounting, inputs.factor_digits)
        steps += by_year_steps(Step("D_t", N_("Discount factor"), rounded, 0.0, FACTOR, _RULE), factors)
        discounting = "D_t"
    pattern = Step("PV_t", N_("Present value of the year"), f"F_t × {discounting}", 0.0, MONEY, _RULE)
    steps += by_year_steps(pattern, table.terms.worth(table.net))
    total = " + ".join(f"PV_{k + 1}" for k in range(years))
    steps.append(Step("PV", N_("Sum of the present values"), total, float(table.present_value), MONEY, _RULE))
    return steps


def _expected(inputs: YearlyStream, formula: str) -> str:
    """The income of a whole period after probabilities and fees, in brackets."""
    chances = "".join(f" × {symbol}" for symbol, name in _PROBABILITIES if float(getattr(inputs, name)) != 1.0)
    expected = f"({formula}){chances}"
    if isinstance(inputs, OwnersStream) and as_series(inputs.maintenance_fees).any():
        return f"({expected} − {taxed_formula('W_t', inputs)})"
    return expected


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
    success, validity = float(inputs.success_probability), float(inputs.validity_probability)
    if success < 1 and validity < 1:
        template = N_(
            "Two probabilities together leave {percent:g} % of the income. Say what each stands for, and keep both out "
            "of the specific premium of the discount rate and of the fall of the split."
        )
        found.append(Message("risk_counted_twice", template, {"percent": round(success * validity * 100, 2)}))
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
