"""Which share of the profit is the profit that came on top with the rights?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.discounting.present_value import discount_factor
from valuation.domains import Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import MONEY, RATE, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(-1e15, 1e15)
# Close to -1 a factor of late years leaves the range of floats.
_RATE = Domain(-0.9, 1.0, is_rate=True)
_RULE = "valuation.royalty.additional_profit"


@dataclass(frozen=True, kw_only=True)
class AdditionalProfit:
    """Profit with the rights and how much of it is additional, year by year, each at the year's end."""

    additional_profit: Any = series(N_("Profit added by the rights in the year"), MONEY, _MONEY)
    total_profit: Any = series(N_("Profit with the rights in the year"), MONEY, _MONEY)
    discount_rate: Number = quantity(N_("Discount rate"), RATE, _RATE)


def _present(amounts: Any, inputs: AdditionalProfit) -> FloatArray:
    """Present value of each year, shape (..., years)."""
    yearly = as_series(amounts)
    return np.asarray(yearly * discount_factor(inputs.discount_rate, np.arange(1.0, yearly.shape[-1] + 1.0)))


def additional_profit(inputs: AdditionalProfit) -> FloatArray:
    """K = sum of ΔP_t (1 + r)^-t / sum of P_t (1 + r)^-t over t = 1 … n, a decimal share of profit, shape (...).

    Source: 边际分析法 (追加利润法) of Chinese appraisal textbooks. InputOutsideDomain where the lists differ in length,
    where the profit with the rights is worth nothing, or where more is added than there is in all.
    Known to be right: level amounts give their ratio at any rate; equals two calls of numpy_financial.npv.
    """
    check_model_inputs(inputs)
    require_same_length(inputs, "additional_profit", "total_profit")
    added = _present(inputs.additional_profit, inputs).sum(axis=-1)
    total = _present(inputs.total_profit, inputs).sum(axis=-1)
    if (total <= 0).any():
        message = Message("no_profit", "The profit with the rights must be worth more than nothing.")
        raise InputOutsideDomain("total_profit", message)
    if (added > total).any():
        message = Message("added_above_total", "The rights cannot add more profit than there is in all.")
        raise InputOutsideDomain("additional_profit", message)
    return np.asarray(added / total)


def run(inputs: AdditionalProfit) -> ModelResult:
    """The share with the present value of each year; profit lost through the rights is a share of 0 and is said."""
    share = float(additional_profit(inputs))
    years = len(inputs.total_profit)
    added, total = _present(inputs.additional_profit, inputs), _present(inputs.total_profit, inputs)
    names = {"discount_rate": "r", "additional_profit": "ΔP", "total_profit": "P"}
    steps = (
        *given_steps(inputs, names),
        *_yearly("D", "ΔP", N_("Present value of the added profit of the year"), added),
        *_yearly("E", "P", N_("Present value of the profit of the year"), total),
        Step("D", N_("Present value of the added profit"), sum_of("D_{k}", years), float(added.sum()), MONEY, _RULE),
        Step("E", N_("Present value of the profit"), sum_of("E_{k}", years), float(total.sum()), MONEY, _RULE),
        Step("K", N_("Split rate of profit"), "D / E", share, SHARE, _RULE),
    )
    loss = Message("rights_add_nothing", "The rights take away profit: no split rate follows from these figures.")
    return ModelResult(share, SHARE, steps, (loss,) if share < 0 else ())


def _yearly(symbol: str, amount: str, label: str, values: FloatArray) -> list[Step]:
    return [
        Step(f"{symbol}_{k}", label, f"{amount}_{k} × (1 + r)^(−{k})", value, MONEY, _RULE)
        for k, value in enumerate(values.tolist(), start=1)
    ]


MODELS = (
    Model(
        "additional_profit",
        N_("Split rate by additional profit"),
        "royalty",
        AdditionalProfit,
        additional_profit,
        run,
        unit=SHARE,
    ),
)
