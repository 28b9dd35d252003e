"""How does a row of a database's or office's list become a patent?

The cells have been read by `profile_readers`; None says nothing. What such lists do not say stays unknown: a grant is
no state, a status word is kept beside the state it does not prove, an event without a day is no event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pledgeapp.intake.layouts.layout import Origin, Values
from pledgeapp.intake.layouts.numbers_of_row import chinese_in, needed_country, publication_in, right_type_of
from pledgeapp.intake.legal_state_words import state_of
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.patent import LegalEvent, LegalState, Patent, RightType
from pledgeapp.records.publication import Publication
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_CENTURY = 100
_PLAIN = ("title", "title_en", "inventors", "url", "claims_count", "ipc", "is_pledged")
_DAYS = ("priority_date", "filing_date", "grant_date")


@dataclass(frozen=True)
class EventColumns:
    """Columns that together tell of events of one kind: days, and who or what, day by day."""

    name: str
    """What the event is called; its code."""
    days: str
    """Key of the column of days."""
    texts: tuple[tuple[str, str], ...] = ()
    """Key and header of each column with words."""
    codes: str = ""
    """Key of the column that names each event in place of `name`; empty when there is none."""


@dataclass(frozen=True)
class ListMaker:
    """Who makes a list, and where its rows tell of events."""

    name: str
    kind: SourceKind | None
    events: tuple[EventColumns, ...] = ()


def builder(maker: ListMaker) -> Callable[[Values, Origin], Patent]:
    """What makes a patent of a row of the lists of `maker`."""

    def build(cells: Values, origin: Origin) -> Patent:
        values = {key: value for key, value in cells.items() if value is not None}
        publication, published = _counting(values.get("publication_number", ()), values.get("publication_date", ()))
        application = values.get("application_number")
        country = needed_country(_office(values, publication), application, publication)
        if application is not None and country == "CN":
            application = chinese_in(application)
        known = {key: values[key] for key in (*_PLAIN, *_DAYS) if key in values}
        if "publication_year" in values:
            published, known = _in_their_centuries(values["publication_year"], published, known)
        words = (*values.get("legal_state", ()), *values.get("legal_words", ()))
        return Patent(
            **known,
            country=country,
            application_number=application,
            publication_number=publication.number if publication else None,
            publication_date=published,
            right_type=right_type_of(values.get("right_type", RightType.UNKNOWN), publication),
            patentees=values.get("patentees", ()),
            legal_state=_state(values),
            legal_state_words=", ".join(dict.fromkeys(words)),
            legal_events=_events(maker, values, origin),
            family_key=_family(values, maker.name),
            source=origin.source,
            source_kind=maker.kind,
        )

    return build


def _office(values: Values, publication: Publication | None) -> str | None:
    """A publication number names its office itself; what the list calls the country may be another."""
    return publication.country if publication is not None else values.get("country")


def _counting(numbers: Sequence[str], days: Sequence[date]) -> tuple[Publication | None, date | None]:
    """Of several publications in one row a Chinese grant, else the first, with its day."""
    read = [publication_in(number) for number in numbers]
    at = next((i for i, publication in enumerate(read) if publication.is_chinese_grant), 0)
    if not read:
        return None, days[0] if len(days) == 1 else None
    return read[at], days[at] if len(days) == len(read) else None


def _state(values: Values) -> LegalState:
    """The state by the column that is kept for it; the words of events are asked only where that is empty."""
    return state_of(values.get("legal_state") or values.get("legal_words", ()))


def _in_their_centuries(year: int, published: date | None, known: Values) -> tuple[date | None, Values]:
    """Days whose year was written with two figures: the publication in its stated year, the others not after it."""
    if published is None:
        return published, known
    if published.year % _CENTURY != year % _CENTURY:
        raise RefusedValue(N_("the publication date does not lie in the publication year {year}"), year=year)
    published = published.replace(year=year)
    earlier = {k: v for k, v in known.items() if k in _DAYS and v > published}
    return published, {**known, **{k: v.replace(year=v.year - _CENTURY) for k, v in earlier.items()}}


def _events(maker: ListMaker, values: Values, origin: Origin) -> tuple[LegalEvent, ...]:
    told = [columns for columns in maker.events if columns.days in values]
    return tuple(event for columns in told for event in _events_of(columns, values, origin))


def _events_of(columns: EventColumns, values: Values, origin: Origin) -> list[LegalEvent]:
    days: Sequence[date] = values[columns.days]
    codes: Sequence[str] = values.get(columns.codes, ())
    texts = [(header, values[key]) for key, header in columns.texts if any(values.get(key, ()))]
    return [
        LegalEvent(
            event_date=day,
            code=_of_day(codes, at, len(days)) or columns.name,
            text="; ".join(f"{header}: {_of_day(words, at, len(days))}" for header, words in texts),
            source=origin.source,
        )
        for at, day in enumerate(days)
    ]


def _of_day(words: Sequence[str], at: int, days: int) -> str:
    """The entry of one of the `days`; all of them where their number is another."""
    return words[at] if len(words) == days else ", ".join(word for word in words if word)


def _family(values: Values, maker: str) -> str:
    """The maker's own number of the family, else the priorities, which all members of a simple family share."""
    if "family_id" in values:
        return f"{maker} {values['family_id']}"
    priorities = values.get("family_priorities", ())
    return f"priority {'+'.join(priorities)}" if priorities else ""
