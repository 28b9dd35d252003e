"""How are the documents of the United States office read: red book since 2002 (ST.36) and before (ST.32), and ST.96?"""

from __future__ import annotations

import re

from pledgeapp.intake.xml.document_ids import application_number, classes, document_ids, first_day, preferred
from pledgeapp.intake.xml.nodes import Element, attribute, below, part, parts, text_at, text_of, texts_at
from pledgeapp.intake.xml.patent_row import PatentRow, earliest, grant_day

SOURCE = "USPTO"
_RIGHT_TYPES = {"utility": "invention", "reissue": "invention", "design": "design"}
"""A plant patent is none of the kinds the Chinese law knows."""
_CANCELLED = re.compile(r"^[\s\d.\-–,]*\(?\s*cancell?ed", re.IGNORECASE)


def read_red_book(document: Element) -> PatentRow | None:
    """A grant (`us-patent-grant`) or a published application (`us-patent-application`)."""
    biblio = part(document, "us-bibliographic-data-grant", "us-bibliographic-data-application")
    if biblio is None:
        return None
    publication = preferred(document_ids(biblio, "publication-reference"))
    if publication is None:
        return None
    reference = part(biblio, "application-reference")
    filing = document_ids(biblio, "application-reference")
    return PatentRow(
        source=SOURCE,
        country=publication.country,
        publication=publication.publication,
        application=application_number(filing, publication.country),
        right_type=_RIGHT_TYPES.get(attribute(reference, "appl-type") if reference is not None else "", ""),
        title_en=text_at(biblio, "invention-title"),
        holders=_people(biblio, "assignees/assignee") or _applicants(biblio),
        inventors=_inventors(biblio),
        priority=earliest(texts_at(biblio, "priority-claims/priority-claim/date")),
        filed=first_day(filing),
        published=publication.day,
        granted=grant_day(publication.country, publication.kind, publication.day),
        claims=_number_of_claims(document, biblio),
        ipc=classes(biblio),
    )


def read_early_grant(document: Element) -> PatentRow | None:
    """A grant of 2001 or before (`PATDOC`). Its classes are written without a stroke and stay out."""
    biblio = part(document, "SDOBI")
    if biblio is None:
        return None
    kind, number = text_at(biblio, "B100/B130"), text_at(biblio, "B100/B110")
    day, claims = text_at(biblio, "B100/B140"), text_at(biblio, "B500/B570/B577")
    return PatentRow(
        source=SOURCE,
        country=text_at(biblio, "B100/B190"),
        publication=f"US{number}{kind}" if number else "",
        application=text_at(biblio, "B200/B210"),
        right_type="design" if kind.startswith("S") else "invention" if kind[:1] in ("B", "E") else "",
        title_en=text_at(biblio, "B500/B540"),
        holders=[_early_name(found) for found in parts(biblio, "B700/B730/B731")],
        inventors=[_early_name(found) for found in parts(biblio, "B700/B720/B721")],
        priority=earliest(texts_at(biblio, "B300/B320")),
        filed=text_at(biblio, "B200/B220"),
        published=day,
        granted=grant_day("US", kind, day),
        claims=int(claims) if claims.isdecimal() else None,
    )


def read_file_document(document: Element) -> PatentRow | None:
    """Claims, description or abstract out of the file of an application (ST.96): its number, claims and title."""
    number = next((text_of(found) for found in below(document, "ApplicationNumber")), "")
    if not number:
        return None
    title = next((text_of(found) for found in below(document, "InventionTitle")), "")
    return PatentRow(source=SOURCE, country="US", application=number, title_en=title, claims=_standing_claims(document))


def _applicants(biblio: Element) -> list[str]:
    return _people(biblio, "us-parties/us-applicants/us-applicant") or _people(biblio, "parties/applicants/applicant")


def _inventors(biblio: Element) -> list[str]:
    """Before 2012 the inventors were the applicants."""
    named = _people(biblio, "us-parties/inventors/inventor") or _people(biblio, "parties/inventors/inventor")
    return named or [
        _name(found)
        for found in parts(biblio, "parties/applicants/applicant")
        if "inventor" in attribute(found, "app-type")
    ]


def _people(biblio: Element, path: str) -> list[str]:
    return [_name(found) for found in parts(biblio, path)]


def _name(party: Element) -> str:
    book = part(party, "addressbook")
    entry = party if book is None else book
    person = (text_at(entry, "first-name"), text_at(entry, "last-name"))
    return text_at(entry, "orgname") or " ".join(piece for piece in person if piece) or text_at(entry, "name")


def _early_name(party: Element) -> str:
    name = part(party, "PARTY-US/NAM")
    if name is None:
        return ""
    person = (text_at(name, "FNM"), text_at(name, "SNM"))
    return text_at(name, "ONM") or " ".join(piece for piece in person if piece)


def _number_of_claims(document: Element, biblio: Element) -> int | None:
    stated = text_at(biblio, "number-of-claims")
    if stated.isdecimal():
        return int(stated)
    return sum(1 for _ in parts(document, "claims/claim")) or None


def _standing_claims(document: Element) -> int | None:
    """Each number once; what the applicant has cancelled is no claim."""
    standing = {
        text_at(claim, "ClaimNumber")
        for claim in below(document, "Claim")
        if text_at(claim, "ClaimNumber") and not _CANCELLED.match(text_at(claim, "ClaimText"))
    }
    return len(standing) or None
