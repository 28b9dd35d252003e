"""How is a list or a table of numbers of a method entered, with its source and the doubt about all of it?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.records.applied_method import Series
from pledgeapp.records.assumption import SourceKind
from pledgeapp.records.wording import label as label_of
from ui.pages.case.case_page import CasePage
from ui.pages.case.method_input_words import bounds_words, measure_of_input
from ui.state.quantities import as_typed, from_typed
from ui.widgets.assumption_detail import EvidenceChoice, Measure, OpenDetailButton
from ui.widgets.assumption_row import AssumptionRow, AssumptionTexts
from ui.widgets.badge import Badge
from ui.widgets.field import Field, FieldTexts
from ui.widgets.number_grid import GridTexts, NumberGrid
from ui.widgets.styling import label
from valuation.model import InputField
from valuation.wording import N_


class SeriesEditor(QFrame):
    """Name, unit, source badge and numbers; below, when opened, source and one factor for the doubt about all."""

    edited = Signal(object)
    """Fields of the `Series` to replace."""

    def __init__(self, page: CasePage, described: InputField) -> None:
        super().__init__()
        self._page, self._described = page, described
        self._series = Series()
        self._name, self._unit, self._hint = label(), label("unit"), label("muted")
        self._badge, self.opener = Badge(), OpenDetailButton()
        self.grid = NumberGrid(is_table=described.is_table)
        self.scale = AssumptionRow()
        self.source_kind, self.source = Field("choice"), Field("line")
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self._detail = QWidget()
        self._lay_out()
        self.grid.edited.connect(self._numbers_typed)
        self.grid.cells.refused.connect(self.refuse)
        self.source_kind.committed.connect(lambda kind: self.edited.emit({"source_kind": kind}))
        self.source.committed.connect(lambda text: self.edited.emit({"source": text}))
        self.opener.toggled.connect(lambda: self._detail.setVisible(self.opener.isChecked()))
        self.setFocusProxy(self.grid)

    def retranslate(self) -> None:
        """Words and units of the desk."""
        desk, texts = self._page.desk, self._page.desk.texts
        name, measure = texts(self._described.description), measure_of_input(self._described, desk)
        self._name.setText(name)
        self._unit.setText(measure.unit)
        self._hint.setText(bounds_words(self._described, desk))
        self.opener.setAccessibleName(texts(N_("{name}: uncertainty, source, reason, evidence"), name=name))
        self.opener.setToolTip(texts(N_("Uncertainty, source, reason, evidence")))
        place = texts(N_("No. {number}"))
        self.grid.retranslate(texts, GridTexts(name, place, measure.write, measure.read))
        kinds = tuple((kind.value, texts(label_of(kind))) for kind in SourceKind)
        self.source_kind.say(FieldTexts(texts(N_("Kind of source")), choices=kinds))
        self.source.say(FieldTexts(texts(N_("Source")), hint=texts(N_("Contract, accounts, page, date"))))
        for field in (self.source_kind, self.source):
            field.editor.setAccessibleName(f"{name} {field.editor.accessibleName()}")
        words = texts(N_("Factor on all of it (100 %: as entered)"))
        self.scale.retranslate(texts, AssumptionTexts(f"{name}: {words}", scale_measure()))

    def show_series(self, series: Series, evidence: tuple[EvidenceChoice, ...], who: str, problem: str) -> None:
        """Show the numbers with what is wrong with them."""
        self._series = series
        self.grid.show_rows(series.rows or ((series.values,) if series.values else ()))
        self.source_kind.show_value(series.source_kind.value)
        self.source.show_value(series.source)
        tones = {SourceKind.UNCONFIRMED: "attention", SourceKind.JUDGEMENT: "info"}
        has_numbers = bool(series.values or series.rows)
        words = self._page.desk.texts(label_of(series.source_kind)) if has_numbers else ""
        self._badge.say(words, tones.get(series.source_kind, "good"))  # type: ignore[arg-type]
        self.scale.show_assumption(series.scale, evidence, who)
        self.refuse(problem)

    def refuse(self, reason: str) -> None:
        """Say below the numbers what is wrong."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.grid.setAccessibleDescription(reason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for part in (self._name, self._unit, self._hint):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._badge)
        head.addWidget(self.opener)
        fields = QHBoxLayout()
        fields.addWidget(self.source_kind, 1)
        fields.addWidget(self.source, 2)
        below = QVBoxLayout(self._detail)
        below.setContentsMargins(12, 2, 0, 6)
        below.addLayout(fields)
        below.addWidget(self.scale)
        self._detail.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 2)
        outer.setSpacing(2)
        outer.addLayout(head)
        for below_head in (self.grid, self._reason, self._detail):
            outer.addWidget(below_head)

    def _numbers_typed(self, rows: Any) -> None:
        if self._described.is_table:
            self.edited.emit({"rows": rows, "values": ()})
        else:
            self.edited.emit({"values": rows[0] if rows else (), "rows": ()})


def scale_measure() -> Measure:
    """The factor on a list, in percent."""
    return Measure("%", lambda v: as_typed(v, "percent", "yuan"), lambda text: from_typed(text, "percent", "yuan"))
