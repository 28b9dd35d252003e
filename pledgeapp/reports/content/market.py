"""How does the market approach come to its value: which transactions, how adjusted, how weighted?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.comparable import AdjustmentKind, Comparable, MarketPlan, OutlierRule
from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.content.income import not_applied
from pledgeapp.reports.content.tables import assumptions_table, main_steps, steps_table
from pledgeapp.reports.document import Bar, Block, Cell, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH
from valuation.results import ApproachResult, DealResult

_Deals = list[tuple[Comparable, DealResult]]


def market(brief: Brief, number: str) -> Section:
    """Comparables, their adjustments with reasons, weights and the unit price; or why it was not applied."""
    texts, result, plan = brief.texts, brief.approach("market"), brief.case.market
    title = texts("Market approach")
    if result is None or result.value is None or plan is None:
        return Section("market", number, title, (not_applied(brief, "market"),))
    by_id = {str(comparable.id): comparable for comparable in plan.comparables}
    deals = [(by_id[deal.key], deal) for deal in result.deals if deal.key in by_id]
    blocks: tuple[Block, ...] = (
        Paragraph(
            texts(
                "Prices paid for comparable patents are brought to cash at signing, to a price per patent, and by "
                "adjustments to the patents assessed."
            ),
            "lead",
        ),
        Heading(texts("Comparable transactions"), key="market.deals"),
        _transactions(brief, deals),
        Heading(texts("Adjustments and weights"), key="market.adjustments"),
        _rules(brief, plan),
        assumptions_table(brief, ["market.deferred_payment_rate"], ""),
        _grid(brief, deals),
        *_reasons(brief, deals),
        *_workings(brief, result),
    )
    return Section("market", number, title, blocks)


def _name(brief: Brief, position: int, comparable: Comparable) -> str:
    name = f"{position}. {comparable.name}"
    return brief.texts("{party} (fictional)", party=name) if comparable.is_fictional else name


def _transactions(brief: Brief, deals: _Deals) -> Table:
    texts, figures = brief.texts, brief.figures
    rows = [
        Row(
            (
                _name(brief, position, comparable),
                brief.label(comparable.kind),
                figures.short_day(comparable.transaction_date),
                _payments(brief, comparable),
                figures.money(deal.cash_price),
                str(comparable.patents_count),
                figures.money(deal.unit_price),
                comparable.grade.value,
                or_dash(comparable.source),
            )
        )
        for position, (comparable, deal) in enumerate(deals, start=1)
    ]
    return Table(
        (
            Column(texts("Transaction")),
            Column(texts("Kind")),
            Column(texts("Date"), "code"),
            Column(brief.money_title(texts("Payments"))),
            Column(brief.money_title(texts("Cash price")), "number"),
            Column(texts("Number of patents"), "number"),
            Column(brief.money_title(texts("Price per patent")), "number"),
            Column(texts("Grade"), "code"),
            Column(texts("Source")),
        ),
        tuple(rows),
        note=texts("Grades of sources: A contract or filing seen, B published by a party, C second hand."),
        is_dense=True,
    )


def _payments(brief: Brief, comparable: Comparable) -> str:
    texts, figures = brief.texts, brief.figures
    parts = [
        figures.money(payment.amount)
        if not payment.years_after
        else texts(
            "{amount} at {years} years",
            amount=figures.money(payment.amount),
            years=figures.plain(payment.years_after),
        )
        for payment in comparable.payments
    ]
    return "\n".join(parts)


def _rules(brief: Brief, plan: MarketPlan) -> Facts:
    texts = brief.texts
    separator = "，" if brief.is_chinese else ", "
    weights = separator.join(
        f"{grade.value} {brief.figures.plain(weight)}" for grade, weight in sorted(plan.grade_weights.items())
    )
    combined = texts("Factors are multiplied") if plan.is_chained else texts("Differences from 1 are added")
    rule = brief.label(plan.outliers)
    if plan.outlier_limit is not None and plan.outliers is not OutlierRule.NONE:
        rule = texts("{rule}, limit {limit}", rule=rule, limit=brief.figures.plain(plan.outlier_limit))
    return Facts(
        (
            (texts("Adjustments"), combined),
            (texts("Weights of grades"), weights),
            (texts("Transactions that do not count"), rule),
        )
    )


def _grid(brief: Brief, deals: _Deals) -> Table:
    """Only the kinds of adjustment that some comparable needs have a column."""
    texts, figures = brief.texts, brief.figures
    kinds = [k for k in AdjustmentKind if any(a.kind is k for c, _ in deals for a in c.adjustments)]
    rows = []
    for position, (comparable, deal) in enumerate(deals, start=1):
        factors = {a.kind: a.factor for a in comparable.adjustments}
        cells: list[Cell] = [str(position), figures.money(deal.unit_price)]
        cells += [figures.plain(factors.get(kind, 1)) for kind in kinds]
        cells += [
            figures.number(deal.total_adjustment, 4),
            figures.money(deal.adjusted_unit_price),
            figures.plain(comparable.similarity),
            texts("outlier") if deal.is_outlier else Bar(figures.percent(deal.weight, 1), deal.weight),
        ]
        rows.append(Row(tuple(cells)))
    return Table(
        (
            Column(texts("No."), "number"),
            Column(brief.money_title(texts("Price per patent")), "number"),
            *(Column(brief.label(kind), "number") for kind in kinds),
            Column(texts("Total factor"), "number"),
            Column(brief.money_title(texts("Adjusted price")), "number"),
            Column(texts("Similarity"), "number"),
            Column(texts("Weight"), "number"),
        ),
        tuple(rows),
        texts("Adjustment grid"),
        texts("Numbers as in the table of transactions. A factor of 1 means that no difference was found."),
        is_dense=True,
    )


def _reasons(brief: Brief, deals: _Deals) -> Iterator[Block]:
    texts = brief.texts
    rows: list[Row] = []
    for position, (comparable, _) in enumerate(deals, start=1):
        if comparable.adjustments:
            rows.append(Row((_name(brief, position, comparable),), "group"))
        rows.extend(
            Row((brief.label(a.kind), brief.figures.plain(a.factor), a.reason or DASH)) for a in comparable.adjustments
        )
    if rows:
        yield Table(
            (
                Column(texts("Adjustment")),
                Column(texts("Factor"), "number"),
                Column(texts("Reason")),
            ),
            tuple(rows),
            texts("Reasons of the adjustments"),
            is_dense=True,
        )


def _workings(brief: Brief, result: ApproachResult) -> Iterator[Block]:
    yield Heading(brief.texts("From unit price to value"), key="market.workings")
    yield steps_table(brief, main_steps(result.workings), "")
