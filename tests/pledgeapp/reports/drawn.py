"""What was drawn where, as the pen was told, and what a reader program finds in the file."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from pledgeapp.i18n import Language
from pledgeapp.reports.document import ReportContent
from pledgeapp.reports.pdf import render_pdf
from pledgeapp.reports.pdf_pen import Pen


@dataclass(frozen=True)
class Drawn:
    """A string on a page: its left end, baseline, width, size."""

    page: int
    x: float
    y: float
    width: float
    size: float
    text: str


def draw(content: ReportContent, language: Language) -> tuple[bytes, list[Drawn]]:
    """The PDF of `content` and every string that was written onto it, watermark aside."""
    found: list[Drawn] = []
    page = 1
    write, finish = Pen.text, Pen.finish_page

    def text(pen: Pen, x: float, y: float, text: str, *look: Any) -> None:
        face, size, _, align = (*look, "left")[:4]
        width = face.width(text, size)
        left = x - {"left": 0.0, "right": width, "centre": width / 2}[align]
        if text:
            found.append(Drawn(page, left, y, width, size, text))
        write(pen, x, y, text, *look)

    def finish_page(pen: Pen) -> None:
        nonlocal page
        page += 1
        finish(pen)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Pen, "text", text)
        patched.setattr(Pen, "finish_page", finish_page)
        return render_pdf(content, language), found


def reader(pdf: bytes) -> PdfReader:
    """`pdf` as a reader program sees it."""
    return PdfReader(BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page without blanks: line ends and spaces depend on who extracts."""
    return [bare(page.extract_text()) for page in reader(pdf).pages]


def bare(text: str) -> str:
    """`text` without blanks."""
    return "".join(text.replace("\u00a0", " ").split())
