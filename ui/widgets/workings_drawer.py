"""How did this number come about, step by step down to what a person set?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.state import formulas
from ui.state.field_words import field_words
from ui.state.headlines import deeper
from ui.state.working import Working
from ui.widgets.assumption_card import assumption_card
from ui.widgets.conclusion_strip import Look
from ui.widgets.elided_label import ElidedLabel, rule
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import button, formula_label, label
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from ui.state.case_session import CaseSession

WIDTH = 404


class WorkingsDrawer(QFrame):
    """A panel over the right edge. Each input opens in turn; Back returns, Esc closes."""

    jump_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self.setFixedWidth(WIDTH)
        self._trail: list[Working] = []
        self._session: CaseSession | None = None
        self._look: Look | None = None
        self._title, self._context = label("title"), ElidedLabel("subtitle")
        self._back, self._close = button("link"), button("link")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._jump, self._copy = button("primary"), button("secondary")
        self._lay_out()
        self._back.clicked.connect(self.go_back)
        self._close.clicked.connect(self.close_drawer)
        self._jump.clicked.connect(self._jump_to_source)
        self._copy.clicked.connect(self._copy_text)
        self.hide()

    def open_working(self, working: Working, session: CaseSession, look: Look) -> None:
        """Show `working` and forget what was open before."""
        self._trail = [working]
        self._session, self._look = session, look
        self._show()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, look: Look) -> None:
        """Write everything anew in another language, unit or theme."""
        self._look = look
        if self.isVisible() and self._trail:
            self._show()

    def go_back(self) -> None:
        """The figure from which the present one was opened."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show()

    def close_drawer(self) -> None:
        """Put the drawer away."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Alt+Left and Backspace go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        elif event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        else:
            super().keyPressEvent(event)

    @property
    def working(self) -> Working | None:
        """What is shown."""
        return self._trail[-1] if self._trail else None

    def _open(self, working: Working) -> None:
        products = self._session.case.products if self._session else ()
        assessment = self._session.assessment if self._session else None
        is_english = self._look is not None and self._look.texts.language == "en"
        names = {str(product.id): (product.name_en if is_english else "") or product.name for product in products}
        self._trail.append(deeper(assessment, working, names) or working)
        self._show()

    def _show(self) -> None:
        working, look = self._trail[-1], self._look
        if look is None or self._session is None:
            return
        texts = look.texts
        self._title.setText(texts(N_("Workings")))
        self._context.say(texts(working.context))
        self._back.setText(texts(N_("← Back")))
        self._back.setVisible(len(self._trail) > 1)
        self._close.setText(texts(N_("Close  Esc")))
        self._copy.setText(texts(N_("Copy formula and numbers")))
        self._jump.setText(texts(N_("Go to where it is set")))
        self._jump.setVisible(self.source_path() != "")
        for made in (self._back, self._close, self._copy, self._jump):
            made.setAccessibleName(made.text())
        self.setAccessibleName(f"{self._title.text()}: {texts(working.step.label)}")
        self._area.setWidget(_Body(working, self._session, look, self._open))

    def source_path(self) -> str:
        """Where in the case the shown figure is set; empty when it follows from others."""
        working = self.working
        if working is None or self._session is None or working.step.formula:
            return ""
        return working.step.source if _is_set_in(self._session.case, working.step.source) else ""

    def _jump_to_source(self) -> None:
        path = self.source_path()
        self.close_drawer()
        self.jump_requested.emit(path)

    def _copy_text(self) -> None:
        if self._look is not None and self._trail:
            text = formulas.as_text(self._trail[-1], self._look.unit, self._look.money_name, self._look.texts)
            QGuiApplication.clipboard().setText(text)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._context, 1)
        head.addWidget(self._back)
        head.addWidget(self._close)
        outer.addLayout(head)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._jump)
        outer.addWidget(self._copy)


class _Body(QWidget):
    """The scrolled part: figure, formula, inputs, and who set it."""

    def __init__(
        self, working: Working, session: CaseSession, look: Look, open_input: Callable[[Working], None]
    ) -> None:
        super().__init__()
        self._working, self._session, self._look = working, session, look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        step, texts = working.step, look.texts
        column.addWidget(label("strong", texts(step.label), wraps=True))
        column.addLayout(self._figure())
        if step.formula:
            column.addWidget(self._formula())
        inputs = working.inputs()
        if inputs:
            column.addLayout(self._inputs(inputs, open_input))
        assumption = working.assumption(session.case)
        if assumption is not None:
            column.addWidget(assumption_card(assumption, step.source, session.case, look))
        elif step.source:
            column.addWidget(label("muted", self._origin(), wraps=True))
        column.addStretch(1)

    def _figure(self) -> QHBoxLayout:
        step, look = self._working.step, self._look
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label("figure", formulas.figure(step, look.unit)))
        unit = formulas.unit_name(step, look.money_name, look.texts)
        row.addWidget(label("unit", unit), 1, Qt.AlignmentFlag.AlignBottom)
        return row

    def _formula(self) -> QFrame:
        step, look = self._working.step, self._look
        box = QFrame()
        box.setObjectName("soft")
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 12, 14, 12)
        numbers = formulas.with_numbers(self._working, look.unit)
        result = f"{formulas.figure(step, look.unit)} {formulas.unit_name(step, look.money_name, look.texts)}"
        column.addWidget(_formula_line("formula", f"{step.symbol} = {step.formula}"))
        if numbers != step.formula:
            column.addWidget(_formula_line("muted", f"= {numbers}"))
        column.addWidget(_selectable("muted", f"= {result}".rstrip()))
        return box

    def _inputs(self, inputs: tuple[Working, ...], open_input: Callable[[Working], None]) -> QVBoxLayout:
        texts, unit = self._look.texts, self._look.unit
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("muted", texts(N_("Made of: open any number to go on"))))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for line, source in enumerate(inputs):
            step = source.step
            named = formula_label("")
            named.setText(f"{formulas.as_html(step.symbol)}&nbsp; {escape(texts(step.label))}")
            shown = FigureButton()
            shown.show_figure(formulas.figure(step, unit), partial(_itself, source), texts(step.label))
            shown.opened.connect(open_input)
            grid.addWidget(named, line * 2, 0)
            grid.addWidget(shown, line * 2, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label("unit", formulas.unit_name(step, self._look.money_name, texts)), line * 2, 2)
            grid.addWidget(rule(), line * 2 + 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        return column

    def _origin(self) -> str:
        texts, source = self._look.texts, self._working.step.source
        if source.startswith("valuation"):
            return texts(N_("Rule of the valuation engine: {name}"), name=source)
        return texts(N_("Taken from the case: {path}"), path=field_words(source, texts))


def _is_set_in(case: Case, source: str) -> bool:
    """`source` is the path of a field of the case."""
    from ui.state.edits import value_at

    try:
        value_at(case, source)
    except (KeyError, IndexError, AttributeError, ValueError):
        return False
    return bool(source)


def _itself(working: Working) -> Working:
    return working


def _formula_line(role: str, formula: str) -> QWidget:
    made = formula_label(role)
    made.setText(formulas.as_html(formula))
    made.setAccessibleName(formula)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _selectable(role: str, text: str) -> QWidget:
    made = label(role, text, wraps=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
