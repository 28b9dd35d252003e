"""Which dates of a patent make a rule about compensation of its term apply?

Each function answers for one rule: the fields of its wording when the rule applies, None when it does not. What the law
allows at most is counted from the dates; what was granted stands in the register alone.
"""

from __future__ import annotations

from collections.abc import Callable

from pledgeapp.records.patent import Patent
from pledgeapp.reference import Reference
from pledgeapp.services.rights_conditions_facts import Params, PatentFacts
from pledgeapp.services.term_compensation import most_drug_extension, most_grant_compensation

MostDays = Callable[[Patent, Reference], int | None]


def compensation_is_not_entered(facts: PatentFacts) -> Params | None:
    """The grant came so late that compensation could be had, and nobody has entered whether it was."""
    return _not_entered(facts, facts.patent.term_compensation_days, most_grant_compensation)


def compensation_is_above_the_law(facts: PatentFacts) -> Params | None:
    """More compensation is entered than the dates allow."""
    return _above(facts, facts.patent.term_compensation_days, most_grant_compensation)


def extension_is_not_entered(facts: PatentFacts) -> Params | None:
    """The drug was approved so late that an extension could be had, and nobody has entered whether it was."""
    return _not_entered(facts, facts.patent.drug_extension_days, most_drug_extension)


def extension_is_above_the_law(facts: PatentFacts) -> Params | None:
    """A longer extension is entered than the dates allow."""
    return _above(facts, facts.patent.drug_extension_days, most_drug_extension)


def _not_entered(facts: PatentFacts, entered: int | None, most_of: MostDays) -> Params | None:
    most = most_of(facts.patent, facts.about.reference)
    return {"days": str(most)} if facts.may_live and entered is None and most else None


def _above(facts: PatentFacts, entered: int | None, most_of: MostDays) -> Params | None:
    most = most_of(facts.patent, facts.about.reference)
    if not facts.may_live or entered is None or most is None or entered <= most:
        return None
    return {"entered": str(entered), "days": str(most)}
