"""What is the whole conclusion about a case? Rights, value, range, lending, and what is still open, frozen together."""

from __future__ import annotations

from pledgeapp.events import AssessmentSaved
from pledgeapp.records.assessment import Assessment, OpenPoint
from pledgeapp.records.canonical import fingerprint
from pledgeapp.records.case import Case
from pledgeapp.services.analyse_value import analysed
from pledgeapp.services.assess_collateral import assess_collateral
from pledgeapp.services.case_inputs import prepare_case
from pledgeapp.services.check_rights import check_rights, pledge_blockers
from pledgeapp.services.context import Services
from pledgeapp.services.open_points import open_points
from pledgeapp.services.value_case import summarise, value_case
from valuation import ENGINE_VERSION
from valuation.results import LendingChain

NOT_FINGERPRINTED = frozenset({"id", "assessed_at", "assessed_by", "fingerprint", "analyses"})
"""Who pressed the button, and when, does not change what was concluded; analyses follow from the case."""


def assess_case(services: Services, case: Case) -> Assessment:
    """Assess `case` without storing anything. An incomplete case gives an assessment that says what is missing.

    Raises DataProblem naming the field when an input lies outside the domain of its formula.
    """
    findings = check_rights(case, services.reference, case.report_date or case.valuation_date)
    prepared = prepare_case(case, services.reference)
    valued = value_case(case, prepared)
    lending: LendingChain | None = None
    lending_points: tuple[OpenPoint, ...] = ()
    if valued.fair_value is not None:
        lending, lending_points = assess_collateral(case, valued.appraisal, pledge_blockers(findings))
    loan = loan_to_cover(case, lending)
    points = (*open_points(case, findings), *prepared.open_points, *lending_points)
    draft = Assessment(
        case_id=case.id,
        case=case,
        engine_version=ENGINE_VERSION,
        reference_version=services.reference.version,
        fair_value=valued.fair_value,
        appraisal=valued.appraisal,
        simulation=summarise(valued.simulation, loan) if valued.simulation else None,
        sensitivities=valued.sensitivities,
        findings=findings,
        lending=lending,
        is_draft=bool(points) or valued.fair_value is None,
        open_points=points,
        assessed_at=services.clock(),
        assessed_by=services.person,
        fingerprint="0" * 64,
    )
    return draft.model_copy(update={"fingerprint": fingerprint(draft, leave_out=NOT_FINGERPRINTED)})


def loan_to_cover(case: Case, lending: LendingChain | None) -> float | None:
    """The sum asked for, or else the limit; None is unknown, as is a sum in another currency than the value."""
    amount = case.loan.amount
    if amount is None:
        return lending.loan_limit if lending else None
    return float(amount.amount) if amount.currency == case.currency else None


def save_assessment(services: Services, assessment: Assessment) -> AssessmentSaved:
    """Freeze `assessment` with its analyses in the store; its case must have been saved before."""
    services.store.assessments.save(with_analyses(services, assessment))
    return AssessmentSaved(assessment.case_id, assessment.id)


def with_analyses(services: Services, assessment: Assessment) -> Assessment:
    """`assessment` with all that its report says; it keeps its fingerprint.

    Raises DataProblem naming the field when a scenario asks for what is not possible.
    """
    loan = loan_to_cover(assessment.case, assessment.lending)
    return analysed(assessment, services.reference, loan)
