"""How is a price by regression shown: the line, its error with each comparable left out, its range, its weak points?"""

from __future__ import annotations

import numpy as np

from valuation.given_steps import given_steps, sum_of
from valuation.market.least_squares import Fit
from valuation.market.order_statistics import BoolArray
from valuation.market.price_regression import (
    PriceRegression,
    observed,
    out_of_reach,
    predicted,
    price_regression,
    regression,
    smearing_factor,
)
from valuation.model import Model, ModelResult, as_series
from valuation.results import Step
from valuation.units import COUNT, FACTOR, MONEY, SHARE
from valuation.wording import N_, Message

_RULE = "valuation.market.price_regression"
_FIT = "valuation.market.least_squares"
_LARGEST_LOGARITHM = 700.0
LOWEST_TOLERANCE = 0.1
"""Variance inflation of 10, above which coefficients say little one by one (Marquardt, 1970); only a warning."""


def run(inputs: PriceRegression) -> ModelResult:
    """The predicted price with the line, R^2, leave-one-out error and range; every weak point is a warning."""
    value = float(price_regression(inputs))
    fit = regression(inputs)
    steps = (
        *given_steps(inputs, {"prices": "P", "attributes": "x", "subject_attributes": "z"}),
        *_line_steps(inputs, fit),
        *_error_steps(inputs, fit),
        *_prediction_steps(inputs, fit),
        _value_step(inputs, value),
    )
    return ModelResult(value, MONEY, steps, _warnings(inputs, fit))


def _scale(inputs: PriceRegression) -> str:
    return MONEY if inputs.form == "price" else FACTOR


def _line_steps(inputs: PriceRegression, fit: Fit) -> list[Step]:
    """Coefficients with their standard errors, and what each comparable lies off the line."""
    unit, attributes = _scale(inputs), fit.slopes.shape[-1]
    steps = [Step("b_0", N_("Constant of the line"), "", float(fit.constant), unit, _FIT)]
    slope, error = N_("Coefficient of the attribute"), N_("Standard error of the coefficient")
    steps += [Step(f"b_{k}", slope, "", b, unit, _FIT) for k, b in enumerate(fit.slopes.tolist(), start=1)]
    steps += [Step(f"SE_{k}", error, "", e, unit, _FIT) for k, e in enumerate(fit.slope_errors.tolist(), start=1)]
    seen = "P_{i}" if inputs.form == "price" else "ln(P_{i})"
    formula = seen + " − (" + " + ".join(["b_0", *(f"b_{k} × x_{{i}}_{k}" for k in range(1, attributes + 1))]) + ")"
    label = N_("Residual of the comparable")
    return steps + [
        Step(f"e_{i}", label, formula.format(i=i), residual, unit, _RULE)
        for i, residual in enumerate(fit.residuals.tolist(), start=1)
    ]


def _error_steps(inputs: PriceRegression, fit: Fit) -> list[Step]:
    """R^2, standard error, and the error with each comparable left out."""
    rows, freedom, unit = fit.residuals.size, float(fit.degrees_of_freedom), _scale(inputs)
    seen = observed(inputs)
    squares, total = float(np.sum(fit.residuals**2)), float(np.sum((seen - seen.mean()) ** 2))
    left_out = fit.leave_one_out
    pull, without = N_("Leverage of the comparable"), N_("Error at the comparable with it left out")
    root = float(np.sqrt(np.mean(left_out**2)))
    shared, ratio = (1 - squares / total, "1 − SSE / SST") if total > 0 else (0.0, "0")
    variance = float(fit.error_variance)
    return [
        *(Step(f"h_{i}", pull, "", h, SHARE, _FIT) for i, h in enumerate(fit.leverage.tolist(), start=1)),
        Step("SSE", N_("Sum of squared residuals"), sum_of("e_{k}^2", rows), squares, unit, _RULE),
        Step("SST", N_("Sum of squares about the mean"), "", total, unit, _RULE),
        Step(
            "R2",
            N_("Part of the variation explained (R²)"),
            ratio,
            shared,
            SHARE,
            _RULE,
        ),
        Step("ν", N_("Degrees of freedom"), "", freedom, COUNT, _FIT),
        Step("s", N_("Standard error of the line"), "(SSE / ν)^(1/2)", variance**0.5, unit, _RULE),
        *(
            Step(f"c_{i}", without, f"e_{i} / (1 − h_{i})", error, unit, _RULE)
            for i, error in enumerate(left_out.tolist(), start=1)
        ),
        Step("C", N_("Leave-one-out error"), f"(({sum_of('c_{k}^2', rows)}) / {rows})^(1/2)", root, unit, _RULE),
    ]


def prediction_range(inputs: PriceRegression, fit: Fit) -> tuple[float, float, float]:
    """t, and the ends of V -+ t s sqrt(1 + h_0) on the scale of the line: where one further price lies."""
    from scipy.special import stdtrit

    t = float(stdtrit(fit.degrees_of_freedom, (1 + float(inputs.confidence)) / 2))
    middle = float(predicted(inputs, fit))
    reach = t * float(np.sqrt(fit.error_variance * (1 + fit.leverage_of(as_series(inputs.subject_attributes)))))
    return t, middle - reach, middle + reach


def _prediction_steps(inputs: PriceRegression, fit: Fit) -> list[Step]:
    """The line at the subject and the range in which its price lies, also where the line is that of the logarithm."""
    unit, terms = _scale(inputs), fit.slopes.shape[-1]
    t, low, high = prediction_range(inputs, fit)
    pull = float(fit.leverage_of(as_series(inputs.subject_attributes)))
    line = " + ".join(["b_0", *(f"b_{k} × z_{k}" for k in range(1, terms + 1))])
    ends = {"V_low": ("Y − t × s × (1 + h_0)^(1/2)", low), "V_high": ("Y + t × s × (1 + h_0)^(1/2)", high)}
    if inputs.form == "log_price":
        if high > _LARGEST_LOGARITHM:
            raise out_of_reach()
        ends = {name: (f"exp({formula})", float(np.exp(end))) for name, (formula, end) in ends.items()}
    labels = {"V_low": N_("Lower end of the range of the price"), "V_high": N_("Upper end of the range of the price")}
    return [
        Step("Y", N_("The line at the subject"), line, float(predicted(inputs, fit)), unit, _RULE),
        Step("h_0", N_("Leverage of the subject"), "", pull, SHARE, _FIT),
        *given_steps(inputs, {"confidence": "a"}),
        Step("t", N_("Quantile of Student's distribution"), "", t, FACTOR, _RULE),
        *(Step(name, labels[name], formula, end, MONEY, _RULE) for name, (formula, end) in ends.items()),
        *_smearing_steps(inputs, fit),
    ]


def _smearing_steps(inputs: PriceRegression, fit: Fit) -> list[Step]:
    if inputs.form == "price" or inputs.retransformation == "naive":
        return []
    rows = fit.residuals.size
    formula = f"({sum_of('exp(e_{k})', rows)}) / {rows}"
    label = N_("Smearing factor from the logarithm to the price")
    return [Step("S", label, formula, float(smearing_factor(inputs, fit)), FACTOR, _RULE)]


def _value_step(inputs: PriceRegression, value: float) -> Step:
    formula = "Y" if inputs.form == "price" else "exp(Y)" if inputs.retransformation == "naive" else "exp(Y) × S"
    return Step("V", N_("Value"), formula, value, MONEY, _RULE)


def _warnings(inputs: PriceRegression, fit: Fit) -> tuple[Message, ...]:
    """Extrapolation, comparables far off or pulling alone, attributes that run together, a line worse than the mean."""
    rows, attributes = fit.residuals.size, as_series(inputs.attributes)
    subject = as_series(inputs.subject_attributes)
    beyond = (subject < attributes.min(axis=0)) | (subject > attributes.max(axis=0))
    # Twice the mean leverage: Hoaglin and Welsch, The American Statistician, 1978.
    pulling = fit.leverage > 2 * (fit.slopes.size + 1) / rows
    far = np.abs(fit.studentised) > float(inputs.residual_limit)
    found = [
        _named(
            beyond, "extrapolation", N_("Attribute {numbers} of the subject lies outside the range of the comparables.")
        ),
        _named(far, "far_off_the_line", N_("Comparable {numbers} lies far off the line: check it; it still counts.")),
        _named(
            pulling, "high_leverage", N_("Comparable {numbers} pulls the line more than twice as much as the mean.")
        ),
        _named(
            fit.tolerance < LOWEST_TOLERANCE,
            "attributes_run_together",
            N_("Attribute {numbers} nearly follows from the others: its coefficient says little by itself."),
        ),
    ]
    seen = observed(inputs)
    spread = np.mean((seen - seen.mean()) ** 2) * (rows / (rows - 1)) ** 2
    if float(np.mean(fit.leave_one_out**2)) >= float(spread):
        template = N_("With each comparable left out in turn the line predicts no better than the mean of the others.")
        found.append(Message("no_better_than_mean", template))
    return tuple(message for message in found if message is not None)


def _named(flags: BoolArray, code: str, template: str) -> Message | None:
    numbers = ", ".join(str(place + 1) for place in np.flatnonzero(flags))
    return Message(code, template, {"numbers": numbers}) if numbers else None


MODELS = (Model("price_regression", N_("Price by regression"), "market", PriceRegression, price_regression, run),)
