"""Which XML documents are known, and which rows do they come to? Runs in the child process.

A new kind of document is one reader and one line in `READERS`, by the name of the element that is one record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.xml import cnipa, epo_full_text, epo_ops, uspto
from pledgeapp.intake.xml.characters import UNRESOLVED, documents_in
from pledgeapp.intake.xml.nodes import Element
from pledgeapp.intake.xml.patent_row import HEADER, PatentRow
from pledgeapp.intake.xml.walk import records_of

Reader = Callable[[Element], PatentRow | None]
READERS: Mapping[str, Reader] = {
    "exchange-document": epo_ops.read_exchange_document,
    "family-member": epo_ops.read_family_member,
    "fulltext-document": epo_ops.read_full_text,
    "ep-patent-document": epo_full_text.read_european_document,
    "us-patent-grant": uspto.read_red_book,
    "us-patent-application": uspto.read_red_book,
    "PATDOC": uspto.read_early_grant,
    "ClaimsDocument": uspto.read_file_document,
    "SpecificationDocument": uspto.read_file_document,
    "PatentDocumentAndRelated": cnipa.read_document,
    "cn-patent-document": cnipa.read_older_document,
    "PRSRecord": cnipa.read_legal_record,
}


def row_answers(text: str, bounds: Bounds) -> Iterator[list[object]]:
    """Header and rows of all documents in `text`, as the child answers; a row's number is its place in the file.

    Refused when no document of a known kind is there.
    """
    from pledgeapp.intake.xml.nodes import name_of

    yield [0, HEADER]
    number, root = 0, ""
    for line, document in documents_in(text):
        for element in records_of(document, line, READERS, bounds):
            row = READERS[name_of(element)](element)
            if row is None:
                continue
            number += 1
            if number > bounds.rows:
                raise Refused("too_many_rows", limit=bounds.rows)
            yield _answer(number, row.cells(), bounds)
        root = root or _root_name(document)
    if number == 0:
        raise Refused("xml_unknown", name=root)


def _answer(number: int, cells: tuple[str, ...], bounds: Bounds) -> list[object]:
    unresolved = next((cell for cell in cells if UNRESOLVED in cell), None)
    if unresolved is not None:
        name = unresolved.partition(UNRESOLVED)[2].partition(";")[0]
        return [number, "xml_unknown_character", {"name": name[:40]}]
    if sum(map(len, cells)) > bounds.row_characters:
        return [number, "row_too_long", {"line": number, "limit": bounds.row_characters}]
    return [number, cells]


def _root_name(document: str) -> str:
    """The name that the document's first tag bears, as it is written."""
    return document[1:61].replace(">", " ").replace("/", " ").split(" ", 1)[0].split("\n", 1)[0]
