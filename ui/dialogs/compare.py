"""Why do two valuations of this case differ: a saved version or a file, and the case as it stands?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.errors import DataProblem
from ui.dialogs.quiet_dialog import QuietDialog
from ui.operations import cases
from ui.operations.comparing import Comparison, GapStep, compare_with_case, compare_with_file
from ui.operations.office import Office
from ui.state import figures
from ui.state.deeds import read_deed
from ui.state.desk import Change, Desk
from ui.state.figures import UNKNOWN, money
from ui.state.quantities import UNIT_LABELS, Quantity, as_typed
from ui.widgets.chart_bridge import Bridge, BridgeChart, Span
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from pledgeapp.records.summary import Revision

SIZE = (980, 680)
MOST_PARTS = 6
MOST_VERSIONS = 30


class CompareDialog(QuietDialog):
    """The other valuation is chosen above; the case as it stands is where the bridge ends."""

    def __init__(self, desk: Desk, office: Office, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("Why two valuations differ"))
        self._office = office
        self.version = Field("choice")
        self.file = button("secondary")
        self.chart = BridgeChart()
        self.chart.restyle(desk.colours)
        self.rows: TableRows[GapStep] = TableRows()
        self.rows.restyle(desk.colours)
        self.table = TableView(self.rows, most_rows=8)
        self.note, self._close = label("muted", wraps=True), button("secondary")
        self._lay_out()
        self._say()
        self.version.committed.connect(self._version_chosen)
        self.file.clicked.connect(self._choose_file)
        self._close.clicked.connect(self.reject)
        self._leave = desk.subscribe(self._desk_changed)
        self.finished.connect(lambda _: self._leave())
        self._show(None)

    def open(self) -> None:
        """Read the versions and show the dialog."""
        session = self.desk.session
        if session is not None:
            cases.case_history(self._office, self, session.case.id, self._offer)
            super().open()

    def compare(self, other: Case) -> None:
        """Explain the way from the value of `other` to that of the case as it stands."""
        if self.desk.session is not None:
            pair = (other, self.desk.session.case)
            compare_with_case(self._office, self, pair, self._show, self._failed)

    def compare_file(self, file: Path) -> None:
        """As `compare`, with the case in a file."""
        if self.desk.session is not None:
            compare_with_file(self._office, self, file, self.desk.session.case, self._show, self._failed)

    def _desk_changed(self, change: Change) -> None:
        if change is Change.SESSION:
            self.reject()

    def _offer(self, revisions: tuple[Revision, ...]) -> None:
        texts, language = self.texts, self.desk.settings.language
        offered = tuple(
            (str(r.revision), f"{r.revision} · {figures.moment(r.saved_at, language)} · {read_deed(r.action, texts)}")
            for r in revisions[:MOST_VERSIONS]
        )
        self.version.say(FieldTexts(texts(N_("Saved version to compare with")), choices=offered))

    def _version_chosen(self, number: str) -> None:
        session = self.desk.session
        if session is not None and number:
            cases.case_version(self._office, self, session.case.id, int(number), self.compare)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.texts(N_("Choose a case file")), "", "JSON (*.json)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.compare_file(Path(name)))
        dialog.open()

    def _show(self, found: Comparison | None) -> None:
        texts, unit = self.texts, self.desk.settings.money_unit
        self.chart.setVisible(found is not None)
        self.table.setVisible(found is not None and bool(found.steps))
        if found is None:
            self.note.setText(
                texts(N_("Choose a version or a file: a bridge shows which inputs explain the difference."))
            )
            return
        self.chart.show_bridge(texts, self._bridge(found))
        self.rows.set_rows(found.steps)
        words = N_("From {first} to {second}: {gap} ({unit}). {how}")
        how = N_("All orders of exchange were looked at; the order does not matter.")
        sampled = N_("Random orders of exchange were looked at; the contributions have standard errors.")
        gap = found.second_value - found.first_value
        self.note.setText(
            texts(
                words,
                first=money(found.first_value, unit),
                second=money(found.second_value, unit),
                gap=_signed(gap, money(gap, unit)),
                unit=self.desk.money_name,
                how=texts(how if found.is_exact else sampled),
            )
        )

    def _failed(self, error: BaseException) -> bool:
        if not isinstance(error, DataProblem):
            return False
        self._show(None)
        told = error.problems[0].message if error.problems else error.message
        self.note.setText(self.texts.message(told))
        return True

    def _bridge(self, found: Comparison) -> Bridge:
        texts, unit = self.texts, self.desk.settings.money_unit
        mattering = [step for step in found.steps if step.matters]
        spans = [self._span(step) for step in mattering[:MOST_PARTS]]
        rest = sum(step.contribution for step in mattering[MOST_PARTS:])
        if mattering[MOST_PARTS:]:
            spans.append(Span(texts(N_("Others")), rest, _signed(rest, money(rest, unit))))
        first = Span(texts(N_("The other")), found.first_value, money(found.first_value, unit))
        last = Span(texts(N_("As it stands")), found.second_value, money(found.second_value, unit))
        return Bridge(first, tuple(spans), last)

    def _span(self, step: GapStep) -> Span:
        shown = money(step.contribution, self.desk.settings.money_unit)
        return Span(self._name(step), step.contribution, _signed(step.contribution, shown))

    def _name(self, step: GapStep) -> str:
        texts = self.texts
        named = [f"{texts(i.label)} {texts(i.subject)}".strip() for i in step.inputs[:2]]
        more = "…" if step.inputs[2:] else ""
        return ("、" if texts.language == "zh" else ", ").join(named) + more

    def _held(self, step: GapStep, side: str) -> str:
        given = step.inputs[0]
        if given.only_in and given.only_in != side:
            return self.texts(N_("not there"))
        value: Any = getattr(given, side)
        if value is None:
            return UNKNOWN
        if isinstance(value, str):
            return self.texts(value) if value else UNKNOWN
        unit = cast("Quantity", given.unit)
        shown = as_typed(Decimal(f"{value:.8g}"), unit, self.desk.settings.money_unit)
        return f"{shown} {self.texts(UNIT_LABELS[unit])}".strip()

    def _say(self) -> None:
        texts, unit = self.texts, self.desk.settings.money_unit
        contribution = texts(N_("Contribution to the gap"))
        self.version.say(FieldTexts(texts(N_("Saved version to compare with"))))
        self.file.setText(texts(N_("A case file…")))
        self._close.setText(texts(N_("Close")))
        self.table.setAccessibleName(texts(N_("Inputs that explain the difference")))

        def column(title: str, side: str) -> Column[GapStep]:
            return Column(title=texts(title), text=lambda step: self._held(step, side), is_number=True)

        self.rows.set_columns(
            (
                Column(title=texts(N_("Input")), text=self._name, stretch=True),
                column(N_("In the other"), "first"),
                column(N_("As it stands"), "second"),
                Column(
                    title=f"{contribution} ({self.desk.money_name})",
                    text=lambda step: _signed(step.contribution, money(step.contribution, unit)),
                    value=lambda step: step.contribution,
                    tone=lambda step: "muted" if not step.matters else "good" if step.contribution > 0 else "danger",
                    is_number=True,
                ),
            )
        )

    def _lay_out(self) -> None:
        self.resize(*SIZE)
        column, head, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        head.addWidget(self.version, 1)
        head.addWidget(self.file)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column.addLayout(head)
        for part in (self.note, self.chart, self.table):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)


def _signed(value: float, shown: str) -> str:
    return f"+{shown}" if value > 0 else shown
