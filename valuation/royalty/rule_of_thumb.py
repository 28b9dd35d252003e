"""Which royalty on sales follows from a rule of thumb about the share of profit?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import SHARE
from valuation.wording import N_, Message

RULES = ("licensor_share_of_profit", "three_parts", "four_parts", "other")
_SHARE = Domain(0.0, 1.0, is_rate=True)
_MARGIN = Domain(0.0, 1.0, is_rate=True)
_RULE = "valuation.royalty.rule_of_thumb"


@dataclass(frozen=True, kw_only=True)
class RuleOfThumb:
    """The rule and its share are both stated by the appraiser: no share is taken for granted."""

    rule: str = choice(N_("Rule of thumb that the share comes from"), RULES)
    profit_share: Number = quantity(N_("Share of profit by the rule of thumb"), SHARE, _SHARE)
    profit_margin: Number = quantity(N_("Profit margin on sales"), SHARE, _MARGIN)


def rule_of_thumb(inputs: RuleOfThumb) -> FloatArray:
    """ρ = k M: share of profit times profit margin, a decimal royalty on sales, shape (...).

    Source: licensor's share of licensee's profit (LSLP, 利润分成), 三分法, 四分法, each with its share as an input.
    Known to be right: the royalty divided by the margin is the share again, and it never exceeds the margin.
    """
    check_model_inputs(inputs)
    return np.asarray(np.asarray(inputs.profit_share) * np.asarray(inputs.profit_margin))


def run(inputs: RuleOfThumb) -> ModelResult:
    """The royalty with the warning that a rule of thumb says nothing of this patent."""
    royalty = float(rule_of_thumb(inputs))
    steps = (
        *given_steps(inputs, {"profit_share": "k", "profit_margin": "M"}),
        Step("ρ", N_("Royalty rate on sales"), "k × M", royalty, SHARE, _RULE),
    )
    template = N_("A rule of thumb knows nothing of this patent: support the rate by a second method or by licences.")
    return ModelResult(royalty, SHARE, steps, (Message("rule_of_thumb", template),))


MODELS = (
    Model(
        "royalty_by_rule_of_thumb",
        N_("Royalty by rule of thumb"),
        "royalty",
        RuleOfThumb,
        rule_of_thumb,
        run,
        unit=SHARE,
    ),
)
