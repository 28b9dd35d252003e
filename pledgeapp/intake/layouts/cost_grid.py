"""Which cost of which class, project and year does each cell of a sheet of development cost hold?"""

from __future__ import annotations

from dataclasses import dataclass, field

from pledgeapp.errors import Problem
from pledgeapp.intake.amounts import currencies_in, is_nothing, read_signed_amount
from pledgeapp.intake.layouts.account_items import Sort, read_label
from pledgeapp.intake.layouts.sheet_words import USUAL_WORDS, SheetWords
from pledgeapp.intake.layouts.year_grid import Grid, Line
from pledgeapp.intake.stated_units import MoneyUnit, read_money_unit, read_unit_beside
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportedCost
from pledgeapp.records.refusal import RefusedValue

FEWEST_CLASSES = 2
"""Lines of known classes that make a sheet one of development cost."""


@dataclass
class CostRead:
    """The costs of a sheet with their lines, the cells that could not be read, the totals left out."""

    good: list[tuple[int, ImportedCost]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    budgets: set[int] = field(default_factory=set)
    """Years of which a budget was left out beside what was spent."""


def is_cost_grid(grid: Grid, fewest: int = FEWEST_CLASSES, words: SheetWords = USUAL_WORDS) -> bool:
    """Whether enough lines of the grid carry classes of cost."""
    return sum(any(words.cost_class(label) for label in line.labels) for line in grid.lines) >= fewest


def read_costs(
    grid: Grid, everywhere: MoneyUnit | None, file: str, source: str, words: SheetWords = USUAL_WORDS
) -> CostRead:
    """Every cost of the grid; a class that is not known here is other cost under its own word."""
    found, project = CostRead(), ""
    spent = {slot.year.year for slot in grid.slots if slot.year.is_forecast is False}
    for line in grid.lines:
        if any(words.is_left_out(label) for label in line.labels):
            continue
        if any(words.label(label).sort is Sort.TOTAL for label in line.labels):
            lines = {place.line for place in line.places}
            found.totals += lines if len(lines) == 1 else ()
            continue
        word, own_project = _class_and_project(line, words)
        if not line.has_figures:
            project = word if word and words.cost_class(word) is None else project
            continue
        for slot, text, place in zip(grid.slots, line.cells, line.places, strict=True):
            if is_nothing(text) or read_label(slot.words).sort is Sort.TOTAL:
                continue
            if slot.year.is_forecast and slot.year.year in spent:
                # 预算 beside 实际: both together would count the year twice.
                found.budgets.add(slot.year.year)
                continue
            unit = _unit(line, slot.unit, everywhere)
            try:
                amount = read_signed_amount(text, unit.factor)
            except RefusedValue as error:
                problem = Problem(error.message, file=file, row=place.line, column=place.column, value=text)
                found.problems.append(problem)
                continue
            known = words.cost_class(word)
            cost = ImportedCost(
                cost_class=known or CostClass.OTHER,
                word="" if known else word,
                year=slot.year.year,
                project=own_project or slot.words or project,
                amount=amount,
                source=source,
                currency=next(iter(currencies_in(text)), unit.currency),
            )
            found.good.append((place.line, cost))
    return found


def _class_and_project(line: Line, words: SheetWords) -> tuple[str, str]:
    """The label that names a class (the last one where none does), and the one beside it."""
    labels = [label for label in line.labels if label]
    classes = [label for label in labels if words.cost_class(label) is not None]
    word = classes[-1] if classes else next(iter(labels[-1:]), "")
    return word, next((label for label in labels if label != word), "")


def _unit(line: Line, stated_beside: str, everywhere: MoneyUnit | None) -> MoneyUnit:
    """What the label says of the unit, else what stands beside the figure, else what holds for the whole sheet."""
    labels = (read_money_unit(read_label(label).unit) for label in line.labels)
    said = [*labels, read_unit_beside(line.unit or stated_beside), everywhere]
    units = [unit for unit in said if unit is not None]
    factor = next((unit.factor for unit in units if unit.factor is not None), None)
    return MoneyUnit(factor, next((unit.currency for unit in units if unit.currency), None))
