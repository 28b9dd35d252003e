"""Which figure of which product and year does each cell of an accountant's sheet hold?

Sheets list products under a measure, measures under a product, both beside each other, or the items of one income
statement. What is a total, an expense or a quantity is left out and told.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pledgeapp.intake.amounts import is_nothing
from pledgeapp.intake.layouts.account_items import Label, Measure, Sort, measure_in, read_label
from pledgeapp.intake.layouts.sheet_words import USUAL_WORDS, SheetWords
from pledgeapp.intake.layouts.year_grid import Grid, Line, Place
from pledgeapp.intake.layouts.years import StatedYear
from pledgeapp.intake.stated_units import unit_in_currency
from pledgeapp.intake.totals import is_subtotal_word
from pledgeapp.intake.values import read_number
from pledgeapp.records.refusal import RefusedValue

WHOLE = ""
"""The product of figures that belong to no single one: the whole business, or the only product of the sheet."""


@dataclass(frozen=True)
class Fact:
    """One filled cell: what it says of which product and year, and in which unit."""

    product: str
    measure: Measure
    year: StatedYear
    text: str
    unit: str
    place: Place
    is_part: bool = False
    """`其中：…`: a part of what stands above, which may have others that are not named."""


@dataclass
class Facts:
    """What the cells of a sheet say, and what was left out."""

    facts: list[Fact] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    """Lines (columns, where years run down, have none) that are sums of others."""
    left_out: list[str] = field(default_factory=list)
    """Labels of what says nothing of revenue and margins."""
    sums: list[Fact] = field(default_factory=list)
    """What totals state."""


@dataclass
class _Context:
    """Under which product and measure the lines stand."""

    product: str = WHOLE
    measure: Measure | None = None
    unit: str = ""


def facts_of(grid: Grid, titles: list[str], words: SheetWords = USUAL_WORDS) -> Facts:
    """Every fact of the grid; `titles` are the texts that may name the measure of a list of products."""
    found = Facts()
    names = [name for name in grid.label_names if read_label(name).sort is not Sort.NAME]
    context = _Context(measure=measure_in([*titles, *names]))
    labels = [tuple(words.label(text) for text in line.labels) for line in grid.lines]
    for at, line in enumerate(grid.lines):
        following = labels[at + 1] if at + 1 < len(labels) else ()
        _read_line(grid, line, labels[at], following, context, found)
    return _without_the_whole(found)


def _read_line(
    grid: Grid, line: Line, labels: tuple[Label, ...], following: tuple[Label, ...], context: _Context, found: Facts
) -> None:
    label = _together(labels)
    if not line.has_figures:
        _open_heading(label, following, context)
    elif label.sort is Sort.LEFT_OUT:
        found.left_out.append(" ".join(filter(None, line.labels)))
    elif label.sort is Sort.TOTAL:
        _note_total(found, line, grid, context)
    elif label.is_part and context.product != WHOLE:
        found.left_out.append(" ".join(filter(None, line.labels)))
    else:
        _take_cells(found, grid, line, label, context)


def _together(labels: tuple[Label, ...]) -> Label:
    """Several labels of a line as one: a product and a measure, whichever stands first."""
    told = [label for label in labels if label.sort is not Sort.NOTHING]
    for sort in (Sort.TOTAL, Sort.LEFT_OUT):
        if any(label.sort is sort for label in told):
            return Label(sort)
    measures = [label for label in told if label.sort is Sort.MEASURE]
    names = [label for label in told if label.sort is Sort.NAME]
    name = names[-1].name if names else (measures[-1].name if measures else "")
    unit = next((label.unit for label in reversed(told) if label.unit), "")
    is_part = any(label.is_part for label in told)
    if measures:
        return Label(Sort.MEASURE, measures[-1].measure, name, unit, is_part)
    return Label(Sort.NAME, None, name, unit, is_part) if names else Label(Sort.NOTHING)


def _open_heading(label: Label, following: tuple[Label, ...], context: _Context) -> None:
    """A line without figures opens a block: of a measure, or of the product whose items follow."""
    after = _together(following)
    if label.sort is Sort.MEASURE:
        context.measure, context.product, context.unit = label.measure, label.name, label.unit
    elif label.sort is Sort.NAME and after.sort in (Sort.MEASURE, Sort.LEFT_OUT):
        context.product = label.name


def _take_cells(found: Facts, grid: Grid, line: Line, label: Label, context: _Context) -> None:
    words = [read_label(slot.words) for slot in grid.slots]
    if label.sort is Sort.MEASURE and not any(word.sort is Sort.MEASURE for word in words):
        context.measure = label.measure
    taken = False
    for slot, word, text, place in zip(grid.slots, words, line.cells, line.places, strict=True):
        if word.sort in (Sort.TOTAL, Sort.LEFT_OUT):
            continue
        measure = word.measure or label.measure or context.measure
        product = label.name or (word.name if word.sort in (Sort.NAME, Sort.MEASURE) else "")
        if label.sort is not Sort.NAME:
            product = product or context.product
        if measure is None:
            continue
        taken = True
        if not is_nothing(text):
            unit = unit_in_currency(word.unit or label.unit, line.unit or slot.unit)
            unit = unit or ("" if label.measure else context.unit)
            found.facts.append(Fact(product, measure, slot.year, text, unit, place, label.is_part))
    if not taken:
        found.left_out.append(" ".join(filter(None, line.labels)))


def _note_total(found: Facts, line: Line, grid: Grid, context: _Context) -> None:
    lines = {place.line for place in line.places}
    if len(lines) == 1:
        found.totals += lines
    else:
        found.left_out.append(" ".join(filter(None, line.labels)))
    is_subtotal = any(is_subtotal_word(label) for label in line.labels)
    if context.measure is None or is_subtotal or any(slot.words for slot in grid.slots):
        return
    for slot, text, place in zip(grid.slots, line.cells, line.places, strict=True):
        if not is_nothing(text):
            found.sums.append(
                Fact(WHOLE, context.measure, slot.year, text, line.unit or slot.unit or context.unit, place)
            )


def _without_the_whole(found: Facts) -> Facts:
    """Beside the revenue of products the figures of the whole business are sums, and those of one block its total."""
    if not any(fact.product != WHOLE and fact.measure is Measure.REVENUE for fact in found.facts):
        return found
    whole = [fact for fact in found.facts if fact.product == WHOLE]
    if _is_more_than_its_parts(whole, found.facts):
        found.left_out += dict.fromkeys(fact.product for fact in found.facts if fact.product != WHOLE)
        found.facts = whole
        return found
    found.facts = [fact for fact in found.facts if fact.product != WHOLE]
    found.sums += whole
    found.totals += sorted({fact.place.line for fact in whole} - {fact.place.line for fact in found.facts})
    return found


def _is_more_than_its_parts(whole: list[Fact], facts: list[Fact]) -> bool:
    """Whether the parts that are named leave something of the whole revenue over: it then counts, not they."""
    parts = [fact for fact in facts if fact.product != WHOLE and fact.measure is Measure.REVENUE]
    if not parts or not all(fact.is_part for fact in parts):
        return False
    for fact in whole:
        if fact.measure is Measure.REVENUE:
            named = [part for part in parts if part.year.year == fact.year.year]
            try:
                if sum(read_number(part.text) for part in named) != read_number(fact.text):
                    return all(part.unit == fact.unit for part in named)
            except RefusedValue:
                continue
    return False
