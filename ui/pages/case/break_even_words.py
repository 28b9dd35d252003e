"""From where to where may an input lie so that the value still covers the loan, in one sentence?"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.records.assessment import BreakEvenResult
from ui.widgets.assumption_detail import Measure
from valuation.wording import N_, Message

_ENDS = 1e-9
_DIGITS = 4


def break_even_words(found: BreakEvenResult, name: str, measure: Measure) -> Message:
    """The sentence; `name` is rendered already."""
    params: dict[str, str | int | float] = {"name": name}
    whole = found.high - found.low
    if not found.covered:
        return Message("never_covered", N_("The loan is covered at no {name} that is possible."), params)
    if len(found.covered) > 1:
        parts = "; ".join(f"{_shown(low, measure)} – {_shown(high, measure)}" for low, high in found.covered)
        words = N_("The loan is covered while the {name} lies in one of these ranges: {parts}.")
        return Message("covered_in_parts", words, {**params, "parts": parts})
    low, high = found.covered[0]
    from_start, to_end = low - found.low <= _ENDS * whole, found.high - high <= _ENDS * whole
    params |= {"low": _shown(low, measure), "high": _shown(high, measure)}
    if from_start and to_end:
        return Message("always_covered", N_("The loan is covered at every {name} that is possible."), params)
    if to_end:
        return Message("covered_above", N_("The loan is covered as long as the {name} is above {low}."), params)
    if from_start:
        return Message("covered_below", N_("The loan is covered as long as the {name} is below {high}."), params)
    return Message(
        "covered_between", N_("The loan is covered as long as the {name} lies between {low} and {high}."), params
    )


def _shown(value: float, measure: Measure) -> str:
    number = Decimal(f"{value:.{_DIGITS}g}")
    return f"{measure.write(number)} {measure.unit}".strip()
