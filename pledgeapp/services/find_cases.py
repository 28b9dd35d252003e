"""Which cases are kept, and what did they look like before?"""

from __future__ import annotations

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.base import CaseId
from pledgeapp.records.case import Case
from pledgeapp.records.summary import CaseSummary, Revision
from pledgeapp.services.context import Services


def list_cases(services: Services, text: str = "") -> tuple[CaseSummary, ...]:
    """Cases, last saved first; `text` is looked for in title, borrower and patent numbers and titles."""
    return services.store.cases.find(text)


def open_case(services: Services, case_id: CaseId) -> Case:
    """The case as saved last; KnownTrouble when it is gone."""
    return services.store.cases.get(case_id)


def case_history(services: Services, case_id: CaseId) -> tuple[Revision, ...]:
    """The saved states of a case, newest first."""
    return services.store.cases.revisions(case_id)


def case_at(services: Services, case_id: CaseId, revision: int) -> Case:
    """A case as it was saved under `revision`."""
    return services.store.cases.get(case_id, revision)


def latest_assessment(services: Services, case_id: CaseId) -> Assessment | None:
    """The assessment kept last for a case."""
    return services.store.assessments.latest(case_id)
