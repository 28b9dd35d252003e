"""What do the further methods of a case come to, on which inputs, and do they count or only check?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.method_inputs import method_input_label, method_input_unit, method_name
from pledgeapp.records.wording import choice_label
from pledgeapp.reports.content.brief import Brief, open_badge
from pledgeapp.reports.content.numbers import assumption_value, rounded_in_unit, uncertainty, value_in_unit
from pledgeapp.reports.content.places import assumption_words
from pledgeapp.reports.content.tables import source_cell
from pledgeapp.reports.document import Block, Cell, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH
from valuation.results import MethodValue
from valuation.units import MONEY, RATE, SHARE, YEARS

_IN_A_LINE = 4
_UNITS = {MONEY: "money", RATE: "percent", SHARE: "percent", YEARS: "years"}


def methods(brief: Brief, number: str) -> Section:
    """Each further method with value, weight, reason, inputs and warnings; its steps stand in the annex."""
    texts = brief.texts
    lead = texts("A method with a weight enters the conclusion; one without is a cross-check and is only shown.")
    blocks: list[Block] = [Paragraph(lead, "lead"), _overview(brief)]
    values = brief.method_values
    for position, method in enumerate(brief.case.methods):
        blocks.append(Heading(texts(method_name(method)), 3, key=f"methods.{position + 1}"))
        blocks.extend(_method(brief, position, method, values.get(method.id)))
    return Section("methods", number, texts("Further methods"), tuple(blocks))


def method_figure(brief: Brief, value: MethodValue) -> str:
    """The result of a method in its unit."""
    return rounded_in_unit(brief, value.value, _UNITS.get(value.unit, "factor"))


def _overview(brief: Brief) -> Table:
    texts, figures, values = brief.texts, brief.figures, brief.method_values
    rows = []
    for position, method in enumerate(brief.case.methods, start=1):
        value = values.get(method.id)
        result = DASH if value is None else method_figure(brief, value)
        weight = figures.percent(value.weight, 1) if value is not None and value.weight > 0 else texts("Cross-check")
        cells = (texts(method_name(method)), result, weight, method.reason or DASH)
        rows.append(Row(cells, link=f"methods.{position}"))
    return Table(
        (
            Column(texts("Method")),
            Column(texts("Result"), "number"),
            Column(texts("Weight"), "number"),
            Column(texts("Reason")),
        ),
        tuple(rows),
    )


def _method(brief: Brief, position: int, method: AppliedMethod, value: MethodValue | None) -> Iterator[Block]:
    texts = brief.texts
    if value is None:
        yield Paragraph(texts("Not applied: its inputs are incomplete; see the open points."))
    else:
        yield Facts(tuple(_facts(brief, method, value)), columns=1)
        for warning in value.warnings:
            yield Paragraph(texts.message(warning), "note")
    if method.inputs:
        yield _inputs(brief, position, method)


def _facts(brief: Brief, method: AppliedMethod, value: MethodValue) -> Iterator[tuple[str, Cell]]:
    texts, separator = brief.texts, "、" if brief.is_chinese else ", "
    yield texts("Method"), texts(value.label)
    yield texts("Result"), method_figure(brief, value)
    if method.patents:
        yield texts("Patents valued"), separator.join(brief.patents[p].number for p in method.patents)
    if method.used_for:
        yield texts("Taken over for"), assumption_words(brief, method.used_for)


def _inputs(brief: Brief, position: int, method: AppliedMethod) -> Table:
    texts = brief.texts
    rows = [_input(brief, f"methods[{position}].inputs[{place}]", given) for place, given in enumerate(method.inputs)]
    return Table(
        (
            Column(texts("Input")),
            Column(texts("Figure"), "number"),
            Column(texts("Uncertainty")),
            Column(texts("Source")),
        ),
        tuple(rows),
        is_dense=True,
    )


def _input(brief: Brief, path: str, given: MethodInput) -> Row:
    name = brief.texts(method_input_label(brief.case, f"{path}.number") or given.name)
    if given.series is not None:
        doubt = uncertainty(brief, f"{path}.series.scale", given.series.scale)
        return Row((name, _series(brief, path, given.series), doubt, _series_source(brief, given.series)))
    if given.number is None:
        return Row((name, brief.texts(choice_label(given.choice)), DASH, DASH))
    number = assumption_at(brief.case, f"{path}.number")
    figure = assumption_value(brief, f"{path}.number", number)
    return Row((name, figure, uncertainty(brief, f"{path}.number", number), source_cell(brief, number)))


def _series(brief: Brief, path: str, series: Series) -> str:
    """Every number of a list, a few in a line; of a table a line for each row."""
    unit = method_input_unit(brief.case, f"{path}.number") or "factor"
    if series.rows:
        return "\n".join(_in_line(brief, row, unit) for row in series.rows)
    lines = [series.values[start : start + _IN_A_LINE] for start in range(0, len(series.values), _IN_A_LINE)]
    written = "\n".join(_in_line(brief, line, unit) for line in lines)
    return brief.money_caption(written) if unit == "money" and written else written or DASH


def _in_line(brief: Brief, numbers: tuple[Decimal, ...], unit: str) -> str:
    written = (brief.figures.money(n) if unit == "money" else value_in_unit(brief, n, unit) for n in numbers)
    return "; ".join(written)


def _series_source(brief: Brief, series: Series) -> Cell:
    if not series.is_confirmed and not series.source:
        return open_badge(brief)
    return brief.source(series.source_kind, series.source)
