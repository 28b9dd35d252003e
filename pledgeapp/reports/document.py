"""What is a report made of, before it is drawn as PDF, Word or a spreadsheet?

Everything here is text that is ready to print and numbers that place marks in a drawing. The structure is the same in
every language; a renderer adds nothing but form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pledgeapp.i18n import Language

Tone = Literal["neutral", "good", "attention", "danger", "accent"]


@dataclass(frozen=True)
class Badge:
    """A short word that carries a state; the tone says how grave it is, the word says it too."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class Bar:
    """A share between 0 and 1 drawn as a bar beside its text."""

    text: str
    share: float


Cell = str | Badge | Bar


@dataclass(frozen=True)
class Column:
    """`number` is right-aligned and never broken, `code` is not broken either, `text` wraps."""

    title: str
    kind: Literal["text", "number", "code"] = "text"
    is_formula: bool = False
    """Cells hold symbols and formulas as `valuation.notation` reads them."""


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns. A `group` row has one cell, which spans the table."""

    cells: tuple[Cell, ...]
    style: Literal["plain", "total", "group"] = "plain"
    link: str = ""
    """Key of the section where this row is explained."""


@dataclass(frozen=True)
class Table:
    """Rows under repeated heads; `note` is printed small below."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text. `notice` stands in a box, `danger` in a red one, `note` is small, `lead` opens a section."""

    text: str
    style: Literal["body", "lead", "note", "notice", "danger"] = "body"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section; `key` makes it a target for links."""

    text: str
    level: Literal[2, 3] = 2
    key: str = ""


@dataclass(frozen=True)
class Bullets:
    """Short statements, numbered where they are referred to."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Checks:
    """Statements with a box before each that is ticked or not."""

    items: tuple[tuple[bool, str], ...]


@dataclass(frozen=True)
class Facts:
    """Label and value pairs, printed in `columns` columns."""

    pairs: tuple[tuple[str, Cell], ...]
    columns: Literal[1, 2] = 2


@dataclass(frozen=True)
class KeyFigure:
    """One figure the reader decides by, with what qualifies it."""

    label: str
    value: str
    unit: str
    details: tuple[str, ...] = ()
    is_leading: bool = False
    link: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Up to four key figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class RangeMark:
    """A value on a common axis, with its range where there is one."""

    label: str
    text: str
    value: float
    low: float | None = None
    high: float | None = None
    is_leading: bool = False


@dataclass(frozen=True)
class RangeChart:
    """Values of several origins on one axis (football field); `axis` holds ticks as (value, text)."""

    marks: tuple[RangeMark, ...]
    axis: tuple[tuple[float, str], ...]
    unit: str
    caption: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Swing:
    """What one input does to the conclusion between its low and its high end."""

    label: str
    place: str
    """Where the input belongs: a product line, an approach."""
    low_value: float
    high_value: float
    low_text: str
    high_text: str


@dataclass(frozen=True)
class TornadoChart:
    """Swings around a base value, largest first."""

    swings: tuple[Swing, ...]
    base: float
    base_text: str
    legend: tuple[str, str]
    """What the two colours mean: the input at its low end, at its high end."""
    axis: tuple[tuple[float, str], ...]
    unit: str
    caption: str = ""


@dataclass(frozen=True)
class Fall:
    """A step of a waterfall: what is left is a bar of `end`, what was lost since `start` stands pale above it."""

    label: str
    text: str
    """The sum that is left, as printed."""
    start: float
    end: float
    is_total: bool = False
    """A sum the reader looks for, in the accent colour."""


@dataclass(frozen=True)
class WaterfallChart:
    """How one sum becomes another, step by step."""

    falls: tuple[Fall, ...]
    unit: str
    caption: str = ""


@dataclass(frozen=True)
class HistogramChart:
    """Frequency of values in equal classes, with marked values as (value, text, tone)."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    marks: tuple[tuple[float, str, Tone], ...]
    axis: tuple[tuple[float, str], ...]
    unit: str
    caption: str = ""


@dataclass(frozen=True)
class BarChart:
    """One or two series by label (years); `axis` are the ticks of the value axis."""

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    axis: tuple[tuple[float, str], ...]
    unit: str
    caption: str = ""


@dataclass(frozen=True)
class SignatureLine:
    """Where a person signs."""

    role: str
    name: str


@dataclass(frozen=True)
class Signatures:
    """Signature lines side by side."""

    lines: tuple[SignatureLine, ...]
    sign_label: str
    date_label: str


Chart = RangeChart | TornadoChart | WaterfallChart | HistogramChart | BarChart
Block = Heading | Paragraph | Bullets | Checks | Facts | KeyFigures | Table | Chart | Signatures


@dataclass(frozen=True)
class Section:
    """A part of the report with its place in the table of contents."""

    key: str
    number: str
    """As printed before the title: `一、` or `1`, `附录一` or `Annex A`."""
    title: str
    blocks: tuple[Block, ...]
    starts_page: bool = False
    """On a new page, unless the page before has hardly begun."""
    is_annex: bool = False
    """An annex starts a page whatever stands before it."""


@dataclass(frozen=True)
class Cover:
    """The first page."""

    institution: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    notice_title: str
    notice: tuple[str, ...]
    fingerprint_label: str
    fingerprint: str
    """In groups of four."""
    versions: str


@dataclass(frozen=True)
class Furniture:
    """What stands on every page."""

    header_left: str
    header_right: str
    footer_left: str
    page_template: str
    """With the fields `page` and `total`."""
    watermark: str
    """Empty on a final report."""
    sample_mark: str
    """Empty where nobody is fictional."""
    contents_title: str
    continued: str


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    keywords: str
    producer: str
    date: tuple[int, int, int]
    """Year, month, day of the report: the only date in the file, so that the same report is the same bytes."""


@dataclass(frozen=True)
class ReportContent:
    """All that a report says, in order."""

    language: Language
    info: DocumentInfo
    furniture: Furniture
    cover: Cover
    sections: tuple[Section, ...]
    figures: tuple[str, ...] = field(default=())
    """Every key figure as printed, for checks that a rendering shows them all."""
