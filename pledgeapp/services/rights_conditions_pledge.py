"""Which facts about a patent beside the loan, the pledge contract and the policy make a rule of the rights check apply?

Each function answers for one rule: the fields of its wording when the rule applies, None when it does not.
"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.records.patent import RightType
from pledgeapp.services.rights_conditions_facts import Params, PatentFacts
from valuation.cash_flows import years_between


def loan_ends_after_term(facts: PatentFacts) -> Params | None:
    """The loan falls due after the last day of protection."""
    end, expiry = facts.about.loan_end, facts.expiry
    if not facts.may_live or end is None or expiry is None or end <= expiry:
        return None
    return {"loan_end_date": str(end), "expiry_date": str(expiry)}


def patent_number_is_missing(facts: PatentFacts) -> Params | None:
    """The pledge contract needs the patent number, which in China is the application number."""
    return {} if facts.may_live and facts.patent.application_number is None else None


def grant_date_is_missing(facts: PatentFacts) -> Params | None:
    """The pledge contract needs the day on which the grant was published."""
    return {} if facts.may_live and facts.patent.grant_date is None else None


def right_type_has_no_cap(facts: PatentFacts) -> Params | None:
    """The policy lends nothing on this kind of right."""
    policy, kind = facts.about.case.policy, facts.patent.right_type
    if not facts.may_live or policy is None or kind is RightType.UNKNOWN or kind in policy.loan_to_value_caps:
        return None
    return {"policy": policy.name}


def remaining_life_is_below_policy(facts: PatentFacts) -> Params | None:
    """Less protection is left at the valuation date than the policy asks for."""
    policy, expiry = facts.about.case.policy, facts.expiry
    minimum = policy.minimum_remaining_years.get(facts.patent.right_type) if policy else None
    if not facts.may_live or policy is None or minimum is None or expiry is None:
        return None
    left = Decimal(years_between(facts.about.case.valuation_date, expiry))
    if left >= minimum:
        return None
    return {"policy": policy.name, "remaining_years": f"{left:.1f}", "minimum_years": f"{minimum:f}"}
