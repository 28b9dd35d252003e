"""Which column of a list holds what, as a person has chosen it?

A choice becomes a layout file like the shipped ones (`layouts/profile.py`): what the program is taught can be read,
shared and kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pledgeapp.intake.column_suggestions import suggest_columns
from pledgeapp.intake.layouts.layout import Header, Layout, money_unit
from pledgeapp.intake.layouts.profile import Profile, ProfileColumn
from pledgeapp.intake.layouts.teachable import ROW_LAYOUTS
from pledgeapp.intake.layouts.year_grid import is_figure
from pledgeapp.intake.list_forms import year_said
from pledgeapp.intake.tables import SEARCHED_ROWS, Row, Table
from pledgeapp.intake.values import folded, half_width
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.import_columns import DAYS, FIELDS_OF, SHARES, SUMS, ChosenColumn, ListForm, Taught
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

SAMPLES = 3
TRIED_ROWS = 50
LOOKED_AT = 2_000
"""Rows of a list that are kept beside its header: samples and lines of a sheet are taken from them."""
NUMBERS = ("publication_number", "application_number")
_LEAST_DIGITS = {
    **dict.fromkeys((*NUMBERS, "family_priorities"), 5),
    **dict.fromkeys(DAYS, 5),
    **dict.fromkeys(("claims_count", "publication_year", "patents_count", "year", *SUMS, *SHARES), 1),
}
"""How many digits a cell of a field has at the least; a day may be written 1 May 2014."""


@dataclass(frozen=True)
class ListedTable:
    """A table whose header may be unknown: names and first cells of its columns."""

    table: Table
    header: Row
    rows: tuple[Row, ...]
    base: Profile | None = None
    """The layout file by which it was recognised: what a person does not change stays as it says."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns as they stand."""
        return tuple(cell.strip() for cell in self.header.cells)

    def samples(self, column: int) -> tuple[str, ...]:
        """The first different filled cells of a column."""
        cells = (row.cells[column].strip() for row in self.rows if column < len(row.cells))
        return tuple(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]

    def head(self) -> Table:
        """The table cut to its first rows, to try a choice on: what stands above the header may state a unit."""
        cut = Table(self.table.name, self.table.container, self.table.encoding, self.table.delimiter)
        above = [row for row in self.table.rows[:SEARCHED_ROWS] if row.line < self.header.line]
        cut.rows = [*above, self.header, *self.rows[:TRIED_ROWS]]
        return cut


def listed(tables: Sequence[Table], known: Sequence[Layout]) -> ListedTable | None:
    """The first table with a row that may be a header: the one with most known names, else the first of several words.

    None when there is no such row.
    """
    for table in tables:
        rows = table.rows[: SEARCHED_ROWS + 1]
        early = [row for row in rows[:SEARCHED_ROWS] if sum(bool(cell.strip()) for cell in row.cells) > 1]
        if early:
            below = dict(zip((row.line for row in rows), rows[1:], strict=False))
            header = max(early, key=lambda row: _likelihood(row, below.get(row.line), known))
            after = tuple(row for row in table.rows[:LOOKED_AT] if row.line > header.line)
            return ListedTable(table, header, after)
    return None


def first_choice(
    found: ListedTable, header: Header | None, form: ListForm = ListForm.PATENTS
) -> dict[int, ChosenColumn]:
    """What each column is taken for at first: as `header` was recognised, else by the likeness of its name."""
    fields = FIELDS_OF[form]
    if header is not None and header.positions:
        chosen = {at: key for key, at in header.positions.items() if key in fields}
        chosen |= {at: key for key, places in header.others.items() for at in places if key in fields}
        return {at: _as_in(found.base, field) for at, field in sorted(chosen.items())}
    likely = (s for s in suggest_columns(found.names, form.kind) if _may_hold(s.field, found.samples(s.column)))
    return {suggestion.column: ChosenColumn(suggestion.field) for suggestion in likely}


def chosen_profile(
    name: str, found: ListedTable, choice: Mapping[int, ChosenColumn], source_kind: SourceKind | None = None
) -> Profile:
    """The layout file of a choice for a list of patents; RefusedValue when no row could be read by it."""
    used = {at: column for at, column in choice.items() if column.field}
    fields = [column.field for column in used.values()]
    if not any(number in fields for number in NUMBERS):
        raise RefusedValue(N_("choose the column with the publication number or the application number"))
    if "title" not in fields:
        raise RefusedValue(N_("choose the column with the title"))
    columns: dict[str, ProfileColumn] = {}
    for at in sorted(used):
        column, header = used[at], _name_at(found, at)
        before = columns.get(column.field)
        columns[column.field] = ProfileColumn.model_validate(
            {
                "headers": (*(before.headers if before else ()), header),
                "reader": column.reader,
                "separator": column.separator,
                "date_order": column.date_order,
                "is_required": column.field == "title",
            }
        )
    return Profile(
        key=profile_key(name),
        label=name,
        source=name[:60].strip(),
        source_kind=source_kind,
        needs=("title",),
        needs_one_of=tuple(number for number in NUMBERS if number in columns),
        columns=columns,
        unread=found.base.unread if found.base else (),
        events=found.base.events if found.base else (),
    )


def row_profile(found: ListedTable, taught: Taught) -> Profile:
    """The layout file of a choice for a list of any other kind; RefusedValue when no row could be read by it."""
    known, labels = ROW_LAYOUTS[taught.form.kind], FIELDS_OF[taught.form]
    used = {at: column for at, column in sorted(taught.choice.items()) if column.field}
    fields = Counter(column.field for column in used.values())
    twice = next((field for field, count in fields.items() if count > 1), None)
    if twice is not None:
        raise RefusedValue(N_("two columns hold {field_label}; choose one of them"), field_label=labels[twice])
    needed = [column.key for column in known.columns if column.is_required]
    absent = next((key for key in needed if key not in fields), None)
    if absent is not None:
        raise RefusedValue(N_("choose the column with: {field_label}"), field_label=labels[absent])
    one_of = tuple(key for key in known.one_of if key in fields)
    if known.one_of and not one_of and taught.form is not ListForm.COST:
        raise RefusedValue(N_("choose the column with: {field_label}"), field_label=labels[known.one_of[0]])
    columns = {
        column.field: ProfileColumn.model_validate(
            {
                "headers": (_name_at(found, at),),
                "date_order": column.date_order if column.field in DAYS else None,
                "is_required": column.field in needed,
                "unit": column.unit if column.field in SUMS | SHARES else "",
            }
        )
        for at, column in used.items()
    }
    return Profile(**said_of_all(taught), needs=tuple(needed), needs_one_of=one_of, columns=columns)


def said_of_all(taught: Taught) -> dict[str, Any]:
    """What the layout file of a choice says of the whole list, whatever its form."""
    return {
        "key": profile_key(taught.name),
        "label": taught.name,
        "kind": taught.form.kind,
        "source": taught.name[:60].strip(),
        "unit": taught.unit,
        "currency": taught.currency,
    }


def profile_key(name: str) -> str:
    """A key that stays the same for a name, in whatever script it is written."""
    return f"own_{hashlib.sha256(folded(name).encode()).hexdigest()[:12]}"


def _name_at(found: ListedTable, at: int) -> str:
    header = found.names[at]
    if not header:
        raise RefusedValue(N_("a column without a name cannot be found again"))
    return header


def _as_in(base: Profile | None, field: str) -> ChosenColumn:
    column = base.columns.get(field) if base is not None else None
    if column is None:
        return ChosenColumn(field)
    return ChosenColumn(field, column.reader, column.separator, column.date_order, column.unit)


def _may_hold(field: str, samples: Sequence[str]) -> bool:
    """Whether the first cells look like what the column is called: a running number is no patent number."""
    if field in ("unit", "currency"):
        return any(money_unit(half_width(cell)) is not None for cell in samples)
    least = _LEAST_DIGITS.get(field, 0)
    return not samples or any(sum(letter.isdigit() for letter in cell) >= least for cell in samples)


def _likelihood(row: Row, below: Row | None, known: Sequence[Layout]) -> tuple[int, int, int]:
    """Known and suggested names and years; where there are none, words that stand above figures."""
    names = {folded(cell) for cell in row.cells if cell.strip()}
    suggested = max(len(suggest_columns(row.cells, kind)) for kind in ImportKind) if len(names) > 1 else 0
    years = sum(bool(year_said(name)) for name in names)
    found = max((len(layout.find_header(row).positions) for layout in known), default=0)
    cells = zip(row.cells, below.cells if below is not None else (), strict=False)
    above_figures = sum(bool(name.strip()) and not is_figure(name) and is_figure(cell) for name, cell in cells)
    return max(found + suggested, years), above_figures, -row.line
