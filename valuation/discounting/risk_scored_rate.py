"""Which discount rate do scores of technical, market, capital and management risk give?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import class_membership, require_same_length, require_whole
from valuation.units import COUNT, RATE, SHARE
from valuation.wording import N_, Message

_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_SCORE = Domain(0.0, 100.0)
_CLASS = Domain(1.0, 100.0)
_RULE = "valuation.discounting.risk_scored_rate"


@dataclass(frozen=True, kw_only=True)
class RiskScoring:
    """Classes of risk with their highest premium, and the items scored in each (0 no risk, 100 full risk)."""

    risk_free_rate: Number = quantity(N_("Risk-free rate"), RATE, _RATE)
    highest_premiums: Any = series(N_("Highest premium of the class of risk"), RATE, _SHARE)
    item_classes: Any = series(N_("Class of risk that the item belongs to, counted from 1"), COUNT, _CLASS)
    weights: Any = series(N_("Weight of the item in its class"), SHARE, _SHARE)
    scores: Any = series(N_("Risk score of the item, 0 to 100"), SHARE, _SCORE)


def class_premiums(inputs: RiskScoring) -> FloatArray:
    """p_c = h_c × sum of w_k s_k / 100 over its items; the weights of each class make 1. Shape (..., classes)."""
    check_model_inputs(inputs)
    require_same_length(inputs, "item_classes", "weights", "scores")
    belongs = class_membership("item_classes", inputs.item_classes, as_series(inputs.highest_premiums).shape[-1])
    weights, scores = as_series(inputs.weights), as_series(inputs.scores)
    require_whole("weights", (belongs * weights[..., np.newaxis, :]).sum(axis=-1))
    risk = (belongs * (weights * scores)[..., np.newaxis, :]).sum(axis=-1) / 100.0
    return np.asarray(as_series(inputs.highest_premiums) * risk)


def risk_scored_rate(inputs: RiskScoring) -> FloatArray:
    """r = r_f + sum over classes of h_c × sum of w_k s_k / 100, a decimal per year, shape (...).

    Source: 风险累加法 with a score sheet for 技术, 市场, 资金 and 管理风险 of Chinese appraisal practice. Highest
    premiums, weights and scores are all inputs. InputOutsideDomain where lists differ in length, an item names no
    class, or the weights of a class do not make 1.
    Known to be right: r_f with all scores 0, r_f + sum of h with all 100, linear in each score.
    """
    return np.asarray(class_premiums(inputs).sum(axis=-1) + np.asarray(inputs.risk_free_rate))


def run(inputs: RiskScoring) -> ModelResult:
    """The rate with the sheet and the premium of each class."""
    premiums = class_premiums(inputs)
    rate = float(risk_scored_rate(inputs))
    symbols = {"risk_free_rate": "r_f", "highest_premiums": "h", "item_classes": "c", "weights": "w", "scores": "s"}
    classes = range(1, premiums.size + 1)
    steps = (
        *given_steps(inputs, symbols),
        *(Step(f"p_{c}", N_("Premium of the class"), _class_formula(inputs, c), float(premiums[c - 1]), RATE, _RULE)
          for c in classes),
        Step("r", N_("Discount rate"), " + ".join(["r_f", *(f"p_{c}" for c in classes)]), rate, RATE, _RULE),
    )  # fmt: skip
    note = Message(
        "risk_scored_once",
        "What is scored here must not lower the cash flows, the probability of success or the split rate again.",
    )
    return ModelResult(rate, RATE, steps, (note,))


def _class_formula(inputs: RiskScoring, number: int) -> str:
    items = [k for k, of_item in enumerate(as_series(inputs.item_classes), start=1) if of_item == number]
    return f"h_{number} × (" + " + ".join(f"w_{k} × s_{k}" for k in items) + ") / 100"


MODELS = (
    Model(
        "risk_scored_rate",
        N_("Discount rate by risk scores"),
        "discounting",
        RiskScoring,
        risk_scored_rate,
        run,
        unit=RATE,
    ),
)
