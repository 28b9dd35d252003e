"""What do the legal events of a patent say that nobody has entered, or the opposite of what is entered?

An entry of the gazette never sets a fact by itself: it may have been overtaken. It is a question, with the entry as its
ground. Each function answers for one rule, as in `rights_conditions_register`.
"""

from __future__ import annotations

from pledgeapp.records.patent import LegalEvent, LegalState
from pledgeapp.services.rights_conditions_facts import Params, PatentFacts
from valuation.rights.events import State

_DEATHS = frozenset({State.ENDED, State.EXPIRED, State.INVALID, State.INVALID_UNCLEAR})
_SHOWN_CHARACTERS = 200


def gazette_tells_of_pledge(facts: PatentFacts) -> Params | None:
    """A pledge is published and no release, and nobody has entered whether the patent is pledged."""
    return _standing(facts, facts.about.gazette.pledge) if facts.patent.is_pledged is None else None


def pledge_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The patent is entered as not pledged, but a pledge is published and no release."""
    return _standing(facts, facts.about.gazette.pledge) if facts.patent.is_pledged is False else None


def gazette_tells_of_preservation(facts: PatentFacts) -> Params | None:
    """A preservation is published and not its end, and nobody has entered whether it stands."""
    return _standing(facts, facts.about.gazette.preservation) if facts.patent.has_preservation is None else None


def preservation_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The patent is entered as free of preservation, but one is published and not its end."""
    return _standing(facts, facts.about.gazette.preservation) if facts.patent.has_preservation is False else None


def gazette_tells_of_licence(facts: PatentFacts) -> Params | None:
    """A licence is on record and not its end; nobody has entered whether it is exclusive."""
    return _standing(facts, facts.about.gazette.licence) if facts.patent.has_exclusive_licence is None else None


def gazette_tells_of_open_licence(facts: PatentFacts) -> Params | None:
    """A statement of open licence is published and not its withdrawal, and nobody has entered whether it stands."""
    return _standing(facts, facts.about.gazette.open_licence) if facts.patent.has_open_licence is None else None


def gazette_tells_of_secrecy(facts: PatentFacts) -> Params | None:
    """Granted as a secret patent, and nothing is published of its secrecy having been lifted."""
    return _standing(facts, facts.about.gazette.secrecy)


def gazette_tells_of_longer_term(facts: PatentFacts) -> Params | None:
    """A longer term is published, and nobody has entered by how many days."""
    patent, entry = facts.patent, facts.about.gazette.term_lengthened[facts.position]
    is_entered = patent.term_compensation_days is not None or patent.drug_extension_days is not None
    return None if entry is None or is_entered or not facts.may_live else _entry(entry)


def gazette_tells_of_end(facts: PatentFacts) -> Params | None:
    """The last word of the gazette on the state is that the right ended; the register was not looked up."""
    return _end(facts) if facts.patent.legal_state is LegalState.UNKNOWN else None


def state_contradicts_gazette(facts: PatentFacts) -> Params | None:
    """The right is entered as alive, but the last word of the gazette on its state is that it ended."""
    return _end(facts) if facts.patent.legal_state in (LegalState.IN_FORCE, LegalState.PENDING) else None


def transfer_is_after_look_up(facts: PatentFacts) -> Params | None:
    """A transfer is published after the day on which the register was looked up: the holder may be another."""
    looked_up = facts.patent.legal_state_date
    entry = facts.about.gazette.transfer[facts.position]
    if not facts.may_live or entry is None or (looked_up is not None and entry.event_date <= looked_up):
        return None
    return _entry(entry)


def _standing(facts: PatentFacts, burdens: tuple[LegalEvent | None, ...]) -> Params | None:
    entry = burdens[facts.position]
    return _entry(entry) if entry is not None and facts.may_live else None


def _end(facts: PatentFacts) -> Params | None:
    gazette = facts.about.gazette
    entry = gazette.state_entry[facts.position]
    is_dead = gazette.state[facts.position] in _DEATHS
    return _entry(entry) if entry is not None and is_dead and facts.may_live else None


def _entry(event: LegalEvent) -> Params:
    words = " ".join(word for word in (event.code, event.text) if word)[:_SHOWN_CHARACTERS]
    return {"event_date": str(event.event_date), "entry": words}
