"""Which return do owners and lenders ask together, and what is left of it for the intangible assets?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import RATE, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_TAX = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
_RULE = "valuation.discounting.wacc"


@dataclass(frozen=True, kw_only=True)
class WeightedCostOfCapital:
    """Cost of equity after, cost of debt before income tax; the share of debt is at market value."""

    rate_basis: str = choice(N_("Whether the rate is before or after income tax"), ("after_tax", "pre_tax"))
    cost_of_equity: Number = quantity(N_("Cost of equity"), RATE, _RATE)
    cost_of_debt: Number = quantity(N_("Cost of debt before tax"), RATE, _RATE)
    debt_share: Number = quantity(N_("Share of debt in the capital"), SHARE, _SHARE)
    tax_rate: Number = quantity(N_("Income tax rate"), SHARE, _TAX)


def weighted_cost(inputs: WeightedCostOfCapital) -> FloatArray:
    """WACC = (1 - d) r_e + d r_d (1 - T) after tax, (1 - d) r_e / (1 - T) + d r_d before tax, decimal per year.

    Source: Modigliani and Miller (1963); before tax as Chinese practice writes it (WACCBT), which is the rate after
    tax divided by 1 - T. Shape (...).
    Known to be right: cost of equity without debt, cost of debt after tax with nothing else; the two differ by 1 - T.
    """
    check_model_inputs(inputs)
    kept = 1.0 - np.asarray(inputs.tax_rate)
    share = np.asarray(inputs.debt_share)
    after_tax = (1.0 - share) * np.asarray(inputs.cost_of_equity) + share * np.asarray(inputs.cost_of_debt) * kept
    return np.asarray(after_tax if inputs.rate_basis == "after_tax" else after_tax / kept)


def run_weighted_cost(inputs: WeightedCostOfCapital) -> ModelResult:
    """The rate with its parts; a rate before tax is exact only for a level income without end, which is said."""
    rate = float(weighted_cost(inputs))
    symbols = {"cost_of_equity": "r_e", "cost_of_debt": "r_d", "debt_share": "d", "tax_rate": "T"}
    is_after_tax = inputs.rate_basis == "after_tax"
    label = N_("Cost of capital after tax") if is_after_tax else N_("Cost of capital before tax")
    formula = "(1 − d) × r_e + d × r_d × (1 − T)" if is_after_tax else "(1 − d) × r_e / (1 − T) + d × r_d"
    steps = (*given_steps(inputs, symbols), Step("WACC", label, formula, rate, RATE, _RULE))
    template = N_("Dividing by 1 − T gives the right rate before tax only for a level income without end.")
    warnings = () if is_after_tax else (Message("pre_tax_rate_approximate", template),)
    return ModelResult(rate, RATE, steps, warnings)


@dataclass(frozen=True, kw_only=True)
class IntangibleReturn:
    """Shares of the assets at market value; the intangible assets are what is left of 1. One tax basis for all."""

    weighted_cost_of_capital: Number = quantity(N_("Cost of capital"), RATE, _RATE)
    current_assets_share: Number = quantity(N_("Share of working capital in the assets"), SHARE, _SHARE)
    current_assets_return: Number = quantity(N_("Return on working capital"), RATE, _RATE)
    fixed_assets_share: Number = quantity(N_("Share of fixed assets in the assets"), SHARE, _SHARE)
    fixed_assets_return: Number = quantity(N_("Return on fixed assets"), RATE, _RATE)


def _intangible_share(inputs: IntangibleReturn) -> FloatArray:
    share = 1.0 - np.asarray(inputs.current_assets_share) - np.asarray(inputs.fixed_assets_share)
    if (share <= 0).any():
        message = Message("no_intangible_share", "Working capital and fixed assets leave no share for intangibles.")
        raise InputOutsideDomain("fixed_assets_share", message)
    return np.asarray(share)


def intangible_return(inputs: IntangibleReturn) -> FloatArray:
    """r_i = (WACC - w_c r_c - w_f r_f) / (1 - w_c - w_f), a decimal per year, shape (...).

    Source: weighted average return on assets (WARA) set equal to WACC, 无形资产投资回报率 of Chinese reports.
    InputOutsideDomain where the other assets take all of the capital.
    Known to be right: put back as a weighted average it gives WACC; equal returns of all assets equal WACC.
    """
    check_model_inputs(inputs)
    share = _intangible_share(inputs)
    current = np.asarray(inputs.current_assets_share) * np.asarray(inputs.current_assets_return)
    fixed = np.asarray(inputs.fixed_assets_share) * np.asarray(inputs.fixed_assets_return)
    return np.asarray((np.asarray(inputs.weighted_cost_of_capital) - current - fixed) / share)


def run_intangible_return(inputs: IntangibleReturn) -> ModelResult:
    """The return with the share it is earned on; intangibles that earn less than fixed assets are pointed out."""
    required = float(intangible_return(inputs))
    symbols = {
        "weighted_cost_of_capital": "WACC",
        "current_assets_share": "w_c",
        "current_assets_return": "r_c",
        "fixed_assets_share": "w_f",
        "fixed_assets_return": "r_f",
    }
    share = float(_intangible_share(inputs))
    formula = "(WACC − w_c × r_c − w_f × r_f) / w_i"
    steps = (
        *given_steps(inputs, symbols),
        Step("w_i", N_("Share of intangibles in the assets"), "1 − w_c − w_f", share, SHARE, _RULE),
        Step("r_i", N_("Return on intangible assets"), formula, required, RATE, _RULE),
    )
    low = Message("intangible_return_low", "Intangible assets bear more risk, yet come out below the other assets.")
    others = max(float(inputs.current_assets_return), float(inputs.fixed_assets_return))
    return ModelResult(required, RATE, steps, (low,) if required <= others else ())


MODELS = (
    Model(
        "weighted_cost_of_capital",
        N_("Weighted average cost of capital"),
        "discounting",
        WeightedCostOfCapital,
        weighted_cost,
        run_weighted_cost,
        unit=RATE,
    ),
    Model(
        "intangible_return",
        N_("Return on intangibles from the cost of capital"),
        "discounting",
        IntangibleReturn,
        intangible_return,
        run_intangible_return,
        unit=RATE,
    ),
)
