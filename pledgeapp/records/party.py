"""Who takes part in a case?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from pledgeapp.records.base import PartyId, Record, new_id
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class PartyKind(StrEnum):
    """What a party is; decides which rights checks apply."""

    COMPANY = "company"
    UNIVERSITY = "university"
    RESEARCH_INSTITUTE = "research_institute"
    PERSON = "person"
    BANK = "bank"
    AGENCY = "agency"


def _checked_credit_code(value: str) -> str:
    """Unified social credit code, GB 32100-2015: 18 characters with a check character (python-stdnum)."""
    from stdnum.cn import uscc
    from stdnum.exceptions import ValidationError

    try:
        return str(uscc.validate(value.strip().upper()))
    except ValidationError as error:
        raise RefusedValue(
            N_("not a valid unified social credit code (18 characters with a check character)")
        ) from error


CreditCode = Annotated[str, AfterValidator(_checked_credit_code)]


class Party(Record):
    """A borrower, pledgor, pledgee, patentee or agency."""

    id: PartyId = Field(default_factory=lambda: PartyId(new_id()))
    name: Annotated[str, Field(min_length=1, max_length=200)]
    name_en: str = ""
    kind: PartyKind = PartyKind.COMPANY
    credit_code: CreditCode | None = None
    """Unified social credit code; None is unknown."""
    address: str = ""
    is_state_owned: bool | None = None
    is_fictional: bool = False
    """True in bundled samples: shown on every page that names the party."""
