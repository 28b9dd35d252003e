"""Which condition does a rule of the rights check name, and where is it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pledgeapp.services import rights_conditions_case as of_case
from pledgeapp.services import rights_conditions_gazette as of_gazette
from pledgeapp.services import rights_conditions_holder as of_holder
from pledgeapp.services import rights_conditions_pledge as of_pledge
from pledgeapp.services import rights_conditions_register as of_register
from pledgeapp.services import rights_conditions_term as of_term
from pledgeapp.services.rights_conditions_facts import CaseFacts, Params, PatentFacts

CaseCondition = Callable[[CaseFacts], Params | None]
PatentCondition = Callable[[PatentFacts], Params | None]

_OF_CASE: tuple[CaseCondition, ...] = (
    of_case.pledgor_is_unknown,
    of_case.pledgor_is_not_borrower,
    of_case.pledgor_is_state_owned,
    of_case.state_ownership_is_unknown,
    of_case.loan_end_is_unknown,
    of_case.loan_is_above_internal_assessment_limit,
    of_case.loan_amount_is_above_policy,
    of_case.loan_term_is_above_policy,
    of_case.contract_party_data_are_missing,
)
_OF_PATENT: tuple[PatentCondition, ...] = (
    of_holder.holder_is_unknown,
    of_holder.holder_is_another,
    of_holder.holder_is_public_research_body,
    of_holder.co_owner_refuses,
    of_holder.co_owner_consent_is_unknown,
    of_register.office_is_foreign,
    of_register.state_is_lapsed,
    of_register.state_is_invalid,
    of_register.state_is_pending,
    of_register.term_is_over,
    of_register.state_is_unknown,
    of_register.look_up_day_is_unknown,
    of_register.look_up_is_before_valuation_date,
    of_register.right_type_is_unknown,
    of_register.legal_expiry_is_unknown,
    of_register.law_of_filing_is_unknown,
    of_register.term_rests_on_recalled_value,
    of_term.compensation_is_not_entered,
    of_term.compensation_is_above_the_law,
    of_term.extension_is_not_entered,
    of_term.extension_is_above_the_law,
    of_register.annual_fee_is_unpaid,
    of_register.annual_fee_is_in_grace_period,
    of_register.annual_fee_is_unknown,
    of_register.paid_fee_year_contradicts_state,
    of_register.open_licence_is_in_force,
    of_register.preservation_is_entered,
    of_register.preservation_is_unknown,
    of_register.pledge_is_entered,
    of_register.pledge_is_unknown,
    of_register.invalidation_is_requested,
    of_register.invalidation_is_unknown,
    of_register.exclusive_licence_is_in_force,
    of_register.exclusive_licence_is_unknown,
    of_register.same_day_application_exists,
    of_register.same_day_application_is_unknown,
    of_register.evaluation_report_is_missing,
    of_register.evaluation_report_is_unknown,
    of_gazette.gazette_tells_of_pledge,
    of_gazette.pledge_contradicts_gazette,
    of_gazette.gazette_tells_of_preservation,
    of_gazette.preservation_contradicts_gazette,
    of_gazette.gazette_tells_of_licence,
    of_gazette.gazette_tells_of_open_licence,
    of_gazette.gazette_tells_of_secrecy,
    of_gazette.gazette_tells_of_longer_term,
    of_gazette.gazette_tells_of_end,
    of_gazette.state_contradicts_gazette,
    of_gazette.transfer_is_after_look_up,
    of_pledge.loan_ends_after_term,
    of_pledge.patent_number_is_missing,
    of_pledge.grant_date_is_missing,
    of_pledge.right_type_has_no_cap,
    of_pledge.remaining_life_is_below_policy,
)

CASE_CONDITIONS: Mapping[str, CaseCondition] = MappingProxyType({f.__name__: f for f in _OF_CASE})
"""Conditions asked once of the case, by the name that rules use."""
PATENT_CONDITIONS: Mapping[str, PatentCondition] = MappingProxyType({f.__name__: f for f in _OF_PATENT})
"""Conditions asked of each patent, by the name that rules use."""
