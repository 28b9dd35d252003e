"""How are the sensitivities of an assessment named and written?"""

from __future__ import annotations

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import Case
from pledgeapp.records.method_inputs import method_name
from pledgeapp.records.wording import assumption_label
from ui.pages.case.assumption_list import measure_of
from ui.state.desk import Desk
from ui.state.figures import money, rounded
from ui.widgets.chart_tornado import Swing


def swings(assessment: Assessment, desk: Desk) -> tuple[Swing, ...]:
    """Each input with what it does to the conclusion, the widest first."""
    if assessment.fair_value is None:
        return ()
    base, unit = assessment.fair_value.base, desk.settings.money_unit
    found = []
    for item in assessment.sensitivities:
        low, high = sorted((item.low_value - base, item.high_value - base))
        found.append(
            Swing(
                name=input_name(assessment.case, item.path, desk),
                down=low,
                up=high,
                down_text=money(low, unit),
                up_text=f"+{money(high, unit)}" if high > 0 else money(high, unit),
                range_text=_range(assessment.case, item.path, item.low_input, item.high_input, desk),
            )
        )
    return tuple(sorted(found, key=lambda swing: swing.down - swing.up))


def input_name(case: Case, path: str, desk: Desk) -> str:
    """The label of an assumption; with the number of its product line where there are several."""
    name = desk.texts(assumption_label(path, case))
    if path.startswith("products[") and len(case.products) > 1:
        return f"{name} {circled(int(path[len('products[') :].split(']', maxsplit=1)[0]))}"
    if path.startswith("methods["):
        method = case.methods[int(path[len("methods[") :].split("]", maxsplit=1)[0])]
        return f"{name} · {desk.texts(method_name(method))}"
    return name


def circled(position: int) -> str:
    """The number of the product line at `position` (from 0): ①, ②, … ⑳, then (21)."""
    return chr(ord("①") + position) if position < 20 else f"({position + 1})"


def _range(case: Case, path: str, low: float, high: float, desk: Desk) -> str:
    measure = measure_of(path, desk, case)
    scale = {"%": 100.0}.get(measure.unit, 1.0)
    ends = (rounded(end * scale, 2).rstrip("0").rstrip(".") for end in (low, high))
    return f"{' – '.join(ends)} {measure.unit}".strip()
