"""Do lines end where Chinese and English allow it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.reports.pdf_fonts import MISSING, faces
from pledgeapp.reports.pdf_text import break_lines, units, widest_unit

FACE = faces().regular
SIZE = 10.0
MIXED = st.text(st.sampled_from("专利质押（）《》，。、；：“”%5.1abcXYZ -/_\u00a0\n…·"), max_size=80)


@given(MIXED, st.floats(12, 300))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: float) -> None:
    lines = break_lines(text, FACE, SIZE, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(FACE.width(line, SIZE) <= width + 1e-6 or len(line.strip()) <= 1 for line in lines)


@given(st.text(st.sampled_from("专利质押，。、；：！？）》”"), min_size=1, max_size=80), st.floats(60, 300))
def test_no_line_starts_with_a_closing_mark(text: str, width: float) -> None:
    cut_inside = [u for u in units(text) if FACE.width(u, SIZE) > width]
    if not cut_inside:
        lines = break_lines(text, FACE, SIZE, width)
        assert not [line for line in lines[1:] if line[0] in "，。、；：！？）》”"]


@given(st.text(st.sampled_from("专利（《“"), min_size=1, max_size=80), st.floats(60, 300))
def test_no_line_ends_with_an_opening_mark(text: str, width: float) -> None:
    if not [u for u in units(text) if FACE.width(u, SIZE) > width]:
        lines = break_lines(text, FACE, SIZE, width)
        assert not [line for line in lines[:-1] if line[-1] in "（《“"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("质押率上限", 30, ["质押率", "上限"]),
        ("估值为714.50万元", 58, ["估值为", "714.50万元"]),
        ("loan limit", 25, ["loan", "limit"]),
        ("甲\n乙", 100, ["甲", "乙"]),
        ("", 100, [""]),
        ("714.50\u00a0万元 为限", 55, ["714.50\u00a0万元", "为限"]),
    ],
)
def test_where_lines_end(text: str, width: float, lines: list[str]) -> None:
    assert break_lines(text, FACE, SIZE, width) == lines


def test_a_word_wider_than_the_line_is_cut_after_its_own_marks_first() -> None:
    path = "valuation.market.comparable_transactions"
    lines = break_lines(path, FACE, SIZE, 110)
    assert "".join(lines) == path
    assert lines[0].endswith((".", "_"))


def test_widest_unit_is_the_longest_word_up_to_the_limit() -> None:
    assert widest_unit("a transaction", FACE, SIZE, 500) == pytest.approx(FACE.width("transaction", SIZE))
    assert widest_unit("a transaction", FACE, SIZE, 20) == 20


@given(st.text(max_size=200))
def test_printable_text_has_only_letters_of_the_typeface(text: str) -> None:
    printed = FACE.printable(text)
    known = FACE.font.face.charToGlyph
    assert all(ord(c) in known or c in "\n\u00a0" for c in printed)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x00b\x07c", "abc"),
        ("甲\u200b乙\ufeff丙\u202e", "甲乙丙"),
        ("a\r\nb\rc\td", "a\nb\nc d"),
        ("\U0002a6b2字", f"{MISSING}字"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_printed(text: str, printed: str) -> None:
    assert FACE.printable(text) == printed
