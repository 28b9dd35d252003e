"""What stands in this file? Run as `python -m pledgeapp.intake.child FILE BOUNDS`, a process that may be lost.

It turns bytes into rows of text and nothing else: it has no key, no database and no network, it cannot write a file,
and the system ends it when it takes too much memory or time. It answers in JSON lines on its output:
`{"table": …}` before the rows of a table, `[line, [cell, …]]` or `[line, reason, {values}]` for a row,
`{"refused": reason, "params": {…}}` when the file cannot be read, `{"end": true}` as the last line of a whole answer.
"""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.delimited import RawRow, delimiter_of, encoding_of, head_of_text, rows_of, stated_encoding
from pledgeapp.intake.file_type import container_of
from pledgeapp.intake.refusals import Refused

if TYPE_CHECKING:
    from pledgeapp.intake.archive import Member
    from pledgeapp.intake.workbook_rows import Sheet


def main(arguments: list[str]) -> int:
    """Read the file named first within the bounds named second; always 0 when an answer was written."""
    bounds = Bounds.from_json(arguments[1])
    _limit_this_process(bounds)
    sys.addaudithook(_refuse_network)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Half a character pair, which no encoding has, goes out as JSON writes it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        for answer in _answers(Path(arguments[0]), bounds):
            _write(answer)
        _write({"end": True})
    except Refused as refused:
        _write({"refused": refused.code, "params": refused.params})
    except MemoryError:
        _write({"refused": "memory", "params": {}})
    except UnicodeDecodeError:
        _write({"refused": "unknown_encoding", "params": {"line": 1}})
    except OSError as error:
        _write({"refused": "cannot_open", "params": {"error_number": error.errno or 0}})
    sys.stdout.flush()
    return 0


def _answers(path: Path, bounds: Bounds) -> Iterator[object]:
    with _opened(path, bounds) as stream:
        match container_of(stream):
            case "archive":
                yield from _archive_answers(stream, bounds)
            case container:
                yield from _table_answers(stream, container, "", bounds)


def _opened(path: Path, bounds: Bounds) -> BinaryIO:
    """The file at `path`; `-` is what was pasted and comes on the input."""
    if str(path) == "-":
        return io.BytesIO(sys.stdin.buffer.read(bounds.file_bytes))
    stream = path.open("rb")
    about = os.fstat(stream.fileno())
    if not stat.S_ISREG(about.st_mode):
        raise Refused("not_a_file")
    if about.st_size > bounds.file_bytes:
        size, limit = about.st_size // MEBIBYTE, bounds.file_bytes // MEBIBYTE
        raise Refused("too_large", size_mb=size, limit_mb=limit)
    return stream


def _table_answers(stream: BinaryIO, container: str, member: str, bounds: Bounds) -> Iterator[object]:
    match container:
        case "text":
            yield from _text_answers(stream, member, bounds)
        case "xml":
            yield from _xml_answers(stream, member, bounds)
        case "html":
            yield from _html_answers(stream, member, bounds)
        case "old_workbook":
            yield from _old_workbook_answers(stream, member, bounds)
        case _:
            yield from _workbook_answers(stream, member, bounds)


def _archive_answers(stream: BinaryIO, bounds: Bounds) -> Iterator[object]:
    """The tables of every member; one that cannot be read says why and holds up no other. Pictures are passed over."""
    from pledgeapp.intake.archive import members_of

    left = bounds.inflated_bytes
    for member in members_of(stream, bounds):
        left = max(left - len(member.content), 0)
        try:
            yield from _member_answers(member, replace(bounds, inflated_bytes=left))
        except Refused as refused:
            is_no_table = refused.code == "wrong_type"
            yield _table(member.name, "other" if is_no_table else "refused")
            if not is_no_table:
                yield [1, refused.code, refused.params]


def _member_answers(member: Member, bounds: Bounds) -> Iterator[object]:
    if member.refused is not None:
        raise member.refused
    content = io.BytesIO(member.content)
    container = container_of(content)
    if container == "archive":
        raise Refused("nested_archive")
    yield from _table_answers(content, container, member.name, bounds)


def _xml_answers(stream: BinaryIO, member: str, bounds: Bounds) -> Iterator[object]:
    from pledgeapp.intake.xml.characters import decoded
    from pledgeapp.intake.xml.readers import row_answers
    from pledgeapp.intake.xml.spreadsheet_2003 import is_spreadsheet

    text, encoding = decoded(stream.read())
    if is_spreadsheet(text):
        yield from _spreadsheet_answers(text, encoding, member, bounds)
        return
    yield _table(member, "xml", encoding)
    yield from row_answers(text, bounds)


def _spreadsheet_answers(text: str, encoding: str, member: str, bounds: Bounds) -> Iterator[object]:
    from pledgeapp.intake.xml.spreadsheet_2003 import sheet_rows

    shown, last = None, 0
    for sheet, line, cells in sheet_rows(text, bounds):
        # Lines only go on inside a sheet: where they begin again another sheet bears the same name.
        if sheet != shown or line <= last:
            shown = sheet
            yield _table(member, "xml_sheet", encoding, sheet=sheet)
        last = line
        is_long = any(len(cell) > bounds.cell_characters for cell in cells)
        yield [line, "cell_too_long", {"limit": bounds.cell_characters}] if is_long else [line, cells]


def _html_answers(stream: BinaryIO, member: str, bounds: Bounds) -> Iterator[object]:
    from pledgeapp.intake.html_tables import tables_in_page

    encoding = encoding_of(stream)
    stream.seek(0)
    text = stream.read().decode(encoding, "replace")
    tables = list(tables_in_page(text, bounds))
    for number, rows in enumerate(tables, start=1):
        yield _table(member, "html", encoding, sheet=str(number) if len(tables) > 1 else "")
        for line, cells in enumerate(rows, start=1):
            if any(cells):
                yield [line, cells]


def _table(member: str, container: str, encoding: str = "", delimiter: str = "", sheet: str = "") -> object:
    """The answer that begins a table: a sheet of a workbook, a file, or a file in an archive."""
    name = f"{member}: {sheet}" if member and sheet else member or sheet
    return {
        "table": name,
        "container": container,
        "encoding": encoding,
        "delimiter": delimiter,
        "member": member,
    }


def _text_answers(stream: BinaryIO, member: str, bounds: Bounds) -> Iterator[object]:
    stream = head_of_text(stream, bounds.head_bytes) if bounds.head_bytes else stream
    encoding = stated_encoding(stream, bounds.encoding) if bounds.encoding else encoding_of(stream)
    delimiter = bounds.delimiter or delimiter_of(stream, encoding)
    yield _table(member, "csv", encoding, delimiter)
    yield from _row_answers(rows_of(stream, encoding, delimiter, bounds), 0, bounds)


def _workbook_answers(stream: BinaryIO, member: str, bounds: Bounds) -> Iterator[object]:
    if bounds.head_bytes:
        from pledgeapp.intake.workbook_head import head_sheets_of

        yield from _sheet_answers(head_sheets_of(stream, bounds), "xlsx", member, bounds)
        return
    from pledgeapp.intake.workbook_rows import sheets_of
    from pledgeapp.intake.workbook_scan import scan_workbook

    scans = scan_workbook(stream, bounds)
    stream.seek(0)
    yield from _sheet_answers(sheets_of(stream, scans, bounds), "xlsx", member, bounds)


def _old_workbook_answers(stream: BinaryIO, member: str, bounds: Bounds) -> Iterator[object]:
    from pledgeapp.intake.old_workbook import old_sheets_of

    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    yield from _sheet_answers(old_sheets_of(stream, size, bounds), "xls", member, bounds)


def _sheet_answers(sheets: Iterable[Sheet], container: str, member: str, bounds: Bounds) -> Iterator[object]:
    rows = 0
    for sheet in sheets:
        yield _table(member, container, sheet=sheet.name)
        for answer in _row_answers(sheet.rows, rows, bounds):
            rows += 1
            yield answer


def _row_answers(rows: Iterable[RawRow], before: int, bounds: Bounds) -> Iterator[object]:
    for number, row in enumerate(islice(rows, bounds.head_rows or None), start=before + 1):
        if number > bounds.rows:
            raise Refused("too_many_rows", limit=bounds.rows)
        if row.refused:
            yield [row.line, row.refused, {"limit": bounds.cell_characters}]
        else:
            yield [row.line, row.cells]


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _write(answer: object) -> None:
    sys.stdout.write(_as_json(answer) + "\n")


def _limit_this_process(bounds: Bounds) -> None:
    if sys.platform != "linux":
        return
    import resource

    ceilings = {
        resource.RLIMIT_AS: bounds.memory_bytes,
        resource.RLIMIT_CPU: bounds.cpu_seconds,
        resource.RLIMIT_NOFILE: bounds.open_files,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, ceiling in ceilings.items():
        hard = resource.getrlimit(kind)[1]
        lowest = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        # Processor time: a second between the signal that says so and the one that only kills.
        is_told = kind == resource.RLIMIT_CPU and (hard == resource.RLIM_INFINITY or hard > lowest)
        resource.setrlimit(kind, (lowest, lowest + 1 if is_told else lowest))


def _refuse_network(event: str, _: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("the reader has no network")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
