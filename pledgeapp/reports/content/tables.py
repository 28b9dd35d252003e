"""How do the workings of a method become tables that a reader can recompute?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.step_sources import record_path
from pledgeapp.records.wording import assumption_label
from pledgeapp.reports.content.brief import Brief, open_badge
from pledgeapp.reports.content.numbers import assumption_value, step_unit, step_value, uncertainty
from pledgeapp.reports.document import Cell, Column, Row, Table
from pledgeapp.reports.figures import DASH
from valuation.results import Step

_MANY_STEPS = 10
_INPUT = re.compile(r"(lines|market|cost|weights|plan)(\[\d+\])?\.")
"""Sources that name a field of the inputs; a bare `rights` or `lines[0]` and a rule name a result."""
_RUNNING_NUMBER = re.compile(r"_\d+(_|$)")


def main_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps of a method without those of single comparables or cost items, which stand in the annex."""
    return tuple(step for step in steps if not _RUNNING_NUMBER.search(step.symbol))


def steps_table(brief: Brief, steps: Iterable[Step], caption: str, *, with_source: bool = False) -> Table:
    """Symbol, meaning, formula, value and unit of each step; `with_source` adds where the number comes from."""
    columns = [
        Column(brief.texts("Symbol"), "code", is_formula=True),
        Column(brief.texts("Meaning")),
        Column(brief.texts("Formula"), is_formula=True),
        Column(brief.texts("Figure"), "number"),
        Column(brief.texts("Unit"), "code"),
    ]
    if with_source:
        columns.append(Column(brief.texts("Input or function")))
    rows = []
    for step in steps:
        cells: list[Cell] = [
            step.symbol,
            brief.texts(step.label),
            step.formula or _origin(brief, step),
            step_value(brief, step),
            step_unit(brief, step),
        ]
        source = record_path(brief.assessment, step.source)
        rows.append(Row((*cells, source) if with_source else tuple(cells)))
    return Table(tuple(columns), tuple(rows), caption, is_dense=with_source or len(rows) > _MANY_STEPS)


def _origin(brief: Brief, step: Step) -> str:
    """What stands in place of a formula: an input is given, a result of another working is carried over."""
    return brief.texts("given") if _INPUT.match(step.source) else brief.texts("carried over")


def assumptions_table(brief: Brief, paths: Iterable[str], caption: str) -> Table:
    """Value, doubt and source of the assumptions at `paths`, the unconfirmed ones marked."""
    return Table(
        columns=(
            Column(brief.texts("Assumption")),
            Column(brief.texts("Figure"), "number"),
            Column(brief.texts("Uncertainty")),
            Column(brief.texts("Source")),
        ),
        rows=tuple(_assumption_row(brief, path, assumption_at(brief.case, path)) for path in paths),
        caption=caption,
    )


def _assumption_row(brief: Brief, path: str, assumption: Assumption) -> Row:
    return Row(
        (
            brief.texts(assumption_label(path, brief.case)),
            assumption_value(brief, path, assumption),
            uncertainty(brief, path, assumption),
            source_cell(brief, assumption),
        )
    )


def source_cell(brief: Brief, assumption: Assumption) -> Cell:
    """Kind and words of a source; a mark where it is not confirmed, a dash where nothing was entered."""
    if assumption.value is None and not assumption.source:
        return DASH
    if not assumption.is_confirmed and not assumption.source:
        return open_badge(brief)
    return brief.source(assumption.source_kind, assumption.source)
