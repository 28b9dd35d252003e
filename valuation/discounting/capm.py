"""Which return do shareholders of a company with this debt ask, judged by listed peers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import RATE, SHARE
from valuation.wording import N_, Message

_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_PREMIUM = Domain(-1.0, 1.0, is_rate=True)
_BETA = Domain(-10.0, 10.0)
_LEVERAGE = Domain(0.0, 1e3)
_TAX = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
_RULE = "valuation.discounting.capm"


@dataclass(frozen=True, kw_only=True)
class CapitalAssetPricing:
    """Peers' betas as listed (levered) with the leverage behind each, and the leverage of the subject."""

    risk_free_rate: Number = quantity(N_("Risk-free rate"), RATE, _RATE)
    equity_risk_premium: Number = quantity(N_("Equity risk premium"), RATE, _PREMIUM)
    peer_betas: Any = series(N_("Levered beta of the peer"), SHARE, _BETA)
    peer_debt_to_equity: Any = series(N_("Debt to equity of the peer, at market value"), SHARE, _LEVERAGE)
    peer_tax_rates: Any = series(N_("Income tax rate of the peer"), SHARE, _TAX)
    middle: str = choice(N_("How the peers are brought to one beta"), ("mean", "median"))
    debt_to_equity: Number = quantity(N_("Debt to equity of the subject"), SHARE, _LEVERAGE)
    tax_rate: Number = quantity(N_("Income tax rate"), SHARE, _TAX)
    specific_risk_premium: Number = quantity(N_("Specific risk premium"), RATE, _PREMIUM, default=0.0)


def unlevered_betas(inputs: CapitalAssetPricing) -> FloatArray:
    """β_u = β / (1 + (1 - T) D/E) of each peer, shape (..., peers). Source: Hamada (1972)."""
    require_same_length(inputs, "peer_betas", "peer_debt_to_equity", "peer_tax_rates")
    return np.asarray(
        as_series(inputs.peer_betas) / leverage(as_series(inputs.peer_debt_to_equity), as_series(inputs.peer_tax_rates))
    )


def leverage(debt_to_equity: Number, tax_rate: Number) -> FloatArray:
    """1 + (1 - T) D/E, by which debt raises an unlevered beta."""
    return np.asarray(1.0 + (1.0 - np.asarray(tax_rate)) * np.asarray(debt_to_equity))


def _middle_beta(inputs: CapitalAssetPricing) -> FloatArray:
    betas = unlevered_betas(inputs)
    return np.asarray(betas.mean(axis=-1) if inputs.middle == "mean" else np.median(betas, axis=-1))


def relevered_beta(inputs: CapitalAssetPricing) -> FloatArray:
    """β = middle of β_u × (1 + (1 - T) D/E) with the leverage of the subject, shape (...)."""
    return np.asarray(_middle_beta(inputs) * leverage(inputs.debt_to_equity, inputs.tax_rate))


def cost_of_equity(inputs: CapitalAssetPricing) -> FloatArray:
    """r_e = r_f + β ERP + s, after tax on the company, a decimal per year, shape (...).

    Source: Sharpe (1964); beta unlevered and relevered by Hamada (1972), debt without beta. The median of an even
    number of peers is halfway between the two in the middle. InputOutsideDomain where the peers' lists differ.
    Known to be right: a peer levered and taxed as the subject gives its own beta back; r_f with β = 0.
    """
    check_model_inputs(inputs)
    priced = relevered_beta(inputs) * np.asarray(inputs.equity_risk_premium)
    return np.asarray(np.asarray(inputs.risk_free_rate) + priced + np.asarray(inputs.specific_risk_premium))


_SYMBOLS = {
    "risk_free_rate": "r_f",
    "equity_risk_premium": "ERP",
    "specific_risk_premium": "r_s",
    "peer_betas": "β",
    "peer_debt_to_equity": "D",
    "peer_tax_rates": "T",
    "debt_to_equity": "DE",
    "tax_rate": "t",
}


def run(inputs: CapitalAssetPricing) -> ModelResult:
    """The cost of equity with the unlevered beta of each peer."""
    required = float(cost_of_equity(inputs))
    betas = unlevered_betas(inputs)
    label = N_("Unlevered beta of the peer")
    middle, beta = float(_middle_beta(inputs)), float(relevered_beta(inputs))
    steps = (
        *given_steps(inputs, _SYMBOLS),
        *(Step(f"b_{k}", label, f"β_{k} / (1 + (1 − T_{k}) × D_{k})", float(unlevered), SHARE, _RULE)
          for k, unlevered in enumerate(betas, start=1)),
        Step("b_u", N_("Unlevered beta"), _middle_formula(betas, inputs.middle), middle, SHARE, _RULE),
        Step("b", N_("Beta at the leverage of the subject"), "b_u × (1 + (1 − t) × DE)", beta, SHARE, _RULE),
        Step("r_e", N_("Cost of equity"), "r_f + b × ERP + r_s", required, RATE, _RULE),
    )  # fmt: skip
    return ModelResult(required, RATE, steps, _premium_warning(inputs))


def _middle_formula(betas: FloatArray, middle: str) -> str:
    if middle == "mean":
        return f"({sum_of('b_{k}', betas.size)}) / {betas.size}"
    order = np.argsort(betas, kind="stable") + 1
    low, high = order[(betas.size - 1) // 2], order[betas.size // 2]
    return f"b_{low}" if low == high else f"(b_{low} + b_{high}) / 2"


def _premium_warning(inputs: CapitalAssetPricing) -> tuple[Message, ...]:
    if float(inputs.specific_risk_premium) <= 0:
        return ()
    template = N_(
        "A specific premium of {percent:g} % is added: what it stands for must not lower the cash flows or the "
        "probability of success again."
    )
    return (Message("specific_premium", template, {"percent": float(inputs.specific_risk_premium) * 100}),)


MODELS = (
    Model(
        "capital_asset_pricing",
        N_("Cost of equity by CAPM"),
        "discounting",
        CapitalAssetPricing,
        cost_of_equity,
        run,
        unit=RATE,
    ),
)
