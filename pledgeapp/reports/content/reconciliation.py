"""How do the approaches become one conclusion, and what falls to each patent?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.method_inputs import method_name
from pledgeapp.reports.content.brief import APPROACH_LABELS, Brief
from pledgeapp.reports.content.conclusion import football_field
from pledgeapp.reports.content.tables import steps_table
from pledgeapp.reports.document import Bar, Block, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH


def reconciliation(brief: Brief, number: str) -> Section:
    """Weights with reasons, divergence against its limit, the football field, the steps, and value by patent."""
    texts, appraisal = brief.texts, brief.assessment.appraisal
    title = texts("Reconciliation and value by patent")
    if brief.assessment.fair_value is None:
        text = texts("No approach could be applied, so there is no value to reconcile.")
        return Section("reconciliation", number, title, (Paragraph(text),))
    blocks: list[Block] = [
        Heading(texts("Weights"), key="reconciliation.weights"),
        _weights(brief),
        _divergence(brief),
        football_field(brief, texts("Value by approach, and the conclusion with its range")),
        steps_table(brief, appraisal.workings, texts("Steps of the reconciliation")),
        *_by_patent(brief),
    ]
    return Section("reconciliation", number, title, tuple(blocks))


def _weights(brief: Brief) -> Table:
    texts, figures, appraisal = brief.texts, brief.figures, brief.assessment.appraisal
    rows = [
        Row(
            (
                texts(APPROACH_LABELS[weighted.approach]),
                figures.money(weighted.value),
                figures.percent(weighted.weight, 1),
                weighted.reason or DASH,
            ),
            link=weighted.approach,
        )
        for weighted in appraisal.reconciliation
    ]
    for position, method in enumerate(brief.case.methods, start=1):
        value = brief.method_values.get(method.id)
        if value is not None and value.weight > 0:
            cells = (texts(method_name(method)), figures.money(max(value.value, 0.0)), figures.percent(value.weight, 1))
            rows.append(Row((*cells, method.reason or DASH), link=f"methods.{position}"))
    rows.append(Row((texts("Conclusion"), figures.money(appraisal.value), "100%", ""), "total"))
    return Table(
        (
            Column(texts("Approach")),
            Column(brief.money_title(texts("Value")), "number"),
            Column(texts("Weight"), "number"),
            Column(texts("Reason")),
        ),
        tuple(rows),
    )


def _divergence(brief: Brief) -> Facts:
    texts, figures, value = brief.texts, brief.figures, brief.assessment.fair_value
    full = f"{figures.money_in_full(value.base if value else None)} {figures.full_unit}"
    words = figures.amount_in_words(value.base if value else None)
    pairs = [
        (texts("Divergence"), figures.percent(brief.assessment.appraisal.divergence)),
        (texts("Limit of divergence"), figures.percent(brief.case.divergence_limit)),
        (texts("Conclusion in full"), full),
        (texts("Amount in words"), words),
    ]
    return Facts(tuple(pair for pair in pairs if pair[1]))


def _by_patent(brief: Brief) -> Iterator[Block]:
    """Largest first; a patent worth nothing says why in the list of patents."""
    texts, figures, appraisal = brief.texts, brief.figures, brief.assessment.appraisal
    ordered = sorted(appraisal.by_right, key=lambda right: -right.value)
    rows = []
    for position, right in enumerate(ordered, start=1):
        patent = brief.patents[right.key]
        share = Bar(figures.percent(right.share), right.share)
        why = texts.message(right.worthless_reason) if right.worthless_reason else ""
        title = f"{brief.patent_title(patent)}\n{why}" if why else brief.patent_title(patent)
        rows.append(Row((str(position), patent.number, title, share, figures.money(right.value)), link="rights"))
    rows.append(Row(("", texts("Conclusion"), "", "100.00%", figures.money(appraisal.value)), "total"))
    yield Heading(texts("Value by patent"), key="reconciliation.patents")
    yield Table(
        (
            Column(texts("Rank"), "number"),
            Column(texts("Patent number"), "code"),
            Column(texts("Patent title")),
            Column(texts("Share"), "number"),
            Column(brief.money_title(texts("Value")), "number"),
        ),
        tuple(rows),
        is_dense=len(rows) > 25,
    )
