"""How do text, lines and areas get onto a page?

A thin layer over reportlab's canvas that writes whole pages of drawing operators at once: one canvas call per string
costs five times as much, and a report has thousands of strings. Coordinates are PDF points from the lower left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from pledgeapp.reports.pdf_fonts import Face, Faces
from pledgeapp.reports.pdf_styles import Colour

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Align = Literal["left", "right", "centre"]
_ROUND = 0.5523


def document_of(canvas: Canvas) -> Any:
    """The document behind `canvas`: subset names of fonts and the date of the file have no other way in."""
    return canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001


class Pen:
    """Collects the operators of a page; areas and lines lie under the texts. `finish_page` writes them."""

    def __init__(self, canvas: Canvas, faces: Faces, targets: frozenset[str]) -> None:
        self._canvas = canvas
        self._faces = faces
        self._targets = targets
        self._outline_level = -1
        self._document = document_of(canvas)
        self._shapes: list[str] = []
        self._texts: list[str] = []
        self._font: tuple[str, float] | None = None
        self._ink: Colour | None = None

    @property
    def faces(self) -> Faces:
        """Regular and bold."""
        return self._faces

    def text(  # noqa: PLR0913, PLR0917 - a string, where, and how it looks
        self, x: float, y: float, text: str, face: Face, size: float, colour: Colour, align: Align = "left"
    ) -> None:
        """`text` with its baseline at (x, y); `align` says which end of it x is."""
        if not text:
            return
        if align != "left":
            width = face.width(text, size)
            x -= width if align == "right" else width / 2
        out = self._texts
        if colour != self._ink:
            out.append("{:g} {:g} {:g} rg".format(*colour))
            self._ink = colour
        out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for subset, codes in face.font.splitString(text, self._document):
            font = (face.font.getSubsetInternalName(subset, self._document), size)
            if font != self._font:
                out.append(f"{font[0]} {size:g} Tf")
                self._font = font
            out.append(f"<{codes.hex()}> Tj")

    def area(  # noqa: PLR0913, PLR0917 - a rectangle and how it looks
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        radius: float = 0.0,
        thickness: float = 0.6,
    ) -> None:
        """A rectangle with its lower left corner at (x, y)."""
        path = _rounded(x, y, width, height, radius) if radius else f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
        self._shape(path, fill, stroke, thickness)

    def line(  # noqa: PLR0913, PLR0917 - two points and how it looks
        self, x1: float, y1: float, x2: float, y2: float, colour: Colour, thickness: float = 0.5, dash: str = ""
    ) -> None:
        """A straight line; `dash` as `2 2` for dashes."""
        pattern = f"[{dash}] 0 d " if dash else ""
        reset = " [] 0 d" if dash else ""
        red, green, blue = colour
        self._shapes.append(
            f"{red:g} {green:g} {blue:g} RG {thickness:g} w {pattern}{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S{reset}"
        )

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour | None, stroke: Colour | None = None) -> None:
        """A closed shape through `points`."""
        (x, y), *rest = points
        path = f"{x:.2f} {y:.2f} m " + " ".join(f"{a:.2f} {b:.2f} l" for a, b in rest) + " h"
        self._shape(path, fill, stroke, 0.6)

    def tick_box(self, x: float, y: float, size: float, colour: Colour, *, is_ticked: bool) -> None:
        """A box with or without a tick: the typeface has neither sign."""
        self.area(x, y, size, size, stroke=colour, thickness=0.8)
        if is_ticked:
            red, green, blue = colour
            self._shapes.append(
                f"{red:g} {green:g} {blue:g} RG 1.2 w {x + size * 0.2:.2f} {y + size * 0.5:.2f} m "
                f"{x + size * 0.42:.2f} {y + size * 0.24:.2f} l {x + size * 0.82:.2f} {y + size * 0.78:.2f} l S"
            )

    def turned_text(self, x: float, y: float, text: str, face: Face, size: float, colour: Colour) -> None:
        """`text` centred on (x, y), rising by 45 degrees, under everything else on the page."""
        half = face.width(text, size) / 2
        turn = 0.7071
        parts = [
            "BT {:g} {:g} {:g} rg".format(*colour),
            f"{turn} {turn} -{turn} {turn} {x - half * turn:.2f} {y - half * turn:.2f} Tm",
        ]
        for subset, codes in face.font.splitString(text, self._document):
            parts.append(f"{face.font.getSubsetInternalName(subset, self._document)} {size:g} Tf <{codes.hex()}> Tj")
        self._shapes.insert(0, " ".join([*parts, "ET"]))

    def target(self, key: str, y: float) -> None:
        """Make the height `y` of this page reachable as `key`."""
        self._canvas.bookmarkHorizontalAbsolute(key, y)

    def outline(self, title: str, key: str, level: int) -> None:
        """An entry in the reader's list of bookmarks, at most one level deeper than the one before."""
        self._outline_level = min(level, self._outline_level + 1)
        self._canvas.addOutlineEntry(title, key, self._outline_level, closed=self._outline_level > 0)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """The rectangle leads to `key`; a section that this report does not have is not linked to."""
        if key in self._targets:
            self._canvas.linkAbsolute("", key, (x, y, x + width, y + height), thickness=0)

    def finish_page(self) -> None:
        """Write the collected operators and start the next page."""
        operators = [*self._shapes, "BT", *self._texts, "ET"] if self._texts else self._shapes
        self._canvas.addLiteral("\n".join(operators))
        self._canvas.showPage()
        self._shapes, self._texts = [], []
        self._font = self._ink = None

    def _shape(self, path: str, fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        parts = []
        if fill:
            parts.append("{:g} {:g} {:g} rg".format(*fill))
        if stroke:
            parts.append("{:g} {:g} {:g} RG".format(*stroke) + f" {thickness:g} w")
        parts += [path, "B" if fill and stroke else "f" if fill else "S"]
        self._shapes.append(" ".join(parts))


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _ROUND)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l {right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{x + r:.2f} {top:.2f} l {x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c "
        f"{x:.2f} {y + r:.2f} l {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
