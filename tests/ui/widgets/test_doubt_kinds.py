"""Does each kind of doubt ask for what it needs, tell it once, and show its shape?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pledgeapp.i18n import texts
from pledgeapp.records.assumption import Assumption, DistributionKind, Uncertainty
from ui.state.density import density_of
from ui.state.quantities import as_typed, from_typed
from ui.widgets.assumption_detail import AssumptionDetail, Measure

PERCENT = Measure("%", lambda v: as_typed(v, "percent", "yuan"), lambda t: from_typed(t, "percent", "yuan"))
NEEDS: dict[DistributionKind, dict[str, str]] = {
    DistributionKind.UNIFORM: {"low": "3", "high": "5"},
    DistributionKind.TRIANGULAR: {"low": "3", "high": "5"},
    DistributionKind.PERT: {"low": "3", "high": "5"},
    DistributionKind.NORMAL: {"spread": "1"},
    DistributionKind.LOGNORMAL: {"spread": "20"},
    DistributionKind.DISCRETE: {"points": "3; 4；5", "weights": "1 2 1"},
    DistributionKind.EMPIRICAL: {"points": "3\t4\t4.5\t5"},
}


@pytest.mark.parametrize("kind", NEEDS)
def test_a_kind_shows_its_fields_and_tells_when_they_are_full(qtbot: Any, kind: DistributionKind) -> None:
    detail = AssumptionDetail()
    qtbot.addWidget(detail)
    detail.retranslate(texts("zh"), PERCENT, "费率")
    detail.show()
    value = Assumption(value=Decimal("0.04"))
    detail.show_assumption(value, (), "")
    told: list[Any] = []
    detail.changed.connect(told.append)
    detail.doubt.editor.setCurrentIndex(detail.doubt.editor.findData(kind.value))
    fields = {name: getattr(detail, name) for name in ("low", "high", "spread", "points", "weights")}
    assert {name for name, field in fields.items() if field.isVisible()} == set(NEEDS[kind])
    assert told == []
    for position, (name, text) in enumerate(NEEDS[kind].items()):
        assert len(told) == 0 or position == len(NEEDS[kind])
        fields[name].editor.setText(text)
        fields[name]._commit()
    doubt = Uncertainty.model_validate(told[-1]["uncertainty"])
    assert doubt.kind is kind
    if kind is DistributionKind.LOGNORMAL:
        assert doubt.spread == Decimal("0.2")  # of the logarithm, whatever the value counts
    if kind is DistributionKind.DISCRETE:
        assert doubt.points == (Decimal("0.03"), Decimal("0.04"), Decimal("0.05"))
        assert doubt.weights == (1, 2, 1)
    held = Assumption(value=Decimal("0.04"), uncertainty=doubt)
    detail.show_assumption(held, (), "")
    density = density_of(held)
    assert density is not None
    assert sum(density.heights) == pytest.approx(1.0, abs=0.03)
    assert density.edges[0] < 0.04 < density.edges[-1]
    detail.grab()


def test_nothing_is_drawn_where_nothing_is_in_doubt() -> None:
    assert density_of(Assumption(value=Decimal(1))) is None
    assert density_of(Assumption(value=None)) is None
