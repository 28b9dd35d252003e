"""How are the documents of the Chinese office read: its present form, the older one, records of legal events?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.intake.xml.document_ids import application_number, classes, document_ids, first_day, preferred
from pledgeapp.intake.xml.nodes import Element, attribute, below, name_of, part, parts, text_at, text_of, texts_at
from pledgeapp.intake.xml.patent_row import EventRow, PatentRow, chinese_number, earliest, grant_day, ipc_symbol

SOURCE = "CNIPA"
_APPLICATION_TYPES = {"10": "invention", "20": "utility model", "30": "design"}


def read_document(document: Element) -> PatentRow | None:
    """`PatentDocumentAndRelated`: an application or a grant. Numbers come as the office writes them and standard."""
    biblio = next((child for child in document if name_of(child).endswith("BibliographicData")), None)
    if biblio is None:
        return None
    publication = _reference(biblio, "PublicationReference", "standard", "original")
    filings = list(parts(biblio, "ApplicationReference"))
    country = text_at(publication, "WIPOST3Code") if publication is not None else ""
    country = country or attribute(document, "country") or "CN"
    kind = (text_at(publication, "Kind") if publication is not None else "") or attribute(document, "kind")
    number = (text_at(publication, "DocNumber") if publication is not None else "") or attribute(document, "docNumber")
    day = (text_at(publication, "Date") if publication is not None else "") or attribute(document, "datePublication")
    row = PatentRow(
        source=SOURCE,
        country=country,
        publication=f"{country}{number.removeprefix(country).removesuffix(kind)}{kind}" if number else "",
        application=chinese_number([n for f in filings for n in texts_at(f, "DocumentID/DocNumber")]),
        right_type=next((t for f in filings if (t := _APPLICATION_TYPES.get(attribute(f, "applType"), ""))), ""),
        holders=_names(biblio, "Assignee") or _names(biblio, "Applicant"),
        inventors=_names(biblio, "Inventor") or _names(biblio, "Designer"),
        priority=earliest([text_of(d) for p in below(biblio, "Priority", "PriorityClaim") for d in below(p, "Date")]),
        filed=earliest([d for f in filings for d in texts_at(f, "DocumentID/Date")]),
        published=day,
        granted=grant_day(country, kind, day),
        claims=sum(1 for _ in parts(document, "Claims/Claim")) or None,
        ipc=[symbol for found in below(biblio, "ClassificationIPCR") if (symbol := _symbol(found))],
    )
    for title in (*parts(biblio, "InventionTitle"), *parts(biblio, "DesignTitle")):
        _add_title(row, title)
    return row


def read_older_document(document: Element) -> PatentRow | None:
    """`cn-patent-document`."""
    biblio = part(document, "cn-bibliographic-data")
    if biblio is None:
        return None
    publication = preferred(document_ids(biblio, "cn-publication-reference"))
    reference = part(biblio, "application-reference")
    filing = document_ids(biblio, "application-reference")
    row = PatentRow(
        source=SOURCE,
        country=publication.country if publication else "CN",
        publication=publication.publication if publication else "",
        application=application_number(filing, "CN"),
        right_type=_APPLICATION_TYPES.get(attribute(reference, "appl-type") if reference is not None else "", ""),
        holders=_older_names(biblio, "assignees/assignee")
        or _older_names(biblio, "cn-parties/cn-applicants/cn-applicant"),
        inventors=_older_names(biblio, "cn-parties/cn-inventors/cn-inventor"),
        priority=earliest(texts_at(biblio, "priority-claims/priority-claim/date")),
        filed=first_day(filing),
        published=publication.day if publication else "",
        granted=grant_day(publication.country, publication.kind, publication.day) if publication else "",
        claims=sum(1 for _ in parts(document, "application-body/claims/claim")) or None,
        ipc=classes(biblio),
    )
    for title in parts(biblio, "invention-title"):
        _add_title(row, title)
    return row


def read_legal_record(record: Element) -> PatentRow | None:
    """`PRSRecord`: one entry of the gazette on one application."""
    filings = list(parts(record, "ApplicationReference"))
    number = chinese_number([n for f in filings for n in texts_at(f, "DocumentID/DocNumber")])
    if not number:
        return None
    words = [text_at(record, "PRSValue"), text_at(record, "PRSInformation")]
    event = EventRow(
        text_at(record, "PRSPublicationDate/Date", "PRSPublicationDate"),
        text_at(record, "PRSCode"),
        "; ".join(text for text in words if text),
    )
    filed = earliest([d for f in filings for d in texts_at(f, "DocumentID/Date")])
    return PatentRow(source=SOURCE, country="CN", application=number, filed=filed, events=[event])


def _reference(biblio: Element, name: str, *formats: str) -> Element | None:
    """The document's number in the first of `formats` that there is; it stands in an element of its own or not."""
    references = list(parts(biblio, name))
    references.sort(key=lambda r: formats.index(f) if (f := attribute(r, "dataFormat")) in formats else len(formats))
    if not references:
        return None
    inner = part(references[0], "DocumentID")
    return references[0] if inner is None else inner


def _names(biblio: Element, role: str) -> list[str]:
    """The first name of each: a second address book repeats it in another language."""
    found = ((text_of(name) for name in below(party, "Name", "OrganizationName")) for party in below(biblio, role))
    return [name for name in (next((text for text in names if text), "") for names in found) if name]


def _older_names(biblio: Element, path: str) -> list[str]:
    entries: Iterator[Element] = parts(biblio, path)
    return [name for name in (text_at(e, "name", "addressbook/name", "addressbook/orgname") for e in entries) if name]


def _symbol(entry: Element) -> str:
    pieces = [text_at(entry, name) for name in ("Section", "MainClass", "Subclass", "MainGroup", "Subgroup")]
    return ipc_symbol(text_at(entry, "Text")) or ipc_symbol("{}{}{} {}/{}".format(*pieces))


def _add_title(row: PatentRow, title: Element) -> None:
    if attribute(title, "lang").lower() == "en":
        row.title_en = row.title_en or text_of(title)
    else:
        row.title = row.title or text_of(title)
