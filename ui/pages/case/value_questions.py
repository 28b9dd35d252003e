"""What is the value over two inputs together, and until where is the loan covered?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import TwoWayResult
from ui.operations.analysing import Answers
from ui.pages.case.assumption_list import measure_of
from ui.pages.case.break_even_words import break_even_words
from ui.pages.case.case_page import CasePage
from ui.pages.case.sensitivities import input_name
from ui.pages.case.value_uncertainty import QuestionsPart
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.figures import UNKNOWN, money
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_


@dataclass(frozen=True)
class GridRow:
    """A value of the first input with the conclusion at each value of the second."""

    title: str
    values: tuple[float | None, ...]


class TwoWayCard(QuestionsPart):
    """Two inputs to choose, and the conclusion over both; below the loan in red."""

    axes_chosen = Signal(object)

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[GridRow] = TableRows()
        self.table = TableView(self.rows, most_rows=9)
        self.table.setSortingEnabled(False)
        self.down, self.across = Field("choice"), Field("choice")
        self._none = label("muted", wraps=True)
        choices = QHBoxLayout()
        choices.setSpacing(14)
        choices.addWidget(self.down)
        choices.addWidget(self.across)
        self.add_layout(choices)
        self.add(self._none)
        self.add(self.table)
        self.body.addStretch(1)
        for field in (self.down, self.across):
            field.committed.connect(self._chosen)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Two inputs together")), self.desk.money_name)
        self.table.setAccessibleName(texts(N_("Two inputs together")))
        self._none.setText(texts(N_("Choose two inputs on which the value rests.")))

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_answers(self, answers: Answers) -> None:
        """Choices and table."""
        case, texts, found = answers.question.assessment.case, self.desk.texts, answers.two_way
        offered = tuple((path, input_name(case, path, self.desk)) for path in answers.paths)
        for field, title, path in (
            (self.down, N_("Downwards"), found.row_path if found else ""),
            (self.across, N_("Across"), found.column_path if found else ""),
        ):
            field.say(FieldTexts(texts(title), choices=offered))
            field.show_value(path)
        trouble = answers.troubles.get("two_way")
        self._none.setText(
            texts.message(trouble) if trouble else texts(N_("Choose two inputs on which the value rests."))
        )
        self._none.setVisible(found is None)
        self.table.setVisible(found is not None)
        if found is not None:
            amount = case.loan.amount
            same = amount is not None and amount.currency == case.currency
            self._write(found, float(amount.amount) if amount is not None and same else None)

    def _write(self, found: TwoWayResult, loan: float | None) -> None:
        unit, across = self.desk.settings.money_unit, self._titles(found.column_path, found.column_values)
        down = self._titles(found.row_path, found.row_values)

        def column(at: int, title: str) -> Column[GridRow]:
            def below(row: GridRow) -> str:
                value = row.values[at]
                return "danger" if loan is not None and value is not None and value < loan else ""

            return Column(
                title=title,
                text=lambda row: money(row.values[at], unit) if row.values[at] is not None else UNKNOWN,
                value=lambda row: row.values[at],
                is_number=True,
                stretch=True,
                tone=below,
            )

        head: Column[GridRow] = Column(title="", text=lambda row: row.title, is_number=True, tone=lambda _: "muted")
        self.rows.set_columns((head, *(column(at, title) for at, title in enumerate(across))))
        self.rows.set_rows(tuple(GridRow(title, row) for title, row in zip(down, found.values, strict=True)))

    def _titles(self, path: str, values: tuple[float, ...]) -> list[str]:
        measure = measure_of(path, self.desk, self.page.case)
        return [f"{measure.write(Decimal(f'{value:.4g}'))} {measure.unit}".strip() for value in values]

    def _chosen(self) -> None:
        chosen = (self.down.text(), self.across.text())
        if all(chosen) and chosen[0] != chosen[1]:
            self.axes_chosen.emit(chosen)
        elif all(chosen):
            self.across.refuse(self.desk.texts(N_("Choose two different inputs")))


class BreakEvenCard(QuestionsPart):
    """A sentence for each main input: where it may lie so that the value still covers the loan."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.lines = [label(wraps=True)]
        self._list.addWidget(self.lines[0])
        self.add_layout(self._list)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Until where the loan is covered")), texts(N_("one input moved, all others as they are")))

    def show_session(self, session: CaseSession) -> None:
        """Words while there is no loan."""
        if session.assessment is None or session.assessment.fair_value is None:
            self._write([self.desk.texts(N_("The case has no value yet."))])

    def show_answers(self, answers: Answers) -> None:
        """The sentences in the order of what moves the value most."""
        texts, case, trouble = self.desk.texts, answers.question.assessment.case, answers.troubles.get("break_even")
        said = [
            break_even_words(found, input_name(case, found.path, self.desk), measure_of(found.path, self.desk, case))
            for found in answers.break_even
        ]
        lines = [texts.message(one) for one in said if one.code != "always_covered"]
        always = [str(one.params["name"]) for one in said if one.code == "always_covered"]
        if always:
            joined = ("、" if texts.language == "zh" else ", ").join(always)
            lines.append(
                texts(N_("At every possible value of these inputs the loan is covered: {names}."), names=joined)
            )
        if trouble is not None:
            lines = [texts.message(trouble)]
        self._write(lines or [texts(N_("No loan amount is known in the currency of the case."))])

    def _write(self, lines: list[str]) -> None:
        while len(self.lines) < len(lines):
            self.lines.append(label(wraps=True))
            self._list.addWidget(self.lines[-1])
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(lines))
            line.setText(f"• {lines[at]}" if at < len(lines) else "")
