"""How do the approaches become one conclusion, and what does it allot to each patent?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import ApproachChoice
from pledgeapp.records.patent import Patent
from pledgeapp.records.step_sources import sourced
from pledgeapp.records.wording import label as label_of
from pledgeapp.sentences import sentence
from ui.pages.case.case_page import EDITED, CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.new_records import approach_choices
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import replace_at
from ui.state.figures import UNKNOWN, money, percent
from ui.state.quantities import as_typed, from_typed
from ui.state.working import Working, working_of
from ui.widgets.badge import Badge
from ui.widgets.chart_football_field import FieldBar, FootballField
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.results import RightValue
from valuation.units import MONEY
from valuation.wording import N_, Message

DIVERGENCE = (FieldSpec("divergence_limit", N_("Warn when the approaches diverge by more than"), "percent"),)


@dataclass(frozen=True)
class WeightRow:
    """An approach as chosen, with its value and normalised weight where it was applied."""

    choice: ApproachChoice
    value: float | None
    weight: float | None


class WeightsCard(Part):
    """Weight and reason of each approach, the conclusion, and how far the approaches lie apart."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[WeightRow] = TableRows()
        self.table = TableView(self.rows)
        self.value = FigureButton()
        self.value.setProperty("emphasis", "medium")
        self.divergence = FigureButton()
        self._divergence_badge = Badge()
        self._reason, self._note = label("error", wraps=True), label("muted", wraps=True)
        self._reason.hide()
        self.form = Form(page, DIVERGENCE, columns=3)
        for action in (self._divergence_badge, self.divergence, self.value):
            self.add_action(action)
        self._methods = label("muted", wraps=True)
        for part in (self.table, self._methods, self._reason, self._note, self.form):
            self.add(part)
        self.rows.refused.connect(self._refuse)
        for figure in (self.value, self.divergence, self.table):
            page.opens(figure)

    def retranslate(self, texts: Texts) -> None:
        """Heading and titles."""
        unit = self.desk.settings.money_unit
        self.say(texts(N_("Weights of the approaches")), "")
        self._note.setText(
            texts(N_("Each approach needs a reason, one left out (weight 0) above all: Asset Appraisal Law, art. 26."))
        )
        self.table.setAccessibleName(texts(N_("Weights of the approaches")))
        self.form.retranslate()
        self.rows.set_columns(
            (
                Column(title=texts(N_("Approach")), text=lambda r: texts(label_of(r.choice.approach))),
                Column(
                    title=f"{texts(N_('Value'))} ({self.desk.money_name})",
                    text=lambda r: money(r.value, unit),
                    value=lambda r: r.value,
                    is_number=True,
                    working=lambda r: self._working(f"V_{r.choice.approach.value}"),
                ),
                Column(
                    title=texts(N_("Weight")),
                    text=lambda r: as_typed(r.choice.weight, "number", "yuan"),
                    value=lambda r: r.choice.weight,
                    commit=lambda row, text: self._put(row, "weight", N_("Weight"), text),
                    is_number=True,
                ),
                Column(
                    title=texts(N_("Share")),
                    text=lambda r: percent(r.weight),
                    value=lambda r: r.weight,
                    is_number=True,
                    working=lambda r: self._working(f"w_{r.choice.approach.value}"),
                ),
                Column(
                    title=texts(N_("Reason for using it or leaving it out")),
                    text=lambda r: r.choice.reason or UNKNOWN,
                    typed=lambda r: r.choice.reason,
                    commit=lambda row, text: self._put(row, "reason", N_("Reason"), text),
                    tone=lambda r: "" if r.choice.reason else "attention",
                    stretch=True,
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Weights, conclusion, divergence."""
        assessment = session.assessment
        appraisal = assessment.appraisal if assessment is not None else None
        values = {a.approach: a.value for a in appraisal.approaches} if appraisal else {}
        weights = {w.approach: w.weight for w in appraisal.reconciliation} if appraisal else {}
        self.rows.set_rows(
            tuple(
                WeightRow(c, values.get(c.approach.value), weights.get(c.approach.value))
                for c in approach_choices(session.case)
            )
        )
        self.form.show_record(session.case, "")
        self._show_methods(assessment)
        self._show_conclusion(assessment)

    def field_at(self, path: str) -> QWidget | None:
        """The table, its row chosen, or the limit."""
        if path.startswith("approaches"):
            if "[" in path:
                self.table.choose_row(int(path.split("[", maxsplit=1)[1][0]))
            return self.table
        return self.form.field_at(path) if path == "divergence_limit" else None

    def _show_methods(self, assessment: Assessment | None) -> None:
        """The further methods that count beside the approaches, with their share."""
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        counting = [m for m in assessment.appraisal.methods if m.weight > 0] if assessment is not None else []
        named = [f"{texts(m.label)} {money(m.value, unit)} ({percent(m.weight)})" for m in counting]
        joined = ("、" if texts.language == "zh" else ", ").join(named)
        self._methods.setText(texts(N_("Further methods that count: {methods}"), methods=joined))
        self._methods.setVisible(bool(counting))

    def _show_conclusion(self, assessment: Assessment | None) -> None:
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        name, apart = texts(N_("Value conclusion")), texts(N_("Divergence of the approaches"))
        if assessment is None or assessment.fair_value is None:
            self.value.show_figure(UNKNOWN, name=name)
            self.divergence.show_figure(UNKNOWN, name=apart)
            self._divergence_badge.say("")
            return
        shown = f"{money(assessment.fair_value.base, unit)} {self.desk.money_name}"
        self.value.show_figure(shown, lambda: self._working("V"), name)
        divergence = assessment.appraisal.divergence
        self.divergence.show_figure(percent(divergence), lambda: self._working("D"), apart)
        is_wide = divergence > float(assessment.case.divergence_limit)
        words = N_("diverge by more than allowed") if is_wide else N_("divergence within the limit")
        self._divergence_badge.say(texts(words), "attention" if is_wide else "good")

    def _working(self, symbol: str) -> Working | None:
        session = self.page.session
        assessment = session.assessment if session is not None else None
        if assessment is None:
            return None
        return working_of(sourced(assessment, assessment.appraisal.workings), symbol, self.desk.texts(N_("Conclusion")))

    def _put(self, row: int, field: str, title: str, text: str) -> str | None:
        """The whole list of choices is written, so that all three approaches stand in the case with the first edit."""
        value = (from_typed(text, "number", "yuan") or Decimal(0)) if field == "weight" else text
        choices = [choice.model_dump() for choice in approach_choices(self.page.case)]
        before = choices[row][field]
        choices[row] = {**choices[row], field: value}
        params = {
            "name_label": label_of(self.rows.rows[row].choice.approach),
            "before_label": as_typed(before, "number", "yuan") if field == "weight" else title,
            "after_label": text[:40] or UNKNOWN,
        }
        problem = self.page.change(
            Message("weight_edited", EDITED, params), replace_at(self.page.case, "approaches", choices)
        )
        return self.desk.texts.message(problem.message) if problem else None

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


class FieldCard(Part):
    """The approaches and the conclusion on one scale."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.chart = FootballField()
        self.add(self.chart)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        unit = self.desk.money_name
        words = N_("mark: value, bar: from the 10th to the 90th percentile ({unit})")
        self.say(texts(N_("Approaches and conclusion")), texts(words, unit=unit))

    def restyle(self, colours: Colours) -> None:
        """Colours of the chart."""
        self.chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """A bar for each approach that was applied, and the conclusion."""
        assessment = session.assessment
        bars = self._bars(assessment) if assessment is not None else ()
        self.setVisible(bool(bars))
        self.chart.show_bars(self.desk.texts, bars)

    def _bars(self, assessment: Assessment) -> tuple[FieldBar, ...]:
        texts, unit, fair = self.desk.texts, self.desk.settings.money_unit, assessment.fair_value
        if fair is None:
            return ()
        names = {choice.approach.value: label_of(choice.approach) for choice in approach_choices(assessment.case)}
        bars = [
            FieldBar(texts(names[w.approach]), w.value, w.value, w.value, money(w.value, unit), "")
            for w in assessment.appraisal.reconciliation
        ]
        bars += [
            FieldBar(texts(m.label), m.value, m.value, m.value, money(m.value, unit), "")
            for m in assessment.appraisal.methods
            if m.unit == MONEY
        ]
        range_text = f"{money(fair.low, unit)} – {money(fair.high, unit)}"
        name = texts(N_("Value conclusion"))
        conclusion = FieldBar(
            name, fair.low, fair.base, fair.high, money(fair.base, unit), range_text, is_conclusion=True
        )
        return (*bars, conclusion)


class AllottedCard(Part):
    """What the conclusion allots to each patent, and why some are worth nothing."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[tuple[RightValue, Patent | None]] = TableRows()
        self.table = TableView(self.rows, most_rows=12)
        self.add(self.table)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading and titles."""
        unit = self.desk.settings.money_unit
        self.say(texts(N_("Value by patent")), self.desk.money_name)
        self.table.setAccessibleName(texts(N_("Value by patent")))
        self.rows.set_columns(
            (
                Column(title=texts(N_("Number")), text=lambda r: r[1].number if r[1] else UNKNOWN),
                Column(
                    title=texts(N_("Value")),
                    text=lambda r: money(r[0].value, unit),
                    value=lambda r: r[0].value,
                    is_number=True,
                ),
                Column(
                    title=texts(N_("Share")),
                    text=lambda r: percent(r[0].share),
                    value=lambda r: r[0].share,
                    is_number=True,
                ),
                Column(
                    title=texts(N_("Worth nothing because")),
                    text=lambda r: texts.message(r[0].worthless_reason) if r[0].worthless_reason else "",
                    tone=lambda _: "danger",
                    stretch=True,
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The rights of the assessment."""
        assessment = session.assessment
        has_value = assessment is not None and assessment.fair_value is not None
        self.setVisible(has_value)
        if assessment is not None and has_value:
            patents = {str(patent.id): patent for patent in assessment.case.patents}
            rights = assessment.appraisal.by_right
            self.rows.set_rows(tuple((right, patents.get(right.key)) for right in rights))


class WarningsCard(Part):
    """What the engine wants to be thought about."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._list = QVBoxLayout()
        self._labels: list[QWidget] = []
        self.add_layout(self._list)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Warnings")))

    def show_session(self, session: CaseSession) -> None:
        """One line for each warning, or that there is none."""
        for old in self._labels:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        texts, assessment = self.desk.texts, session.assessment
        warnings = assessment.appraisal.warnings if assessment is not None else ()
        lines = [f"• {sentence(warning, session.case, texts)}" for warning in warnings]
        if assessment is None:
            lines = [texts(N_("The case is not assessed yet."))]
        self._labels = [label(text=text, wraps=True) for text in lines or [texts(N_("No warning."))]]
        for line in self._labels:
            self._list.addWidget(line)
