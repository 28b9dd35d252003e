"""What is said of a value beyond its range: correlations, scenarios, break-even values, two inputs together?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.assessment import Analyses, BreakEvenResult, ScenarioResult, TwoWayResult
from pledgeapp.records.wording import assumption_unit
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.numbers import rounded_in_unit, value_in_unit
from pledgeapp.reports.content.places import assumption_words
from pledgeapp.reports.document import Block, Column, Heading, Paragraph, Row, Table
from pledgeapp.reports.figures import DASH

_NEGLIGIBLE = 1e-9


def correlations(brief: Brief) -> Iterator[Block]:
    """Which inputs were drawn together; nothing where all are independent."""
    texts = brief.texts
    if not brief.case.correlations:
        return
    rows = [
        Row(
            (
                assumption_words(brief, stated.first),
                assumption_words(brief, stated.second),
                brief.figures.plain(stated.value),
                stated.reason or DASH,
            )
        )
        for stated in brief.case.correlations
    ]
    yield Table(
        (
            Column(texts("Input")),
            Column(texts("Moves with")),
            Column(texts("Correlation"), "number"),
            Column(texts("Reason")),
        ),
        tuple(rows),
        texts("Correlations (of normal scores)"),
    )


def what_if(brief: Brief, analyses: Analyses | None) -> Iterator[Block]:
    """Scenarios, break-even values and the two-way table, each only where there is one."""
    if analyses is None:
        return
    if analyses.scenarios:
        yield Heading(brief.texts("Scenarios"), key="uncertainty.scenarios")
        yield _scenarios(brief, analyses.scenarios)
    if analyses.break_even and analyses.loan is not None:
        yield Heading(brief.texts("Break-even for the loan"), key="uncertainty.break_even")
        yield from _break_even(brief, analyses.break_even, analyses.loan)
    if analyses.two_way is not None:
        yield Heading(brief.texts("Two inputs together"), key="uncertainty.two_way")
        yield from _two_way(brief, analyses.two_way)


def _scenarios(brief: Brief, found: tuple[ScenarioResult, ...]) -> Table:
    texts, figures = brief.texts, brief.figures
    value = brief.assessment.fair_value
    rows = [Row((texts("As assessed"), "", figures.money(value.base if value else None), ""), "total")]
    for scenario, result in zip(brief.case.scenarios, found, strict=True):
        changes = [
            texts(
                "{name}: {value}",
                name=assumption_words(brief, change.path),
                value=value_in_unit(brief, change.value, assumption_unit(change.path, brief.case)),
            )
            for change in scenario.changes
        ]
        story = "\n".join(part for part in (scenario.name, scenario.reason) if part)
        rows.append(
            Row((story, "\n".join(changes) or DASH, figures.money(result.value), figures.money(result.difference)))
        )
    return Table(
        (
            Column(texts("Scenario")),
            Column(texts("What changes")),
            Column(brief.money_title(texts("Value")), "number"),
            Column(brief.money_title(texts("Difference from the assessment")), "number"),
        ),
        tuple(rows),
    )


def _break_even(brief: Brief, found: tuple[BreakEvenResult, ...], loan: float) -> Iterator[Block]:
    texts = brief.texts
    yield Paragraph(
        texts(
            "For which values of each input alone is the case worth at least the loan of {loan}? All others stay.",
            loan=brief.figures.money_with_unit(loan),
        )
    )
    always = [result for result in found if covered_words(brief, result) == texts("at every possible value")]
    if always:
        separator = "；" if brief.is_chinese else "; "
        names = separator.join(assumption_words(brief, result.path) for result in always)
        yield Paragraph(texts("The loan is covered at every possible value of: {names}.", names=names))
    if len(always) == len(found):
        return
    rows = [
        Row(
            (
                assumption_words(brief, result.path),
                "; ".join(_in_unit(brief, result.path, root) for root in result.roots) or DASH,
                covered_words(brief, result),
            )
        )
        for result in found
        if result not in always
    ]
    columns = (
        Column(texts("Input")),
        Column(texts("Value equals the loan at"), "number"),
        Column(texts("The loan is covered")),
    )
    yield Table(columns, tuple(rows))


def covered_words(brief: Brief, result: BreakEvenResult) -> str:
    """For which values of the input the loan is covered, in words."""
    texts = brief.texts
    if not result.covered:
        return texts("at no possible value")
    parts = []
    for low, high in result.covered:
        is_open_low, is_open_high = _is_end(low, result.low), _is_end(high, result.high)
        if is_open_low and is_open_high:
            return texts("at every possible value")
        if is_open_low:
            parts.append(texts("up to {high}", high=_in_unit(brief, result.path, high)))
        elif is_open_high:
            parts.append(texts("from {low}", low=_in_unit(brief, result.path, low)))
        else:
            ends = {"low": _in_unit(brief, result.path, low), "high": _in_unit(brief, result.path, high)}
            parts.append(texts("from {low} to {high}", **ends))
    return ("；" if brief.is_chinese else "; ").join(parts)


def _is_end(value: float, end: float) -> bool:
    return abs(value - end) <= _NEGLIGIBLE * max(1.0, abs(end))


def _in_unit(brief: Brief, path: str, value: float) -> str:
    return rounded_in_unit(brief, value, assumption_unit(path, brief.case))


def _two_way(brief: Brief, table: TwoWayResult) -> Iterator[Block]:
    texts, figures = brief.texts, brief.figures
    yield Paragraph(
        texts(
            "Value when {rows} (down) and {columns} (across) move together; all others stay.",
            rows=assumption_words(brief, table.row_path),
            columns=assumption_words(brief, table.column_path),
        )
    )
    heads = [Column(_in_unit(brief, table.column_path, value), "number") for value in table.column_values]
    rows = [
        Row((_in_unit(brief, table.row_path, at), *(figures.money(value) for value in values)))
        for at, values in zip(table.row_values, table.values, strict=True)
    ]
    yield Table((Column("", "number"), *heads), tuple(rows), brief.money_caption(texts("Value")))
