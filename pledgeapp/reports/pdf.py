"""How does a report become a PDF?

Laid out once: every piece gets its page, then the table of contents knows the pages and everything is drawn. The bytes
depend on the content alone: the only date is that of the report, and the file's identifier is a digest of its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from pledgeapp.i18n import Language
from pledgeapp.reports.document import (
    BarChart,
    Block,
    Bullets,
    Checks,
    DocumentInfo,
    Facts,
    Heading,
    HistogramChart,
    KeyFigures,
    Paragraph,
    RangeChart,
    ReportContent,
    Section,
    Signatures,
    Table,
    TornadoChart,
    WaterfallChart,
)
from pledgeapp.reports.pdf_bar_charts import bar_chart_piece, waterfall_piece
from pledgeapp.reports.pdf_blocks import (
    bullet_pieces,
    check_pieces,
    fact_pieces,
    heading_pieces,
    key_figure_pieces,
    paragraph_pieces,
    signature_pieces,
)
from pledgeapp.reports.pdf_charts import histogram_piece, range_chart_piece, tornado_piece
from pledgeapp.reports.pdf_cover import draw_cover
from pledgeapp.reports.pdf_flow import Mark, Page, Piece, flow
from pledgeapp.reports.pdf_fonts import Faces, faces
from pledgeapp.reports.pdf_pages import contents_pieces, draw_footer, draw_header, draw_watermark
from pledgeapp.reports.pdf_pen import Pen, document_of
from pledgeapp.reports.pdf_styles import CONTENT_WIDTH, MARGIN_LEFT, PAGE_HEIGHT, PAGE_WIDTH, SECTION
from pledgeapp.reports.pdf_table import table_pieces
from pledgeapp.reports.pdf_text import break_lines

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_COVER, _CONTENTS = "cover", "contents"


def render_pdf(content: ReportContent, language: Language) -> bytes:
    """The report as PDF 1.4: cover, first section, table of contents, the other sections."""
    typefaces = faces()
    content = _printable(content, typefaces)
    continued = content.furniture.continued
    opening = flow(_section_pieces(content.sections[:1], typefaces, continued))
    body = flow(_section_pieces(content.sections[1:], typefaces, continued))
    pages_of: dict[str, int] = {}
    marks = [mark for page in (*opening, *body) for mark in _marks(page)]
    contents = flow(contents_pieces(content.furniture.contents_title, marks, pages_of))
    pages = [*opening, *contents, *body]
    pages_of.update({mark.key: number for number, page in enumerate(pages, start=2) for mark in _marks(page)})
    buffer = BytesIO()
    canvas = _canvas(buffer, content.info, language)
    targets = {_COVER, _CONTENTS, *pages_of}
    pen = Pen(canvas, typefaces, frozenset(targets))
    _draw_cover(pen, content)
    for number, page in enumerate(pages, start=2):
        if contents and page is contents[0]:
            pen.target(_CONTENTS, PAGE_HEIGHT)
            pen.outline(content.furniture.contents_title, _CONTENTS, 0)
        _draw_page(pen, content, page, (number, len(pages) + 1))
    canvas.save()
    return buffer.getvalue()


def _draw_cover(pen: Pen, content: ReportContent) -> None:
    draw_watermark(pen, content.furniture.watermark)
    draw_cover(pen, content.cover, content.furniture)
    pen.target(_COVER, PAGE_HEIGHT)
    pen.outline(content.cover.title, _COVER, 0)
    pen.finish_page()


def _draw_page(pen: Pen, content: ReportContent, page: Page, place: tuple[int, int]) -> None:
    draw_header(pen, content.furniture)
    for placed in page.placed:
        mark = placed.piece.mark
        if mark is not None:
            pen.target(mark.key, placed.top + 6)
            pen.outline(f"{mark.number}{mark.title}", mark.key, mark.level)
        placed.piece.draw(pen, placed.top)
    draw_footer(pen, content.furniture, *place)
    draw_watermark(pen, content.furniture.watermark)
    pen.finish_page()


def _marks(page: Page) -> Iterator[Mark]:
    for placed in page.placed:
        if placed.piece.mark is not None:
            yield placed.piece.mark


def _section_pieces(sections: tuple[Section, ...], typefaces: Faces, continued: str) -> Iterator[Piece]:
    for section in sections:
        title = f"{section.number}{section.title}"
        lines = break_lines(title, typefaces.bold, SECTION.size, CONTENT_WIDTH)
        yield Piece(
            SECTION.leading * len(lines) + 8,
            partial(_draw_section_title, lines=lines),
            gap=26,
            keeps_next=bool(section.blocks),
            mark=Mark(section.key, section.title, 0, section.number),
            opens_page="always" if section.is_annex else "mostly" if section.starts_page else "",
        )
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            pieces = list(_block_pieces(block, typefaces, continued))
            # A sentence that introduces a table, a drawing or a part does not stay behind on the page before it.
            if isinstance(block, Paragraph) and pieces and type(following) in (Table, Heading, *_ONE):
                pieces[-1].keeps_next = True
            yield from pieces


def _draw_section_title(pen: Pen, top: float, *, lines: list[str]) -> None:
    for position, line in enumerate(lines):
        y = top - SECTION.size - position * SECTION.leading
        pen.text(MARGIN_LEFT, y, line, pen.faces.bold, SECTION.size, SECTION.colour)


_SEVERAL: dict[type, Any] = {
    Heading: heading_pieces,
    Paragraph: paragraph_pieces,
    Bullets: bullet_pieces,
    Checks: check_pieces,
    Facts: fact_pieces,
    KeyFigures: key_figure_pieces,
    Signatures: signature_pieces,
}
_ONE: dict[type, Any] = {
    RangeChart: range_chart_piece,
    TornadoChart: tornado_piece,
    WaterfallChart: waterfall_piece,
    HistogramChart: histogram_piece,
    BarChart: bar_chart_piece,
}


def _block_pieces(block: Block, typefaces: Faces, continued: str) -> Iterator[Piece]:
    if isinstance(block, Table):
        yield from table_pieces(block, typefaces, continued)
    elif type(block) in _ONE:
        yield _ONE[type(block)](block)
    else:
        yield from _SEVERAL[type(block)](block, typefaces)


def _canvas(buffer: BytesIO, info: DocumentInfo, language: Language) -> Canvas:
    from calendar import timegm

    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=faces().regular.name,  # type: ignore[arg-type]  # the stubs say float
        lang="zh-CN" if language == "zh" else "en",
    )
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject)
    canvas.setKeywords(info.keywords)
    canvas.setCreator(info.producer)
    canvas.setProducer(info.producer)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    stamp = document_of(canvas)._timeStamp  # noqa: SLF001 - there is no public way to date a file
    stamp.t = timegm((*info.date, 0, 0, 0))
    stamp.YMDhms = (*info.date, 0, 0, 0)
    return canvas


def _printable(node: Any, typefaces: Faces) -> Any:
    """`node` with every text free of control characters, and a box for each character the typeface lacks."""
    if isinstance(node, str):
        return typefaces.regular.printable(node)
    if isinstance(node, tuple):
        return tuple([_printable(item, typefaces) for item in node])
    if is_dataclass(node) and not isinstance(node, type):
        values = {f.name: _printable(getattr(node, f.name), typefaces) for f in fields(node)}
        return type(node)(**values)
    return node
