"""How much of a portfolio hangs on one patent?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import COUNT, MONEY, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(0.0, 1e15)
_ROUNDING = 1e-9
_RULE = "valuation.portfolio.portfolio_concentration"


@dataclass(frozen=True, kw_only=True)
class PortfolioConcentration:
    """What each patent is worth by any allocation, and what the portfolio loses without it.

    Without `losses` each patent takes its own value with it and nothing else: nobody depends on anybody.
    """

    values: Any = series(N_("Value of the patent"), MONEY, _MONEY)
    losses: Any = series(N_("Loss of value if the patent falls"), MONEY, _MONEY, default=None)
    measure: str = choice(N_("How concentration is measured"), ("largest_loss", "herfindahl"), default="largest_loss")


def total_value(inputs: PortfolioConcentration) -> FloatArray:
    """T = sum of the values, shape (...): what the portfolio is worth, however few patents it has.

    How concentrated a portfolio is tells how safe its value is; it does not take anything from it.
    """
    return np.asarray(as_series(inputs.values).sum(axis=-1))


def loss_shares(inputs: PortfolioConcentration) -> FloatArray:
    """d_k = D_k / T, shape (..., patents), between 0 and 1."""
    losses = inputs.values if inputs.losses is None else inputs.losses
    return np.asarray(as_series(losses) / total_value(inputs)[..., None])


def herfindahl(values: FloatArray) -> FloatArray:
    """H = sum of (value_k / total)^2, shape (...): 1 for a single patent, 1 / n for n equal ones.

    `values` (..., patents), not negative, their total above 0. Source: Herfindahl (1950), Hirschman (1945).
    """
    shares = values / values.sum(axis=-1, keepdims=True)
    return np.asarray(np.sum(shares**2, axis=-1))


def portfolio_concentration(inputs: PortfolioConcentration) -> FloatArray:
    """c = max over k of D_k / T, or H = sum of (V_k / T)^2, as `measure` says, shape (...), between 0 and 1.

    Source: largest single exposure and Herfindahl index, as banks measure concentration of a pool of collateral.
    InputOutsideDomain where the patents are worth nothing together or one takes more with it than there is.
    Known to be right: 1 for a single patent, 1 / n for n equal independent ones, the literature's effective number.
    """
    check_model_inputs(inputs)
    total = total_value(inputs)
    if (total <= 0).any():
        message = Message("portfolio_worthless", N_("The patents are worth nothing together: nothing can be shared."))
        raise InputOutsideDomain("values", message)
    if inputs.losses is not None:
        require_same_length(inputs, "values", "losses")
        if (as_series(inputs.losses) > total[..., None] * (1.0 + _ROUNDING)).any():
            template = N_("A patent cannot take more with it than the whole portfolio is worth.")
            raise InputOutsideDomain("losses", Message("loss_above_total", template))
    if inputs.measure == "herfindahl":
        return herfindahl(as_series(inputs.values))
    return np.asarray(loss_shares(inputs).max(axis=-1))


def run(inputs: PortfolioConcentration) -> ModelResult:
    """The measure asked for, with the shares, the other measure and the number of equal patents it amounts to."""
    result = float(portfolio_concentration(inputs))
    values, lost = as_series(inputs.values), loss_shares(inputs)
    count, index = len(values), float(herfindahl(values))
    letter = "V" if inputs.losses is None else "D"
    shares = values / values.sum()
    own, gone, many = (
        N_("Share of the value"),
        N_("Share of the value lost"),
        N_("Number of equal patents it amounts to"),
    )
    squares = sum_of("h_{k}^2", count)
    largest = f"max({', '.join(f'd_{k}' for k in range(1, count + 1))}, 0)"
    steps = [
        *given_steps(inputs, {"values": "V", "losses": "D"}),
        Step("T", N_("Value of the portfolio"), sum_of("V_{k}", count), float(values.sum()), MONEY, _RULE),
        *(Step(f"h_{k}", own, f"V_{k} / T", float(h), SHARE, _RULE) for k, h in enumerate(shares, 1)),
        *(Step(f"d_{k}", gone, f"{letter}_{k} / T", float(d), SHARE, _RULE) for k, d in enumerate(lost, 1)),
    ]
    measures = [
        Step("H", N_("Herfindahl index of the values"), squares, index, SHARE, _RULE),
        Step("c", N_("Largest share of the value lost with one patent"), largest, float(lost.max()), SHARE, _RULE),
    ]
    effective = Step("n_e", many, f"1 / ({squares})", 1.0 / index, COUNT, _RULE)
    last, first = measures if inputs.measure == "herfindahl" else reversed(measures)
    return ModelResult(result, SHARE, (*steps, effective, first, last))


MODELS = (
    Model(
        "portfolio_concentration",
        N_("Concentration of a portfolio"),
        "portfolio",
        PortfolioConcentration,
        portfolio_concentration,
        run,
        unit=SHARE,
    ),
)
