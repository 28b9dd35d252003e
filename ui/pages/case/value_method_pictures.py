"""Which pictures do the numbers of a method make: years, an option over its asset, the inputs that move it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ui.operations.methods import MethodPreview
from ui.pages.case.method_input_words import measure_of_input
from ui.pages.case.method_series import scale_measure
from ui.state.desk import Desk
from ui.state.figures import money, quantity, rounded
from ui.state.method_edits import model_of
from ui.widgets.chart_cash_flows import YearBars
from ui.widgets.chart_lines import Curve, Picture
from ui.widgets.chart_tornado import Swing
from valuation.model import described_inputs
from valuation.results import Sensitivity, Step
from valuation.wording import N_

MOST_SWINGS = 8
_PERIOD = re.compile(r"(F|PV)_(\d+)")


def year_pictures(steps: tuple[Step, ...], desk: Desk) -> tuple[YearBars, ...]:
    """Money of each period and its present value, where the method has them."""
    found: dict[tuple[str, str], float] = {}
    for step in steps:
        match = _PERIOD.fullmatch(step.symbol)
        if match:
            found[match.group(1), match.group(2)] = step.value
    unit, periods = desk.settings.money_unit, sorted({period for _, period in found}, key=int)
    pairs = [(p, found.get(("F", p)), found.get(("PV", p))) for p in periods]
    return tuple(
        YearBars(period, income, worth, money(income, unit), money(worth, unit))
        for period, income, worth in pairs
        if income is not None and worth is not None
    )


def payoff_picture(preview: MethodPreview, desk: Desk) -> Picture | None:
    """An option's value today, and what exercise would bring at once, over the value of its asset."""
    payoff, texts = preview.payoff, desk.texts
    if payoff is None:
        return None
    now = next((g.number.value for g in preview.method.inputs if g.name == "asset_value" and g.number), None)
    curves = (
        Curve(texts(N_("Value of the option")), payoff.values),
        Curve(texts(N_("If exercised at once")), payoff.exercised, is_main=False),
    )
    write = _money_writer(desk)
    return Picture(
        title=texts(N_("Value over the value of the asset")),
        across=texts(N_("Value of the asset")),
        places=payoff.assets,
        curves=curves,
        write_place=write,
        write_height=write,
        mark=None if now is None else float(now),
        mark_text=texts(N_("today")),
    )


def input_swings(preview: MethodPreview, desk: Desk) -> tuple[Swing, ...]:
    """The inputs that move the method's own result most."""
    model, result = model_of(preview.method), preview.result
    if model is None or result is None:
        return ()
    described, found = described_inputs(model.inputs), []
    for item in preview.swings[:MOST_SWINGS]:
        low, high = sorted((item.low_value - result.value, item.high_value - result.value))
        found.append(
            Swing(
                name=desk.texts(described[item.path].description),
                down=low,
                up=high,
                down_text=_shown(low, result.unit, desk),
                up_text=f"+{_shown(high, result.unit, desk)}" if high > 0 else _shown(high, result.unit, desk),
                range_text=_range(item, desk, preview),
            )
        )
    return tuple(found)


def _shown(value: float, unit: str, desk: Desk) -> str:
    return quantity(value, unit, desk.settings.money_unit)


def _range(item: Sensitivity, desk: Desk, preview: MethodPreview) -> str:
    model = model_of(preview.method)
    if model is None:
        return ""
    described = described_inputs(model.inputs)[item.path]
    measure = scale_measure() if described.is_series else measure_of_input(described, desk)
    ends = (measure.write(Decimal(f"{end:.6g}")) for end in (item.low_input, item.high_input))
    return f"{' – '.join(ends)} {measure.unit}".strip()


def _money_writer(desk: Desk) -> Callable[[float], str]:
    unit = desk.settings.money_unit
    return lambda value: money(value, unit) if abs(value) < 1e6 or unit == "yuan" else rounded(value / 10_000, 0)
