"""How fast is a Chinese report of thirty pages drawn, beside WeasyPrint and typst with the same content and typeface?

The peers get every text and table of the report, with repeated heads, page numbers and a table of contents, but no
charts, links back or watermark: what they leave out would only slow them. Programs are warm: fonts are read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pledgeapp.bootstrap import open_services
from pledgeapp.i18n import texts
from pledgeapp.paths import Paths
from pledgeapp.reports.content import ReportHeader, report_content
from pledgeapp.reports.document import (
    Block,
    Bullets,
    Checks,
    Facts,
    Heading,
    KeyFigures,
    Paragraph,
    ReportContent,
    Section,
    Table,
)
from pledgeapp.reports.pdf import render_pdf
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.assess_case_file import read_case_file
from tests.benchmarks.comparison import Comparison, median_seconds

PAGES = 30
_FONTS = Path(str(files("resources") / "fonts"))
_SAMPLE = Path(str(files("resources") / "samples" / "solid_electrolyte_powder.json"))
Grid = tuple[list[str], list[list[str]]]


def measure() -> list[Comparison]:
    """Our time for a report of at least `PAGES` pages against each peer's."""
    import typst
    import weasyprint

    content = long_content()
    html, markup = as_html(content), as_typst(content).encode()

    def typst_pdf() -> bytes:
        return bytes(typst.compile(markup, font_paths=[str(_FONTS)], ignore_system_fonts=True, format="pdf"))

    def weasyprint_pdf() -> bytes:
        return bytes(weasyprint.HTML(string=html).write_pdf())

    ours = median_seconds(lambda: render_pdf(content, "zh"))
    pages = {name: page_count(pdf) for name, pdf in (("typst", typst_pdf()), ("WeasyPrint", weasyprint_pdf()))}
    what = f"Chinese report, {page_count(render_pdf(content, 'zh'))} pages"
    return [
        Comparison(
            what,
            ours,
            f"WeasyPrint ({pages['WeasyPrint']} pages)",
            median_seconds(weasyprint_pdf, 2),
            at_least_times_faster=8,
        ),
        Comparison(what, ours, f"typst ({pages['typst']} pages)", median_seconds(typst_pdf, 3), at_most_times_slower=2),
    ]


def long_content() -> ReportContent:
    """The report of the first sample, its market section repeated until it has `PAGES` pages."""
    with TemporaryDirectory() as folder:
        services = open_services(Paths(Path(folder)), clock=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
        assessment = assess_case(services, read_case_file(_SAMPLE))
        services.store.close()
    content = report_content(assessment, ReportHeader("2026-0001", date(2026, 11, 24)), texts("zh"))
    again = next(section for section in content.sections if section.key == "market")
    while page_count(render_pdf(content, "zh")) < PAGES:
        more = Section(f"{again.key}{len(content.sections)}", "", again.title, tuple(_unkeyed(again.blocks)))
        content = replace(content, sections=(*content.sections, more))
    return content


def _unkeyed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield replace(block, key="") if isinstance(block, Heading) else block


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def as_html(content: ReportContent) -> str:
    """The report as a page of HTML with print styles, as one would write it for WeasyPrint."""
    cover = content.cover
    parts = [_HTML_HEAD.replace("FONTS", _FONTS.as_uri()), f"<h1>{escape(cover.title)}</h1>"]
    parts += _html_grid(([], [list(fact) for fact in cover.facts]))
    parts += [f"<p>{escape(text)}</p>" for text in cover.notice]
    parts.append("<ul class='contents'>")
    parts += [f"<li><a href='#{s.key}'>{escape(s.number + s.title)}</a></li>" for s in content.sections]
    parts.append("</ul>")
    for section in content.sections:
        parts.append(f"<h2 id='{section.key}'>{escape(section.number + section.title)}</h2>")
        for block in section.blocks:
            parts += _html_block(block)
    return "\n".join(parts)


def _html_block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"<h3>{escape(block.text)}</h3>"]
    texts_of = _lines(block)
    if texts_of:
        return [f"<p>{escape(text)}</p>" for text in texts_of]
    grid = _grid(block)
    return _html_grid(grid) if grid else []


def _html_grid(grid: Grid) -> list[str]:
    head, rows = grid
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return [f"<table><thead><tr>{titles}</tr></thead><tbody>", *body, "</tbody></table>"]


def as_typst(content: ReportContent) -> str:
    """The report as typst markup, as one would write it by hand."""
    cover = content.cover
    parts = [_TYPST_HEAD, f"#text(size: 27pt)[*{_typst(cover.title)}*]"]
    parts += [f"{_typst(label)}: {_typst(value)}\n" for label, value in cover.facts]
    parts += [_typst(text) + "\n" for text in cover.notice]
    parts.append("#pagebreak()\n#outline()")
    for section in content.sections:
        parts.append(f"= {_typst(section.number + section.title)}")
        for block in section.blocks:
            parts += _typst_block(block)
    return "\n".join(parts)


def _typst_block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"== {_typst(block.text)}"]
    texts_of = _lines(block)
    if texts_of:
        return [_typst(text) + "\n" for text in texts_of]
    grid = _grid(block)
    if not grid:
        return []
    head, rows = grid
    count = max([len(head), *(len(row) for row in rows)])
    lines = [f"#table(columns: {count}, stroke: (bottom: 0.5pt + gray),"]
    if head:
        lines.append("table.header(" + ", ".join(f"[*{_typst(title)}*]" for title in head) + "),")
    for row in rows:
        cells = [f"[{_typst(cell)}]" for cell in row]
        lines.append(", ".join(cells + ["[]"] * (count - len(cells))) + ",")
    return [*lines, ")"]


def _typst(text: str) -> str:
    special = set("\\#$*_`<>@[]~=-+/")
    return "".join(f"\\{c}" if c in special else c for c in text.replace("\n", " "))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Bullets):
        return list(block.items)
    return [text for _, text in block.items] if isinstance(block, Checks) else []


def _grid(block: Block) -> Grid | None:
    """Head and rows of whatever stands in columns."""
    writers: dict[type, Callable[[], Grid]] = {
        Facts: lambda: ([], [[label, _text(value)] for label, value in block.pairs]),  # type: ignore[union-attr]
        KeyFigures: lambda: (
            [],
            [[f.label, f"{f.value} {f.unit}", *f.details] for f in block.figures],  # type: ignore[union-attr]
        ),
        Table: lambda: (
            [column.title for column in block.columns],  # type: ignore[union-attr]
            [[_text(cell) for cell in row.cells] for row in block.rows],  # type: ignore[union-attr]
        ),
    }
    writer = writers.get(type(block))
    return writer() if writer else None


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else str(getattr(cell, "text", ""))


_HTML_HEAD = """<!doctype html><html lang="zh"><meta charset="utf-8"><style>
@font-face { font-family: Noto; src: url(FONTS/NotoSansSC-Regular.ttf) }
@font-face { font-family: Noto; font-weight: bold; src: url(FONTS/NotoSansSC-Bold.ttf) }
@page { size: A4; margin: 25mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font-family: Noto } }
body { font: 9.5pt/15.5pt Noto } table { width: 100%; border-collapse: collapse; font-size: 8pt; line-height: 11pt }
td, th { border-bottom: 0.5pt solid #ddd; padding: 3pt 4pt; text-align: left } h2 { break-before: page }
.contents a::after { content: target-counter(attr(href), page) }
</style>"""
_TYPST_HEAD = """#set page(paper: "a4", margin: (x: 17mm, y: 25mm), numbering: "1 / 1")
#set text(font: "Noto Sans SC", size: 9.5pt, lang: "zh")
#show table: set text(size: 8pt)
"""
