"""How are the answers of the EPO's Open Patent Services read: bibliography, family, legal events, claims?

Facts as in the service's exchange format 3.2. `docdb` is the EPO's own writing of a number, `original` that of the
office.
"""

from __future__ import annotations

import re

from pledgeapp.intake.xml.document_ids import (
    DocumentId,
    application_number,
    classes,
    document_ids,
    first_day,
    preferred,
)
from pledgeapp.intake.xml.nodes import Element, attribute, below, name_of, part, parts, text_at, text_of
from pledgeapp.intake.xml.patent_row import EventRow, PatentRow, earliest, grant_day

SOURCE = "EPO OPS"
_COUNTRY_BEHIND_NAME = re.compile(r"\s*\[[A-Z]{2}\]\s*$")
_CLAIM_NUMBER = re.compile(r"^\s*(\d{1,4})\s*[.)．、）]")
_EVENT_DETAIL = re.compile(r"^L5\d\dEP$")


def read_exchange_document(document: Element) -> PatentRow | None:
    """The bibliography of one publication."""
    biblio = part(document, "bibliographic-data")
    if biblio is None:
        return None
    row = _row_of(preferred(document_ids(biblio, "publication-reference"), "docdb") or _own_id(document))
    _add_application(row, biblio)
    row.priority = _priority(list(parts(biblio, "priority-claims/priority-claim")))
    for title in parts(biblio, "invention-title"):
        _add_title(row, title)
    row.holders = _names(biblio, "applicant")
    row.inventors = _names(biblio, "inventor")
    row.ipc = classes(biblio)
    row.family = _family(attribute(document, "family-id"))
    return row


def read_family_member(member: Element) -> PatentRow | None:
    """One publication of a family, with the legal events of its application where they were asked for."""
    found = preferred(document_ids(member, "publication-reference"), "docdb")
    if found is None:
        return None
    row = _row_of(found)
    _add_application(row, member)
    row.priority = _priority(list(parts(member, "priority-claim")))
    row.family = _family(attribute(member, "family-id"))
    row.events = [_event(legal) for legal in parts(member, "legal")]
    return row


def read_full_text(document: Element) -> PatentRow | None:
    """The claims of one publication: how many there are."""
    found = preferred(document_ids(document, "bibliographic-data/publication-reference"), "docdb")
    claims = part(document, "claims")
    if found is None or claims is None:
        return None
    row = _row_of(found)
    row.claims = _claims(claims)
    return row


def _row_of(found: DocumentId) -> PatentRow:
    return PatentRow(
        source=SOURCE,
        country=found.country,
        publication=found.publication,
        published=found.day,
        granted=grant_day(found.country, found.kind, found.day),
    )


def _own_id(document: Element) -> DocumentId:
    country, number, kind = (attribute(document, name) for name in ("country", "doc-number", "kind"))
    return DocumentId("docdb", country.upper(), number, kind, "")


def _add_application(row: PatentRow, entry: Element) -> None:
    ids = document_ids(entry, "application-reference")
    row.application = application_number(ids, row.country)
    row.filed = first_day(ids)


def _priority(claims: list[Element]) -> str:
    """The earliest priority; those marked as not active only where no other is known."""
    active = [claim for claim in claims if text_at(claim, "priority-active-indicator") != "NO"]
    return earliest([first_day(document_ids(claim)) for claim in active or claims])


def _add_title(row: PatentRow, title: Element) -> None:
    text, language = text_of(title), attribute(title, "lang").lower()
    if language == "en":
        row.title_en = row.title_en or text
    elif not row.title or language == "zh":
        row.title = text


def _names(biblio: Element, role: str) -> list[str]:
    """As the office writes them, else in the EPO's standard writing; a name is followed by commas or its country."""
    by_format: dict[str, list[str]] = {}
    for party in parts(biblio, f"parties/{role}s/{role}"):
        name = _COUNTRY_BEHIND_NAME.sub("", text_at(party, f"{role}-name/name")).rstrip(" ,;")
        by_format.setdefault(attribute(party, "data-format"), []).append(name)
    formats = ("original", "docdba", "epodoc", "docdb", "")
    return next((by_format[found] for found in formats if any(by_format.get(found, ()))), [])


def _family(number: str) -> str:
    """The EPO's number of the simple family; another database's number is another key."""
    return f"DOCDB {number}" if number else ""


def _event(legal: Element) -> EventRow:
    """Day of the gazette, code as it came, and everything the entry says of it."""
    details = [
        f"{attribute(found, 'desc')}: {text_of(found)}".removeprefix(": ")
        for found in legal.iter()
        if found is not legal and _EVENT_DETAIL.match(name_of(found)) and not len(found) and text_of(found)
    ]
    day = text_at(legal, "L007EP") or text_at(legal, "L500EP/L525EP", "L525EP")
    return EventRow(day, attribute(legal, "code"), "; ".join([attribute(legal, "desc").strip(), *details]))


def _claims(claims: Element) -> int | None:
    """The service often puts all claims into one element: then the numbers before their texts count."""
    elements = list(below(claims, "claim"))
    if len(elements) > 1:
        return len(elements)
    count = 0
    for text in below(claims, "claim-text"):
        match = _CLAIM_NUMBER.match(text_of(text))
        if match and int(match[1]) == count + 1:
            count += 1
    return count or None
