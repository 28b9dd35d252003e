"""How does the cost approach come to its value: what would it cost anew, and what has age taken?"""

from __future__ import annotations

from pledgeapp.records.cost import CostPlan
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.income import not_applied
from pledgeapp.reports.content.numbers import assumption_value
from pledgeapp.reports.content.tables import assumptions_table, main_steps, source_cell, steps_table
from pledgeapp.reports.document import Block, Column, Facts, Heading, Paragraph, Row, Section, Table

_ASSUMPTIONS = (
    "development_years",
    "capital_cost_rate",
    "profit_rate",
    "functional_obsolescence",
    "technological_obsolescence",
    "economic_obsolescence",
)


def cost(brief: Brief, number: str) -> Section:
    """Cost items, rates and obsolescence, then the steps to the value; or why it was not applied."""
    texts, result, plan = brief.texts, brief.approach("cost"), brief.case.cost
    title = texts("Cost approach")
    if result is None or result.value is None or plan is None:
        return Section("cost", number, title, (not_applied(brief, "cost"),))
    combined = texts("Multiplied") if plan.is_chained else texts("Added")
    blocks: tuple[Block, ...] = (
        Paragraph(
            texts(
                "What it would cost to make the patents anew at the valuation date, less what function, technology "
                "and market have taken from them."
            ),
            "lead",
        ),
        _items(brief, plan),
        Facts(((texts("Obsolescence is"), combined),), columns=1),
        assumptions_table(brief, [f"cost.{name}" for name in _ASSUMPTIONS], texts("Rates and obsolescence")),
        Heading(texts("From cost to value"), key="cost.workings"),
        steps_table(brief, main_steps(result.workings), ""),
    )
    return Section("cost", number, title, blocks)


def _items(brief: Brief, plan: CostPlan) -> Table:
    texts = brief.texts
    rows = [
        Row(
            (
                brief.label(item.cost_class),
                " ".join(filter(None, (str(item.year or ""), item.project, item.note))),
                assumption_value(brief, f"cost.items[{position}].amount", item.amount),
                source_cell(brief, item.amount),
                assumption_value(brief, f"cost.items[{position}].index_factor", item.index_factor),
                source_cell(brief, item.index_factor),
            )
        )
        for position, item in enumerate(plan.items)
    ]
    return Table(
        (
            Column(texts("Cost")),
            Column(texts("What for")),
            Column(texts("Amount"), "number"),
            Column(texts("Source of the amount")),
            Column(texts("Price index factor"), "number"),
            Column(texts("Source of the factor")),
        ),
        tuple(rows),
        texts("Cost items"),
        is_dense=True,
    )
