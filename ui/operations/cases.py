"""How does a case come onto the desk, and how is it made, copied and taken away?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.i18n import Language
from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.state.case_session import CaseSession
from ui.state.desk import Notice
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.base import CaseId
    from pledgeapp.records.case import Case
    from pledgeapp.records.summary import CaseSummary, Revision
    from pledgeapp.services.context import Services

LISTING = Message("listing_cases", N_("Reading the list of cases"))
OPENING = Message("opening_case", N_("Opening the case"))
DELETING = Message("deleting_case", N_("Deleting the case"))
HISTORY = Message("reading_history", N_("Reading the versions"))
FIRST_PAGE = "case/parties"

QUIET = How(is_shown=False)


def list_cases(office: Office, owner: QObject, text: str, done: Callable[[tuple[CaseSummary, ...]], None]) -> None:
    """Cases whose title, borrower or patents hold `text`, last saved first."""

    def work(services: Services, _: ReportProgress) -> tuple[CaseSummary, ...]:
        from pledgeapp.services.find_cases import list_cases

        return list_cases(services, text)

    office.ask(owner, LISTING, work, done, QUIET)


def open_case(office: Office, owner: QObject, case_id: CaseId, page: str = FIRST_PAGE) -> None:
    """Put the case as saved last onto the desk, or go to it when it lies there already."""
    session = office.desk.session
    if session is not None and session.case.id == case_id:
        office.desk.go(page)
        return

    def work(services: Services, _: ReportProgress) -> Case:
        from pledgeapp.services.find_cases import open_case

        return open_case(services, case_id)

    office.ask(owner, OPENING, work, lambda case: _show(office, case, page))


def open_sample(office: Office, owner: QObject, key: str, page: str = "case/value") -> None:
    """Open the bundled sample `key`; one that was opened before is opened as it was left."""

    def work(services: Services, _: ReportProgress) -> Case:
        from pledgeapp.services.find_cases import list_cases, open_case
        from pledgeapp.services.keep_case import save_case
        from pledgeapp.services.samples import load_sample

        case = load_sample(key)
        if any(kept.case_id == case.id for kept in list_cases(services)):
            return open_case(services, case.id)
        save_case(services, case, N_("Sample case opened"))
        return case

    office.ask(owner, OPENING, work, lambda case: _show_new(office, case, page), How(writes=True))


def sample_titles(language: Language) -> tuple[tuple[str, str], ...]:
    """Key and title of each bundled sample, in the order in which they are taught."""
    from pledgeapp.services.samples import load_sample, sample_keys, sample_titles

    if language == "zh":
        return tuple(zip(sample_keys(), sample_titles(), strict=True))
    samples = {key: load_sample(key) for key in sample_keys()}
    return tuple((key, case.title_en or case.title) for key, case in samples.items())


def new_case(office: Office, owner: QObject, title: str, borrower: str, valuation_date: date) -> None:
    """Make an empty case, keep it and put it onto the desk."""
    from pledgeapp.records.case import Case
    from pledgeapp.records.party import Party

    party = Party(name=borrower) if borrower else None
    case = Case(
        title=title, borrower=party, valuation_date=valuation_date, prepared_by=office.desk.person, is_sample=False
    )
    _keep_and_show(office, owner, case, N_("Case made"))


def duplicate_case(office: Office, owner: QObject, case_id: CaseId, title: str, revision: int | None = None) -> None:
    """A new case under `title` with all that stands in `case_id` (as saved last, or as saved under `revision`)."""

    def work(services: Services, _: ReportProgress) -> Case:
        from pledgeapp.records.base import new_id
        from pledgeapp.services.find_cases import case_at, open_case
        from pledgeapp.services.keep_case import save_case

        old = open_case(services, case_id) if revision is None else case_at(services, case_id, revision)
        copied = old.model_copy(update={"id": new_id(), "title": title})
        save_case(services, copied, N_("Case copied"))
        return copied

    office.ask(owner, OPENING, work, lambda case: _show_new(office, case, FIRST_PAGE), How(writes=True))


def delete_case(office: Office, owner: QObject, summary: CaseSummary) -> None:
    """Take a case with its versions out of the store; its issued reports stay."""

    def work(services: Services, _: ReportProgress) -> None:
        from pledgeapp.services.keep_case import delete_case

        delete_case(services, summary.case_id)

    def done(_: None) -> None:
        said = Message("case_deleted", N_("{title} was deleted; its issued reports are kept"), {"title": summary.title})
        office.desk.notify(Notice("good", said))
        office.desk.tell_stored()

    session = office.desk.session
    if session is not None and session.case.id == summary.case_id:
        # Marked as kept so that the autosaver does not bring it back.
        session.mark_saved(session.case)
        office.desk.open_session(None)
    office.ask(owner, DELETING, work, done, How(writes=True))


def case_history(office: Office, owner: QObject, case_id: CaseId, done: Callable[[tuple[Revision, ...]], None]) -> None:
    """The saved versions of a case, newest first."""

    def work(services: Services, _: ReportProgress) -> tuple[Revision, ...]:
        from pledgeapp.services.find_cases import case_history

        return case_history(services, case_id)

    office.ask(owner, HISTORY, work, done, QUIET)


def case_version(office: Office, owner: QObject, case_id: CaseId, revision: int, done: Callable[[Case], None]) -> None:
    """A case as it was saved under `revision`."""

    def work(services: Services, _: ReportProgress) -> Case:
        from pledgeapp.services.find_cases import case_at

        return case_at(services, case_id, revision)

    office.ask(owner, HISTORY, work, done, QUIET)


def _keep_and_show(office: Office, owner: QObject, case: Case, action: str) -> None:
    def work(services: Services, _: ReportProgress) -> Case:
        from pledgeapp.services.keep_case import save_case

        save_case(services, case, action)
        return case

    office.ask(owner, OPENING, work, lambda kept: _show_new(office, kept, FIRST_PAGE), How(writes=True))


def _show_new(office: Office, case: Case, page: str) -> None:
    _show(office, case, page)
    office.desk.tell_stored()


def _show(office: Office, case: Case, page: str) -> None:
    session = office.desk.session
    # A case that lies on the desk may hold edits that are not written yet: it is never replaced by what was read.
    if session is None or session.case.id != case.id:
        office.desk.open_session(CaseSession(case, is_saved=True))
    office.desk.go(page)
