"""What is an income worth that is level, grows or falls evenly, or changes once, and has an end?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.discounting.annuity import annuity_factor
from valuation.discounting.present_value import FACTOR_DIGITS, discount_factor, factor_formula, table_factor
from valuation.income.step_lists import given
from valuation.income.tax_amortisation import TIMINGS
from valuation.income.yearly_stream import LIFE, RATE, SIGNED_AMOUNT
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import FACTOR, MONEY
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.income.annuities"
_MID_YEAR = " × (1 + r)^(1 / 2)"
_FACTOR = N_("Annuity factor")
_VALUE = N_("Value")
_NO_GAP = 1e-9
"""Rates nearer than this are shown as equal: the printed quotient would divide what rounding left."""


@dataclass(frozen=True, kw_only=True)
class GrowingAnnuity:
    """One income and its even change; a growth of 0 is level, below 0 falls. Income and rate on one tax basis."""

    first_income: Number = quantity(N_("Income of the first year"), "CNY", SIGNED_AMOUNT)
    growth: Number = quantity(N_("Yearly growth of the income"), "1/year", RATE, default=0.0)
    years: Number = quantity(N_("Years of the income"), "years", LIFE)
    discount_rate: Number = quantity(N_("Discount rate"), "1/year", RATE)
    timing: str = choice(N_("When the money of a year comes"), TIMINGS, default="year_end")
    factor_digits: str = choice(
        N_("Whether annuity and discount factors are used in full or with the four decimals of printed tables"),
        FACTOR_DIGITS,
        default="full",
    )


@dataclass(frozen=True, kw_only=True)
class TwoStageAnnuity:
    """A level income for the first years and another level income for the years after, with an explicit end."""

    first_income: Number = quantity(N_("Yearly income of the first stage"), "CNY", SIGNED_AMOUNT)
    first_years: Number = quantity(N_("Years of the first stage"), "years", LIFE)
    second_income: Number = quantity(N_("Yearly income of the second stage"), "CNY", SIGNED_AMOUNT)
    second_years: Number = quantity(N_("Years of the second stage"), "years", LIFE)
    discount_rate: Number = quantity(N_("Discount rate"), "1/year", RATE)
    timing: str = choice(N_("When the money of a year comes"), TIMINGS, default="year_end")
    factor_digits: str = choice(
        N_("Whether annuity and discount factors are used in full or with the four decimals of printed tables"),
        FACTOR_DIGITS,
        default="full",
    )


@dataclass(frozen=True, kw_only=True)
class TwoRateAnnuity:
    """A buyer who wants a yield on the price and lays money aside at a safe rate to have the price back at the end."""

    yearly_income: Number = quantity(N_("Yearly income"), "CNY", SIGNED_AMOUNT)
    years: Number = quantity(N_("Years of the income"), "years", LIFE)
    yield_rate: Number = quantity(N_("Yield wanted on the price"), "1/year", RATE)
    sinking_fund_rate: Number = quantity(N_("Rate at which money laid aside grows"), "1/year", RATE)


def growing_annuity(inputs: GrowingAnnuity) -> FloatArray:
    """V = A (1 - ((1 + g) / (1 + r))^n) / (r - g); see `annuity_factor`. Shape (...).

    Source: any textbook of compound interest (年金法). Known to be right: published level annuities (491.57,
    898,817.26); sum of the single years; tends to the capitalised earnings as n grows.
    """
    check_model_inputs(inputs)
    return np.asarray(np.asarray(inputs.first_income) * _growing_factor(inputs))


def _growing_factor(inputs: GrowingAnnuity) -> FloatArray:
    factor = annuity_factor(inputs.discount_rate, inputs.years, inputs.growth, inputs.timing)
    return table_factor(factor, inputs.factor_digits)


def run_growing_annuity(inputs: GrowingAnnuity) -> ModelResult:
    """The value with the annuity factor apart."""
    value = float(growing_annuity(inputs))
    factor = float(_growing_factor(inputs))
    is_even = abs(float(inputs.discount_rate) - float(inputs.growth)) < _NO_GAP
    formula = "n / (1 + r)" if is_even else "(1 − ((1 + g) / (1 + r))^n) / (r − g)"
    formula += _MID_YEAR if inputs.timing == "mid_year" else ""
    steps = (
        given("A", inputs, "first_income"),
        given("g", inputs, "growth"),
        given("n", inputs, "years"),
        given("r", inputs, "discount_rate"),
        Step("a", _FACTOR, factor_formula(formula, inputs.factor_digits), factor, FACTOR, _RULE),
        Step("V", _VALUE, "A × a", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


def two_stage_annuity(inputs: TwoStageAnnuity) -> FloatArray:
    """V = A_1 a(r, n_1) + A_2 a(r, n_2) (1 + r)^-n_1, shape (...). Source: 两阶段法 of Chinese appraisal practice.

    Known to be right: published 359.63; equal incomes give the annuity over n_1 + n_2.
    """
    check_model_inputs(inputs)
    first, second, waiting = _stage_factors(inputs)
    return np.asarray(np.asarray(inputs.first_income) * first + np.asarray(inputs.second_income) * second * waiting)


def _stage_factors(inputs: TwoStageAnnuity) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Annuity factors of both stages and the discount factor over the first, each as tables would print it if asked."""
    rate = np.asarray(inputs.discount_rate, dtype=np.float64)
    waiting = discount_factor(rate, np.asarray(inputs.first_years, dtype=np.float64)[..., np.newaxis])[..., 0]
    first, second = (
        annuity_factor(rate, years, timing=inputs.timing) for years in (inputs.first_years, inputs.second_years)
    )
    digits = inputs.factor_digits
    return table_factor(first, digits), table_factor(second, digits), table_factor(waiting, digits)


def run_two_stage_annuity(inputs: TwoStageAnnuity) -> ModelResult:
    """The value with a factor for each stage and one for the wait between them."""
    value = float(two_stage_annuity(inputs))
    first, second, waiting = (float(factor) for factor in _stage_factors(inputs))
    half = _MID_YEAR if inputs.timing == "mid_year" else ""
    level = "n_{}" if abs(float(inputs.discount_rate)) < _NO_GAP else "(1 − (1 + r)^(−n_{})) / r"

    def shown(formula: str) -> str:
        return factor_formula(formula, inputs.factor_digits)

    steps = (
        given("A_1", inputs, "first_income"),
        given("n_1", inputs, "first_years"),
        given("A_2", inputs, "second_income"),
        given("n_2", inputs, "second_years"),
        given("r", inputs, "discount_rate"),
        Step("a_1", N_("Annuity factor of the first stage"), shown(level.format(1) + half), first, FACTOR, _RULE),
        Step("a_2", N_("Annuity factor of the second stage"), shown(level.format(2) + half), second, FACTOR, _RULE),
        Step("D", N_("Discount factor over the first stage"), shown("(1 + r)^(−n_1)"), waiting, FACTOR, _RULE),
        Step("V", _VALUE, "A_1 × a_1 + A_2 × a_2 × D", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


def two_rate_annuity(inputs: TwoRateAnnuity) -> FloatArray:
    """V = A / (y + s / ((1 + s)^n - 1)), 1 / n in place of the last term where s = 0; shape (...).

    y yield on the price, s sinking-fund rate. Source: Hoskold, Engineer's Valuing Assistant (1877), as used in Young v.
    Commissioner (1925). Known to be right: that case's 86,979.98; s = y is the ordinary annuity. Needs a sum above 0.
    """
    check_model_inputs(inputs)
    recovery = _recovery(inputs)
    capital_rate = np.asarray(inputs.yield_rate) + recovery
    if (capital_rate <= 0).any():
        message = Message("capital_rate_not_positive", "Yield and recovery of the price together must be above 0.")
        raise InputOutsideDomain("yield_rate", message)
    return np.asarray(np.asarray(inputs.yearly_income) / capital_rate)


def _recovery(inputs: TwoRateAnnuity) -> FloatArray:
    # The yearly sum that grows to 1: the annuity factor at s, brought to the end of the years.
    rate = np.asarray(inputs.sinking_fund_rate, dtype=np.float64)
    grown = annuity_factor(rate, inputs.years) * np.exp(np.asarray(inputs.years) * np.log1p(rate))
    return np.asarray(1.0 / grown)


def run_two_rate_annuity(inputs: TwoRateAnnuity) -> ModelResult:
    """The value with the yearly sum laid aside for each 1 of price."""
    value = float(two_rate_annuity(inputs))
    formula = "1 / n" if abs(float(inputs.sinking_fund_rate)) < _NO_GAP else "s / ((1 + s)^n − 1)"
    steps = (
        given("A", inputs, "yearly_income"),
        given("n", inputs, "years"),
        given("y", inputs, "yield_rate"),
        given("s", inputs, "sinking_fund_rate"),
        Step("q", N_("Laid aside each year for 1 of the price"), formula, float(_recovery(inputs)), FACTOR, _RULE),
        Step("V", _VALUE, "A / (y + q)", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


MODELS = (
    Model(
        "growing_annuity",
        N_("Level, growing or falling annuity"),
        "income",
        GrowingAnnuity,
        growing_annuity,
        run_growing_annuity,
    ),
    Model(
        "two_stage_annuity",
        N_("Two-stage annuity"),
        "income",
        TwoStageAnnuity,
        two_stage_annuity,
        run_two_stage_annuity,
    ),
    Model(
        "two_rate_annuity",
        N_("Annuity with a sinking fund (Hoskold)"),
        "income",
        TwoRateAnnuity,
        two_rate_annuity,
        run_two_rate_annuity,
    ),
)
