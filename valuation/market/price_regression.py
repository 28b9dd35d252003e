"""What price follows from the attributes of the subject, seen from prices and attributes of many comparables?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.inputs import FloatArray, Number
from valuation.market.least_squares import Fit, fitted
from valuation.model import as_series, check_model_inputs, choice, quantity, series, table
from valuation.units import FACTOR, MONEY, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

FORMS = ("log_price", "price")
RETRANSFORMATIONS = ("naive", "smearing")
_PRICE = Domain(1e-6, 1e15)
_ATTRIBUTE = Domain(-1e9, 1e9)
SPARE_ROWS = 3
"""Comparables beyond the attributes without which no error could be told."""


@dataclass(frozen=True, kw_only=True)
class PriceRegression:
    """Prices are already brought to cash, currency and date; an attribute is a number, or 1 and 0 for yes and no."""

    prices: Any = series(N_("Price of the comparable"), MONEY, _PRICE)
    attributes: Any = table(N_("Attribute of the comparable"), FACTOR, _ATTRIBUTE)
    subject_attributes: Any = series(N_("Attribute of the subject"), FACTOR, _ATTRIBUTE)
    form: str = choice(N_("What the attributes explain: the price or its logarithm"), FORMS)
    retransformation: str = choice(N_("How a logarithm becomes a price again"), RETRANSFORMATIONS, default="smearing")
    confidence: Number = quantity(
        N_("Probability that a price lies in the stated range"), SHARE, Domain(0.5, 0.999, is_rate=True), default=0.9
    )
    residual_limit: Number = quantity(
        N_("Studentised residual above which a comparable is pointed out"), FACTOR, Domain(1.0, 10.0), default=3.0
    )


def price_regression(inputs: PriceRegression) -> FloatArray:
    """V = exp(b_0 + sum of b_k z_k) S or V = b_0 + sum of b_k z_k, shape (...), b by ordinary least squares.

    z are the subject's attributes. Of the logarithm, S = 1 gives the median price (`naive`) and S = mean of exp(e_i)
    the mean price (`smearing`), e_i the residuals.
    Source: hedonic regression (Rosen, 1974); smearing: Duan, Journal of the American Statistical Association, 1983.
    InputOutsideDomain for fewer comparables than attributes + 3, attributes that do not vary or contain one another,
    and where the line gives no price above zero.
    Known to be right: exact where prices follow the line; numpy.linalg.lstsq; units of attributes do not matter.
    """
    fit = regression(inputs)
    line = predicted(inputs, fit)
    if inputs.form == "price":
        if (line <= 0).any():
            template = N_("The line gives no price above zero for this subject: take the logarithm instead.")
            raise InputOutsideDomain("form", Message("no_price_predicted", template))
        return line
    with np.errstate(over="ignore"):
        value = np.exp(line) * smearing_factor(inputs, fit)
    if not np.isfinite(value).all():
        raise out_of_reach()
    return np.asarray(value)


def out_of_reach() -> InputOutsideDomain:
    """Said where a price leaves the range of numbers."""
    template = N_("The subject lies so far from the comparables that no price can be told.")
    return InputOutsideDomain("subject_attributes", Message("out_of_reach", template))


def regression(inputs: PriceRegression) -> Fit:
    """The line through the comparables, after all checks of the inputs."""
    check_model_inputs(inputs)
    prices, attributes = as_series(inputs.prices), as_series(inputs.attributes)
    rows, count = attributes.shape[-2:]
    if prices.shape[-1] != rows:
        params = {"given": rows, "expected": prices.shape[-1]}
        template = N_("{given} rows are given for {expected} comparables.")
        raise InputOutsideDomain("attributes", Message("mixed_lengths", template, params))
    subject = as_series(inputs.subject_attributes).shape[-1]
    if subject != count:
        params = {"given": subject, "expected": count}
        template = N_("{given} numbers are given where {expected} are needed.")
        raise InputOutsideDomain("subject_attributes", Message("mixed_lengths", template, params))
    if rows < count + SPARE_ROWS:
        params = {"rows": rows, "needed": count + SPARE_ROWS, "attributes": count}
        template = N_("{rows} comparables are too few for {attributes} attributes: at least {needed} are needed.")
        raise InputOutsideDomain("prices", Message("too_few_rows", template, params))
    return fitted(observed(inputs), attributes)


def observed(inputs: PriceRegression) -> FloatArray:
    """What the line explains, shape (..., comparables): price or its natural logarithm."""
    prices = as_series(inputs.prices)
    return prices if inputs.form == "price" else np.log(prices)


def predicted(inputs: PriceRegression, fit: Fit) -> FloatArray:
    """The line at the subject's attributes, shape (...)."""
    return fit.predicted(as_series(inputs.subject_attributes))


def smearing_factor(inputs: PriceRegression, fit: Fit) -> FloatArray:
    """S = mean of exp(e_i), shape (...), at least 1; 1 where the median price is asked for."""
    if inputs.form == "price" or inputs.retransformation == "naive":
        return np.asarray(1.0)
    return np.asarray(np.exp(fit.residuals).mean(axis=-1))
