"""Which split rate within the range of the industry does a score of the patents earn?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length, require_whole
from valuation.units import SHARE
from valuation.wording import N_, InputOutsideDomain, Message

BASES = ("sales", "gross_profit", "operating_profit", "net_profit")
_SHARE = Domain(0.0, 1.0, is_rate=True)
_SCORE = Domain(0.0, 100.0)
_MARGIN = Domain(-10.0, 1.0, is_rate=True)
_RULE = "valuation.royalty.split_by_range"


@dataclass(frozen=True, kw_only=True)
class SplitByRange:
    """Lower and upper rate of the industry and the score sheet; all rates are shares of `royalty_base`."""

    royalty_base: str = choice(N_("What the split rate is a share of"), BASES)
    lower_rate: Number = quantity(N_("Lowest split rate of the industry"), SHARE, _SHARE)
    upper_rate: Number = quantity(N_("Highest split rate of the industry"), SHARE, _SHARE)
    weights: Any = series(N_("Weight of the indicator in the whole sheet"), SHARE, _SHARE)
    scores: Any = series(N_("Score of the indicator, 0 to 100"), SHARE, _SCORE)
    profit_margin: Number | None = quantity(
        N_("Profit margin on sales, to check a rate on sales"), SHARE, _MARGIN, default=None
    )


def score(inputs: SplitByRange) -> FloatArray:
    """r = sum of w_k s_k / 100, in [0, 1], shape (...); the weights (class weight times indicator weight) sum to 1."""
    require_same_length(inputs, "weights", "scores")
    weights, scores = as_series(inputs.weights), as_series(inputs.scores)
    require_whole("weights", weights.sum(axis=-1))
    return np.asarray(np.sum(weights * scores, axis=-1) / 100.0)


def split_by_range(inputs: SplitByRange) -> FloatArray:
    """K = m + (n - m) r, a decimal share of the base, shape (...).

    Source: 分成率区间法 (K = m + (n - m) × r) of Chinese appraisal practice, with the score sheet of legal, technical
    and economic indicators. InputOutsideDomain where the lower rate exceeds the upper, where the lists differ in
    length or where the weights do not make 1.
    Known to be right: m at a score of 0, n at 100, linear between; the score of equal marks is that mark.
    """
    check_model_inputs(inputs)
    lower, upper = np.asarray(inputs.lower_rate), np.asarray(inputs.upper_rate)
    if (lower > upper).any():
        raise InputOutsideDomain(
            "lower_rate", Message("range_reversed", "The lowest rate must not exceed the highest.")
        )
    return np.asarray(lower + (upper - lower) * score(inputs))


def run(inputs: SplitByRange) -> ModelResult:
    """The split rate with the score sheet line by line."""
    rate = float(split_by_range(inputs))
    symbols = {"lower_rate": "m", "upper_rate": "n", "weights": "w", "scores": "s", "profit_margin": "M"}
    total = sum_of("w_{k} × s_{k}", len(inputs.weights))
    label = N_("Royalty rate on sales") if inputs.royalty_base == "sales" else N_("Split rate of profit")
    steps = (
        *given_steps(inputs, symbols),
        Step("r", N_("Score as a share of full marks"), f"({total}) / 100", float(score(inputs)), SHARE, _RULE),
        Step("K", label, "m + (n − m) × r", rate, SHARE, _RULE),
    )
    return ModelResult(rate, SHARE, steps, _above_margin(inputs, rate))


def _above_margin(inputs: SplitByRange, rate: float) -> tuple[Message, ...]:
    """A licensee would pay more than the product earns: no one agrees to that."""
    if inputs.royalty_base != "sales" or inputs.profit_margin is None or rate <= float(inputs.profit_margin):
        return ()
    params = {"rate": rate * 100, "margin": float(inputs.profit_margin) * 100}
    template = N_("The royalty of {rate:g} % of sales exceeds the profit margin of {margin:g} %.")
    return (Message("royalty_above_margin", template, params),)


MODELS = (
    Model(
        "split_by_range", N_("Split rate by range and score"), "royalty", SplitByRange, split_by_range, run, unit=SHARE
    ),
)
