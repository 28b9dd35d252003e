"""How does a formula get onto paper with its indices lowered and its exponents raised?"""

from __future__ import annotations

from pledgeapp.reports.pdf_fonts import Face
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_styles import TEXT
from valuation.notation import set_formula


def draw_formula(pen: Pen, place: tuple[float, float], formula: str, face: Face, size: float) -> None:
    """`formula` with its baseline starting at `place`; never wider than its plain text at the same size."""
    x, y = place
    for run in set_formula(formula):
        pen.text(x, y + run.rise * size, run.text, face, run.size * size, TEXT)
        x += face.width(run.text, run.size * size)
