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
from valuation.royalty.margin_check import require_within_margin
from valuation.series_checks import class_membership, require_same_length, require_whole
from valuation.units import COUNT, FACTOR, SHARE
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
    weights: Any = series(
        N_("Weight of the indicator in its class, or in the whole sheet without classes"), SHARE, _SHARE
    )
    scores: Any = series(N_("Score of the indicator, 0 to 100"), SHARE, _SCORE)
    class_weights: Any = series(N_("Weight of the class of indicators"), SHARE, _SHARE, default=None)
    item_classes: Any = series(
        N_("Class that the indicator belongs to, counted from 1"), COUNT, Domain(1.0, 100.0), default=None
    )
    profit_margin: Number | None = quantity(
        N_("Profit margin on sales, to check a rate on sales"), SHARE, _MARGIN, default=None
    )


def score(inputs: SplitByRange) -> FloatArray:
    """r = sum over classes of W_c × sum of w_k s_k / 100 over its indicators, in [0, 1], shape (...).

    Without classes r = sum of w_k s_k / 100. The weights sum to 1 over the classes and in each class.
    """
    require_same_length(inputs, "weights", "scores")
    weights, scores = as_series(inputs.weights), as_series(inputs.scores)
    if inputs.class_weights is None and inputs.item_classes is None:
        require_whole("weights", weights.sum(axis=-1))
        return np.asarray(np.sum(weights * scores, axis=-1) / 100.0)
    return np.asarray(np.sum(as_series(inputs.class_weights) * class_scores(inputs), axis=-1) / 100.0)


def class_scores(inputs: SplitByRange) -> FloatArray:
    """s_c = sum of w_k s_k over the indicators of each class, 0 to 100, shape (..., classes)."""
    for name in ("class_weights", "item_classes"):
        if getattr(inputs, name) is None:
            template = N_("Classes need both their weights and the class of each indicator.")
            raise InputOutsideDomain(name, Message("classes_half", template))
    require_same_length(inputs, "weights", "item_classes")
    require_whole("class_weights", as_series(inputs.class_weights).sum(axis=-1))
    belongs = class_membership("item_classes", inputs.item_classes, as_series(inputs.class_weights).shape[-1])
    weights, scores = as_series(inputs.weights), as_series(inputs.scores)
    require_whole("weights", (belongs * weights[..., np.newaxis, :]).sum(axis=-1))
    return np.asarray((belongs * (weights * scores)[..., np.newaxis, :]).sum(axis=-1))


def split_by_range(inputs: SplitByRange) -> FloatArray:
    """K = m + (n - m) r, a decimal share of the base, shape (...).

    Source: 分成率区间法 (K = m + (n - m) × r) of Chinese appraisal practice, with the score sheet of legal, technical
    and economic indicators. InputOutsideDomain where the lower rate exceeds the upper, where the lists differ in
    length or where the weights do not make 1.
    A rate on sales above the known margin is no rate: InputOutsideDomain for profit_margin.
    Known to be right: m at a score of 0, n at 100, linear between; the score of equal marks is that mark.
    """
    check_model_inputs(inputs)
    lower, upper = np.asarray(inputs.lower_rate), np.asarray(inputs.upper_rate)
    if (lower > upper).any():
        raise InputOutsideDomain(
            "lower_rate", Message("range_reversed", "The lowest rate must not exceed the highest.")
        )
    rate = np.asarray(lower + (upper - lower) * score(inputs))
    if inputs.royalty_base == "sales":
        require_within_margin("profit_margin", rate, inputs.profit_margin)
    return rate


def run(inputs: SplitByRange) -> ModelResult:
    """The split rate with the score sheet line by line."""
    rate = float(split_by_range(inputs))
    symbols = {"lower_rate": "m", "upper_rate": "n", "class_weights": "W", "item_classes": "c", "weights": "w"}
    symbols |= {"scores": "s", "profit_margin": "M"}
    total = sum_of("w_{k} × s_{k}", len(inputs.weights))
    classes = _class_steps(inputs)
    if classes:
        total = sum_of("W_{k} × S_{k}", len(classes))
    label = N_("Royalty rate on sales") if inputs.royalty_base == "sales" else N_("Split rate of profit")
    steps = (
        *given_steps(inputs, symbols),
        *classes,
        Step("r", N_("Score as a share of full marks"), f"({total}) / 100", float(score(inputs)), SHARE, _RULE),
        Step("K", label, "m + (n − m) × r", rate, SHARE, _RULE),
    )
    return ModelResult(rate, SHARE, steps)


def _class_steps(inputs: SplitByRange) -> list[Step]:
    """The score of each class from its indicators; none where the sheet has no classes."""
    if inputs.class_weights is None:
        return []
    of_item = as_series(inputs.item_classes)
    terms = [
        " + ".join(f"w_{k + 1} × s_{k + 1}" for k in np.flatnonzero(of_item == number))
        for number in range(1, as_series(inputs.class_weights).size + 1)
    ]
    return [
        Step(f"S_{c}", N_("Score of the class of indicators"), formula, value, FACTOR, _RULE)
        for c, (formula, value) in enumerate(zip(terms, class_scores(inputs).tolist(), strict=True), start=1)
    ]


MODELS = (
    Model(
        "split_by_range", N_("Split rate by range and score"), "royalty", SplitByRange, split_by_range, run, unit=SHARE
    ),
)
