"""What do the status bar, the title and the way to the current page say? Words made of the state of the desk."""

from __future__ import annotations

from datetime import datetime

from pledgeapp.i18n import Texts
from ui.operations.runner import Job
from ui.operations.saving import SavedState
from ui.state.case_session import CaseSession
from ui.state.desk import DatabaseState, Desk
from ui.state.figures import money, unit_name
from ui.widgets.status_bar import RunningWork
from valuation.wording import N_

PLACES = {
    "home": N_("Home"),
    "cases": N_("Cases"),
    "case": N_("Cases"),
    "library": N_("Library"),
    "settings": N_("Settings"),
}
_DATABASE: dict[DatabaseState, tuple[str, str]] = {
    "closed": (N_("No database is open"), "attention"),
    "opening": (N_("Opening the database…"), ""),
    "open": (N_("Database on this computer, encrypted"), ""),
    "read_only": (N_("Database opened for reading only"), "attention"),
    "refused": (N_("The database could not be opened"), "danger"),
}
_SAVED: dict[SavedState, tuple[str, str]] = {
    "none": ("", ""),
    "saved": (N_("All changes saved"), ""),
    "waiting": (N_("Changes not saved yet"), "attention"),
    "saving": (N_("Saving…"), ""),
    "failed": (N_("Not saved"), "danger"),
}


def where(desk: Desk) -> str:
    """The way to the current page: place, case, loan asked for."""
    texts, place, session = desk.texts, desk.place, desk.session
    root = texts(PLACES[place.root])
    if place.root != "case" or session is None:
        return root
    case = session.case
    title = case.title_en if texts.language == "en" and case.title_en else case.title
    if case.loan.amount is None:
        return f"{root} / {title}"
    loan, unit = case.loan.amount, desk.settings.money_unit
    asked = texts(
        N_("loan of {amount} {unit_label} asked for"),
        amount=money(loan.amount, unit),
        unit_label=unit_name(unit, texts.language, loan.currency),
    )
    return f"{root} / {title} · {asked}"


def money_name(desk: Desk) -> str:
    """What the money unit is called on the current page: in the case's currency inside a case, else in yuan."""
    return desk.money_name if desk.place.root == "case" else desk.money_name_of_lists


def database_news(desk: Desk) -> tuple[str, str]:
    """Text and tone for the state of the database."""
    text, tone = _DATABASE[desk.database]
    return desk.texts(text), tone


def saved_news(state: SavedState, saved_at: datetime | None, texts: Texts) -> tuple[str, str]:
    """Text and tone for how the open case stands to the store."""
    text, tone = _SAVED[state]
    if state == "saved" and saved_at is not None:
        return texts(N_("Saved {time}"), time=f"{saved_at.astimezone():%H:%M:%S}"), tone
    return texts(text), tone


def draft_news(session: CaseSession | None, texts: Texts) -> tuple[str, str]:
    """Whether the conclusion of the open case may leave the house as final."""
    if session is None:
        return "", ""
    assessment = session.assessment
    if assessment is None:
        return texts(N_("Not assessed yet")), "attention"
    if assessment.is_draft:
        return texts(N_("Draft · open points: {count}"), count=len(assessment.open_points)), "attention"
    return texts(N_("Ready for a final report")), ""


def work_news(jobs: tuple[Job, ...], texts: Texts) -> RunningWork | None:
    """The oldest piece of work worth showing."""
    shown = next((job for job in jobs if job.is_shown and not job.is_cancelled), None)
    if shown is None:
        return None
    progress = shown.progress
    text = texts.message(progress.message if progress else shown.label)
    done, total = (progress.done, progress.total) if progress else (0, 0)
    return RunningWork(text, done, total, texts(N_("Cancel")))
