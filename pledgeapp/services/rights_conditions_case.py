"""Which facts about parties, loan and policy make a rule of the rights check apply?

Each function answers for one rule: the fields of its wording when the rule applies, None when it does not.
Limits of law and policies are in yuan: a sum in another currency is not compared with them.
"""

from __future__ import annotations

from pledgeapp.currency_names import YUAN
from pledgeapp.records.party import PartyKind
from pledgeapp.services.rights_conditions_facts import CaseFacts, Params, is_named
from valuation.wording import N_


def pledgor_is_unknown(facts: CaseFacts) -> Params | None:
    """Neither borrower nor pledgor is entered."""
    return {} if facts.pledgor is None else None


def pledgor_is_not_borrower(facts: CaseFacts) -> Params | None:
    """Somebody else pledges for the borrower's debt."""
    pledgor, borrower = facts.case.pledgor, facts.case.borrower
    if pledgor is None or borrower is None or is_named(borrower, pledgor.name):
        return None
    return {"pledgor": pledgor.name, "borrower": borrower.name}


def pledgor_is_state_owned(facts: CaseFacts) -> Params | None:
    """The pledgor is owned by the state."""
    pledgor = facts.pledgor
    return {"pledgor": pledgor.name} if pledgor is not None and pledgor.is_state_owned else None


def state_ownership_is_unknown(facts: CaseFacts) -> Params | None:
    """Nobody said whether the pledgor is owned by the state; a natural person is not."""
    pledgor = facts.pledgor
    if pledgor is None or pledgor.is_state_owned is not None or pledgor.kind is PartyKind.PERSON:
        return None
    return {"pledgor": pledgor.name}


def loan_end_is_unknown(facts: CaseFacts) -> Params | None:
    """First day or term of the loan is not entered."""
    return {} if facts.loan_end is None else None


def loan_is_above_internal_assessment_limit(facts: CaseFacts) -> Params | None:
    """The loan asked for is larger than what may rest on an internal assessment."""
    amount = facts.case.loan.amount
    limit = facts.reference.parameter("internal_assessment.single_loan_limit").confirmed_on(facts.day)
    if amount is None or limit is None or amount.currency != YUAN or amount.amount <= limit.value:
        return None
    return {"limit_amount": f"{limit.value:,}"}


def loan_amount_is_above_policy(facts: CaseFacts) -> Params | None:
    """The loan asked for is larger than the policy allows."""
    policy, amount = facts.case.policy, facts.case.loan.amount
    if policy is None or policy.maximum_amount is None or amount is None or amount.currency != YUAN:
        return None
    if amount.amount <= policy.maximum_amount:
        return None
    return {"policy": policy.name, "limit_amount": f"{policy.maximum_amount:,}"}


def loan_term_is_above_policy(facts: CaseFacts) -> Params | None:
    """The loan runs longer than the policy allows."""
    policy, term = facts.case.policy, facts.case.loan.term_months
    if policy is None or policy.maximum_term_months is None or term is None or term <= policy.maximum_term_months:
        return None
    return {"policy": policy.name, "term_months": str(term), "limit_months": str(policy.maximum_term_months)}


def contract_party_data_are_missing(facts: CaseFacts) -> Params | None:
    """Name or address of pledgor or pledgee is missing for the pledge contract."""
    if facts.pledgor is None:
        return None
    pledgee = facts.case.pledgee
    lacks_own, lacks_other = not facts.pledgor.address, pledgee is not None and not pledgee.address
    if lacks_own and lacks_other:
        return {"missing_label": N_("the addresses of pledgor and pledgee")}
    if lacks_own:
        return {"missing_label": N_("the address of the pledgor")}
    if lacks_other:
        return {"missing_label": N_("the address of the pledgee")}
    return {"missing_label": N_("the pledgee")} if pledgee is None else None
