"""Which column of a sheet by years names its items, which year does each column hold, and what do its lines mean?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pledgeapp.intake.amounts import is_nothing
from pledgeapp.intake.column_choice import SAMPLES, ListedTable, said_of_all
from pledgeapp.intake.column_suggestions import likest
from pledgeapp.intake.layouts.account_items import MEASURE_WORDS, Sort, read_label
from pledgeapp.intake.layouts.cost_classes import COST_CLASSES, class_of
from pledgeapp.intake.layouts.layout import cell_at
from pledgeapp.intake.layouts.profile import Profile
from pledgeapp.intake.layouts.profile_sheet import LEFT_OUT, PRODUCT, TOTAL, ProfileSheet
from pledgeapp.intake.layouts.year_grid import CURRENCY_NAMES, UNIT_NAMES, is_figure
from pledgeapp.intake.layouts.years import read_year
from pledgeapp.intake.list_forms import year_said
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import folded
from pledgeapp.records.import_columns import ITEM, YEAR, ChosenColumn, Item, ListForm, Taught
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_MOST_ITEMS = 300


def first_sheet_choice(found: ListedTable) -> dict[int, ChosenColumn]:
    """Years where headers name them, the items in the first column of words before them."""
    choice: dict[int, ChosenColumn] = {}
    for at, name in enumerate(found.names):
        if year_said(name):
            choice[at] = ChosenColumn(YEAR, year=year_said(name))
        elif folded(name) in UNIT_NAMES | CURRENCY_NAMES:
            choice[at] = ChosenColumn("unit" if folded(name) in UNIT_NAMES else "currency")
    first = min((at for at, column in choice.items() if column.field == YEAR), default=len(found.names))
    items = next((at for at in range(first) if at not in choice and _holds_words(found.samples(at))), None)
    if items is not None:
        choice[items] = ChosenColumn(ITEM)
    return dict(sorted(choice.items()))


def items_of(found: ListedTable, choice: Mapping[int, ChosenColumn], form: ListForm) -> tuple[Item, ...]:
    """The lines of the sheet, each label once, with their first figures and what their own words say."""
    at = next((at for at, column in choice.items() if column.field == ITEM), None)
    if at is None:
        return ()
    figures = [place for place in range(len(found.names)) if choice.get(place, ChosenColumn()).field in ("", YEAR)]
    by_label: dict[str, Row] = {}
    for row in found.rows:
        name = cell_at(row, at)
        if name and not is_figure(name) and len(by_label) < _MOST_ITEMS:
            by_label.setdefault(name, row)
    return tuple(Item(name, _figures(row, figures), _said(name, form)) for name, row in by_label.items())


def first_meanings(items: tuple[Item, ...], form: ListForm) -> dict[str, str]:
    """What each line is taken for at first, where its own words say nothing that is known."""
    if form is ListForm.COST_BY_YEAR:
        unknown = [item.name for item in items if not item.says]
        words = {kind.value: [word for line in both for word in line] for kind, both in COST_CLASSES.choices.items()}
    else:
        unknown = [item.name for item in items if item.says == PRODUCT]
        words = {measure.value: list(names) for measure, names in MEASURE_WORDS.items()}
    return {name: meaning for name in unknown if (meaning := likest(name, words))}


def sheet_profile(found: ListedTable, taught: Taught) -> Profile:
    """The layout file of a choice for a sheet by years; RefusedValue when no figure could be read by it."""
    by_field: dict[str, list[int]] = {}
    for at, column in sorted(taught.choice.items()):
        by_field.setdefault(column.field, []).append(at)
    if len(by_field.get(ITEM, ())) != 1:
        raise RefusedValue(N_("choose the one column with the names of the items"))
    if not by_field.get(YEAR):
        raise RefusedValue(N_("choose the columns with the figures of the years"))
    chosen = {at for field, places in by_field.items() if field for at in places}
    meanings = [{"label": name, "means": meaning} for name, meaning in taught.meanings.items() if meaning]
    return Profile(
        **said_of_all(taught),
        unread=tuple(name for at, name in enumerate(found.names) if name and at not in chosen),
        by_year=ProfileSheet.model_validate(
            {
                "items_in": found.names[by_field[ITEM][0]],
                "unit_in": _name_of("unit", by_field, found),
                "currency_in": _name_of("currency", by_field, found),
                "years": [year for at in by_field[YEAR] for year in _year(found.names[at], taught.choice[at])],
                "items": meanings,
            }
        ),
    )


def _year(header: str, column: ChosenColumn) -> list[dict[str, Any]]:
    """The year of a column in the layout file; nothing where its header says the same in usual words."""
    said = read_year(column.year)
    if said is None:
        raise RefusedValue(N_("{column}: say which year it holds, such as 2023 or 2026E"), column=header)
    if not header:
        raise RefusedValue(N_("a column without a name cannot be found again"))
    own = read_year(header)
    if own is not None and (own.year, own.is_forecast) == (said.year, said.is_forecast):
        return []
    return [{"header": header, "year": said.year, "is_forecast": said.is_forecast}]


def _name_of(field: str, by_field: Mapping[str, list[int]], found: ListedTable) -> str:
    return found.names[by_field[field][0]] if by_field.get(field) else ""


def _holds_words(samples: tuple[str, ...]) -> bool:
    return bool(samples) and not all(is_figure(text) or is_nothing(text) for text in samples)


def _figures(row: Row, places: list[int]) -> tuple[str, ...]:
    cells = (cell_at(row, at) for at in places)
    return tuple(text for text in cells if is_figure(text))[:SAMPLES]


def _said(name: str, form: ListForm) -> str:
    label = read_label(name)
    if label.sort is Sort.TOTAL:
        return TOTAL
    if form is ListForm.COST_BY_YEAR:
        known = class_of(name)
        return known.value if known is not None else ""
    if label.sort is Sort.MEASURE and label.measure is not None:
        return label.measure.value
    return {Sort.LEFT_OUT: LEFT_OUT, Sort.NAME: PRODUCT}.get(label.sort, "")
