"""How does a document come to stand behind a case?"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from pledgeapp.errors import DataProblem
from pledgeapp.records.evidence import Evidence
from pledgeapp.services.context import Services
from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message

MAXIMUM_SIZE = 64 * 1024 * 1024


def attach_evidence(services: Services, path: Path) -> Evidence:
    """Keep the content of `path`, once per content, and return the record to put into a case.

    The bytes are stored as they are and never opened. DataProblem when the file is empty, too large or unreadable.
    """
    import hashlib

    try:
        size = path.stat().st_size
        if not 0 < size <= MAXIMUM_SIZE:
            raise _refused(path, N_("the file must hold between 1 byte and 64 MiB"))
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, reason_label(error.errno)) from error
    evidence = Evidence(
        name=path.name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type=mimetypes.guess_type(path.name)[0] or "",
        added_at=services.clock(),
        added_by=services.person,
    )
    services.store.evidence.put(evidence.sha256, content)
    return evidence


def read_evidence(services: Services, evidence: Evidence) -> bytes:
    """The bytes of a document exactly as attached."""
    return services.store.evidence.content(evidence.sha256)


def _refused(path: Path, reason: str) -> DataProblem:
    return DataProblem(
        Message("evidence_refused", N_("{file}: {reason_label}"), {"file": path.name, "reason_label": reason})
    )
