"""How surely is the case worth what it is worth: distribution with loan, inputs that move it, shares of the doubt?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import Assessment, SimulationSummary
from pledgeapp.records.simulation import PointKind
from ui.operations.analysing import Analyser, Answers, Question
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.sensitivities import input_name, swings
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.figures import UNKNOWN, count, money, percent
from ui.widgets.chart_distribution import Classes, DistributionChart, Mark
from ui.widgets.chart_shares import Share, SharesChart
from ui.widgets.chart_tornado import TornadoChart
from ui.widgets.styling import label
from valuation.wording import N_

MOST_SWINGS = 12
PLAN = (
    FieldSpec(
        "points",
        N_("Points"),
        "choice",
        tuple(PointKind),
        N_("Sobol points are spread evenly: the same error with fewer"),
    ),
    FieldSpec("paths", N_("Number of paths"), "whole", hint=N_("A power of two; at least 10,000 are usual")),
    FieldSpec("seed", N_("Seed"), "whole", hint=N_("The same seed gives the same range on any machine")),
)


class QuestionsPart(Part):
    """A card that shows answers; the first of them asks, all are told."""

    def show_answers(self, answers: Answers) -> None:
        """Show the part of `answers` that belongs here."""


class Questions(Part):
    """Asks about each new assessment while the tab is in front; draws nothing but a line while it is busy."""

    answered = Signal(object)

    def __init__(self, page: CasePage, shown_by: tuple[QuestionsPart, ...], is_in_front: Callable[[], bool]) -> None:
        super().__init__(page)
        self._is_in_front = is_in_front
        self.setObjectName("plain")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self._parts = shown_by
        self._analyser = Analyser(page.office)
        self._asked: Assessment | None = None
        self.axes = ("", "")
        self.answers: Answers | None = None
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Questions are being answered."""
        return self._analyser.is_running

    def show_session(self, session: CaseSession) -> None:
        """A new assessment is asked about; one that a slider passes through is not."""
        assessment = session.assessment
        ready = self._is_in_front() and session.is_assessment_current and not session.is_trying
        if assessment is not None and ready and assessment is not self._asked and assessment.fair_value is not None:
            self.ask(assessment)
        elif self.answers is not None:
            self._tell(self.answers)

    def choose_axes(self, axes: tuple[str, str]) -> None:
        """Ask for a table over two other inputs."""
        self.axes = axes
        if self._asked is not None:
            self.ask(self._asked)

    def ask(self, assessment: Assessment) -> None:
        """Answer everything about `assessment`, off this thread."""
        self._asked = assessment
        known = {path for path in self.axes if path}
        axes = self.axes if known <= {item.path for item in assessment.sensitivities} | known else ("", "")
        self._analyser.answer(Question(assessment, axes), self._tell)

    def _tell(self, answers: Answers) -> None:
        self.answers = answers
        for part in self._parts:
            part.show_answers(answers)
        self.answered.emit(answers)


class DistributionCard(Part):
    """The simulated conclusion in classes, percentiles, mean with its error, and how surely it covers the loan."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.chart = DistributionChart()
        self._words = label("muted", wraps=True)
        self.form = Form(page, PLAN, columns=3)
        for part in (self.chart, self._words, self.form):
            self.add(part)

    def retranslate(self, texts: Texts) -> None:
        """Heading and fields."""
        self.say(texts(N_("Distribution of the conclusion")), self.desk.money_name)
        self.form.retranslate()

    def restyle(self, colours: Colours) -> None:
        """Colours of the chart."""
        self.chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The simulation, or why there is none."""
        texts, assessment = self.desk.texts, session.assessment
        simulation = assessment.simulation if assessment is not None else None
        self.form.show_record(session.case, "simulation")
        self.chart.setVisible(simulation is not None)
        if assessment is None or simulation is None:
            self._words.setText(
                texts(N_("No input states an uncertainty yet: open a line of the other tabs and state it."))
            )
            return
        self.chart.show_classes(texts, self._classes(assessment, simulation))
        self._words.setText(self._sentence(simulation))

    def field_at(self, path: str) -> QWidget | None:
        """Points, paths, seed."""
        return self.form.field_at(path) if path.startswith("simulation") else None

    def _classes(self, assessment: Assessment, simulation: SimulationSummary) -> Classes:
        texts, unit, edges = self.desk.texts, self.desk.settings.money_unit, simulation.histogram_edges
        words = N_("{low} – {high}: {count} paths ({share})")
        told = tuple(
            texts(
                words,
                low=money(edges[at], unit),
                high=money(edges[at + 1], unit),
                count=found,
                share=percent(found / simulation.paths),
            )
            for at, found in enumerate(simulation.histogram_counts)
        )
        marks = [
            Mark(value, f"{name} {money(value, unit)}")
            for name, value in (("P5", simulation.p05), ("P50", simulation.p50), ("P95", simulation.p95))
        ]
        amount = assessment.case.loan.amount
        if amount is not None and amount.currency == assessment.case.currency:
            shown = texts(N_("Loan {amount}"), amount=money(amount.amount, unit))
            marks.append(Mark(float(amount.amount), shown, is_loan=True))
        return Classes(edges, simulation.histogram_counts, told, tuple(marks))

    def _sentence(self, simulation: SimulationSummary) -> str:
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        error = UNKNOWN if simulation.standard_error is None else money(simulation.standard_error, unit)
        words = N_("Mean {mean}, standard error {error}; 10th to 90th percentile {p10} – {p90}; {paths} paths.")
        said = texts(
            words,
            mean=money(simulation.mean, unit),
            error=error,
            p10=money(simulation.p10, unit),
            p90=money(simulation.p90, unit),
            paths=count(simulation.paths),
        )
        covered = simulation.probability_value_covers_loan
        if covered is None:
            return said
        return f"{said} {texts(N_('The value covers the loan on {share} of the paths.'), share=percent(covered))}"


class SwingsCard(Part):
    """Every input between its ends, the widest first."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.chart = TornadoChart()
        self.add(self.chart)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        words = N_("each input between its low and high end, ±10 % where no uncertainty is stated ({unit})")
        self.say(texts(N_("What moves the conclusion most")), texts(words, unit=self.desk.money_name))

    def restyle(self, colours: Colours) -> None:
        """Colours of the chart."""
        self.chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The tornado."""
        assessment = session.assessment
        found = swings(assessment, self.desk)[:MOST_SWINGS] if assessment is not None else ()
        self.setVisible(bool(found))
        self.chart.show_swings(self.desk.texts, found)


class SharesCard(QuestionsPart):
    """How much of the variance each uncertain input is: alone, and with what it does together with others."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.chart = SharesChart()
        self._none = label("muted", wraps=True)
        self.add(self._none)
        self.add(self.chart)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Shares of the doubt")), texts(N_("strong: the input alone, soft: with others (Sobol)")))

    def restyle(self, colours: Colours) -> None:
        """Colours of the chart."""
        self.chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Words while nothing is known yet."""
        if session.assessment is None or session.assessment.simulation is None:
            self._none.setText(self.desk.texts(N_("Shares stand here once at least one input states an uncertainty.")))
            self._none.show()
            self.chart.hide()
        elif not self.chart.isVisibleTo(self):
            self._none.setText(self.desk.texts(N_("Being computed…")))

    def show_answers(self, answers: Answers) -> None:
        """A bar for each input, the largest first."""
        texts, case, trouble = self.desk.texts, answers.question.assessment.case, answers.troubles.get("shares")
        ordered = sorted(answers.shares, key=lambda found: -max(found.total_order, found.first_order))
        shares = tuple(
            Share(
                input_name(case, found.path, self.desk),
                found.first_order,
                found.total_order,
                found.first_order_error,
                f"{percent(found.first_order)} / {percent(found.total_order)}",
            )
            for found in ordered
        )
        self.chart.show_shares(texts, shares)
        self.chart.setVisible(bool(shares))
        self._none.setVisible(not shares)
        if trouble is not None:
            self._none.setText(texts.message(trouble))
