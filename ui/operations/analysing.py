"""What is asked of the value in the background: scenarios, break-even, two inputs together, shares of the doubt?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pledgeapp.errors import DataProblem
from pledgeapp.progress import Progress, ReportProgress
from ui.operations.newest import Newest
from ui.operations.office import Office
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment, BreakEvenResult, ScenarioResult, TwoWayResult
    from valuation.uncertainty.sobol_indices import SobolIndex

ANALYSING = Message("analysing", N_("Asking what moves the value"))
PARTS = 4


@dataclass(frozen=True)
class Question:
    """What is asked of which case; `axes` are the two inputs of the table, empty for the two that matter most."""

    assessment: Assessment
    axes: tuple[str, str] = ("", "")


@dataclass
class Answers:
    """What was found; a part that could not be answered says why under its name in `troubles`."""

    question: Question
    paths: tuple[str, ...] = ()
    """Main inputs, those first that move the value most."""
    scenarios: tuple[ScenarioResult, ...] = ()
    break_even: tuple[BreakEvenResult, ...] = ()
    two_way: TwoWayResult | None = None
    shares: tuple[SobolIndex, ...] = ()
    troubles: dict[str, Message] = field(default_factory=dict)


class Analyser(Newest):
    """Answers the newest question; in the status bar with progress, to be cancelled there."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, ANALYSING, is_shown=True)
        self.office = office

    def answer(self, question: Question, done: Callable[[Answers], None]) -> None:
        """Answer `question`, then call `done`."""
        self.ask(lambda report: answers_to(self.office, question, report), done)


def answers_to(office: Office, question: Question, report: ReportProgress) -> Answers:
    """All parts one after the other; runs on a worker thread."""
    from pledgeapp.services.analyse_value import value_analysis
    from pledgeapp.services.assess_case import loan_to_cover

    assessment = question.assessment
    analysis = value_analysis(assessment.case, office.services().reference)
    main, moving = analysis.main_paths(), tuple(item.path for item in assessment.sensitivities)
    found = Answers(question, tuple(p for p in moving if p in main) + tuple(p for p in main if p not in moving))

    def part(at: int, name: str, ask: Callable[[], Any], empty: Any) -> Any:
        report(Progress(ANALYSING, at, PARTS))
        try:
            return ask()
        except DataProblem as error:
            found.troubles[name] = error.problems[0].message if error.problems else error.message
            return empty

    found.scenarios = part(0, "scenarios", analysis.scenarios, ())
    loan = loan_to_cover(assessment.case, assessment.lending)
    if loan is not None:
        found.break_even = part(1, "break_even", lambda: tuple(analysis.break_even(p, loan) for p in found.paths), ())
    rows, columns = _axes(question, found.paths)
    if rows and columns and rows != columns:
        found.two_way = part(2, "two_way", lambda: analysis.two_way(rows, columns), None)
    found.shares = part(3, "shares", analysis.sobol_indices, ())
    return found


def _axes(question: Question, paths: tuple[str, ...]) -> tuple[str, str]:
    rows = question.axes[0] or (paths[0] if paths else "")
    others = [path for path in paths if path != rows]
    return rows, question.axes[1] or (others[0] if others else "")
