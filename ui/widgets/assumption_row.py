"""How does one assumption read in a line: value, unit, doubt, source badge, evidence, and open it for the rest?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.wording import label as label_of
from ui.state.figures import UNKNOWN
from ui.state.slider_scale import slider_scale
from ui.widgets.assumption_detail import AssumptionDetail, EvidenceChoice, Measure, OpenDetailButton
from ui.widgets.badge import Badge, Tone
from ui.widgets.doubt_words import doubt_words
from ui.widgets.styling import label, set_property
from ui.widgets.value_slider import ValueSlider
from valuation.wording import N_

COLUMN_WIDTHS = ((1, 96), (2, 62), (3, 92), (4, 150), (5, 150), (6, 58), (7, 28))
"""Grid column and width in pixels of value, unit, slider, doubt, source, evidence, arrow; the label takes the rest."""
TITLED = (0, 1, 4, 5, 6)
"""Columns with a title; the others explain themselves."""


@dataclass(frozen=True)
class AssumptionTexts:
    """What a line says of its assumption, in the reader's language."""

    name: str
    measure: Measure
    hint: str = ""
    open_words: str = ""
    """What an open value means where it is an answer of its own and nothing is missing."""


def spread_columns(grid: QGridLayout) -> None:
    """Give a line and its heading the same columns."""
    grid.setHorizontalSpacing(10)
    grid.setColumnStretch(0, 1)
    for column, width in COLUMN_WIDTHS:
        grid.setColumnMinimumWidth(column, width)


class AssumptionHeading(QWidget):
    """The titles above lines of assumptions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        spread_columns(grid)
        self._labels = [label("muted") for _ in TITLED]
        for column, title in zip(TITLED, self._labels, strict=True):
            grid.addWidget(title, 0, column)
        self._labels[1].setAlignment(Qt.AlignmentFlag.AlignRight)
        widths = dict(COLUMN_WIDTHS)
        fix_columns(self._labels[1:], tuple(widths[column] for column in TITLED[1:]))
        # A grid gives an empty column no spacing, so those without a title hold an empty label.
        for column in (c for c in widths if c not in TITLED):
            filler = label()
            filler.setFixedWidth(widths[column])
            grid.addWidget(filler, 0, column)

    def retranslate(self, texts: Texts) -> None:
        """Write the titles."""
        titles = (N_("Parameter"), N_("Input value"), N_("Uncertainty"), N_("Source"), N_("Evidence"))
        for title, text in zip(self._labels, titles, strict=True):
            title.setText(texts(text))


def fix_columns(widgets: list[QLabel], widths: tuple[int, ...]) -> None:
    """Cut what is too long for its column instead of pushing the others."""
    for widget, width in zip(widgets, widths, strict=True):
        widget.setFixedWidth(width)


class AssumptionRow(QFrame):
    """One assumption; `value_committed` tells what was typed, `changed` the other fields to replace, `slid` a drag."""

    value_committed = Signal(str)
    changed = Signal(object)
    slid = Signal(object)
    """The number (Decimal) a drag of the slider has come to; then `slide_kept` or `slide_dropped`."""
    slide_kept = Signal()
    slide_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assumptionRow")
        self._texts: Texts | None = None
        self._say: AssumptionTexts | None = None
        self._shown = ""
        self._state: tuple[Assumption, tuple[EvidenceChoice, ...], str] | None = None
        self._name = label(wraps=True)
        self.editor = QLineEdit()
        self.editor.setFixedWidth(96)
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._unit, self._doubt = label("unit"), label("muted")
        self._unit.setFixedWidth(62)
        self._doubt.setFixedWidth(150)
        self.slider = ValueSlider()
        self._source = Badge()
        self._evidence = label("muted")
        self._evidence.setFixedWidth(58)
        self.opener = OpenDetailButton()
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self._detail: AssumptionDetail | None = None
        self._lay_out()
        self.editor.editingFinished.connect(self._commit)
        self.opener.toggled.connect(self._open_detail)
        self.slider.moved.connect(self.slid)
        self.slider.kept.connect(self.slide_kept)
        self.slider.dropped.connect(self.slide_dropped)
        self.setFocusProxy(self.editor)

    @property
    def detail(self) -> AssumptionDetail:
        """The part below the line, made when first asked for."""
        if self._detail is None:
            self._detail = AssumptionDetail(self)
            self._detail.changed.connect(self.changed)
            self._outer.addWidget(self._detail)
            self._refresh_detail()
        return self._detail

    def retranslate(self, texts: Texts, say: AssumptionTexts) -> None:
        """Write name, unit and titles in another language or money unit."""
        self._texts, self._say = texts, say
        self._name.setText(say.name)
        self._name.setToolTip(say.hint)
        self._unit.setText(say.measure.unit)
        unit = f" ({say.measure.unit})" if say.measure.unit else ""
        self.editor.setAccessibleName(f"{say.name}{unit}")
        self.slider.setAccessibleName(texts(N_("{name}: slider"), name=say.name))
        self.slider.setToolTip(texts(N_("Drag to see what follows; Esc goes back")))
        self.opener.setAccessibleName(texts(N_("{name}: uncertainty, source, reason, evidence"), name=say.name))
        self.opener.setToolTip(texts(N_("Uncertainty, source, reason, evidence")))
        if self._detail is not None:
            self._detail.retranslate(texts, say.measure, say.name)
        if self._state is not None:
            self._shown = "\0"
            self.show_assumption(*self._state)

    def show_assumption(self, assumption: Assumption, evidence: tuple[EvidenceChoice, ...], who: str) -> None:
        """Show `assumption` with the documents it may rest on; `who` says who set it and when."""
        self._state = (assumption, evidence, who)
        if self._texts is None or self._say is None:
            return
        text = self._say.measure.write(assumption.value)
        if text != self._shown:
            self._shown = text
            self.editor.setText(text)
            self.refuse("")
        self.slider.show_scale(slider_scale(assumption, self._say.measure.bounds), assumption.value)
        self._doubt.setText(doubt_words(assumption, self._say.measure.write, self._texts))
        self._doubt.setToolTip(self._doubt.text())
        self._source.say(*self._source_words(assumption))
        self._source.setToolTip("\n".join(part for part in (assumption.source, assumption.reason) if part))
        count = len(assumption.evidence)
        self._evidence.setText(self._texts(N_("{count} file(s)"), count=count) if count else UNKNOWN)
        self._mark(assumption)
        self._refresh_detail()

    def refuse(self, reason: str) -> None:
        """Say beside the field why what was typed is not taken."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        if reason:
            set_property(self.editor, "state", "refused")
        elif self._state is not None:
            self._mark(self._state[0])

    def warn(self, reason: str) -> None:
        """Say beside the field what is wrong with the value that stands there; a refusal of typed text goes first."""
        if self.editor.text() == self._shown:
            self.refuse(reason)

    def refuse_changes(self, changes: Mapping[str, object], reason: str) -> None:
        """Say in the opened part why `changes` are not taken."""
        self.detail.refuse(changes, reason)

    def settle(self) -> None:
        """What was typed is taken: show how the case holds it."""
        self.editor.setText(self._shown)
        self.refuse("")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        spread_columns(grid)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        parts = (
            self._name, self.editor, self._unit, self.slider, self._doubt, self._source, self._evidence, self.opener
        )  # fmt: skip
        for column, part in enumerate(parts):
            grid.addWidget(part, 0, column)
        grid.setAlignment(self._source, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._reason, 1, 0, 1, 8)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 1, 0, 1)
        self._outer.setSpacing(4)
        self._outer.addLayout(grid)

    def _mark(self, assumption: Assumption) -> None:
        """Amber while a source is missing, red while there is no value at all."""
        if self._reason.text():
            return
        if assumption.is_confirmed or (assumption.value is None and self._say is not None and self._say.open_words):
            state = "plain"
        else:
            state = "refused" if assumption.value is None else "attention"
        set_property(self.editor, "state", state)

    def _commit(self) -> None:
        if self.editor.text() != self._shown:
            self.value_committed.emit(self.editor.text())
        else:
            self.refuse("")

    def _open_detail(self) -> None:
        self.detail.setVisible(self.opener.isChecked())

    def _refresh_detail(self) -> None:
        if self._detail is not None and self._texts is not None and self._say is not None and self._state is not None:
            self._detail.retranslate(self._texts, self._say.measure, self._say.name)
            self._detail.show_assumption(*self._state)

    def _source_words(self, assumption: Assumption) -> tuple[str, Tone]:
        if self._texts is None or self._say is None:
            return "", "plain"
        if assumption.value is None and self._say.open_words:
            return self._say.open_words, "plain"
        if assumption.value is None and assumption.source_kind is SourceKind.UNCONFIRMED:
            return self._texts(N_("No value yet")), "danger"
        words = self._texts(label_of(assumption.source_kind))
        if assumption.source_kind is SourceKind.UNCONFIRMED:
            return words, "attention"
        return words, "info" if assumption.source_kind is SourceKind.JUDGEMENT else "good"
