"""Which rows does a delimited text hold, in which encoding and with which delimiter? Runs in the child process."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused

_CHUNK = 1024 * 1024
_SAMPLE_LINES = 40
_COMMON_SHARE = 0.6
"""Share of common Chinese characters below which a text is not taken for Chinese."""
_LATIN_SHARE = 0.9
"""Share of words with high bytes that must look like Latin words with accents for a text to be taken for one."""
_WORD_WITH_HIGH_BYTES = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LATIN_SIGNS = frozenset(b"\x92\x93\x94\x96\xa7\xa9\xae\xb0\xb2\xb3\xb5") | frozenset(range(0xC0, 0x100))
"""Letters with accents and the signs that stand beside letters: quotation marks, degree, micro."""
ENCODINGS = ("utf-8", "gb18030", "utf-16", "cp1252")
"""What a person may state; `cp1252` is Latin-1 as Western European Windows writes it."""
DELIMITERS = (",", ";", "\t", "；")
"""Those that are found out; a Chinese keyboard writes the full-width semicolon."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells of one row and the line it begins on; `refused` says why it could not be taken apart."""

    line: int
    cells: tuple[str, ...]
    refused: str = ""


def encoding_of(stream: BinaryIO) -> str:
    """`utf-8-sig`, `utf-8`, `utf-16` (only by its mark), `gb18030`, or `cp1252` (Latin-1) when it can be no other.

    Refuses NUL bytes, mixtures and texts in other encodings.
    """
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    _refuse_nul(stream)
    name = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    if _decodes(stream, name):
        return name
    _refuse_cut_off(stream)
    _refuse_mixture(stream)
    is_gb18030 = name == "utf-8" and _decodes(stream, "gb18030")
    if is_gb18030 and _is_chinese(stream):
        return "gb18030"
    if name == "utf-8" and _is_latin(stream) and _decodes(stream, "cp1252"):
        return "cp1252"
    raise Refused("unknown_encoding", line=_first_line_not(stream, "ascii" if is_gb18030 else "gb18030"))


def head_of_text(stream: BinaryIO, size: int) -> BinaryIO:
    """The whole lines among the first `size` bytes; they may be in another encoding than what follows."""
    head = stream.read(size)
    if len(head) == size:
        end = head.rfind(b"\n") + 1
        # A line break of UTF-16 is two bytes long.
        head = head[: (end + 1) // 2 * 2 if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else end]
    return io.BytesIO(head)


def stated_encoding(stream: BinaryIO, name: str) -> str:
    """The encoding that a person has stated, with its mark where there is one; Refused where the text is not in it."""
    if name == "utf-8" and stream.read(3) == codecs.BOM_UTF8:
        name = "utf-8-sig"
    stream.seek(0)
    if name.removesuffix("-sig") not in ENCODINGS:
        raise Refused("other_encoding", encoding=name)
    if name != "utf-16":
        _refuse_nul(stream)
    found = _utf16_of(stream) if name == "utf-16" else name
    if not found or not _decodes(stream, found):
        raise Refused("other_encoding", encoding=name)
    return found


def _utf16_of(stream: BinaryIO) -> str:
    """`utf-16` with its mark, else `utf-16-le` or `utf-16-be` as delimiters, digits and line breaks stand; or empty.

    Those signs have a byte of zero; a text without any such byte is in no UTF-16.
    """
    sample = stream.read(_CHUNK)
    stream.seek(0)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if first == second:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def rows_of(stream: BinaryIO, encoding: str, delimiter: str, bounds: Bounds) -> Iterator[RawRow]:
    """The rows with at least one filled cell. A row whose quotation marks do not pair comes out refused."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    csv.field_size_limit(bounds.cell_characters)
    reader = csv.reader(_checked_lines(text, bounds), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            text.detach()
            return
        except csv.Error as error:
            yield RawRow(line, (), "cell_too_long" if "limit" in str(error) else "quotes")
            continue
        if len(cells) > bounds.columns and any(c.strip() for c in cells[bounds.columns :]):
            raise Refused("too_many_columns", line=line, limit=bounds.columns)
        if any(c.strip() for c in cells):
            yield RawRow(line, tuple(cells))


def delimiter_of(stream: BinaryIO, encoding: str) -> str:
    """The delimiter under which most of the first lines have the same number of cells, two or more."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    sample = [line[:_CHUNK] for line, _ in zip(text, range(_SAMPLE_LINES), strict=False)]
    text.detach()
    stream.seek(0)
    return max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: list[str], delimiter: str) -> tuple[int, int]:
    """How many rows share the commonest cell count above one, and that count."""
    counts: Counter[int] = Counter()
    reader = csv.reader(sample, delimiter=delimiter)
    try:
        for cells in reader:
            counts[len(cells)] += 1
    except csv.Error:
        return (0, 0)
    shared = [(rows, cells) for cells, rows in counts.items() if cells > 1]
    return max(shared, default=(0, 0))


def _checked_lines(text: io.TextIOWrapper, bounds: Bounds) -> Iterator[str]:
    number = 0
    while line := text.readline(bounds.row_characters + 1):
        number += 1
        if len(line) > bounds.row_characters:
            raise Refused("row_too_long", line=number, limit=bounds.row_characters)
        if "\0" in line:
            raise Refused("nul", line=number)
        yield line


def _refuse_nul(stream: BinaryIO) -> None:
    line = 1
    while chunk := stream.read(_CHUNK):
        at = chunk.find(b"\0")
        if at >= 0:
            raise Refused("nul", line=line + chunk.count(b"\n", 0, at))
        line += chunk.count(b"\n")
    stream.seek(0)


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _refuse_cut_off(stream: BinaryIO) -> None:
    """UTF-8 up to a last character of which bytes are missing: a download or a copy that was broken off."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, has_others = 1, False
    try:
        while chunk := stream.read(_CHUNK):
            decoded = decoder.decode(chunk)
            has_others = has_others or not decoded.isascii()
            line += chunk.count(b"\n")
        rest, _ = decoder.getstate()
    except UnicodeDecodeError:
        return
    finally:
        stream.seek(0)
    if rest and has_others:
        raise Refused("cut_off", line=line)


def _first_line_not(stream: BinaryIO, encoding: str) -> int:
    number = 1
    for number, line in enumerate(stream, start=1):  # noqa: B007 - the last number is the answer
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            break
    stream.seek(0)
    return number


def _refuse_mixture(stream: BinaryIO) -> None:
    """A GB18030 file has no line that is also Chinese in UTF-8: such lines mean two encodings in one file."""
    utf8_line = other_line = 0
    for number, line in enumerate(stream, start=1):
        if line.isascii():
            continue
        try:
            decoded = line.decode("utf-8")
        except UnicodeDecodeError:
            other_line = other_line or number
        else:
            if sum("\u4e00" <= c <= "\u9fff" for c in decoded) > 1:
                utf8_line = utf8_line or number
        if utf8_line and other_line:
            raise Refused("mixed_encoding", line_one=utf8_line, line_two=other_line)
    stream.seek(0)


def _is_chinese(stream: BinaryIO) -> bool:
    """Nearly any bytes are some GB18030 text: "Müller" in Latin-1 reads as a rare Chinese character in a name.

    Chinese texts consist of the punctuation and the common characters of GB 2312, those whose two bytes lie from A1 A1
    to D7 FE; accents before Latin letters, Japanese and Cyrillic give others.
    """
    sample = stream.read(_CHUNK)
    stream.seek(0)
    characters = [c.encode("gb18030") for c in sample.decode("gb18030", errors="ignore") if not c.isascii()]
    common = sum(b"\xa1\xa1" <= c <= b"\xd7\xfe" and c[1] >= 0xA1 for c in characters if len(c) == 2)
    return common >= _COMMON_SHARE * len(characters)


def _is_latin(stream: BinaryIO) -> bool:
    """Letters with accents stand here and there among plain ones: other alphabets and Japanese write whole words so."""
    sample = stream.read(_CHUNK)
    stream.seek(0)
    words = _WORD_WITH_HIGH_BYTES.findall(sample)
    return sum(map(_is_latin_word, words)) >= _LATIN_SHARE * len(words)


def _is_latin_word(word: bytes) -> bool:
    high = [byte for byte in word if byte >= 0x80]
    return _LATIN_SIGNS.issuperset(high) and (len(word) == 1 or 2 * len(high) <= len(word))
