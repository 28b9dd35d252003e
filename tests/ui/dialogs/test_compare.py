"""Does the bridge between two valuations add up, from a version as from a file, and say why it cannot be drawn?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pledgeapp.records.case import Case
from tests.ui.looking import chinese_in_english, cut, english_in_chinese, unnamed
from ui.dialogs.compare import CompareDialog
from ui.state.edits import replace_at


def other_case(case: Case) -> Case:
    """The same case as a more careful appraiser would see it."""
    for path, value in (("split_rate", "0.027"), ("discount_rate", "0.21")):
        changed = replace_at(case, f"products[0].income.{path}.value", value)
        assert isinstance(changed, Case)
        case = changed
    return case


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bridge_leads_from_one_value_to_the_other(frame: Any, language: str) -> None:
    frame.choose(language=language)
    session = frame.open_sample(page="case/value")
    dialog = CompareDialog(frame.desk, frame.office, frame.window)
    dialog.open()
    frame.wait_idle()
    assert not dialog.isModal()
    dialog.compare(other_case(session.case))
    frame.wait_idle()
    bridge = dialog.chart._bridge
    assert bridge.last.change == pytest.approx(session.assessment.fair_value.base)
    assert bridge.first.change + sum(p.change for p in bridge.parts) == pytest.approx(bridge.last.change)
    assert len(dialog.rows.rows) == 2
    assert all(step.contribution > 0 for step in dialog.rows.rows)
    frame.qtbot.wait(50)
    assert cut(dialog) == []
    assert unnamed(dialog) == []
    data = tuple(p.name for p in session.case.products)
    foreign = english_in_chinese if language == "zh" else chinese_in_english
    assert foreign(dialog, data) == []
    dialog.reject()


def test_a_file_is_compared_and_one_that_cannot_be_is_told_in_words(frame: Any, tmp_path: Path) -> None:
    session = frame.open_sample(page="case/value")
    dialog = CompareDialog(frame.desk, frame.office, frame.window)
    dialog.open()
    good, bad = tmp_path / "other.json", tmp_path / "bad.json"
    good.write_text(other_case(session.case).model_dump_json(), encoding="utf-8")
    bad.write_text("{", encoding="utf-8")
    dialog.compare_file(good)
    frame.wait_idle()
    assert len(dialog.rows.rows) == 2
    dialog.compare_file(bad)
    frame.wait_idle()
    assert not dialog.chart.isVisible()
    assert dialog.note.text()
    dialog.reject()


def test_a_saved_version_is_explained_from_the_history(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    frame.wait(lambda: not session.is_dirty)
    from valuation.wording import Message

    session.edit(Message("x", "x"), other_case(session.case))
    frame.window.actions_["compare"].trigger()
    frame.wait_idle()
    dialog = frame.window.findChildren(CompareDialog)[0]
    box = dialog.version.editor
    frame.wait(lambda: box.count() >= 2)
    box.setCurrentIndex(box.count() - 1)
    frame.wait(lambda: dialog.rows.rows)
    frame.wait_idle()
    assert all(step.contribution < 0 for step in dialog.rows.rows)
    dialog.reject()
