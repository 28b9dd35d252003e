"""How does the window read an outside file, show what is in it, and take it over?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from ui.operations.office import Failed, How, Office
from ui.operations.runner import Job
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from pledgeapp.records.importing import ImportKind, ImportOutcome, ImportPreview
    from pledgeapp.services.context import Services

READING = Message("reading_file", N_("Reading the file"))
TAKING = Message("taking_over", N_("Taking rows into the library"))
WRITING = Message("writing_refused", N_("Writing the refused rows"))
MERGING = Message("merging", N_("Taking rows into the case"))


def preview_file(
    office: Office,
    owner: QObject,
    source: tuple[Path, ImportKind | None],
    done: Callable[[ImportPreview], None],
    failed: Failed,
) -> Job:
    """What the file holds, its kind given or recognised; nothing is stored."""
    path, kind = source

    def work(report: ReportProgress) -> ImportPreview:
        from pledgeapp.services.import_file import preview_import

        return preview_import(path, kind=kind, clock=office.clock, progress=report)

    return office.run(owner, READING, work, done, How(failed=failed))


def take_into_library(
    office: Office, owner: QObject, preview: ImportPreview, done: Callable[[ImportOutcome], None], failed: Failed
) -> Job:
    """Put the rows into the library in one transaction; cancelled, the library stays as it was."""

    def work(services: Services, report: ReportProgress) -> ImportOutcome:
        from pledgeapp.services.import_file import take_over

        return take_over(services, preview, report)

    def finished(outcome: ImportOutcome) -> None:
        office.desk.tell_stored()
        done(outcome)

    return office.ask(owner, TAKING, work, finished, How(writes=True, failed=failed))


def merge_into_case(
    office: Office,
    owner: QObject,
    source: tuple[Case, ImportPreview],
    done: Callable[[Case, ImportOutcome], None],
    failed: Failed,
) -> Job:
    """The case with the rows of the preview; putting it into the session is the caller's edit."""
    case, preview = source

    def work(_: ReportProgress) -> tuple[Case, ImportOutcome]:
        from pledgeapp.services.merge_into_case import merge_into_case

        return merge_into_case(case, preview)

    return office.run(owner, MERGING, work, lambda merged: done(*merged), How(failed=failed))


def write_refused(
    office: Office, owner: QObject, preview: ImportPreview, target: Path, done: Callable[[int], None]
) -> Job:
    """Write the refused rows to `target`, to be corrected and imported again; `done` is told how many."""
    language = office.desk.settings.language

    def work(_: ReportProgress) -> int:
        from pledgeapp.services.import_file import write_refused

        return write_refused(preview, target, language=language)

    return office.run(owner, WRITING, work, done)


def write_template(office: Office, owner: QObject, kind: ImportKind, target: Path, done: Callable[[Path], None]) -> Job:
    """Write an empty template of our own layout to `target`, XLSX or CSV by its ending."""
    language = office.desk.settings.language

    def work(_: ReportProgress) -> Path:
        from pledgeapp.services.import_file import write_template

        write_template(kind, target, language=language)
        return target

    return office.run(owner, WRITING, work, done)
