"""Does whatever is typed into any field of any step end in an edit or a message beside it, never in a fault?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

from tests.ui.pages.case.conftest import Bench
from ui.pages.case import STEPS

TYPED = (
    "{boom}",
    "１２，３４５．６万",
    "-5",
    "1e300",
    "NaN",
    "2099-01-01",
    "50%",
    "9" * 400,
    "\u202e\x00",
    "١٢٣",
    "=1+1",
    "",
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("step", [step.key for step in STEPS])
def test_anything_typed_is_taken_or_told(make_bench: Callable[..., Bench], step: str, language: str) -> None:
    bench = make_bench(language=language)
    page = bench.page(step)
    fields = [f for kind in (QLineEdit, QTextEdit, QPlainTextEdit) for f in page.findChildren(kind)]
    for number, field in enumerate(fields):
        typed = TYPED[number % len(TYPED)]
        if not isValid(field) or not field.isEnabled() or field.isReadOnly():
            continue
        if isinstance(field, QLineEdit):
            field.setText(typed)
            field.textEdited.emit(typed)
            if isValid(field):
                field.editingFinished.emit()
        else:
            field.setPlainText(typed)
        bench.settle()
        if bench.session.undo_name is not None:
            assert bench.undo_name()
    assert bench.session.undo_name is not None or step not in ("parties", "collateral"), "nothing was typed at all"
    bench.assess()
    bench.settle()
    bench.desk.choose(bench.desk.settings.changed(language="en" if language == "zh" else "zh"))
    page.retranslate(bench.desk.texts)
    while bench.session.undo_name is not None:
        assert bench.undo_name()
        bench.session.undo()
    bench.settle()
