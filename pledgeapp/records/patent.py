"""What do we know of a patent, and from whom?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from pledgeapp.records.base import Fraction, PatentId, PlausibleDate, Record, new_id
from pledgeapp.records.field_sources import FieldSource, SourceKind
from pledgeapp.records.patent_number import chinese_application_number, right_type_of_application
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

MOST_ADDED_DAYS = 36_600
"""A hundred years: more is a typing error."""


class RightType(StrEnum):
    """Kind of right under the Patent Law, art. 2."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    UNKNOWN = "unknown"


class LegalState(StrEnum):
    """State of the right; unknown is never taken for in force."""

    IN_FORCE = "in_force"
    PENDING = "pending"
    LAPSED = "lapsed"
    INVALID = "invalid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class LegalEvent(Record):
    """A dated entry of the register or gazette, its code as it came."""

    event_date: PlausibleDate
    code: str
    text: str = ""
    source: str = ""


class AnnualFeeState(StrEnum):
    """Whether the annual fee is paid to date."""

    PAID = "paid"
    GRACE_PERIOD = "grace_period"
    UNPAID = "unpaid"
    UNKNOWN = "unknown"


ChineseNumber = Annotated[str, AfterValidator(chinese_application_number)]


class Patent(Record):
    """One patent or application. Absent fields are unknown: None or an empty tuple, never zero."""

    id: PatentId = Field(default_factory=lambda: PatentId(new_id()))
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "CN"
    application_number: str | None = None
    """Chinese: normalised with check digit, `201410264351.3`; foreign: as given."""
    publication_number: str | None = None
    """`CN109417194B`."""
    right_type: RightType = RightType.UNKNOWN
    title: Annotated[str, Field(min_length=1)]
    title_en: str = ""
    patentees: tuple[str, ...] = ()
    """Registered holders (applicants before grant), as the source writes them."""
    inventors: tuple[str, ...] = ()
    priority_date: PlausibleDate | None = None
    filing_date: PlausibleDate | None = None
    publication_date: PlausibleDate | None = None
    grant_date: PlausibleDate | None = None
    examination_request_date: PlausibleDate | None = None
    """Inventions: request for substantive examination."""
    drug_approval_date: PlausibleDate | None = None
    """Marketing approval in China of the new drug that the patent protects."""
    term_compensation_days: Annotated[int, Field(ge=0, le=MOST_ADDED_DAYS)] | None = None
    """Compensation for a slow grant, as the register has it; 0 is none."""
    drug_extension_days: Annotated[int, Field(ge=0, le=MOST_ADDED_DAYS)] | None = None
    """Extension for the approval of a drug, as the register has it; 0 is none."""
    legal_state: LegalState = LegalState.UNKNOWN
    legal_state_date: PlausibleDate | None = None
    """Day on which the state was looked up in the register."""
    legal_state_words: str = ""
    """What the source says of the state, in its own words; they decide nothing."""
    annual_fee_state: AnnualFeeState = AnnualFeeState.UNKNOWN
    last_paid_fee_year: Annotated[int, Field(ge=1, le=40)] | None = None
    """The latest fee year that is paid, counted from the filing date."""
    fee_reduction: Fraction | None = None
    """Share of the annual fee that the holder need not pay; 0 is none."""
    is_pledged: bool | None = None
    has_preservation: bool | None = None
    """Court preservation or suspension of procedures is entered in the register."""
    has_invalidation_request: bool | None = None
    has_exclusive_licence: bool | None = None
    has_open_licence: bool | None = None
    """A statement of open licence stands in the register."""
    has_same_day_application: bool | None = None
    has_evaluation_report: bool | None = None
    """Utility models and designs: evaluation report at hand."""
    co_owner_consent: bool | None = None
    legal_events: tuple[LegalEvent, ...] = ()
    family_key: str = ""
    """Patents with the same key belong to one family; empty is unknown."""
    ipc: tuple[str, ...] = ()
    claims_count: Annotated[int, Field(ge=1, le=10_000)] | None = None
    cited_by_count: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """Later patents that cite this one, as the source counts them."""
    family_size: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """Members of the simple family, this one included, as the source counts them."""
    source: str = ""
    """File, register extract or person the data came from."""
    source_kind: SourceKind | None = None
    """What kind of source that is; None when it is not known."""
    sources: tuple[FieldSource, ...] = ()
    """Fields that came from elsewhere than `source`; see `patent_sources`."""
    url: str = ""

    @model_validator(mode="after")
    def _check_numbers_and_dates(self) -> Patent:
        if self.country == "CN" and self.application_number is not None:
            number = chinese_application_number(self.application_number)
            object.__setattr__(self, "application_number", number)
            stated, implied = self.right_type, RightType(right_type_of_application(number))
            if stated is RightType.UNKNOWN:
                object.__setattr__(self, "right_type", implied)
            elif stated is not implied:
                raise RefusedValue(
                    N_("right type {stated} contradicts the application number, which says {implied}"),
                    stated=stated.value,
                    implied=implied.value,
                )
        if self.filing_date and self.grant_date and self.grant_date < self.filing_date:
            raise RefusedValue(N_("grant date lies before the filing date"))
        return self

    @property
    def number(self) -> str:
        """The number people use: ZL… for a Chinese right with its application number, else publication number."""
        if self.country == "CN" and self.application_number:
            is_granted = self.grant_date is not None or self.legal_state is LegalState.IN_FORCE
            return f"ZL{self.application_number}" if is_granted else f"CN{self.application_number}"
        return self.publication_number or self.application_number or self.id[:8]
