"""How is the database opened, closed and backed up for the window?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from ui.operations.faults import is_bug, notice_of, write_bug_report
from ui.operations.office import How, Office
from ui.operations.opened_copies import remove_copies
from ui.state.desk import Notice
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.services.context import Services

OPENING = Message("opening_database", N_("Opening the database"))
BACKING_UP = Message("backing_up", N_("Backing up the database"))
SAVING_SETTINGS = Message("saving_settings", N_("Saving the settings"))


def open_database(office: Office, owner: QObject) -> None:
    """Open the database of the office's paths; the desk says how that went, nothing is shown as a pop-up."""

    def work(_: ReportProgress) -> Services:
        from pledgeapp.bootstrap import open_services

        services = open_services(office.paths, clock=office.clock, person=office.desk.person)
        # Only now: while another window holds the database, the copies may be its own.
        remove_copies(office.paths)
        return services

    def done(services: Services) -> None:
        office.take_services(services)
        office.desk.set_database("open")

    def failed(error: BaseException) -> bool:
        detail = str(write_bug_report(office.paths, error, OPENING, office.clock)) if is_bug(error) else ""
        office.desk.set_database("refused", notice_of(error, detail))
        return True

    office.desk.set_database("opening")
    office.run(owner, OPENING, work, done, How(writes=True, failed=failed))


def close_database(office: Office) -> None:
    """Close the store; call after the runner was shut down, so that nothing uses it any more."""
    if office.is_open:
        office.services().store.close()
        office.take_services(None)
        remove_copies(office.paths)


def back_up(office: Office, owner: QObject, done: Callable[[Path], None] | None = None) -> None:
    """Copy the database into the backup folder under the time of day, and say where it lies."""

    def work(services: Services, _: ReportProgress) -> Path:
        target = office.paths.backups / f"pledgeapp-{office.clock():%Y%m%d-%H%M%S}.db"
        target.parent.mkdir(parents=True, exist_ok=True)
        services.store.back_up(target)
        return target

    def tell(target: Path) -> None:
        said = Message("backed_up", N_("The database was backed up to {file}"), {"file": str(target)})
        remedy = Message("keep_key", N_("Keep a copy of the key file too: without it nobody can read the backup"))
        office.desk.notify(Notice("good", said, remedy, str(target)))
        if done is not None:
            done(target)

    office.ask(owner, BACKING_UP, work, tell, How(writes=True))


def keep_settings(office: Office, owner: QObject) -> None:
    """Write the desk's settings to the user's folder."""
    settings = office.desk.settings

    def work(_: ReportProgress) -> None:
        from pledgeapp.settings import save_settings

        save_settings(office.paths.settings, settings)

    office.run(owner, SAVING_SETTINGS, work, lambda _: None, How(writes=True, is_shown=False))
