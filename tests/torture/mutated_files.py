"""Does any damage done to a real file hurt the program that reads it, or go untold?

`python -m tests.torture.mutated_files [FILES] [SEED]` prints a table and JSON (default 2,000 files). Damage goes where
readers break: lines, cells and quotation marks of a text, parts and tags of a workbook, records of an old one, elements
of a patent document. Each file must be read or refused in words, in bounded time, and no process may be left over.
"""

from __future__ import annotations

import io
import json
import random
import re
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import texts
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.preview import preview_file

DATA = Path(__file__).resolve().parents[1] / "pledgeapp" / "intake" / "data"
TODAY = date(2026, 11, 24)
BOUNDS = Bounds(cpu_seconds=8, deadline_seconds=10.0)
MOST_SECONDS = 12.0
_HOSTILE_TEXTS = (
    b'"',
    b'""',
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b";",
    b"\t",
    b"=cmd|' /C calc'!A0",
    b"-1e999",
    b"1899-12-31",
    b"2099-01-01",
    "专利\u202e名称".encode(),
    "中文".encode("gb18030"),
    b"x" * 40_000,
    b"," * 600,
)
_HOSTILE_TAGS = (
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b'<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/hostname">%a;]>',
    b"&a;",
    b"&#0;",
    b"&nbsp;",
    b"<a>" * 100,
    b"</worksheet>",
    b"<![CDATA[<c r='XFD1048576'/>]]>",
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="A1" t="s"><v>999999999</v></c>',
    b'<c r="A1" t="e"><v>#N/A</v></c>',
    b"<f>1+1</f>",
    b'<mergeCell ref="A1:A1048576"/>',
    b'<?xml version="1.0" encoding="utf-16"?>',
)
_NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


@dataclass
class Outcome:
    """What became of the files of one kind; `problems` must stay empty."""

    files: int = 0
    read: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    """Number of files by the reason."""
    slowest_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


def mutated(kind: str, rng: random.Random) -> bytes:
    """A real file of this kind with up to four damages."""
    seed, damage = _KINDS[kind]
    content = rng.choice(seed())
    for _ in range(rng.choice((1, 1, 2, 4))):
        content = damage(content, rng)
    return content


def try_one(path: Path, outcome: Outcome) -> None:
    """Read the file at `path` and note in `outcome` what became of it."""
    outcome.files += 1
    begun = time.monotonic()
    try:
        preview = preview_file(path, source_day=TODAY, bounds=BOUNDS)
    except DataProblem as problem:
        _note_refusal(problem, outcome)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        outcome.problems.append(f"{path.name}: {type(error).__name__}: {error}")
    else:
        outcome.read += 1
        if preview.accepted + preview.merged + preview.refused_rows != preview.rows:
            outcome.problems.append(f"{path.name}: rows do not add up")
    seconds = time.monotonic() - begun
    outcome.slowest_seconds = max(outcome.slowest_seconds, seconds)
    if seconds > MOST_SECONDS:
        outcome.problems.append(f"{path.name}: {seconds:.1f} s")


def _note_refusal(problem: DataProblem, outcome: Outcome) -> None:
    if not problem.problems:
        outcome.problems.append(f"{problem}: no reason")
        return
    for one in problem.problems:
        if not all(texts(language).message(one.message).strip() for language in ("zh", "en")):
            outcome.problems.append(f"{one.message.code}: no words")
    code = problem.problems[0].message.code.removeprefix("intake.")
    outcome.refused[code] = outcome.refused.get(code, 0) + 1


def run(files: int, seed: int, keep: Path | None = None) -> dict[str, Outcome]:
    """Try `files` files, as many of each kind; those with a problem are kept in the folder `keep`."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable sequence is wanted
    outcomes = {kind: Outcome() for kind in _KINDS}
    with tempfile.TemporaryDirectory(prefix="mutated-") as place:
        for number in range(files):
            kind = list(_KINDS)[number % len(_KINDS)]
            path = Path(place) / f"{kind}-{number}"
            path.write_bytes(mutated(kind, rng))
            known = len(outcomes[kind].problems)
            try_one(path, outcomes[kind])
            if keep is not None and len(outcomes[kind].problems) > known:
                (keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
    return outcomes


def _damage_text(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(7):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            del lines[at]
        case 2:
            lines[at:at] = [lines[other]] * rng.choice((1, 3, 300))
        case 3:
            cells = lines[at].split(b",")
            cells[rng.randrange(len(cells))] = rng.choice(_HOSTILE_TEXTS)
            lines[at] = b",".join(cells)
        case 4:
            place = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + rng.choice(_HOSTILE_TEXTS) + lines[at][place:]
        case 5:
            return content[: rng.randrange(len(content) + 1)]
        case _:
            lines[at] = (
                lines[at].decode("utf-8", "replace").encode(rng.choice(("gb18030", "utf-16", "utf-8")), "replace")
            )
    return b"\n".join(lines)


def _damage_xml(content: bytes, rng: random.Random) -> bytes:
    tags = [match.start() for match in re.finditer(rb"<", content[:200_000])] or [0]
    at, other = rng.choice(tags), rng.choice(tags)
    match rng.randrange(6):
        case 0:
            return content[:at] + rng.choice(_HOSTILE_TAGS) + content[at:]
        case 1:
            first, last = sorted((at, other))
            return content[:first] + content[last:]
        case 2:
            first, last = sorted((at, other))
            return content[:last] + content[first:last] * rng.choice((1, 2, 50)) + content[last:]
        case 3:
            return (
                content[:at]
                + re.sub(rb"\d+", str(rng.choice(_NUMBERS)).encode(), content[at : at + 80])
                + content[at + 80 :]
            )
        case 4:
            return content[: rng.randrange(len(content) + 1)]
        case _:
            return _damage_bytes(content, rng)


def _damage_bytes(content: bytes, rng: random.Random) -> bytes:
    """Numbers of two or four bytes become extreme, sectors of 512 bytes change places, the end is missing."""
    changed = bytearray(content)
    if len(changed) < 8:
        return content
    at = rng.randrange(len(changed) - 4)
    match rng.randrange(5):
        case 0:
            changed[at : at + 2] = struct.pack("<H", rng.choice(_NUMBERS) & 0xFFFF)
        case 1:
            changed[at : at + 4] = struct.pack("<I", rng.choice(_NUMBERS))
        case 2:
            changed[at] ^= 1 << rng.randrange(8)
        case 3:
            one, two = (512 * rng.randrange(len(changed) // 512 + 1) for _ in range(2))
            changed[one : one + 512], changed[two : two + 512] = changed[two : two + 512], changed[one : one + 512]
        case _:
            del changed[at:]
    return bytes(changed)


def _damage_archive(content: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.15:
        return _damage_bytes(content, rng)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - damaged before
        return _damage_bytes(content, rng)
    if not parts:
        return content
    at = rng.randrange(len(parts))
    name, part = parts[at]
    match rng.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (rng.choice(("../../x", "xl/workbook.xml", "a" * 300, "mimetype")), part)
        case 2:
            parts[at] = (name, content if rng.random() < 0.2 else part[: len(part) // 2])
        case _:
            parts[at] = (name, _damage_xml(part, rng))
    return _zipped(parts)


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        written = set[str]()
        for name, part in parts:
            if name not in written:
                archive.writestr(name, part)
                written.add(name)
    return target.getvalue()


@cache
def _lists() -> tuple[bytes, ...]:
    """The beginning of a real result list and of an empty template with one row."""
    whole = (DATA / "google_patents_solid_electrolyte.csv").read_bytes()
    template = "专利名称,申请号,申请日,法律状态,权利要求数\n电池,ZL201410264351.3,2014-06-13,有效,10\n"
    return b"\n".join(whole.split(b"\n")[:40]) + b"\n", template.encode(), template.encode("gb18030")


@cache
def _workbooks() -> tuple[bytes, ...]:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("专利")
        sheet.write_row(0, 0, ["专利名称", "申请号", "申请日", "权利要求数"])
        for row, last in enumerate(("1.3", "2.8", "3.2"), start=1):
            sheet.write_row(row, 0, ["电池", f"ZL20141026435{last}", date(2014, 6, row), row])
        sheet.merge_range(5, 0, 7, 0, "合并")
        sheet.write_formula(8, 3, "=1+1", value=2)
        book.add_worksheet("空")
    return (target.getvalue(),)


@cache
def _old_workbooks() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((DATA / "result_lists").glob("*.xls")))


@cache
def _documents() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((DATA / "patent_documents").glob("*.xml")))


@cache
def _archives() -> tuple[bytes, ...]:
    small = [(path.name, path.read_bytes()) for path in sorted((DATA / "patent_documents").glob("ops_*.xml"))[:3]]
    return (DATA / "patent_documents" / "sample_XML4IP.ZIP").read_bytes(), _zipped([*small, ("list.csv", _lists()[0])])


_KINDS: dict[str, tuple[Callable[[], tuple[bytes, ...]], Callable[[bytes, random.Random], bytes]]] = {
    "list": (_lists, _damage_text),
    "workbook": (_workbooks, _damage_archive),
    "old_workbook": (_old_workbooks, _damage_bytes),
    "document": (_documents, _damage_xml),
    "archive": (_archives, _damage_archive),
}
KINDS = tuple(_KINDS)


def main(arguments: list[str]) -> int:
    """Print what became of the files; 1 when anything went wrong."""
    files = int(arguments[0]) if arguments else 2_000
    seed = int(arguments[1]) if len(arguments) > 1 else 20261125
    outcomes = run(files, seed, Path(tempfile.mkdtemp(prefix="mutated-kept-")))
    print(f"{'kind':13} {'files':>6} {'read':>6} {'refused':>8} {'slowest':>8} {'problems':>9}")
    for kind, one in outcomes.items():
        refused = sum(one.refused.values())
        print(f"{kind:13} {one.files:6} {one.read:6} {refused:8} {one.slowest_seconds:7.2f}s {len(one.problems):9}")
    print(json.dumps({kind: asdict(one) for kind, one in outcomes.items()}, ensure_ascii=False))
    return 1 if any(one.problems for one in outcomes.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
