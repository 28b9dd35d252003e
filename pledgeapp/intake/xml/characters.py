"""Which characters does an XML file hold, and which documents, without ever loading a DTD? Runs in the child process.

The parser gets UTF-8 from the root element on and nothing else: encoding, document type and named characters are
settled here, so that no declaration of a file can make it open, expand or silently drop anything.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from html.entities import html5

from pledgeapp.intake.delimited import encoding_of
from pledgeapp.intake.refusals import Refused

UNRESOLVED = "\ufdd0"
"""Stands before the name of a character that no table knows: a noncharacter, which no document holds."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_TRUSTED_DECLARATIONS = frozenset(
    codecs.lookup(name).name
    for name in (
        "latin-1",
        "iso8859-15",
        "cp1252",
        "cp1250",
        "iso8859-2",
        "big5",
        "shift_jis",
        "euc_jp",
        "euc_kr",
        "koi8-r",
    )
)
"""Encodings that nobody can tell from the bytes alone: the declaration is believed when the bytes are not UTF-8."""
_NEVER_GUESSED = frozenset({"cp1252", "latin-1"})
"""A table is taken for Latin where it can be no other; a document that is not what it declares is damaged."""
_XML_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_NAMED = re.compile(r"<!\[CDATA\[|<!--|<\?|&([A-Za-z_:][\w.:-]*);")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
"""Where an ampersand is an ampersand."""
_ANY_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_:]")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0\ufffe\uffff]")
_DECLARATION_END = re.compile(r"[\"'>]")
_SUBSET_TOKEN = re.compile(r"<!--|<\?|<!|%|\]")
_UNPARSED_ENTITY = re.compile(
    r"""^<!ENTITY\s+[^\s%&"'<>]+\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+(?:"[^"]*"|'[^']*')\s+NDATA\s+[\w:.-]+\s*>$"""
)
"""A picture beside the document: named, never opened, never text."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text of `content` and the encoding it is in; Refused where the bytes are none that can be told."""
    name = _encoding(content)
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise Refused("xml_encoding", line=line, encoding=name) from error
    strange = _FORBIDDEN.search(text)
    if strange is not None:
        raise Refused("xml_character", line=1 + text.count("\n", 0, strange.start()))
    return text, name


def documents_in(text: str) -> Iterator[tuple[int, str]]:
    """Each document from its root element on, with the line it begins on.

    A file may hold several, one behind the other, as the weekly files of the USPTO do. Refused where a document type
    declares an entity other than a picture.
    """
    starts = [m.start() for m in _XML_DECLARATION.finditer(text)] or [0]
    if text[: starts[0]].strip():
        starts.insert(0, 0)
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        root = _root_start(text, start, end)
        line += text.count("\n", before, root)
        before = root
        yield line, _with_characters(text[root:end])


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    match = _DECLARED.match(content)
    declared = _codec_name(match[1].decode("ascii")) if match else ""
    first_wrong = _first_not_utf8(content)
    if declared in _TRUSTED_DECLARATIONS and b"\0" not in content and first_wrong is not None:
        return declared
    name = encoding_of(io.BytesIO(content))
    if name in _NEVER_GUESSED:
        raise Refused("unknown_encoding", line=1 + content.count(b"\n", 0, first_wrong))
    return name


def _codec_name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return ""


def _first_not_utf8(content: bytes) -> int | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _root_start(text: str, at: int, end: int) -> int:
    """Where the root element begins: behind declaration, comments, instructions and the document type."""
    at += text.startswith("\ufeff", at)
    while True:
        while at < end and text[at].isspace():
            at += 1
        if text.startswith("<?", at):
            at = _behind(text, "?>", at, end)
        elif text.startswith("<!--", at):
            at = _behind(text, "-->", at, end)
        elif text.startswith("<!DOCTYPE", at):
            at = _behind_document_type(text, at + len("<!DOCTYPE"), end)
        elif text.startswith("<", at) and at < end:
            return at
        else:
            raise Refused("xml_damaged", line=1 + text.count("\n", 0, at))


def _behind(text: str, mark: str, at: int, end: int) -> int:
    found = text.find(mark, at, end)
    if found < 0:
        raise Refused("xml_damaged", line=1 + text.count("\n", 0, at))
    return found + len(mark)


def _behind_document_type(text: str, at: int, end: int) -> int:
    """Behind `<!DOCTYPE …>`; its external DTD is a name that is passed over, its declarations are looked at."""
    while at < end:
        match text[at]:
            case '"' | "'":
                at = _behind(text, text[at], at + 1, end)
            case "[":
                at = _behind_subset(text, at + 1, end)
            case ">":
                return at + 1
            case _:
                at += 1
    raise Refused("xml_damaged", line=1 + text.count("\n", 0, end))


def _behind_subset(text: str, at: int, end: int) -> int:
    while True:
        token = _SUBSET_TOKEN.search(text, at, end)
        if token is None:
            raise Refused("xml_damaged", line=1 + text.count("\n", 0, at))
        match token[0]:
            case "<!--":
                at = _behind(text, "-->", token.end(), end)
            case "<?":
                at = _behind(text, "?>", token.end(), end)
            case "]":
                return token.end()
            case "<!":
                at = _behind_declaration(text, token.start(), end)
            case _:
                raise Refused("xml_entity", line=1 + text.count("\n", 0, at))


def _behind_declaration(text: str, start: int, end: int) -> int:
    at = start
    while True:
        token = _DECLARATION_END.search(text, at, end)
        if token is None:
            raise Refused("xml_damaged", line=1 + text.count("\n", 0, start))
        if token[0] == ">":
            break
        at = _behind(text, token[0], token.end(), end)
    declaration = text[start : token.end()]
    if declaration.startswith("<!ENTITY") and not _UNPARSED_ENTITY.match(declaration):
        raise Refused("xml_entity", line=1 + text.count("\n", 0, start))
    return token.end()


def _with_characters(text: str) -> str:
    """`text` with named characters (`&eacute;`) as characters; a name no table knows is marked, never dropped."""
    if not _ANY_NAMED.search(text):
        return text
    pieces: list[str] = []
    taken = at = 0
    while found := _NAMED.search(text, at):
        name = found[1]
        at = found.end()
        if name is None:
            at = text.find(_ENDS[found[0]], at)
            if at < 0:
                break
        elif name not in _PREDEFINED:
            pieces += text[taken : found.start()], _character(name)
            taken = at
    return "".join((*pieces, text[taken:]))


def _character(name: str) -> str:
    characters = html5.get(f"{name};")
    if characters is None:
        return f"{UNRESOLVED}{name};"
    return "".join(f"&#{ord(c)};" for c in characters)
