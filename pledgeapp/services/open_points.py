"""What keeps the report of a case a draft?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.assumption_paths import assumptions
from pledgeapp.records.case import ApproachName, Case
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.records.wording import label
from pledgeapp.services.applied_methods import unconfirmed_lists
from pledgeapp.services.assumption_points import unconfirmed
from valuation.wording import N_


def open_points(case: Case, findings: tuple[Finding, ...]) -> tuple[OpenPoint, ...]:
    """Open findings, unconfirmed assumptions, missing reasons and missing parties, in the order of the steps."""
    return (*_case_points(case), *_finding_points(case, findings), *_assumption_points(case), *_approach_points(case))


def _case_points(case: Case) -> Iterator[OpenPoint]:
    if case.borrower is None:
        yield OpenPoint(key="missing:borrower", template=N_("No borrower is entered"), path="borrower")
    if case.loan.amount is None:
        yield OpenPoint(key="missing:loan.amount", template=N_("No loan amount is entered"), path="loan.amount")
    if not case.patents:
        yield OpenPoint(key="missing:patents", template=N_("No patent is entered"), path="patents")
    if case.policy is not None and not case.policy.is_confirmed:
        yield OpenPoint(
            key="unconfirmed:policy",
            template=N_("Lending policy {policy}: read second hand, to be confirmed"),
            params={"policy": case.policy.name},
            path="policy",
        )


def _finding_points(case: Case, findings: tuple[Finding, ...]) -> Iterator[OpenPoint]:
    """Unsettled blocks and unanswered questions; what is found of a patent names the patent."""
    for finding in findings:
        blocks = finding.effect is Effect.BLOCK and not finding.is_settled
        asks = finding.effect is Effect.ASK and not finding.is_answered
        if blocks or asks:
            template, params = finding.template, finding.params
            if finding.patent_id is not None:
                template = N_("{patent}: {finding_label}")
                number = case.patent(finding.patent_id).number
                params = {**finding.params, "patent": number, "finding_label": finding.template}
            yield OpenPoint(key=f"finding:{finding.key}", template=template, params=params, path="findings")


def _assumption_points(case: Case) -> Iterator[OpenPoint]:
    """Assumptions in use that have a value but no confirmed source; those without value are named elsewhere."""
    weights = {c.approach: c.weight for c in case.approaches}
    used = {
        "products": weights.get(ApproachName.INCOME, 0) > 0,
        "market": weights.get(ApproachName.MARKET, 0) > 0,
        "cost": weights.get(ApproachName.COST, 0) > 0,
    }
    for path, assumption in assumptions(case):
        root = path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
        if used.get(root, True) and assumption.value is not None and not assumption.is_confirmed:
            yield unconfirmed(case, path)
    yield from unconfirmed_lists(case)


def _approach_points(case: Case) -> Iterator[OpenPoint]:
    """Every approach needs a reason, the rejected ones above all (Asset Appraisal Law, art. 26)."""
    chosen = {c.approach: c for c in case.approaches}
    for position, approach in enumerate(ApproachName):
        choice = chosen.get(approach)
        if choice is None or not choice.reason.strip():
            yield OpenPoint(
                key=f"missing:approaches.{approach.value}",
                template=N_("{approach_label}: no reason given for using or leaving it out"),
                params={"approach_label": label(approach)},
                path=f"approaches[{position}]",
            )
