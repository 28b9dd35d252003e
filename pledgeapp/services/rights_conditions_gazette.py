"""What do the legal events of a patent say that nobody has entered, or the opposite of what is entered?

An entry of the gazette never sets a fact by itself: it may have been overtaken. It is a question, with the entry as its
ground. Each function answers for one rule, as in `rights_conditions_register`.
"""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.records.patent import LegalEvent, LegalState
from pledgeapp.reference.legal_events import EventMeaning
from pledgeapp.services.rights_conditions_facts import Params, PatentFacts

_M = EventMeaning


@dataclass(frozen=True)
class _Course:
    """The entries by which a burden begins, changes and ends."""

    begins: frozenset[EventMeaning]
    ends: EventMeaning
    changes: EventMeaning | None = None


_PLEDGE = _Course(frozenset({_M.PLEDGED, _M.PLEDGE_UNCLEAR}), _M.PLEDGE_RELEASED, _M.PLEDGE_CHANGED)
_PRESERVATION = _Course(frozenset({_M.PRESERVED, _M.PRESERVATION_UNCLEAR}), _M.PRESERVATION_RELEASED)
_LICENCE = _Course(frozenset({_M.LICENSED, _M.LICENCE_UNCLEAR}), _M.LICENCE_ENDED, _M.LICENCE_CHANGED)
_OF_STATE = {_M.GRANTED, _M.ENDED, _M.EXPIRED, _M.INVALID, _M.INVALID_UNCLEAR, _M.REVIVED}
_DEATHS = {_M.ENDED, _M.EXPIRED, _M.INVALID, _M.INVALID_UNCLEAR}
_SHOWN_CHARACTERS = 200


def gazette_tells_of_pledge(facts: PatentFacts) -> Params | None:
    """A pledge is published and no release, and nobody has entered whether the patent is pledged."""
    return _standing(facts, _PLEDGE) if facts.patent.is_pledged is None else None


def pledge_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The patent is entered as not pledged, but a pledge is published and no release."""
    return _standing(facts, _PLEDGE) if facts.patent.is_pledged is False else None


def gazette_tells_of_preservation(facts: PatentFacts) -> Params | None:
    """A preservation is published and not its end, and nobody has entered whether it stands."""
    return _standing(facts, _PRESERVATION) if facts.patent.has_preservation is None else None


def preservation_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The patent is entered as free of preservation, but one is published and not its end."""
    return _standing(facts, _PRESERVATION) if facts.patent.has_preservation is False else None


def gazette_tells_of_licence(facts: PatentFacts) -> Params | None:
    """A licence is on record and not its end; nobody has entered whether it is exclusive."""
    return _standing(facts, _LICENCE) if facts.patent.has_exclusive_licence is None else None


def gazette_tells_of_end(facts: PatentFacts) -> Params | None:
    """The last word of the gazette on the state is that the right ended; the register was not looked up."""
    return _end(facts) if facts.patent.legal_state is LegalState.UNKNOWN else None


def state_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The right is entered as alive, but the last word of the gazette on its state is that it ended."""
    return _end(facts) if facts.patent.legal_state in (LegalState.IN_FORCE, LegalState.PENDING) else None


def transfer_is_after_look_up(facts: PatentFacts) -> Params | None:
    """A transfer is published after the day on which the register was looked up: the holder may be another."""
    looked_up = facts.patent.legal_state_date
    transfers = [event for meaning, event in _told(facts) if meaning is _M.TRANSFERRED]
    if not facts.may_live or not transfers or (looked_up is not None and transfers[-1].event_date <= looked_up):
        return None
    return _entry(transfers[-1])


def _told(facts: PatentFacts) -> list[tuple[EventMeaning, LegalEvent]]:
    """The events to the day of the check that mean something, the oldest first; an expected day has told nothing."""
    codes, today = facts.about.reference.legal_event_codes, facts.about.day
    events = sorted((e for e in facts.patent.legal_events if e.event_date <= today), key=lambda e: e.event_date)
    return [(meaning, event) for event in events if (meaning := codes.meaning(event)) is not None]


def _standing(facts: PatentFacts, course: _Course) -> Params | None:
    """The last entry that begins something, when fewer entries end it: of two pledges one may be released.

    A change whose beginning is not among the events shows that there was one.
    """
    told = _told(facts) if facts.may_live else []
    begun = [event for meaning, event in told if meaning in course.begins]
    begun = begun or [event for meaning, event in told if meaning is course.changes][-1:]
    ended = [event for meaning, event in told if meaning is course.ends]
    return _entry(begun[-1]) if len(begun) > len(ended) else None


def _end(facts: PatentFacts) -> Params | None:
    told = [(meaning, event) for meaning, event in _told(facts) if meaning in _OF_STATE] if facts.may_live else []
    return _entry(told[-1][1]) if told and told[-1][0] in _DEATHS else None


def _entry(event: LegalEvent) -> Params:
    words = " ".join(word for word in (event.code, event.text) if word)[:_SHOWN_CHARACTERS]
    return {"event_date": str(event.event_date), "entry": words}
