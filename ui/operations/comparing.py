"""Why do two valuations of a case differ? Against a saved version, or a file that bank, agency or borrower sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from pledgeapp.services.compare_cases import Comparison, GapStep, compare_cases, read_compared
from ui.operations.office import How, Office
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from pledgeapp.services.context import Services

__all__ = ["Comparison", "GapStep", "compare_with_case", "compare_with_file"]

COMPARING = Message("comparing", N_("Comparing two valuations"))
Failed = Callable[[BaseException], bool]


def compare_with_case(
    office: Office, owner: QObject, cases: tuple[Case, Case], done: Callable[[Comparison], None], failed: Failed
) -> None:
    """From the value of the first case to that of the second."""

    def work(services: Services, _: ReportProgress) -> Comparison:
        return compare_cases(*cases, services.reference)

    office.ask(owner, COMPARING, work, done, How(failed=failed))


def compare_with_file(
    office: Office, owner: QObject, file: Path, case: Case, done: Callable[[Comparison], None], failed: Failed
) -> None:
    """From the value of the case in `file` (a case or an assessment as exported) to that of `case`."""

    def work(services: Services, _: ReportProgress) -> Comparison:
        return compare_cases(read_compared(file), case, services.reference)

    office.ask(owner, COMPARING, work, done, How(failed=failed))
