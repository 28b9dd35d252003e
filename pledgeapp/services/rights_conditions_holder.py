"""Which facts about the registered holders make a rule of the rights check apply?

Each function answers for one rule: the fields of its wording when the rule applies, None when it does not.
"""

from __future__ import annotations

import re

from pledgeapp.services.rights_conditions_facts import Params, PatentFacts, joined

_SCHOOL = re.compile(
    r"大学|学院|学校|研究所|研究院|研究中心|科学院|研究总院|\b(?:university|college|institute|academy)\b", re.IGNORECASE
)
_COMPANY = re.compile(r"公司|合伙|\b(?:co|company|corp|inc|ltd|limited|gmbh)\b", re.IGNORECASE)


def holder_is_unknown(facts: PatentFacts) -> Params | None:
    """No registered holder is entered."""
    return {} if facts.may_live and not facts.patent.patentees else None


def holder_is_another(facts: PatentFacts) -> Params | None:
    """The pledgor is not among the registered holders."""
    pledgor, holders = facts.about.pledgor, facts.patent.patentees
    if not facts.may_live or pledgor is None or not holders or facts.is_held_by_pledgor:
        return None
    return {"holders": joined(holders), "pledgor": pledgor.name}


def holder_is_public_research_body(facts: PatentFacts) -> Params | None:
    """A registered holder is a university, school or research institute, judged by its name."""
    bodies = tuple(h for h in facts.patent.patentees if is_public_research_body(h))
    return {"holders": joined(bodies)} if facts.may_live and bodies else None


def is_public_research_body(name: str) -> bool:
    """`name` is that of a university or research institute; an institute run as a company is a company."""
    return bool(_SCHOOL.search(name)) and not _COMPANY.search(name)


def co_owner_refuses(facts: PatentFacts) -> Params | None:
    """The pledgor holds the patent with others, who have not agreed."""
    return _co_owners(facts) if facts.patent.co_owner_consent is False else None


def co_owner_consent_is_unknown(facts: PatentFacts) -> Params | None:
    """The pledgor holds the patent with others, of whose consent nothing is known."""
    return _co_owners(facts) if facts.patent.co_owner_consent is None else None


def _co_owners(facts: PatentFacts) -> Params | None:
    if not facts.may_live or facts.about.pledgor is None or not facts.is_held_by_pledgor or not facts.other_holders:
        return None
    return {"co_owners": joined(facts.other_holders)}
