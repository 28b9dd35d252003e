"""How do the older standards of WIPO (ST.36) write the number, day and classes of a document?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pledgeapp.intake.xml.nodes import Element, attribute, part, parts, text_at, text_of
from pledgeapp.intake.xml.patent_row import chinese_number, ipc_symbol


@dataclass(frozen=True)
class DocumentId:
    """One writing of a document's number."""

    format: str
    """`docdb`, `epodoc`, `original` or empty."""
    country: str
    number: str
    kind: str
    day: str

    @property
    def publication(self) -> str:
        """`EP1000000B1`."""
        return f"{self.country}{self.number}{self.kind}" if self.country and self.number else self.number


def document_ids(element: Element, path: str = "") -> list[DocumentId]:
    """Every writing of a number in the references at `path`, or in `element` itself.

    Some sources write one reference with several numbers, others one for each.
    """
    return [
        DocumentId(
            format=attribute(found, "document-id-type") or attribute(reference, "data-format"),
            country=text_at(found, "country").upper(),
            number=text_at(found, "doc-number"),
            kind=text_at(found, "kind"),
            day=text_at(found, "date"),
        )
        for reference in (parts(element, path) if path else (element,))
        for found in parts(reference, "document-id")
    ]


def preferred(ids: Iterable[DocumentId], *formats: str) -> DocumentId | None:
    """The first writing in the first of `formats` that there is, else the first at all."""
    known = [found for found in ids if found.number]
    for wanted in formats:
        for found in known:
            if found.format == wanted:
                return found
    return next(iter(known), None)


def application_number(ids: list[DocumentId], country: str) -> str:
    """The number as the office itself writes it, where the document has that."""
    if country == "CN":
        return chinese_number([found.number for found in ids if found.number])
    found = preferred(ids, "original", "docdb")
    return found.number if found else ""


def first_day(ids: Iterable[DocumentId]) -> str:
    """The day, which not every writing of a number carries."""
    return next((found.day for found in ids if found.day), "")


def classes(biblio: Element) -> list[str]:
    """The symbols of the international classification, of older editions only where there are no others."""
    found = [_symbol(entry) for entry in parts(biblio, "classifications-ipcr/classification-ipcr")]
    found += [_symbol(entry) for entry in parts(biblio, "classification-ipcr")]
    if not any(found):
        for old in ("text", "main-classification", "further-classification"):
            found += [ipc_symbol(text_of(entry)) for entry in parts(biblio, f"classification-ipc/{old}")]
    return [symbol for symbol in found if symbol]


def _symbol(entry: Element) -> str:
    text = text_at(entry, "text")
    if text:
        return ipc_symbol(text)
    if part(entry, "subgroup") is None:
        return ""
    pieces = [text_at(entry, name) for name in ("section", "class", "subclass", "main-group", "subgroup")]
    return ipc_symbol("{}{}{} {}/{}".format(*pieces))
