"""How is a case kept, or taken out of the store?"""

from __future__ import annotations

from pledgeapp.events import CaseDeleted, CaseSaved
from pledgeapp.records.base import CaseId
from pledgeapp.records.case import Case
from pledgeapp.services.context import Services


def save_case(services: Services, case: Case, action: str) -> CaseSaved:
    """Write `case` as its next revision; `action` is the msgid of what was done. KnownTrouble when it is not saved."""
    revision = services.store.cases.save(case, action=action, at=services.clock(), who=services.person)
    return CaseSaved(case.id, revision)


def delete_case(services: Services, case_id: CaseId) -> CaseDeleted:
    """Take a case with its revisions and assessments out of the store; its issued reports stay."""
    services.store.cases.delete(case_id, at=services.clock(), who=services.person)
    return CaseDeleted(case_id)
