"""How does the window read an outside file, show what is in it, and take it over?"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from pledgeapp.progress import Progress, ReportProgress
from ui.operations.office import Failed, How, Office
from ui.operations.runner import Job
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.intake.correcting import Place
    from pledgeapp.intake.layouts.layout import Layout
    from pledgeapp.intake.pasted import Outside as Outside  # noqa: PLC0414 - handed on to the dialogs
    from pledgeapp.records.case import Case
    from pledgeapp.records.import_differences import Accepted, Differences
    from pledgeapp.records.importing import ImportKind, ImportOutcome, ImportPreview
    from pledgeapp.services.context import Services
    from pledgeapp.services.import_files import FilesRead as FilesRead  # noqa: PLC0414 - handed on to the dialogs

READING = Message("reading_file", N_("Reading the file"))
TAKING = Message("taking_over", N_("Taking rows into the library"))
WRITING = Message("writing_refused", N_("Writing the refused rows"))
MERGING = Message("merging", N_("Taking rows into the case"))
CORRECTING = Message("correcting", N_("Reading the corrected rows"))
SEARCHING = Message("searching_rows", N_("Looking through the rows"))
ROWS_PER_REPORT = 1_000


@dataclass(frozen=True)
class Written:
    """How a text file is written; what is empty is found out."""

    encoding: str = ""
    delimiter: str = ""


AUTOMATIC = Written()


@dataclass(frozen=True)
class Sources:
    """What is to be read: files and what was pasted, their kind given or recognised."""

    files: tuple[Outside, ...]
    kind: ImportKind | None = None
    layouts: tuple[Layout, ...] = ()
    """None: all that are known."""
    written: Written = AUTOMATIC


def is_one_file(sources: Sources) -> bool:
    """Whether it is one file, of which a person can know how it is written; the clipboard's text is our own."""
    return len(sources.files) == 1 and isinstance(sources.files[0], Path)


@dataclass(frozen=True)
class Examined:
    """What was read of one kind, and how it differs from the case or the library."""

    preview: ImportPreview
    differences: Differences


def pasted(text: str, name: str) -> Outside:
    """The text of the clipboard, told by `name`, to be read as a file is."""
    from pledgeapp.intake.pasted import Pasted

    return Pasted(name, text.encode("utf-8", "replace"))


def read_files(
    office: Office, owner: QObject, sources: Sources, done: Callable[[FilesRead], None], failed: Failed
) -> Job:
    """What the files hold, put together by kind; nothing is stored."""

    def work(services: Services, report: ReportProgress) -> FilesRead:
        from pledgeapp.services.import_files import Wanted, preview_imports

        stated = sources.written
        wanted = Wanted(sources.kind, sources.layouts, stated.encoding, stated.delimiter)
        return preview_imports(services, sources.files, wanted, report)

    return office.ask(owner, READING, work, done, How(failed=failed))


def examine(
    office: Office,
    owner: QObject,
    source: tuple[ImportPreview, Case | None],
    done: Callable[[Examined], None],
    failed: Failed,
) -> Job:
    """How what was read differs from the case, or from the library where there is none."""
    preview, case = source

    def work(services: Services, report: ReportProgress) -> Examined:
        from pledgeapp.services.import_files import compare_import

        differences = compare_import(services, preview, case, report)
        differences.look_through()
        return Examined(preview, differences)

    return office.ask(owner, READING, work, done, How(failed=failed))


@dataclass(frozen=True)
class Search:
    """Rows to be looked through, the columns that say what they show, and the words wanted, in small letters."""

    rows: Sequence[Any]
    columns: Sequence[ShowsText]
    words: tuple[str, ...]


class ShowsText(Protocol):
    """A column of a table."""

    @property
    def text(self) -> Callable[[Any], str]:
        """What the column shows of a row."""


def holds_words(row: object, columns: Sequence[ShowsText], words: tuple[str, ...]) -> bool:
    """Whether what the columns show of `row` holds each of `words`."""
    text = " ".join(column.text(row) for column in columns).casefold()
    return all(word in text for word in words)


def find_rows(
    office: Office, owner: QObject, search: Search, done: Callable[[Sequence[int]], None], failed: Failed
) -> Job:
    """The positions of the rows that hold the words."""

    def work(report: ReportProgress) -> Sequence[int]:
        found = array("Q")
        for at, row in enumerate(search.rows):
            if at % ROWS_PER_REPORT == 0:
                report(Progress(SEARCHING, at, len(search.rows)))
            if holds_words(row, search.columns, search.words):
                found.append(at)
        return found

    return office.run(owner, SEARCHING, work, done, How(failed=failed))


def correct_rows(
    office: Office,
    owner: QObject,
    source: tuple[ImportPreview, Mapping[Place, tuple[str, ...]]],
    done: Callable[[ImportPreview], None],
    failed: Failed,
) -> Job:
    """Refused rows read again as corrected, without the file."""
    preview, corrections = source

    def work(services: Services, _: ReportProgress) -> ImportPreview:
        from pledgeapp.services.import_files import correct_import

        return correct_import(services, preview, corrections)

    return office.ask(owner, CORRECTING, work, done, How(failed=failed))


def take_into_library(
    office: Office,
    owner: QObject,
    source: tuple[ImportPreview, Accepted],
    done: Callable[[ImportOutcome], None],
    failed: Failed,
) -> Job:
    """Put the rows and the accepted changes into the library in one transaction; cancelled, it stays as it was."""
    preview, accepted = source

    def work(services: Services, report: ReportProgress) -> ImportOutcome:
        from pledgeapp.records.import_differences import Choice
        from pledgeapp.services.import_file import take_over

        return take_over(services, preview, report, Choice(accepted))

    def finished(outcome: ImportOutcome) -> None:
        office.desk.tell_stored()
        done(outcome)

    return office.ask(owner, TAKING, work, finished, How(writes=True, failed=failed))


def merge_into_case(
    office: Office,
    owner: QObject,
    source: tuple[Case, ImportPreview, Accepted],
    done: Callable[[Case, ImportOutcome], None],
    failed: Failed,
) -> Job:
    """The case with the rows of the preview and the accepted changes; the edit of the session is the caller's."""
    case, preview, accepted = source

    def work(_: ReportProgress) -> tuple[Case, ImportOutcome]:
        from pledgeapp.records.import_differences import Choice
        from pledgeapp.services.merge_into_case import merge_into_case

        return merge_into_case(case, preview, Choice(accepted))

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
