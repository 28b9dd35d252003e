"""How is an input of a method called, written and read?"""

from __future__ import annotations

from decimal import Decimal

from ui.pages.case.assumption_list import bounds_inside
from ui.state.desk import Desk
from ui.state.quantities import UNIT_LABELS, Quantity, as_typed, from_typed
from ui.widgets.assumption_detail import Measure
from valuation.model import InputField
from valuation.units import MONEY
from valuation.wording import N_

_QUANTITIES: dict[str, Quantity] = {"years": "years", "months": "months", "factor": "factor", "1/year": "percent"}
FAR = 1e9
"""An end beyond this keeps arithmetic sound; nobody needs to be told of it."""
BOUNDS = {
    (False, False): N_("between {low} and {high}"),
    (True, False): N_("above {low}, at most {high}"),
    (False, True): N_("at least {low}, below {high}"),
    (True, True): N_("above {low} and below {high}"),
}


def quantity_of(described: InputField) -> Quantity:
    """How numbers of an input are typed: a rate in percent, money in the user's unit."""
    if described.unit == MONEY:
        return "money"
    if described.unit == "1":
        is_rate = described.domain is not None and described.domain.is_rate
        return "percent" if is_rate else "number"
    return _QUANTITIES.get(described.unit, "number")


def measure_of_input(described: InputField, desk: Desk) -> Measure:
    """As `measure_of`, for an input of a method."""
    quantity, unit, currency = quantity_of(described), desk.settings.money_unit, desk.currency
    shown = desk.money_name if quantity == "money" else desk.texts(UNIT_LABELS[quantity])
    return Measure(
        shown,
        lambda value: as_typed(value, quantity, unit),
        lambda text: from_typed(text, quantity, unit, currency),
        bounds_inside(described.domain) if described.domain is not None else (None, None),
    )


def bounds_words(described: InputField, desk: Desk) -> str:
    """Between which ends an input may lie, in its own unit; nothing where the ends are far from any case."""
    domain = described.domain
    if domain is None or max(abs(domain.low), abs(domain.high)) >= FAR:
        return ""
    measure = measure_of_input(described, desk)
    low, high = (measure.write(Decimal(str(end))) for end in (domain.low, domain.high))
    words = BOUNDS[domain.is_low_excluded, domain.is_high_excluded]
    return f"{desk.texts(words, low=low, high=high)} {measure.unit}".strip()
