"""How far is each step of the case: done, something missing, or something that forbids a final report?"""

from __future__ import annotations

from ui.pages.page import StepState
from ui.state.case_session import CaseSession


def paths_state(session: CaseSession, *roots: str) -> StepState:
    """Missing while an open point leads to a field below one of `roots`, or while nothing is assessed yet."""
    assessment = session.assessment
    if assessment is None:
        return StepState.BLOCKED if session.problems else StepState.MISSING
    is_open = any(point.path.startswith(roots) for point in assessment.open_points if point.path)
    return StepState.MISSING if is_open else StepState.DONE


def parties_state(session: CaseSession) -> StepState:
    """Borrower, loan and dates."""
    case = session.case
    if case.borrower is None or case.loan.amount is None:
        return StepState.MISSING
    return StepState.DONE


def patents_state(session: CaseSession) -> StepState:
    """Patents are there and every product with a forecast uses some."""
    case = session.case
    has_unmapped = any(not product.patents for product in case.products)
    return StepState.DONE if case.patents and not has_unmapped else StepState.MISSING


def rights_state(session: CaseSession) -> StepState:
    """Blocked by findings that forbid the pledge, missing while a question is not answered."""
    assessment = session.assessment
    if assessment is None:
        return StepState.MISSING
    if any(f.effect.value == "block" and not f.is_settled for f in assessment.findings):
        return StepState.BLOCKED
    is_asked = any(f.effect.value == "ask" and not f.is_answered for f in assessment.findings)
    return StepState.MISSING if is_asked or not session.case.patents else StepState.DONE


def score_state(session: CaseSession) -> StepState:
    """What bears on the strength of every patent is known."""
    patents = session.case.patents
    is_known = all(patent.claims_count is not None and patent.filing_date is not None for patent in patents)
    return StepState.DONE if patents and is_known else StepState.MISSING


def value_state(session: CaseSession) -> StepState:
    """A conclusion is there and nothing in its inputs is open."""
    assessment = session.assessment
    if assessment is not None and assessment.fair_value is None:
        return StepState.MISSING
    return paths_state(session, "products", "market", "cost", "approaches")


def collateral_state(session: CaseSession) -> StepState:
    """The loan limit is computed, from a confirmed policy and plan."""
    assessment = session.assessment
    if assessment is not None and assessment.lending is None:
        return StepState.MISSING
    return paths_state(session, "policy", "disposal")


def report_state(session: CaseSession) -> StepState:
    """A final report can be issued."""
    assessment = session.assessment
    if assessment is None:
        return StepState.MISSING
    return StepState.MISSING if assessment.is_draft else StepState.DONE
