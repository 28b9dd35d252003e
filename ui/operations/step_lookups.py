"""What do the steps of a case look up or keep besides the case: documents, policies, imported patents and deals?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import Progress, ReportProgress
from ui.operations.office import How, Office
from ui.operations.opened_copies import write_copy
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.evidence import Evidence
    from pledgeapp.records.patent import Patent
    from pledgeapp.services.context import Services

ATTACHING = Message("attaching", N_("Keeping documents"))
LOOKING_UP = Message("looking_up", N_("Looking up legal terms"))
OPENING = Message("opening_document", N_("Opening a document"))


def attach_documents(
    office: Office, owner: QObject, files: tuple[Path, ...], done: Callable[[tuple[Evidence, ...]], None]
) -> None:
    """Keep the content of `files` in the store and hand their records to `done`; the first bad file stops."""

    def work(services: Services, report: ReportProgress) -> tuple[Evidence, ...]:
        from pledgeapp.services.attach_evidence import attach_evidence

        kept = []
        for position, file in enumerate(files):
            report(Progress(ATTACHING, position, len(files)))
            kept.append(attach_evidence(services, file))
        return tuple(kept)

    office.ask(owner, ATTACHING, work, done, How(writes=True))


def open_document(office: Office, owner: QObject, evidence: Evidence, done: Callable[[Path], None]) -> None:
    """Write a document as attached into the user's folder, for the system's viewer; the store keeps the original."""

    def work(services: Services, _: ReportProgress) -> Path:
        from pledgeapp.services.attach_evidence import read_evidence

        name = Path(evidence.name.replace("\\", "/")).name
        return write_copy(office.paths, f"{evidence.sha256[:8]}-{name}", read_evidence(services, evidence))

    office.ask(owner, OPENING, work, done)


def legal_expiries(
    office: Office, owner: QObject, patents: tuple[Patent, ...], done: Callable[[dict[str, date | None]], None]
) -> None:
    """Last day of legal protection of each patent by its id, from the reference data; None is unknown."""

    def work(services: Services, _: ReportProgress) -> dict[str, date | None]:
        from pledgeapp.services.legal_life import legal_expiry

        return {patent.id: legal_expiry(patent, services.reference) for patent in patents}

    office.ask(owner, LOOKING_UP, work, done, How(is_shown=False))
