"""What is this file really? Told by its first bytes, never by its name."""

from __future__ import annotations

import re
from typing import BinaryIO

from pledgeapp.intake.refusals import Refused

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_BINARY_ONLY = ("bmp", "program")
"""Two-letter marks that a text may begin with: they count only when zero bytes follow."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
_HEAD = 4096
_TAG = re.compile(rb"<(?:\?xml|!DOCTYPE|!--|[A-Za-z_][\w.:-]*[\s/>])")


def container_of(stream: BinaryIO) -> str:
    """`text`, `xml`, `html`, `workbook`, `old_workbook` or `archive`; any other content is refused by its name.

    Leaves the stream at its beginning.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip():
        raise Refused("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from pledgeapp.intake.archive import is_workbook

        return "workbook" if is_workbook(stream) else "archive"
    if head.startswith(_OLE):
        return _ole_kind(stream)
    if _is_xml(head):
        return "xml"
    found = _named_kind(head)
    if found == "html":
        return "html"
    if found is not None:
        raise Refused("wrong_type", found_label=found)
    return "text"


def _named_kind(head: bytes) -> str | None:
    for magic, name in _MAGIC:
        if head.startswith(magic) and (name not in _BINARY_ONLY or b"\0" in head):
            return name
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if not head.strip(b"\0"):
        return "zeros"
    return _markup_kind(head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower())


def _markup_kind(start: bytes) -> str | None:
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<body", b"<!--startfragment")):
        return "html"
    return "json" if start.startswith((b"{", b"[{")) else None


def _is_xml(head: bytes) -> bool:
    """A declaration, a document type or a tag; web pages begin the same way and are none."""
    if head.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")):
        return True
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(_TAG.match(start)) and _markup_kind(start[:200].lower()) is None


def _ole_kind(stream: BinaryIO) -> str:
    """An old workbook by the stream it must hold; an encrypted .xlsx is such a file with a stream of that name."""
    content = stream.read()
    stream.seek(0)
    if _ENCRYPTED in content:
        raise Refused("password")
    if not any(name in content for name in _WORKBOOK_STREAMS):
        raise Refused("wrong_type", found_label="ole")
    return "old_workbook"
