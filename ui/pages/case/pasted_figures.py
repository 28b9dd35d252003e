"""What do cells copied from a spreadsheet mean in the table of yearly figures?"""

from __future__ import annotations

import re
from typing import Any

from pledgeapp.currency_names import YUAN
from pledgeapp.records.product import YearFigures
from ui.state.figures import MoneyUnit
from ui.state.quantities import Quantity, from_typed

COLUMNS: tuple[tuple[str, Quantity | None], ...] = (
    ("year", None),
    ("is_forecast", None),
    ("revenue", "money"),
    ("gross_margin", "percent"),
    ("operating_margin", "percent"),
    ("net_margin", "percent"),
)
"""Field and quantity of each column of the table, in order."""
_YEAR = re.compile(r"(\d{4})\s*年?[AEae]?")
_FORECAST = frozenset(("forecast", "预测", "f", "e", "yes", "true", "是"))


def pasted(
    figures: tuple[YearFigures, ...],
    cells: list[list[str]],
    at: tuple[int, int],
    unit: MoneyUnit,
    first_year: int,
    currency: str = YUAN,
) -> list[dict[str, Any]]:
    """The figures as dictionaries after `cells` were pasted at (row, column); years are added as they are needed.

    Cells that start in the column of years carry their own years and may come in any order, with a line of titles;
    others go down from the row, one year after the other. An empty cell is unknown. `first_year` is the year of the
    valuation date: from it on a new year is a forecast.
    """
    years = {f.year: f.model_dump() for f in figures}
    row, column = at
    start = figures[row].year if row < len(figures) else (figures[-1].year + 1 if figures else first_year)
    for position, line in enumerate(cells):
        year, line_column = start + position, column
        if column == 0:
            stated = _YEAR.fullmatch(line[0].strip())
            if stated is None:
                continue
            year = int(stated.group(1))
        entry = years.setdefault(year, {"year": year, "is_forecast": year >= first_year})
        for offset, text in enumerate(line):
            place = line_column + offset
            if 0 < place < len(COLUMNS):
                entry[COLUMNS[place][0]] = _value(place, text, unit, currency)
    return [years[year] for year in sorted(years)]


def _value(column: int, text: str, unit: MoneyUnit, currency: str) -> object:
    quantity = COLUMNS[column][1]
    if quantity is None:
        return text.strip().lower() in _FORECAST
    if text.strip() in ("", "-", "—", "/"):
        return None
    return from_typed(text, quantity, unit, currency)
