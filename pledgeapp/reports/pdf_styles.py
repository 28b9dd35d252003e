"""How does a report look: paper, grid, sizes and colours, in one place?

Lengths are points (1/72 inch). The colours are those of the window, chosen for contrast on white paper and in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.reports.document import Tone

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
MARGIN_LEFT = MARGIN_RIGHT = 48.0
MARGIN_TOP, MARGIN_BOTTOM = 72.0, 64.0
CONTENT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
CONTENT_TOP = PAGE_HEIGHT - MARGIN_TOP
CONTENT_HEIGHT = CONTENT_TOP - MARGIN_BOTTOM

Colour = tuple[float, float, float]


def _hex(code: str) -> Colour:
    return (
        round(int(code[0:2], 16) / 255, 4),
        round(int(code[2:4], 16) / 255, 4),
        round(int(code[4:6], 16) / 255, 4),
    )


TEXT, MUTED = _hex("17212E"), _hex("5A6778")
LINE, HAIRLINE = _hex("DCE2EA"), _hex("E7EBF1")
SURFACE, GROUND = _hex("F8FAFC"), _hex("F4F6F9")
WHITE = _hex("FFFFFF")
ACCENT, ACCENT_SOFT, ACCENT_BAND = _hex("1D5FBF"), _hex("E7F0FD"), _hex("C9D8F0")
GOOD, GOOD_SOFT = _hex("18794E"), _hex("E5F5EC")
ATTENTION, ATTENTION_SOFT = _hex("9A5B00"), _hex("FFF3DC")
DANGER, DANGER_SOFT = _hex("B42318"), _hex("FDE9E7")
WATERMARK = _hex("F0F2F6")

TONES: dict[Tone, tuple[Colour, Colour]] = {
    "neutral": (MUTED, GROUND),
    "good": (GOOD, GOOD_SOFT),
    "attention": (ATTENTION, ATTENTION_SOFT),
    "danger": (DANGER, DANGER_SOFT),
    "accent": (ACCENT, ACCENT_SOFT),
}
"""Text and ground of each tone."""


@dataclass(frozen=True)
class TextStyle:
    """Size and leading of a text, whether it is bold, and its colour."""

    size: float
    leading: float
    colour: Colour = TEXT
    is_bold: bool = False


BODY = TextStyle(9.5, 15.5)
LEAD = TextStyle(9.5, 15.5, MUTED)
NOTE = TextStyle(8, 12.5, MUTED)
CAPTION = TextStyle(8.5, 13, TEXT, is_bold=True)
SECTION = TextStyle(16, 22, TEXT, is_bold=True)
HEADING = TextStyle(11.5, 17, TEXT, is_bold=True)
SUBHEADING = TextStyle(9.5, 15, TEXT, is_bold=True)
TABLE = TextStyle(8.3, 12.2)
TABLE_DENSE = TextStyle(7.3, 10.6)
SMALLEST_TABLE_SIZE = 5.6
