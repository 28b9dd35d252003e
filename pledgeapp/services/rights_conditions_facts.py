"""What does a condition of the rights check look at: the case and one of its patents, with what follows from both?"""

from __future__ import annotations

import calendar
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pledgeapp.records.case import Case
from pledgeapp.records.party import Party
from pledgeapp.records.patent import Patent, RightType
from pledgeapp.reference import Reference
from pledgeapp.services.legal_events import GazetteFacts, gazette_facts
from pledgeapp.services.legal_life import legal_expiry, worthless_reason
from pledgeapp.services.patent_columns import CHINA

Params = dict[str, str]
"""The named fields of a rule's wording; empty when the wording has none."""


@dataclass(frozen=True)
class CaseFacts:
    """The case, the reference data and the day of the check (the report date)."""

    case: Case
    reference: Reference
    day: date

    @property
    def pledgor(self) -> Party | None:
        """Who pledges."""
        return self.case.pledging_party

    @cached_property
    def loan_end(self) -> date | None:
        """The day on which the loan falls due; None while first day or term is unknown."""
        loan = self.case.loan
        if loan.start_date is None or loan.term_months is None:
            return None
        return months_later(loan.start_date, loan.term_months)

    @cached_property
    def gazette(self) -> GazetteFacts:
        """What the legal events of all patents say on the day."""
        return gazette_facts(self.case.patents, self.reference.legal_event_codes, self.day)


@dataclass(frozen=True)
class PatentFacts:
    """One patent of the case."""

    about: CaseFacts
    position: int
    """Of the patent in the case."""

    @property
    def patent(self) -> Patent:
        """The patent itself."""
        return self.about.case.patents[self.position]

    @cached_property
    def expiry(self) -> date | None:
        """Last day of protection; None is unknown."""
        return legal_expiry(self.patent, self.about.reference)

    @cached_property
    def may_live(self) -> bool:
        """A Chinese right that is not known to be dead: nothing more is asked about the others."""
        dead = worthless_reason(self.patent, self.about.day, self.about.reference)
        return self.patent.country == CHINA and dead is None

    @property
    def is_examined(self) -> bool:
        """Granted after substantive examination; utility models and designs are not."""
        return self.patent.right_type not in (RightType.UTILITY_MODEL, RightType.DESIGN)

    @cached_property
    def other_holders(self) -> tuple[str, ...]:
        """Registered holders that are not the pledgor; all of them while the pledgor is unknown."""
        pledgor = self.about.pledgor
        return tuple(h for h in self.patent.patentees if pledgor is None or not is_named(pledgor, h))

    @property
    def is_held_by_pledgor(self) -> bool:
        """The pledgor is among the registered holders."""
        return len(self.other_holders) < len(self.patent.patentees)


def is_named(party: Party, name: str) -> bool:
    """`name` is the party's, whatever the width of letters and brackets, the case and the blanks."""
    return _bare(name) in {_bare(own) for own in (party.name, party.name_en) if own}


def joined(names: tuple[str, ...]) -> str:
    """Names one after the other, in any language."""
    return "; ".join(names)


def months_later(day: date, months: int) -> date:
    """The same day `months` later; the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
