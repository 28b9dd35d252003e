"""What comes of two descriptions of the same thing, and where do they disagree?

What came first counts: a later description fills what was unknown; where both know and differ, the first stays and the
difference is told. The later one takes its place, which is told as well, where a person has accepted it or where its
source is the better one (`field_sources`). What goes beyond that for one kind of record stands beside this file, in
`patent_merging`, `product_merging` and `comparable_merging`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from pledgeapp.records.base import Record
from pledgeapp.records.comparable import Instalment, Milestone
from pledgeapp.records.field_sources import NO_PREFERENCE, Preference, Said, SourceKind
from pledgeapp.records.import_differences import ALL_FIELDS
from pledgeapp.records.importing import Conflict
from pledgeapp.records.wording import label
from valuation.wording import N_

FIELD_LABELS = {
    "country": N_("Office"),
    "application_number": N_("Application number"),
    "publication_number": N_("Publication number"),
    "right_type": N_("Kind of right"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "patentees": N_("Patentees"),
    "inventors": N_("Inventors"),
    "priority_date": N_("Priority date"),
    "filing_date": N_("Filing date"),
    "publication_date": N_("Publication date"),
    "grant_date": N_("Grant date"),
    "examination_request_date": N_("Examination requested on"),
    "drug_approval_date": N_("Drug approved on"),
    "term_compensation_days": N_("Term compensation"),
    "drug_extension_days": N_("Extension for a drug"),
    "legal_state": N_("Legal state"),
    "legal_state_date": N_("Legal state as of"),
    "legal_state_words": N_("State in the words of the source"),
    "annual_fee_state": N_("Annual fee"),
    "last_paid_fee_year": N_("Last fee year paid"),
    "fee_reduction": N_("Fee reduction"),
    "is_pledged": N_("Pledged"),
    "has_preservation": N_("Preservation"),
    "has_invalidation_request": N_("Invalidation requested"),
    "has_exclusive_licence": N_("Exclusive licence"),
    "has_open_licence": N_("Open licence"),
    "has_same_day_application": N_("Same-day application"),
    "has_evaluation_report": N_("Evaluation report"),
    "co_owner_consent": N_("Co-owner consent"),
    "family_key": N_("Family"),
    "claims_count": N_("Number of claims"),
    "cited_by_count": N_("Cited by"),
    "family_size": N_("Family members"),
    "name_en": N_("English name"),
    "industry": N_("Industry class"),
    "is_forecast": N_("Forecast"),
    "revenue": N_("Revenue"),
    "gross_margin": N_("Gross margin"),
    "operating_margin": N_("Operating margin"),
    "net_margin": N_("Net margin"),
    "contribution": N_("Contribution of the patent"),
    "kind": N_("Kind of transaction"),
    "currency": N_("Currency"),
    "payments": N_("Price and instalments"),
    "patents_count": N_("Number of patents"),
    "similarity": N_("Similarity"),
    "grade": N_("Source grade"),
    "grantor": N_("Assignor or licensor"),
    "grantee": N_("Assignee or licensee"),
    "exclusivity": N_("Exclusivity"),
    "territory": N_("Territory"),
    "end_date": N_("End of the licence"),
    "royalty_rate": N_("Royalty rate"),
    "royalty_base": N_("Base of the royalty"),
    "milestones": N_("Milestones"),
    "principal": N_("Principal"),
    "interest": N_("Interest"),
    "balance": N_("Balance"),
    "cost": N_("Cost amount"),
    "loan": N_("Loan amount"),
}
"""English msgid of each field in which two descriptions may disagree."""

NEVER_COMPARED = frozenset({"id", "source", "source_kind", "sources", "url", "name", "year", "is_fictional"})
"""Fields that make out the record or its origin: those of the record kept stay."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Merged(Generic[AnyRecord]):
    """One record out of two, and where they disagreed."""

    record: AnyRecord
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Manner:
    """How a later description is laid beside the record kept."""

    line: int | None = None
    """Line of the later one in its file."""
    newer_counts: bool = True
    """A grant takes the place of its application, a later look at the register that of an earlier one."""
    keeps_what_fits: bool = False
    """A value that cannot stand beside the known ones is left out and told; otherwise it makes the merge fail."""
    preference: Preference = NO_PREFERENCE
    """Whose word counts where both know and differ."""
    accepted: frozenset[str] = frozenset()
    """Fields in which a person has accepted the later description; `ALL_FIELDS` for every one."""


_NOBODY = Said()


def accepted_below(accepted: frozenset[str], place: str) -> frozenset[str]:
    """What is accepted of the fields whose names begin with `place`, without it."""
    below = frozenset(name.removeprefix(place) for name in accepted if name.startswith(place))
    return accepted if accepted == ALL_FIELDS else below


def no_sources(_: Any, __: str) -> Said:
    """Who says what of a record that does not keep it."""
    return _NOBODY


@dataclass
class Meeting(Generic[AnyRecord]):
    """Two descriptions of one thing: what is taken from `other`, and where they disagree."""

    kept: AnyRecord
    other: AnyRecord
    subject: str
    """Number or name under which disagreements are told."""
    manner: Manner
    taken: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    source_of: Callable[[Any, str], Said] = no_sources
    """Who says what a field of a record holds."""
    place: str = ""
    """What stands before a field's name: `2025.` of a year of a product."""

    def compare(self, name: str) -> None:
        """Take the field `name` where it was unknown or the other source counts; tell where both know and differ."""
        mine, theirs = getattr(self.kept, name), getattr(self.other, name)
        if is_unknown(theirs):
            return
        if is_unknown(mine):
            self.taken[name] = theirs
        elif self.prefers_other(name):
            # Also where both say the same: it is then known from the better source.
            self.taken[name] = theirs
            if mine != theirs:
                self.tell_taken(name, theirs, mine)
        elif mine != theirs:
            self.tell_of(name, mine, theirs)

    def prefers_other(self, name: str) -> bool:
        """Whether the later description counts in the field `name`: accepted by a person, or by its source."""
        if self.is_accepted(name):
            return True
        rule = self.manner.preference
        if not rule.order:
            return False
        return rule.prefers(self.source_of(self.other, name).kind, over=self.source_of(self.kept, name).kind)

    def is_accepted(self, name: str) -> bool:
        """Whether a person has accepted the later description in the field `name`; what was entered by hand stays."""
        is_named = self.manner.accepted == ALL_FIELDS or name in self.manner.accepted
        return is_named and self.source_of(self.kept, name).kind is not SourceKind.PERSON

    def tell_of(self, name: str, mine: object, theirs: object) -> None:
        """Note that what was kept in the field `name` counts and the other does not."""
        kept, other = self.source_of(self.kept, name).source, self.source_of(self.other, name).source
        self._tell(FIELD_LABELS[name], (mine, theirs), (kept, other), name)

    def tell_taken(self, name: str, theirs: object, mine: object) -> None:
        """Note that the other counts in the field `name` and what was kept does not."""
        kept, other = self.source_of(self.kept, name).source, self.source_of(self.other, name).source
        self._tell(FIELD_LABELS[name], (theirs, mine), (other, kept), name)

    def tell(self, field_label: str, kept: object, other: object, name: str = "") -> None:
        """Note that `kept` counts and `other` does not; `name` is the field that could be accepted instead."""
        self._tell(field_label, (kept, other), ("", ""), name)

    def _tell(self, field_label: str, values: tuple[object, object], sources: tuple[str, str], name: str) -> None:
        kept, other = (shown(value) for value in values)
        kept_source, other_source = sources
        self.conflicts.append(
            Conflict(
                subject=self.subject,
                field=field_label,
                kept=kept,
                other=other,
                row=self.manner.line,
                kept_source=kept_source,
                other_source=other_source,
                name=f"{self.place}{name}" if name else "",
            )
        )

    def merged(self) -> Merged[AnyRecord]:
        """The one record; ValidationError when it breaks a rule and nothing may be left out."""
        if not self.manner.keeps_what_fits:
            record = revised(self.kept, **self.taken) if self.taken else self.kept
            return Merged(record, tuple(self.conflicts))
        record, refused = _with_what_fits(self.kept, self.taken)
        for name in refused:
            self.tell(FIELD_LABELS[name], None, self.taken[name])
        return Merged(record, tuple(self.conflicts))


def lay_together(meeting: Meeting[AnyRecord], rules: Mapping[str, Callable[[Meeting[AnyRecord]], None]]) -> None:
    """Compare field by field; a field named in `rules` goes by its own rule."""
    for name in type(meeting.kept).model_fields:
        if name in rules:
            rules[name](meeting)
        elif name not in NEVER_COMPARED:
            meeting.compare(name)


def leave_alone(_: object) -> None:
    """The rule of a field that another rule settles, or that stays as it is."""


def is_unknown(value: object) -> bool:
    """None, an empty text, an empty list and the member `unknown` of a list of values say nothing."""
    return value is None or value in ("", ()) or (isinstance(value, StrEnum) and value.value == "unknown")


def revised(record: AnyRecord, **changes: Any) -> AnyRecord:
    """`record` with `changes`, checked again as a whole."""
    return type(record).model_validate({**dict(record), **changes})


def shown(value: object) -> str:
    """A value as a person compares it; choices and yes or no come as English msgids, unknown as nothing."""
    match value:
        case None:
            text = ""
        case bool():
            text = N_("Yes") if value else N_("No")
        case StrEnum():
            text = label(value)
        case Decimal():
            text = f"{value.normalize():,f}"
        case Instalment():
            text = f"{value.years_after.normalize():f}: {shown(value.amount)}"
        case Milestone():
            text = f"{value.event}: {shown(value.amount)}"
        case tuple():
            text = "; ".join(shown(part) for part in value)
        case _:
            text = str(value)
    return text


def _with_what_fits(record: AnyRecord, values: Mapping[str, Any]) -> tuple[AnyRecord, tuple[str, ...]]:
    """`record` with `values`; those it cannot hold beside its own are left out and named."""
    if not values:
        return record, ()
    whole = _checked(record, values)
    if whole is not None:
        return whole, ()
    refused = []
    for name, value in values.items():
        changed = _checked(record, {name: value})
        if changed is None:
            refused.append(name)
        else:
            record = changed
    return record, tuple(refused)


def _checked(record: AnyRecord, values: Mapping[str, Any]) -> AnyRecord | None:
    try:
        return revised(record, **values)
    except ValidationError:
        return None
