"""Does everything follow a slider, as one undo step that Esc takes back, without the window waiting for anything?"""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pledgeapp.records.assumption import Assumption, DistributionKind, Uncertainty
from pledgeapp.services import assess_case as service
from ui.state.slider_scale import slider_scale

PATH = "products[0].income.split_rate"


def _row(frame: Any) -> Any:
    from ui.pages.case.value import ValuePage

    return frame.window.findChild(ValuePage).parts[1].assumptions.rows[PATH]


def _drag(slider: Any, *shares: float) -> None:
    """Press at the first share of its width, move over the others; the button stays down."""
    places = [QPoint(round(8 + share * (slider.width() - 16)), slider.height() // 2) for share in shares]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(slider, place)
        slider.setValue(round((place.x() - 8) / (slider.width() - 16) * slider.maximum()))


def test_a_drag_is_one_undo_step_and_the_whole_case_follows_while_it_lasts(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    row, before, shown = _row(frame), session.case, []
    session.subscribe(lambda s: shown.append(s.assessment.fair_value.base if s.assessment else None))
    _drag(row.slider, 0.1, 0.3, 0.6, 0.9)
    frame.wait(lambda: session.is_trying)
    frame.wait(lambda: session.is_assessment_current)
    assert session.kept_case is before
    assert session.assessment.simulation.paths >= 4096
    assert frame.window.strip._value.text() != f"{shown[0] / 10_000:,.2f}"
    name = session.undo_name
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton)
    assert not session.is_trying
    assert session.undo_name is not name
    assert session.case.products[0].income.split_rate.value != before.products[0].income.split_rate.value
    session.undo()
    assert session.case is before


def test_esc_takes_a_drag_back_and_releasing_the_button_then_changes_nothing(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    row, before = _row(frame), session.case
    _drag(row.slider, 0.1, 0.9)
    frame.wait(lambda: session.is_trying)
    QTest.keyClick(row.slider, Qt.Key.Key_Escape)
    assert session.case is before
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton)
    assert session.case is before
    assert session.undo_name is None


def test_arrow_keys_drag_and_are_kept_when_the_slider_is_left(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    row, before = _row(frame), session.case
    row.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(row.slider, Qt.Key.Key_Right)
    QTest.keyClick(row.slider, Qt.Key.Key_Return)
    assert session.case.products[0].income.split_rate.value > before.products[0].income.split_rate.value
    session.undo()
    assert session.case is before


def test_the_window_goes_on_while_an_assessment_hangs(frame: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    session = frame.open_sample(page="case/value")
    row, gate, seen = _row(frame), threading.Event(), []
    real, gui = service.assess_case, threading.get_ident()

    def slow(*args: Any) -> Any:
        seen.append(threading.get_ident())
        assert gate.wait(20)
        return real(*args)

    monkeypatch.setattr(service, "assess_case", slow)
    _drag(row.slider, 0.1, 0.5)
    frame.wait(lambda: seen)
    texts = []
    for share in (0.6, 0.7, 0.8):
        row.slider.setValue(round(share * row.slider.maximum()))
        frame.qtbot.wait(50)
        texts.append(row.editor.text())
    assert len(set(texts)) == 3  # the fields follow although no assessment came
    assert len(seen) == 1  # and nothing piles up: the newest state alone waits
    gate.set()
    frame.wait(lambda: session.is_assessment_current)
    assert gui not in seen
    assert len(seen) <= 3
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton)


def test_what_is_tried_out_is_not_saved(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    frame.wait(lambda: not session.is_dirty)
    row = _row(frame)
    _drag(row.slider, 0.1, 0.9)
    frame.wait(lambda: session.is_trying)
    frame.window.autosaver.save_now()
    frame.wait_idle()
    assert frame.window.autosaver.state == "saved"
    QTest.keyClick(row.slider, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("doubt", "low", "high"),
    [
        (Uncertainty(), "0.02", "0.06"),
        (Uncertainty(kind=DistributionKind.PERT, low=Decimal("0.03"), high=Decimal("0.05")), "0.03", "0.05"),
        (Uncertainty(kind=DistributionKind.NORMAL, spread=Decimal("0.01")), "0.01", "0.07"),
    ],
)
def test_a_slider_runs_between_the_ends_of_the_doubt(doubt: Uncertainty, low: str, high: str) -> None:
    scale = slider_scale(Assumption(value=Decimal("0.04"), uncertainty=doubt))
    assert scale is not None
    assert scale.value(0) == Decimal(low)
    assert scale.value(scale.count) == Decimal(high)
    assert scale.value(scale.place(Decimal("0.04"))) == Decimal("0.04")


def test_a_slider_stays_inside_the_domain_and_stands_still_without_a_value() -> None:
    scale = slider_scale(Assumption(value=Decimal("0.9")), (Decimal(0), Decimal(1)))
    assert scale is not None
    assert scale.value(scale.count) == 1
    assert slider_scale(Assumption(value=None)) is None
    assert slider_scale(Assumption(value=Decimal(0))) is None
