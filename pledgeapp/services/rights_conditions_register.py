"""Which entries of the patent register make a rule of the rights check apply?

Each function answers for one rule: the fields of its wording when the rule applies, None when it does not. While the
register was not looked up at all, that is the one question: its single entries are asked for only afterwards.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from pledgeapp.records.patent import AnnualFeeState, LegalState, RightType
from pledgeapp.services.legal_life import legal_term, worthless_reason
from pledgeapp.services.patent_columns import CHINA
from pledgeapp.services.rights_conditions_facts import Params, PatentFacts
from valuation.calendar_days import add_years, as_days
from valuation.useful_life.legal_term import legal_expiry_date


def office_is_foreign(facts: PatentFacts) -> Params | None:
    """The right was not granted in China."""
    return {"office": facts.patent.country} if facts.patent.country != CHINA else None


def state_is_lapsed(facts: PatentFacts) -> Params | None:
    """The right ended before its term, mostly for unpaid fees."""
    return _dead(facts, "lapsed")


def state_is_invalid(facts: PatentFacts) -> Params | None:
    """The right was declared invalid."""
    return _dead(facts, "invalid")


def state_is_pending(facts: PatentFacts) -> Params | None:
    """The application is not granted."""
    return _dead(facts, "pending")


def term_is_over(facts: PatentFacts) -> Params | None:
    """The term ended before the day of the check, by the register or by counting from the filing date."""
    if _dead(facts, "expired") is None:
        return None
    is_counted = facts.expiry is not None and facts.expiry < facts.about.day
    return {"expiry_date": str(facts.expiry) if is_counted else str(facts.patent.legal_state_date or "—")}


def state_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was not looked up: the one question in place of one for each of its entries."""
    return {} if facts.may_live and facts.patent.legal_state is LegalState.UNKNOWN else None


def look_up_day_is_unknown(facts: PatentFacts) -> Params | None:
    """A state is entered, but not of which day."""
    return {} if _is_looked_up(facts) and facts.patent.legal_state_date is None else None


def look_up_is_before_valuation_date(facts: PatentFacts) -> Params | None:
    """The state was looked up before the valuation date."""
    seen, valued = facts.patent.legal_state_date, facts.about.case.valuation_date
    if not _is_looked_up(facts) or seen is None or seen >= valued:
        return None
    return {"look_up_date": str(seen), "valuation_date": str(valued)}


def right_type_is_unknown(facts: PatentFacts) -> Params | None:
    """Nobody said what kind of right it is."""
    return {} if facts.may_live and facts.patent.right_type is RightType.UNKNOWN else None


def legal_expiry_is_unknown(facts: PatentFacts) -> Params | None:
    """The end of the term cannot be counted although the kind of right is known: the filing date is missing."""
    is_kind_known = facts.patent.right_type is not RightType.UNKNOWN
    return {} if facts.may_live and is_kind_known and facts.patent.filing_date is None else None


def law_of_filing_is_unknown(facts: PatentFacts) -> Params | None:
    """The right was filed before the first law whose term is known; today's term only says how old the filing is."""
    filed, kind = facts.patent.filing_date, facts.patent.right_type
    if not facts.may_live or filed is None or kind is RightType.UNKNOWN or facts.expiry is not None:
        return None
    parameter = facts.about.reference.parameter(f"legal_term.{kind.value}")
    term = parameter.on(facts.about.day)
    if term is None:
        return None
    return {
        "filing_date": str(filed),
        "first_date": str(parameter.values[0].in_force_from),
        "years": str(term.value),
        "end_date": str(legal_expiry_date(filed, int(term.value))),
    }


def term_rests_on_recalled_value(facts: PatentFacts) -> Params | None:
    """The term of the law of then was not read anywhere: its end is to be confirmed."""
    term = legal_term(facts.patent, facts.about.reference)
    if not facts.may_live or term is None or term.is_confirmed:
        return None
    return {
        "years": str(term.value),
        "filing_date": str(facts.patent.filing_date),
        "expiry_date": str(facts.expiry),
    }


def annual_fee_is_unpaid(facts: PatentFacts) -> Params | None:
    """The annual fee was not paid in time."""
    return {} if facts.may_live and facts.patent.annual_fee_state is AnnualFeeState.UNPAID else None


def annual_fee_is_in_grace_period(facts: PatentFacts) -> Params | None:
    """The annual fee is late but can still be paid."""
    grace = facts.about.reference.parameter("annual_fee.grace_months").on(facts.about.day)
    if not facts.may_live or facts.patent.annual_fee_state is not AnnualFeeState.GRACE_PERIOD or grace is None:
        return None
    return {"grace_months": str(grace.value)}


def annual_fee_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but of the annual fee nothing is said."""
    return {} if _is_looked_up(facts) and facts.patent.annual_fee_state is AnnualFeeState.UNKNOWN else None


def paid_fee_year_contradicts_state(facts: PatentFacts) -> Params | None:
    """The fee is entered as paid to date, but the last fee year that is paid ended before the day of the check."""
    patent, day = facts.patent, facts.about.day
    is_told = patent.last_paid_fee_year is not None and patent.filing_date is not None
    if not facts.may_live or patent.annual_fee_state is not AnnualFeeState.PAID or not is_told:
        return None
    years = patent.last_paid_fee_year or 0
    paid_to = cast("date", add_years(as_days(patent.filing_date), years, leap_day="march").item())
    return {"fee_year": str(patent.last_paid_fee_year), "paid_to": str(paid_to)} if paid_to <= day else None


def open_licence_is_in_force(facts: PatentFacts) -> Params | None:
    """Anybody may take a licence at the published terms."""
    return {} if facts.may_live and facts.patent.has_open_licence else None


def preservation_is_entered(facts: PatentFacts) -> Params | None:
    """A court has the patent under preservation, or procedures are suspended."""
    return {} if facts.may_live and facts.patent.has_preservation else None


def preservation_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but of preservation nothing is said."""
    return _unknown(facts, facts.patent.has_preservation)


def pledge_is_entered(facts: PatentFacts) -> Params | None:
    """The patent is pledged already."""
    return {} if facts.may_live and facts.patent.is_pledged else None


def pledge_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but of a pledge nothing is said."""
    return _unknown(facts, facts.patent.is_pledged)


def invalidation_is_requested(facts: PatentFacts) -> Params | None:
    """Somebody asked to have the patent declared invalid."""
    return {} if facts.may_live and facts.patent.has_invalidation_request else None


def invalidation_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but of invalidation nothing is said."""
    return _unknown(facts, facts.patent.has_invalidation_request)


def exclusive_licence_is_in_force(facts: PatentFacts) -> Params | None:
    """Somebody holds an exclusive licence."""
    return {} if facts.may_live and facts.patent.has_exclusive_licence else None


def exclusive_licence_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but of licences nothing is said."""
    return _unknown(facts, facts.patent.has_exclusive_licence)


def same_day_application_exists(facts: PatentFacts) -> Params | None:
    """A utility model has an invention application of the same day beside it."""
    is_model = facts.patent.right_type is RightType.UTILITY_MODEL
    return {} if facts.may_live and is_model and facts.patent.has_same_day_application else None


def same_day_application_is_unknown(facts: PatentFacts) -> Params | None:
    """The register was looked up, but nobody said whether an invention application of the same day exists."""
    is_model = facts.patent.right_type is RightType.UTILITY_MODEL
    return _unknown(facts, facts.patent.has_same_day_application) if is_model else None


def evaluation_report_is_missing(facts: PatentFacts) -> Params | None:
    """A right without examination has no evaluation report."""
    is_wanted = facts.may_live and not facts.is_examined
    return {} if is_wanted and facts.patent.has_evaluation_report is False else None


def evaluation_report_is_unknown(facts: PatentFacts) -> Params | None:
    """A right without examination, and nobody said whether there is an evaluation report."""
    return None if facts.is_examined else _unknown(facts, facts.patent.has_evaluation_report)


def _dead(facts: PatentFacts, code: str) -> Params | None:
    if facts.patent.country != CHINA:
        return None
    reason = worthless_reason(facts.patent, facts.about.day, facts.about.reference)
    return {} if reason is not None and reason.code == code else None


def _is_looked_up(facts: PatentFacts) -> bool:
    return facts.may_live and facts.patent.legal_state is not LegalState.UNKNOWN


def _unknown(facts: PatentFacts, fact: bool | None) -> Params | None:
    return {} if _is_looked_up(facts) and fact is None else None
