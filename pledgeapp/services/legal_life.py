"""Until when does a right live under the law, and is it dead already?"""

from __future__ import annotations

from datetime import date
from typing import cast

from pledgeapp.records.patent import LegalState, Patent, RightType
from pledgeapp.reference import DatedValue, Reference
from pledgeapp.services.legal_terms import last_days
from pledgeapp.services.patent_columns import CHINA, columns_of
from valuation.wording import N_, Message

_DEAD_STATES = {
    LegalState.LAPSED: Message("lapsed", N_("The patent has lapsed.")),
    LegalState.INVALID: Message("invalid", N_("The patent was declared invalid; it counts as never granted.")),
    LegalState.PENDING: Message("pending", N_("The application is not granted yet.")),
}


def legal_term(patent: Patent, reference: Reference) -> DatedValue | None:
    """The term in years for the kind of right and its filing date; None where either or the law of then is unknown.

    Chinese rights only: the term of another office's right does not follow from Chinese law.
    """
    if patent.country != CHINA or patent.filing_date is None or patent.right_type is RightType.UNKNOWN:
        return None
    return reference.parameter(f"legal_term.{patent.right_type.value}").on(patent.filing_date)


def legal_expiry(patent: Patent, reference: Reference) -> date | None:
    """Last day of protection if all fees are paid (权利届满日), with entered compensations; None is unknown."""
    return cast("date | None", last_days(columns_of([patent]), reference)[0].item())


def worthless_reason(patent: Patent, day: date, reference: Reference) -> Message | None:
    """Why the right is worth nothing on `day`: lapsed, invalid, expired or not granted.

    None for a right that may live. An unknown legal state is a question of the rights check, not a value of zero.
    """
    expiry = legal_expiry(patent, reference)
    if patent.legal_state is LegalState.EXPIRED or (expiry is not None and expiry < day):
        if expiry is None or expiry >= day:
            return Message("expired", N_("The register says that the term of protection has ended."))
        return Message("expired", N_("The term of protection ended on {expiry_date}."), {"expiry_date": f"{expiry}"})
    return _DEAD_STATES.get(patent.legal_state)
