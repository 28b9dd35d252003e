"""How are doubt, source, reason and evidence of one assumption entered, in place below its line?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import Assumption, DistributionKind, SourceKind
from pledgeapp.records.wording import label as label_of
from ui.state.density import density_of
from ui.state.quantities import as_typed, from_typed
from ui.state.slider_scale import Bounds
from ui.widgets.density_picture import DensityPicture
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from valuation.wording import N_

BOUNDED = (DistributionKind.UNIFORM, DistributionKind.TRIANGULAR, DistributionKind.PERT)


SPREAD = (DistributionKind.NORMAL, DistributionKind.LOGNORMAL)
POINTS = (DistributionKind.DISCRETE, DistributionKind.EMPIRICAL)
SEPARATOR = "; "


def parts_of(text: str) -> list[str]:
    """Single values of a text: between semicolons, blanks, tabs or lines, as a sheet gives them."""
    return [part for part in re.split(r"[;；、\s]+", text) if part]


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
        self._name = ""
        self._offered: tuple[EvidenceChoice, ...] | None = None
        self.doubt = Field("choice")
        self.low, self.high, self.spread = Field("number"), Field("number"), Field("number")
        self.points, self.weights = Field("line"), Field("line")
        self.picture = DensityPicture()
        self.source_kind, self.source, self.reason = Field("choice"), Field("line"), Field("line")
        self.evidence = button("secondary")
        self._menu = QMenu(self.evidence)
        self.evidence.setMenu(self._menu)
        self._who = label("muted", wraps=True)
        self._lay_out()
        self.doubt.committed.connect(self._doubt_chosen)
        for end in (self.low, self.high, self.spread, self.points, self.weights):
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
        self._say_spread(self._assumption.uncertainty.kind if self._assumption else DistributionKind.NORMAL)
        values = texts(N_("Several, with ; between them"))
        self.points.say(FieldTexts(texts(N_("Values")), measure.unit, values))
        self.weights.say(FieldTexts(texts(N_("Weights")), "", texts(N_("One for each value"))))
        self.source_kind.say(FieldTexts(texts(N_("Kind of source")), choices=sources))
        self.source.say(FieldTexts(texts(N_("Source")), hint=texts(N_("Contract, accounts, page, date"))))
        self.reason.say(FieldTexts(texts(N_("Reason")), hint=texts(N_("Why this value and not another"))))
        self.evidence.setAccessibleName(f"{name} {texts(N_('Evidence'))}")
        self._name = name
        named = (self.doubt, self.low, self.high, self.spread, self.points, self.weights)
        for part in (*named, self.source_kind, self.source, self.reason):
            part.editor.setAccessibleName(f"{name} {part.editor.accessibleName()}")

    def show_assumption(self, assumption: Assumption, evidence: tuple[EvidenceChoice, ...], who: str) -> None:
        """Show the fields of `assumption`; `evidence` are the documents of the case, `who` set it and when."""
        self._assumption = assumption
        if self._measure is None:
            return
        doubt = assumption.uncertainty
        self.doubt.show_value(doubt.kind.value)
        for field, number in ((self.low, doubt.low), (self.high, doubt.high)):
            field.show_value(self._measure.write(number))
        self.spread.show_value(self._write_spread(doubt.kind, doubt.spread))
        self.points.show_value(SEPARATOR.join(self._measure.write(point) for point in doubt.points))
        self.weights.show_value(SEPARATOR.join(as_typed(weight, "number", "yuan") for weight in doubt.weights))
        self.picture.show_density(density_of(assumption), self._name)
        self._show_ends(doubt.kind)
        self.source_kind.show_value(assumption.source_kind.value)
        self.source.show_value(assumption.source)
        self.reason.show_value(assumption.reason)
        self._who.setText(who)
        self._show_evidence(assumption, evidence)

    def refuse(self, changes: Mapping[str, object], reason: str) -> None:
        """Say beside the field that asked for `changes` why they are refused."""
        field = {"source_kind": self.source_kind, "source": self.source, "reason": self.reason}
        shown = next((f for f in (self.spread, self.low, self.points) if f.isVisible()), self.doubt)
        next((field[name] for name in changes if name in field), shown).refuse(reason)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        # Low end, standard deviation and values share a place: a doubt has one of them.
        places = ((0, self.doubt), (1, self.low), (1, self.spread), (1, self.points), (2, self.high), (2, self.weights))
        for column, field in places:
            grid.addWidget(field, 0, column)
        grid.addWidget(self.picture, 0, 3)
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
        self.spread.setVisible(kind in SPREAD)
        self.points.setVisible(kind in POINTS)
        self.weights.setVisible(kind is DistributionKind.DISCRETE)
        self.picture.setVisible(kind is not DistributionKind.FIXED)
        self._say_spread(kind)

    def _say_spread(self, kind: DistributionKind) -> None:
        """Of the value itself, or of its logarithm: then a share, whatever the value counts."""
        if self._texts is None or self._measure is None:
            return
        is_log = kind is DistributionKind.LOGNORMAL
        unit = "%" if is_log else self._measure.unit
        words = N_("Standard deviation of the logarithm") if is_log else N_("Standard deviation")
        self.spread.say(FieldTexts(self._texts(words), unit))
        self.spread.editor.setAccessibleName(f"{self._name} {self.spread.editor.accessibleName()}")

    def _write_spread(self, kind: DistributionKind, spread: Decimal | None) -> str:
        if kind is DistributionKind.LOGNORMAL or self._measure is None:
            return as_typed(spread, "percent", "yuan")
        return self._measure.write(spread)

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
        """Tell once all that the kind needs is there; half of it is no doubt yet."""
        if self._measure is None:
            return
        kind = DistributionKind(self.doubt.text())
        needed: tuple[Field, ...] = (self.low, self.high) if kind in BOUNDED else (self.spread,)
        if kind in POINTS:
            needed = (self.points, self.weights) if kind is DistributionKind.DISCRETE else (self.points,)
        if all(field.text().strip() for field in needed):
            self._emit(uncertainty={"kind": kind.value, **self._typed(kind)})

    def _typed(self, kind: DistributionKind) -> dict[str, object]:
        """What stands in the fields of a kind, as the record wants it."""
        measure = self._measure
        if measure is None:
            return {}
        if kind in BOUNDED:
            return {"low": measure.read(self.low.text()), "high": measure.read(self.high.text())}
        if kind is DistributionKind.LOGNORMAL:
            return {"spread": from_typed(self.spread.text(), "percent", "yuan")}
        if kind is DistributionKind.NORMAL:
            return {"spread": measure.read(self.spread.text())}
        found: dict[str, object] = {"points": tuple(measure.read(part) for part in parts_of(self.points.text()))}
        if kind is DistributionKind.DISCRETE:
            found["weights"] = tuple(from_typed(part, "number", "yuan") for part in parts_of(self.weights.text()))
        return found

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
