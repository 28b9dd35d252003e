"""How long does a technology earn, and does the law, the renewal of its field or its product end that first?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length, require_whole
from valuation.units import FACTOR, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_YEARS = Domain(0.0, LONGEST_YEARS)
_CYCLE = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
_FACTOR = Domain(0.0, 10.0)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_SCORE = Domain(0.0, 100.0)
_RULE = "valuation.useful_life.economic_life"


@dataclass(frozen=True, kw_only=True)
class EconomicLife:
    """Renewal cycle of the field, score sheet of the technology, and the other lives it competes with.

    The sheet asks what makes a technology outlive its field: how advanced it is, how hard to replace, its market, its
    economic and social benefit. A score of 100 earns the longest factor, 0 the shortest.
    """

    cycle_years: Number = quantity(N_("Renewal cycle of the technology in this field"), YEARS, _CYCLE)
    shortest_factor: Number = quantity(N_("Factor on the cycle at a score of 0"), FACTOR, _FACTOR)
    longest_factor: Number = quantity(N_("Factor on the cycle at full marks"), FACTOR, _FACTOR)
    weights: Any = series(N_("Weight of the indicator in the whole sheet"), SHARE, _SHARE)
    scores: Any = series(N_("Score of the indicator, 0 to 100"), SHARE, _SCORE)
    elapsed_years: Number = quantity(N_("Years since the technology came into use"), YEARS, _YEARS, default=0.0)
    legal_years: Number = quantity(N_("Remaining legal life"), YEARS, _YEARS)
    product_years: Number | None = quantity(
        N_("Years in which the product can still be sold at a profit"), YEARS, _YEARS, default=None
    )


@dataclass(frozen=True)
class _Parts:
    """The steps between the inputs and the life, arrays of shape (...)."""

    score: FloatArray
    factor: FloatArray
    technical: FloatArray


def _parts(inputs: EconomicLife) -> _Parts:
    score = np.sum(as_series(inputs.weights) * as_series(inputs.scores), axis=-1) / 100.0
    low, high = np.asarray(inputs.shortest_factor), np.asarray(inputs.longest_factor)
    factor = low + (high - low) * score
    technical = np.maximum(np.asarray(inputs.cycle_years) * factor - np.asarray(inputs.elapsed_years), 0.0)
    return _Parts(np.asarray(score), np.asarray(factor), np.asarray(technical))


def economic_life(inputs: EconomicLife) -> FloatArray:
    """R = min(legal life, max(C f - e, 0), product life), f = f_0 + (f_1 - f_0) sum of w_k s_k / 100; years, (...).

    C renewal cycle of the field, e years the technology is in use, f_0 and f_1 the factors at no and at full marks.
    Source: 专利经济寿命 = min(法定保护年限, 技术寿命年限, 经济寿命年限) of Chinese practice, the technical life from
    技术更新周期 adjusted by scores of advancement, substitutability, market and benefit; factors, weights and scores
    are the appraiser's. InputOutsideDomain where the factors stand in the wrong order, the lists differ in length or
    the weights do not make 1.
    Known to be right: never beyond the law; the plain cycle at factors of 1; rising in every score.
    """
    check_model_inputs(inputs)
    require_same_length(inputs, "weights", "scores")
    require_whole("weights", as_series(inputs.weights).sum(axis=-1))
    if (np.asarray(inputs.shortest_factor) > np.asarray(inputs.longest_factor)).any():
        template = N_("The factor at a score of 0 must not exceed the one at full marks.")
        raise InputOutsideDomain("shortest_factor", Message("factors_reversed", template))
    life = np.minimum(_parts(inputs).technical, np.asarray(inputs.legal_years))
    return np.asarray(life if inputs.product_years is None else np.minimum(life, inputs.product_years))


_SYMBOLS = {
    "cycle_years": "C",
    "shortest_factor": "f_0",
    "longest_factor": "f_1",
    "weights": "w",
    "scores": "s",
    "elapsed_years": "e",
    "legal_years": "L",
    "product_years": "M",
}


def run(inputs: EconomicLife) -> ModelResult:
    """The life with the score sheet, the technical life and what ends it first."""
    life, parts = float(economic_life(inputs)), _parts(inputs)
    score, factor, technical = float(parts.score), float(parts.factor), float(parts.technical)
    total = sum_of("w_{k} × s_{k}", len(as_series(inputs.weights)))
    ends = "min(N, L)" if inputs.product_years is None else "min(N, L, M)"
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("r", N_("Score as a share of full marks"), f"({total}) / 100", score, SHARE, _RULE),
        Step("f", N_("Factor on the renewal cycle"), "f_0 + (f_1 − f_0) × r", factor, FACTOR, _RULE),
        Step("N", N_("Technical life left"), "max(C × f − e, 0)", technical, YEARS, _RULE),
        Step("R", N_("Remaining economic life"), ends, life, YEARS, _RULE),
    )
    return ModelResult(life, YEARS, steps, _warnings(inputs, technical))


def _warnings(inputs: EconomicLife, technical: float) -> tuple[Message, ...]:
    if technical > 0:
        return ()
    params = {"years": float(inputs.elapsed_years)}
    template = N_("By its cycle the technology is outdated after {years:g} years of use: its life left is 0.")
    return (Message("technology_outdated", template, params),)


MODELS = (
    Model(
        "economic_life",
        N_("Economic life from the technology cycle"),
        "useful_life",
        EconomicLife,
        economic_life,
        run,
        unit=YEARS,
    ),
)
