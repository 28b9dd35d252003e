"""Which files does a ZIP archive hold, and may they be looked at? Runs in the child process.

Nothing is written to disk: a member is inflated into memory with its bytes counted, so its path is a name and no place.
An archive inside an archive is not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.workbook_scan import check_archive, check_inflated

_CHUNK = 64 * 1024
_UTF8_NAME = 0x800
_LONGEST_NAME = 200
_OF_THE_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """A file of an archive: its content, or why there is none."""

    name: str
    content: bytes = b""
    refused: Refused | None = None


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a file that begins as a ZIP is an office document rather than an archive of files."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True
    finally:
        stream.seek(0)
    return "[content_types].xml" in names or {"mimetype", "content.xml"} <= names or "xl/workbook.xml" in names


def members_of(stream: BinaryIO, bounds: Bounds) -> Iterator[Member]:
    """Every file of the archive, one at a time, in the archive's order.

    Refused where the archive as a whole is damaged, locked or exceeds `bounds`; a damaged member comes out refused.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            check_archive(infos, bounds)
            total = 0
            for info in infos:
                name = _name(info)
                if info.is_dir() or any(mark in name for mark in _OF_THE_SYSTEM):
                    continue
                member = _inflated(archive, info, name, total, bounds)
                total += len(member.content)
                yield member
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("damaged_zip") from error


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, before: int, bounds: Bounds) -> Member:
    content = io.BytesIO()
    try:
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                content.write(chunk)
                check_inflated(content.tell(), before + content.tell(), info, bounds)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return Member(name, refused=Refused("damaged_member"))
    if content.tell() > bounds.file_bytes:
        return Member(
            name,
            refused=Refused("too_large", size_mb=content.tell() // MEBIBYTE, limit_mb=bounds.file_bytes // MEBIBYTE),
        )
    return Member(name, content.getvalue())


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; archives made on Chinese systems carry it in GB18030 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    return "".join(c if c.isprintable() else "?" for c in name)[-_LONGEST_NAME:]
