"""How are doubt, source, reason and evidence of one assumption entered, in place below its line?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import Assumption, DistributionKind, SourceKind
from pledgeapp.records.wording import label as label_of
from ui.state.slider_scale import Bounds
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from valuation.wording import N_

BOUNDED = (DistributionKind.UNIFORM, DistributionKind.TRIANGULAR, DistributionKind.PERT)


@dataclass(frozen=True)
class Measure:
    """How the numbers of an assumption are written and read: percent, years, money in the user's unit."""

    unit: str
    """Rendered unit behind the number."""
    write: Callable[[Any], str]
    read: Callable[[str], str | None]
    bounds: Bounds = (None, None)
    """Within which a slider moves the number."""


@dataclass(frozen=True)
class EvidenceChoice:
    """A document of the case that may stand behind an assumption."""

    id: str
    name: str


class AssumptionDetail(QFrame):
    """Emits `changed` with the fields of an `Assumption` to replace, as soon as they are complete."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assumptionDetail")
        self._assumption: Assumption | None = None
        self._measure: Measure | None = None
        self._texts: Texts | None = None
        self._offered: tuple[EvidenceChoice, ...] | None = None
        self.doubt = Field("choice")
        self.low, self.high, self.spread = Field("number"), Field("number"), Field("number")
        self.source_kind, self.source, self.reason = Field("choice"), Field("line"), Field("line")
        self.evidence = button("secondary")
        self._menu = QMenu(self.evidence)
        self.evidence.setMenu(self._menu)
        self._who = label("muted", wraps=True)
        self._lay_out()
        self.doubt.committed.connect(self._doubt_chosen)
        for end in (self.low, self.high, self.spread):
            end.committed.connect(self._doubt_typed)
        self.source_kind.committed.connect(lambda kind: self._emit(source_kind=kind))
        self.source.committed.connect(lambda text: self._emit(source=text))
        self.reason.committed.connect(lambda text: self._emit(reason=text))

    def retranslate(self, texts: Texts, measure: Measure, name: str) -> None:
        """Write all texts; `name` is the assumption's, for those who hear the window."""
        if self._texts is not texts:
            self._offered = None
        self._texts, self._measure = texts, measure
        kinds = tuple((kind.value, texts(label_of(kind))) for kind in DistributionKind)
        sources = tuple((kind.value, texts(label_of(kind))) for kind in SourceKind)
        self.doubt.say(FieldTexts(texts(N_("Uncertainty of the value")), choices=kinds))
        self.low.say(FieldTexts(texts(N_("Low end")), measure.unit))
        self.high.say(FieldTexts(texts(N_("High end")), measure.unit))
        self.spread.say(FieldTexts(texts(N_("Standard deviation")), measure.unit))
        self.source_kind.say(FieldTexts(texts(N_("Kind of source")), choices=sources))
        self.source.say(FieldTexts(texts(N_("Source")), hint=texts(N_("Contract, accounts, page, date"))))
        self.reason.say(FieldTexts(texts(N_("Reason")), hint=texts(N_("Why this value and not another"))))
        self.evidence.setAccessibleName(f"{name} {texts(N_('Evidence'))}")
        for part in (self.doubt, self.low, self.high, self.spread, self.source_kind, self.source, self.reason):
            part.editor.setAccessibleName(f"{name} {part.editor.accessibleName()}")

    def show_assumption(self, assumption: Assumption, evidence: tuple[EvidenceChoice, ...], who: str) -> None:
        """Show the fields of `assumption`; `evidence` are the documents of the case, `who` set it and when."""
        self._assumption = assumption
        if self._measure is None:
            return
        doubt = assumption.uncertainty
        self.doubt.show_value(doubt.kind.value)
        for field, number in ((self.low, doubt.low), (self.high, doubt.high), (self.spread, doubt.spread)):
            field.show_value(self._measure.write(number))
        self._show_ends(doubt.kind)
        self.source_kind.show_value(assumption.source_kind.value)
        self.source.show_value(assumption.source)
        self.reason.show_value(assumption.reason)
        self._who.setText(who)
        self._show_evidence(assumption, evidence)

    def refuse(self, changes: Mapping[str, object], reason: str) -> None:
        """Say beside the field that asked for `changes` why they are refused."""
        field = {"source_kind": self.source_kind, "source": self.source, "reason": self.reason}
        shown = self.spread if self.spread.isVisible() else self.low if self.low.isVisible() else self.doubt
        next((field[name] for name in changes if name in field), shown).refuse(reason)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        # Low end and standard deviation share a place: a doubt has one or the other.
        for column, field in ((0, self.doubt), (1, self.low), (1, self.spread), (2, self.high)):
            grid.addWidget(field, 0, column)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.source_kind, 1, 0)
        grid.addWidget(self.source, 1, 1)
        grid.addWidget(self.reason, 1, 2)
        grid.addWidget(self.evidence, 1, 3, Qt.AlignmentFlag.AlignBottom)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 10)
        outer.addLayout(grid)
        outer.addWidget(self._who)

    def _show_ends(self, kind: DistributionKind) -> None:
        self.low.setVisible(kind in BOUNDED)
        self.high.setVisible(kind in BOUNDED)
        self.spread.setVisible(kind is DistributionKind.NORMAL)

    def _show_evidence(self, assumption: Assumption, evidence: tuple[EvidenceChoice, ...]) -> None:
        texts = self._texts
        if texts is None:
            return
        if evidence != self._offered:
            self._offer_evidence(texts, evidence)
        chosen = set(assumption.evidence)
        for action in self._menu.actions():
            with QSignalBlocker(action):
                action.setChecked(action.data() in chosen)
        count = len(chosen)
        self.evidence.setText(texts(N_("Evidence: {count}"), count=count) if count else texts(N_("Add evidence")))

    def _offer_evidence(self, texts: Texts, evidence: tuple[EvidenceChoice, ...]) -> None:
        """Only when the documents changed: an action must not be deleted by its own click."""
        self._offered = evidence
        self._menu.clear()
        for choice in evidence:
            action = self._menu.addAction(choice.name)
            action.setCheckable(True)
            action.setData(choice.id)
            action.toggled.connect(self._evidence_ticked)
        if not evidence:
            self._menu.addAction(texts(N_("No document yet: attach one in step 1"))).setEnabled(False)

    def _evidence_ticked(self) -> None:
        self._emit(evidence=tuple(a.data() for a in self._menu.actions() if a.isChecked()))

    def _doubt_chosen(self, kind: str) -> None:
        chosen = DistributionKind(kind)
        self._show_ends(chosen)
        if chosen is DistributionKind.FIXED:
            self._emit(uncertainty={"kind": kind})
        else:
            self._doubt_typed()

    def _doubt_typed(self) -> None:
        """Tell once the ends the kind needs are there; half of them is no doubt yet."""
        if self._measure is None:
            return
        kind = DistributionKind(self.doubt.text())
        needed = {"low": self.low, "high": self.high} if kind in BOUNDED else {"spread": self.spread}
        if all(field.text().strip() for field in needed.values()):
            numbers = {name: self._measure.read(field.text()) for name, field in needed.items()}
            self._emit(uncertainty={"kind": kind.value, **numbers})

    def _emit(self, **changes: object) -> None:
        self.changed.emit(changes)


class OpenDetailButton(QPushButton):
    """The arrow at the end of a line that opens what is below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setFlat(True)
        self.setCheckable(True)
        self.setFixedWidth(28)
        self.toggled.connect(self._turn)
        self._turn()

    def _turn(self) -> None:
        self.setText("▾" if self.isChecked() else "▸")
