"""Does a section start a page where it should, without leaving paper half empty?"""

from __future__ import annotations

import pytest

from pledgeapp.reports.pdf_flow import FILLED, Mark, Piece, flow
from pledgeapp.reports.pdf_pages import contents_pieces
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_styles import CONTENT_HEIGHT


def nothing(pen: Pen, top: float) -> None:
    """A piece whose drawing is not looked at."""


@pytest.mark.parametrize(
    ("used", "wish", "pages"),
    [
        (FILLED - 0.01, "mostly", 1),
        (FILLED + 0.01, "mostly", 2),
        (0.1, "always", 2),
        (0.1, "", 1),
        (0.9, "", 2),
    ],
)
def test_a_section_goes_on_below_on_a_page_that_has_hardly_begun(used: float, wish: str, pages: int) -> None:
    before = Piece(used * CONTENT_HEIGHT, nothing)
    section = Piece(40, nothing, keeps_next=True, opens_page=wish)  # type: ignore[arg-type]
    assert len(flow([before, section, Piece(60, nothing)])) == pages


@pytest.mark.parametrize(("entries", "pages"), [(40, 1), (49, 1), (54, 1), (60, 2), (120, 3)])
def test_the_last_lines_of_the_contents_get_no_page_of_their_own(entries: int, pages: int) -> None:
    marks = [Mark(f"key{number}", f"title {number}", 1, "") for number in range(entries)]
    assert len(flow(contents_pieces("contents", marks, {}))) == pages
