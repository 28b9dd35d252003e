"""Which discount rate do a riskless return and premiums for each risk add up to?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.units import RATE
from valuation.wording import N_

_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_PREMIUM = Domain(-1.0, 1.0, is_rate=True)
_RULE = "valuation.discounting.build_up"


@dataclass(frozen=True, kw_only=True)
class BuildUp:
    """Riskless return and premiums; a premium that lowers the rate is negative."""

    risk_free_rate: Number = quantity(N_("Risk-free rate"), RATE, _RATE)
    risk_premiums: Any = series(N_("Premium for the risk"), RATE, _PREMIUM)


def built_up_rate(inputs: BuildUp) -> FloatArray:
    """r = r_f + sum of e_k, a decimal per year, shape (...).

    Source: 风险累加法 (折现率 = 无风险报酬率 + 风险报酬率) of Chinese appraisal practice.
    Known to be right: without risk it is the riskless return; a premium more is that much more.
    """
    check_model_inputs(inputs)
    return np.asarray(np.asarray(inputs.risk_free_rate) + as_series(inputs.risk_premiums).sum(axis=-1))


def run(inputs: BuildUp) -> ModelResult:
    """The rate with each premium."""
    rate = float(built_up_rate(inputs))
    premiums = [f"e_{k}" for k in range(1, len(inputs.risk_premiums) + 1)]
    steps = (
        *given_steps(inputs, {"risk_free_rate": "r_f", "risk_premiums": "e"}),
        Step("r", N_("Discount rate"), " + ".join(["r_f", *premiums]), rate, RATE, _RULE),
    )
    return ModelResult(rate, RATE, steps)


MODELS = (Model("build_up_rate", N_("Discount rate by build-up"), "discounting", BuildUp, built_up_rate, run, unit=RATE),)
