"""How is a document of the European Patent Office read (`ep-patent-document`, codes of WIPO ST.32 and ST.36)?"""

from __future__ import annotations

from pledgeapp.intake.xml.nodes import Element, attribute, below, name_of, part, parts, text_at, text_of, texts_at
from pledgeapp.intake.xml.patent_row import PatentRow, earliest, ipc_symbol

SOURCE = "European Patent Office"


def read_european_document(document: Element) -> PatentRow | None:
    """An application (A) or a specification (B): the holder of the first is its applicant.

    Titles come in three languages; the one of the proceedings and the English one are kept.
    """
    biblio = part(document, "SDOBI")
    if biblio is None:
        return None
    kind = attribute(document, "kind") or text_at(biblio, "B100/B130")
    number = attribute(document, "doc-number") or text_at(biblio, "B100/B110")
    titles = _titles(biblio)
    language = text_at(biblio, "B200/B260", "B200/B250")
    claims = part(document, "claims")
    return PatentRow(
        source=SOURCE,
        country="EP",
        publication=f"EP{number}{kind}" if number else "",
        application=text_at(biblio, "B200/B210"),
        right_type="invention",
        title=titles.get(language, "") if language != "en" else "",
        title_en=titles.get("en", ""),
        holders=texts_at(biblio, "B700/B730/B731/snm") or texts_at(biblio, "B700/B710/B711/snm"),
        inventors=texts_at(biblio, "B700/B720/B721/snm"),
        priority=earliest(texts_at(biblio, "B300/B320/date")),
        filed=text_at(biblio, "B200/B220/date"),
        published=attribute(document, "date-publ") or text_at(biblio, "B100/B140/date"),
        granted=text_at(biblio, "B400/B450/date") if kind.startswith("B") else "",
        claims=sum(1 for _ in parts(claims, "claim")) or None if claims is not None else None,
        ipc=[symbol for symbol in (ipc_symbol(text_of(found)) for found in _classes(biblio)) if symbol],
    )


def _titles(biblio: Element) -> dict[str, str]:
    """Language and title stand in turn."""
    titles: dict[str, str] = {}
    language = ""
    for entry in parts(biblio, "B500/B540"):
        for piece in entry:
            if name_of(piece) == "B541":
                language = text_of(piece)
            elif name_of(piece) == "B542":
                titles.setdefault(language, text_of(piece))
    return titles


def _classes(biblio: Element) -> list[Element]:
    classification = part(biblio, "B500/B510EP", "B500/B510")
    return list(below(classification, "text")) if classification is not None else []
