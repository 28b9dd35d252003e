"""How does the income approach come to its value, line by line and year by year?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pledgeapp.records.assumption_paths import assumptions
from pledgeapp.records.product import IncomePlan, Product
from pledgeapp.reports.content.axes import axis_over
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.tables import assumptions_table, steps_table
from pledgeapp.reports.document import BarChart, Block, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH
from valuation.results import LineResult, YearRow


@dataclass(frozen=True)
class _YearColumn:
    """A column of the year table; one with a `factor` is left out where that is 1 in every year."""

    title: str
    write: Callable[[YearRow], str]
    factor: Callable[[YearRow], float] | None = None


def income(brief: Brief, number: str) -> Section:
    """Each product line with its inputs, year table and chart; or why the approach was not applied."""
    texts, result = brief.texts, brief.approach("income")
    title = texts("Income approach")
    if result is None or result.value is None:
        return Section("income", number, title, (not_applied(brief, "income"),))
    blocks: list[Block] = [
        Paragraph(
            texts(
                "The share of income that is due to the patents is brought to the valuation date year by year, until "
                "legal protection or economic life ends, whichever comes first."
            ),
            "lead",
        )
    ]
    for position, line in enumerate(result.lines, start=1):
        blocks.extend(_line(brief, line, position))
    blocks.append(Heading(texts("Sum of the product lines"), key="income.sum"))
    blocks.append(_sum(brief, result.lines, result.value))
    return Section("income", number, title, tuple(blocks), starts_page=True)


def not_applied(brief: Brief, approach: str) -> Paragraph:
    """Why an approach has no value."""
    result = next((a for a in brief.assessment.appraisal.approaches if a.approach == approach), None)
    if result is None or result.not_applied is None:
        return Paragraph(brief.texts("This approach was not applied."))
    return Paragraph(brief.texts.message(result.not_applied))


def _line(brief: Brief, line: LineResult, position: int) -> Iterator[Block]:
    texts, product = brief.texts, brief.products[line.key]
    name = brief.product_name(product)
    yield Heading(texts("Line {number}: {name}", number=position, name=name), key=f"income.line{position}")
    if product.income is not None:
        yield _choices(brief, product, product.income)
        own = f"products[{brief.case.products.index(product)}].income."
        paths = [path for path, _ in assumptions(brief.case) if path.startswith(own)]
        yield assumptions_table(brief, paths, texts("Inputs"))
    if line.rows:
        yield _year_table(brief, line)
        yield _chart(brief, line)
    yield _patents(brief, product, line)
    yield steps_table(brief, line.workings, texts("Workings of the line"))


def _choices(brief: Brief, product: Product, plan: IncomePlan) -> Facts:
    texts = brief.texts
    return Facts(
        (
            (texts("Base of the rate"), brief.label(plan.royalty_base)),
            (texts("Income taken"), brief.label(plan.tax_basis)),
            (texts("Discount rate taken"), brief.label(plan.discount_rate_basis)),
            (texts("Source of the figures"), product.source or DASH),
        )
    )


def _year_table(brief: Brief, line: LineResult) -> Table:
    texts, figures = brief.texts, brief.figures
    columns = _year_columns(brief)
    shown = [c for c in columns if c.factor is None or any(c.factor(row) != 1.0 for row in line.rows)]
    left_out = [c.title for c in columns if c not in shown]
    rows = [Row(tuple(column.write(row) for column in shown)) for row in line.rows]
    blanks = ("",) * (len(shown) - 2)
    rows.append(Row((texts("Sum"), *blanks, figures.money(line.value)), "total"))
    separator = "、" if brief.is_chinese else ", "
    note = texts("Present value = product of the columns from revenue to the discount factor.")
    if left_out:
        left = texts("Left out, being 1 in every year: {columns}.", columns=separator.join(left_out))
        note = f"{note}{left}" if brief.is_chinese else f"{note} {left}"
    return Table(
        (Column(shown[0].title, "code"), *(Column(c.title, "number") for c in shown[1:])),
        tuple(rows),
        brief.money_caption(texts("Year table")),
        note,
        is_dense=True,
    )


def _year_columns(brief: Brief) -> tuple[_YearColumn, ...]:
    texts, figures = brief.texts, brief.figures
    return (
        _YearColumn(texts("Year"), lambda r: r.label),
        _YearColumn(texts("Revenue"), lambda r: figures.money(r.revenue)),
        _YearColumn(texts("Part of the year"), lambda r: figures.number(r.fraction, 4), lambda r: r.fraction),
        _YearColumn(texts("Margin"), lambda r: figures.percent(r.margin), lambda r: r.margin),
        _YearColumn(texts("Split rate"), lambda r: figures.percent(r.split_rate, 3)),
        _YearColumn(
            texts("Share of rights in force"), lambda r: figures.percent(r.alive_share), lambda r: r.alive_share
        ),
        _YearColumn(texts("Tax factor"), lambda r: figures.plain(r.tax_factor), lambda r: r.tax_factor),
        _YearColumn(
            texts("Probability"), lambda r: figures.percent(r.success_probability), lambda r: r.success_probability
        ),
        _YearColumn(texts("Income of the rights"), lambda r: figures.money(r.income)),
        _YearColumn(texts("Years to discount"), lambda r: figures.number(r.discount_years, 3)),
        _YearColumn(texts("Discount factor"), lambda r: figures.number(r.discount_factor, 4)),
        _YearColumn(texts("Present value"), lambda r: figures.money(r.present_value)),
    )


def _chart(brief: Brief, line: LineResult) -> BarChart:
    texts, figures = brief.texts, brief.figures
    incomes = tuple(row.income for row in line.rows)
    values = tuple(row.present_value for row in line.rows)
    return BarChart(
        labels=tuple(row.label for row in line.rows),
        series=((texts("Income of the rights"), incomes), (texts("Present value"), values)),
        axis=axis_over((*incomes, *values), figures.money_tick, from_zero=True),
        unit=figures.money_unit,
        caption=texts("Income of the rights and its present value"),
    )


def _patents(brief: Brief, product: Product, line: LineResult) -> Table:
    texts, figures = brief.texts, brief.figures
    rows = []
    for use in product.patents:
        patent = brief.patents[use.patent_id]
        cells = (patent.number, brief.patent_title(patent), figures.plain(use.contribution), use.reason or DASH)
        rows.append(Row((*cells, figures.money(line.by_right.get(use.patent_id)))))
    return Table(
        (
            Column(texts("Patent number"), "code"),
            Column(texts("Patent title")),
            Column(texts("Contribution"), "number"),
            Column(texts("Reason")),
            Column(brief.money_title(texts("Present value")), "number"),
        ),
        tuple(rows),
        texts("Patents that the line uses"),
    )


def _sum(brief: Brief, lines: tuple[LineResult, ...], value: float) -> Table:
    texts, figures = brief.texts, brief.figures
    rows = [
        Row((brief.product_name(brief.products[line.key]), figures.money(line.value)), link=f"income.line{position}")
        for position, line in enumerate(lines, start=1)
    ]
    rows.append(Row((texts("Value by the income approach"), figures.money(value)), "total"))
    return Table((Column(texts("Product line")), Column(brief.money_title(texts("Value")), "number")), tuple(rows))
