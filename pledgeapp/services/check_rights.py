"""Can these patents be pledged for this loan, and what must be asked or answered first?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pledgeapp.records.base import PatentId
from pledgeapp.records.case import Answer, Case
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.reference import Reference, Rule
from pledgeapp.services.legal_life import legal_expiry, worthless_reason
from pledgeapp.services.rights_conditions import CASE_CONDITIONS, PATENT_CONDITIONS
from pledgeapp.services.rights_conditions_facts import CaseFacts, Params, PatentFacts

__all__ = ["check_rights", "legal_expiry", "pledge_blockers", "worthless_reason"]

_GRAVEST_FIRST = (Effect.BLOCK, Effect.ASK, Effect.WARN)


def check_rights(case: Case, reference: Reference, day: date) -> tuple[Finding, ...]:
    """Every rule of the reference data that applies to `case` on `day` (the report date): one finding per subject.

    In a stable order: blocks, questions, notes; in each the case before its patents, patents as the case lists them.
    What the case's answers say is in `is_answered` and `is_settled`; an answer never takes a finding away, and one that
    settles nothing ("under way") leaves a question open.
    """
    facts = CaseFacts(case, reference, day)
    answers = {answer.finding_key: answer for answer in case.answers if answer.text.strip()}
    found = [_finding(rule, patent_id, params, answers) for rule, patent_id, params in _applying(facts)]
    return tuple(sorted(found, key=lambda finding: _GRAVEST_FIRST.index(finding.effect)))


def pledge_blockers(findings: tuple[Finding, ...]) -> frozenset[PatentId]:
    """The patents that cannot be pledged: those with a block that no answer has settled."""
    return frozenset(
        f.patent_id for f in findings if f.patent_id is not None and f.effect is Effect.BLOCK and not f.is_settled
    )


def _applying(facts: CaseFacts) -> Iterator[tuple[Rule, PatentId | None, Params]]:
    rules = facts.reference.rules
    for rule in (r for r in rules if r.scope == "case"):
        params = CASE_CONDITIONS[rule.condition](facts)
        if params is not None:
            yield rule, None, params
    for position, patent in enumerate(facts.case.patents):
        patent_facts = PatentFacts(facts, position)
        for rule in (r for r in rules if r.scope == "patent"):
            params = PATENT_CONDITIONS[rule.condition](patent_facts)
            if params is not None:
                yield rule, patent.id, params


def _finding(rule: Rule, patent_id: PatentId | None, params: Params, answers: dict[str, Answer]) -> Finding:
    key = rule.key if patent_id is None else f"{rule.key}:{patent_id}"
    answer = answers.get(key)
    return Finding(
        key=key,
        rule=rule.key,
        effect=rule.effect,
        patent_id=patent_id,
        template=rule.wording,
        params=params,
        remedy=rule.remedy,
        article=rule.article,
        is_answered=answer is not None and (answer.settles or rule.effect is not Effect.ASK),
        is_settled=answer is not None and answer.settles,
    )
