"""Is each kind of block drawn with all its words, in reading order, whatever is in it?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgeapp.reports.document import (
    Badge,
    Bar,
    BarChart,
    Block,
    Bullets,
    Checks,
    Column,
    Cover,
    DocumentInfo,
    Facts,
    Fall,
    Furniture,
    Heading,
    HistogramChart,
    KeyFigure,
    KeyFigures,
    Paragraph,
    RangeChart,
    RangeMark,
    ReportContent,
    Row,
    Section,
    SignatureLine,
    Signatures,
    Swing,
    Table,
    TornadoChart,
    WaterfallChart,
)
from pledgeapp.reports.pdf import render_pdf
from pledgeapp.reports.pdf_styles import CONTENT_WIDTH, MARGIN_LEFT
from tests.pledgeapp.reports.drawn import bare, draw, page_texts

AXIS = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
COLUMNS = (Column("Name"), Column("Number", "code"), Column("Value", "number"))

BLOCKS: dict[str, tuple[Block, list[str]]] = {
    "heading": (Heading("A heading", 2, "key"), ["A heading"]),
    "paragraph": (Paragraph("一段文字。"), ["一段文字。"]),
    "notice": (Paragraph("重要提示", "notice"), ["重要提示"]),
    "danger": (Paragraph("Blocked", "danger"), ["Blocked"]),
    "bullets": (Bullets(("first", "second"), is_numbered=True), ["1.", "first", "2.", "second"]),
    "checks": (Checks(((True, "done"), (False, "open"))), ["done", "open"]),
    "facts": (Facts((("Label", "Value"), ("State", Badge("good", "good")))), ["Label", "Value", "State", "good"]),
    "key figures": (
        KeyFigures((KeyFigure("Limit", "162.00", "万元", ("大写",)),)),
        ["Limit", "162.00", "万元", "大写"],
    ),
    "table": (
        Table(
            COLUMNS,
            (
                Row(("Group",), "group"),
                Row(("a", Badge("in force", "good"), Bar("40%", 0.4))),
                Row(("Sum", "", "7.00"), "total"),
            ),
            "Caption",
            "A note.",
        ),
        ["Caption", "Name", "Number", "Value", "Group", "a", "in force", "40%", "Sum", "7.00", "A note."],
    ),
    "range": (
        RangeChart(
            (RangeMark("Income", "40", 40.0), RangeMark("All", "30–60", 50.0, 30.0, 60.0)), AXIS, "CNY", "Field"
        ),
        ["Field", "CNY", "0", "50", "100", "Income", "40", "All", "30–60"],
    ),
    "tornado": (
        TornadoChart(
            (Swing("Rate", "Line", 20.0, 80.0, "3%", "5%"),), 50.0, "Base", ("low", "high"), AXIS, "CNY", "Swing"
        ),
        ["Swing", "low", "high", "Rate", "Line", "3%", "5%", "Base"],
    ),
    "waterfall": (
        WaterfallChart((Fall("Value", "100", 100, 100), Fall("Limit", "30", 100, 30, is_total=True)), "CNY", "Fall"),
        ["Fall", "100", "Value", "30", "Limit"],
    ),
    "histogram": (
        HistogramChart((0.0, 50.0, 100.0), (3, 1), ((60.0, "P50", "accent"),), AXIS, "CNY", "Frequency"),
        ["Frequency", "P50"],
    ),
    "bars": (
        BarChart(("2027", "2028"), (("Income", (10.0, -5.0)), ("PV", (9.0, -4.0))), AXIS, "CNY", "Years"),
        ["Years", "Income", "PV", "2027", "2028"],
    ),
    "signatures": (
        Signatures((SignatureLine("Prepared", "Li"), SignatureLine("Reviewed", "Wang")), "Sign", "Date"),
        ["Prepared", "Li", "Reviewed", "Wang"],
    ),
}


def report(*blocks: Block) -> ReportContent:
    """A report with one section that holds `blocks`."""
    return ReportContent(
        language="en",
        info=DocumentInfo("Title", "Li", "Subject", "word", "PledgeApp", (2026, 11, 24)),
        furniture=Furniture("Left", "Right", "Foot", "Page {page} of {total}", "", "", "Contents", " (continued)"),
        cover=Cover("Bank", "Report", "Case", (("Number", "1"),), "Notice", ("Text",), "Fingerprint", "abcd", "1.0"),
        sections=(Section("first", "1  ", "First", ()), Section("second", "2  ", "Second", blocks, starts_page=True)),
    )


@pytest.mark.parametrize("name", BLOCKS)
def test_every_word_of_a_block_is_on_paper(name: str) -> None:
    block, expected = BLOCKS[name]
    _, drawn = draw(report(block), "en")
    texts = [d.text for d in drawn if d.page == 4]
    assert [word for word in expected if word not in texts] == []


def test_text_comes_out_in_reading_order() -> None:
    page = page_texts(render_pdf(report(*(block for block, _ in list(BLOCKS.values())[:9])), "en"))[3]
    words = ("Left", "A heading", "一段文字。", "Blocked", "first", "done", "Caption", "Sum", "Page 4 of 4")
    places = [page.index(bare(word)) for word in words]
    assert places == sorted(places)


def test_numbers_are_right_aligned_in_one_line_under_their_head() -> None:
    rows = tuple(Row((f"row {n}", f"CN{n}", f"{10**n:,}.00")) for n in range(7))
    _, drawn = draw(report(Table(COLUMNS, rows)), "en")
    ends = {round(d.x + d.width, 2) for d in drawn if d.page == 4 and (d.text.endswith(".00") or d.text == "Value")}
    assert len(ends) == 1
    assert MARGIN_LEFT + CONTENT_WIDTH - 6 < ends.pop() <= MARGIN_LEFT + CONTENT_WIDTH


def test_codes_and_numbers_stay_whole_while_text_can_give_way() -> None:
    columns = (Column("Title"), *(Column(f"Code {n}", "code") for n in range(4)), Column("Value", "number"))
    cells = ("A title of many words that has to be broken somewhere " * 3, *["CN110311168B"] * 4, "1,234,567,890.00")
    _, drawn = draw(report(Table(columns, (Row(cells),))), "en")
    texts = [d.text for d in drawn]
    assert texts.count("CN110311168B") == 4
    assert "1,234,567,890.00" in texts


def test_head_and_caption_are_repeated_where_a_table_goes_on() -> None:
    rows = tuple(Row((f"row {n}", f"CN{n}", str(n))) for n in range(120))
    _, drawn = draw(report(Table(COLUMNS, rows, "List")), "en")
    pages = sorted({d.page for d in drawn if d.text.startswith("row ")})
    assert len(pages) > 2
    for page in pages:
        on_page = [d.text for d in drawn if d.page == page]
        assert {"Name", "Number", "Value"} <= set(on_page)
        assert ("List" if page == pages[0] else "List (continued)") in on_page
    assert sum(d.text.startswith("row ") for d in drawn) == 120


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for filler in range(30, 46):
        blocks = [Paragraph("x") for _ in range(filler)]
        _, drawn = draw(report(*blocks, Heading("Heading"), Table(COLUMNS, (Row(("only", "a", "1")),))), "en")
        heading = next(d for d in drawn if d.text == "Heading")
        assert heading.page == next(d for d in drawn if d.text == "only").page


def test_total_stays_with_the_row_before_it() -> None:
    for count in range(30, 60):
        rows = (*(Row((f"row {n}", "", str(n))) for n in range(count)), Row(("Total", "", "9"), "total"))
        _, drawn = draw(report(Table(COLUMNS, rows)), "en")
        total = next(d for d in drawn if d.text == "Total")
        assert total.page == next(d for d in drawn if d.text == f"row {count - 1}").page


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=3, max_size=3), st.text(max_size=3000))
def test_any_text_can_be_printed(cells: list[str], long: str) -> None:
    table = Table(COLUMNS, (Row(tuple(cells)), Row((long, cells[0], cells[1]))), cells[2], long)
    content = report(Paragraph(long), Paragraph(long, "notice"), Facts(((cells[0], long),)), Bullets((long,)), table)
    assert render_pdf(content, "en").startswith(b"%PDF-1.")


def test_a_cell_of_many_pages_is_split_and_nothing_is_lost() -> None:
    words = [f"word{n}" for n in range(3000)]
    _, drawn = draw(report(Table(COLUMNS, (Row((" ".join(words), "x", "1")),))), "en")
    assert " ".join(d.text for d in drawn if d.text.startswith("word")).split() == words
    assert min(d.y for d in drawn) > 30


def test_a_link_to_a_section_that_is_not_there_is_left_out() -> None:
    figure = KeyFigure("Limit", "1", "CNY", link="nowhere")
    assert render_pdf(report(KeyFigures((figure,))), "en")
