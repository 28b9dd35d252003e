"""What comes of two descriptions of one right?

Some fields belong together and are never mixed from two sources: a publication number with its day, a legal state with
the day on which it was looked up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pledgeapp.records.identity import right_keys
from pledgeapp.records.patent import LegalEvent, Patent
from pledgeapp.records.patent_number import publication_number, publication_parts, publishes_grant, tidy_number
from pledgeapp.records.patent_sources import is_by_hand, source_of, taken_from
from pledgeapp.records.record_merging import Manner, Meeting, Merged, is_unknown, lay_together, leave_alone


def merge_patents(kept: Patent, other: Patent, manner: Manner) -> Merged[Patent]:
    """One patent out of two descriptions.

    The publication of a grant takes the place of that of its application, and its number of claims too: the granted
    right is what can be pledged. Register events and classes of both are kept. Each field that was taken from `other`
    says so.
    """
    meeting = Meeting(kept, other, kept.number, manner, source_of=source_of)
    lay_together(meeting, _RULES)
    merged = meeting.merged()
    came = [name for name, value in meeting.taken.items() if getattr(merged.record, name) == value]
    return replace(merged, record=taken_from(merged.record, other, came)) if came else merged


def _meet_in_title(meeting: Meeting[Patent]) -> None:
    """A list of claims or legal events knows no title: the number that stands there is none."""
    kept, other = meeting.kept, meeting.other
    if _is_number(other):
        return
    if _is_number(kept):
        meeting.taken["title"] = other.title
    else:
        meeting.compare("title")


def _is_number(patent: Patent) -> bool:
    """Whether the title is the number of the right, which stands there until a title is known."""
    own = f"{patent.country}{patent.application_number}"
    if patent.application_number and tidy_number(patent.title) == tidy_number(own):
        return True
    title, number = publication_parts(patent.title), publication_parts(patent.publication_number or "")
    return title is not None and number is not None and title[:2] == number[:2]


def _meet_in_application(meeting: Meeting[Patent]) -> None:
    """The same number in two ways of writing is no difference."""
    kept, other = meeting.kept, meeting.other
    are_both_known = kept.application_number and other.application_number
    if not are_both_known or right_keys(kept).application != right_keys(other).application:
        meeting.compare("application_number")


def _meet_in_publication(meeting: Meeting[Patent]) -> None:
    kept, other = meeting.kept, meeting.other
    if not kept.publication_number or not other.publication_number:
        meeting.compare("publication_number")
        meeting.compare("publication_date")
    elif publication_number(kept.publication_number) == publication_number(other.publication_number):
        meeting.compare("publication_date")
    elif _is_other_publication_better(meeting):
        _take_publication(meeting)
    else:
        meeting.tell_of("publication_number", kept.publication_number, other.publication_number)
        if kept.publication_date and other.publication_date and kept.publication_date != other.publication_date:
            meeting.tell_of("publication_date", kept.publication_date, other.publication_date)


def _meet_in_claims(meeting: Meeting[Patent]) -> None:
    """The claims of the grant count, not those of its application, unless a person has entered them."""
    kept, other = meeting.kept, meeting.other
    both = kept.claims_count is not None and other.claims_count is not None
    has_taken_place = kept.publication_number and "publication_number" in meeting.taken and _is_grant(other)
    is_open = both and not _is_grant(kept) and not is_by_hand(kept, "claims_count")
    if is_open and has_taken_place and kept.claims_count != other.claims_count:
        meeting.taken["claims_count"] = other.claims_count
        meeting.tell_taken("claims_count", other.claims_count, kept.claims_count)
    else:
        meeting.compare("claims_count")


def _is_other_publication_better(meeting: Meeting[Patent]) -> bool:
    """A grant counts before the application, whoever names it; otherwise the source decides."""
    if meeting.is_accepted("publication_number"):
        return True
    mine, theirs = _is_grant(meeting.kept), _is_grant(meeting.other)
    if mine is theirs:
        return meeting.prefers_other("publication_number")
    return meeting.manner.newer_counts and theirs


def _take_publication(meeting: Meeting[Patent]) -> None:
    """The number of the grant with its day and page; a grant is published on the day it is granted."""
    kept, other = meeting.kept, meeting.other
    day = other.publication_date or other.grant_date
    meeting.taken |= {"publication_number": other.publication_number, "publication_date": day}
    if other.url:
        meeting.taken["url"] = other.url
    meeting.tell_taken("publication_number", other.publication_number, kept.publication_number)
    if kept.publication_date and kept.publication_date != day:
        meeting.tell_taken("publication_date", day, kept.publication_date)


def _meet_in_legal_state(meeting: Meeting[Patent]) -> None:
    """The day of the looking up goes with its state; of two days with the same state the later tells more."""
    kept, other = meeting.kept, meeting.other
    if kept.legal_state is not other.legal_state:
        _meet_in_state(meeting)
        if "legal_state" in meeting.taken:
            meeting.taken["legal_state_date"] = other.legal_state_date
    elif meeting.manner.newer_counts and _is_later(other.legal_state_date, kept.legal_state_date):
        meeting.taken["legal_state_date"] = other.legal_state_date
    elif not meeting.manner.newer_counts:
        _meet_in_day_of_state(meeting)


def _meet_in_state(meeting: Meeting[Patent]) -> None:
    """A better source counts unless it was looked up on an earlier day than what is known."""
    kept, other = meeting.kept, meeting.other
    if (
        is_looked_up_earlier(other, kept)
        and not is_unknown(kept.legal_state)
        and not meeting.is_accepted("legal_state")
    ):
        if not is_unknown(other.legal_state):
            meeting.tell_of("legal_state", kept.legal_state, other.legal_state)
        return
    meeting.compare("legal_state")


def _meet_in_day_of_state(meeting: Meeting[Patent]) -> None:
    """No source takes the day of the last look-up back to an earlier one."""
    kept, other = meeting.kept, meeting.other
    if is_looked_up_earlier(other, kept) and not meeting.is_accepted("legal_state_date"):
        meeting.tell_of("legal_state_date", kept.legal_state_date, other.legal_state_date)
    else:
        meeting.compare("legal_state_date")


def is_looked_up_earlier(one: Patent, than: Patent) -> bool:
    """Whether the state in `one` was looked up before that in `than`; False when a day is unknown."""
    return one.legal_state_date is not None and _is_later(than.legal_state_date, one.legal_state_date)


def _meet_in_state_words(meeting: Meeting[Patent]) -> None:
    """Every source has words of its own: both are kept and neither contradicts the other."""
    mine, theirs = meeting.kept.legal_state_words, meeting.other.legal_state_words
    if theirs and theirs not in mine.split("; "):
        meeting.taken["legal_state_words"] = "; ".join(filter(None, (mine, theirs)))


def _meet_in_events(meeting: Meeting[Patent]) -> None:
    """An entry of the register is the same whoever reports it."""
    known = {_entry(event) for event in meeting.kept.legal_events}
    new = tuple(event for event in meeting.other.legal_events if _entry(event) not in known)
    if new:
        meeting.taken["legal_events"] = (*meeting.kept.legal_events, *new)


def _meet_in_classes(meeting: Meeting[Patent]) -> None:
    new = tuple(code for code in meeting.other.ipc if code not in meeting.kept.ipc)
    if new:
        meeting.taken["ipc"] = (*meeting.kept.ipc, *new)


_RULES = {
    "title": _meet_in_title,
    "application_number": _meet_in_application,
    "publication_number": _meet_in_publication,
    "publication_date": leave_alone,
    "claims_count": _meet_in_claims,
    "legal_state": _meet_in_legal_state,
    "legal_state_date": leave_alone,
    "legal_state_words": _meet_in_state_words,
    "legal_events": _meet_in_events,
    "ipc": _meet_in_classes,
}


def _entry(event: LegalEvent) -> tuple[date, str, str]:
    return event.event_date, event.code, event.text


def _is_later(day: date | None, known: date | None) -> bool:
    return day is not None and (known is None or day > known)


def _is_grant(patent: Patent) -> bool:
    return patent.publication_number is not None and publishes_grant(patent.publication_number)
