"""What does a reader need to recompute the report and to find its evidence?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.method_inputs import method_name
from pledgeapp.reports.content.brief import APPROACH_LABELS, Brief, or_dash
from pledgeapp.reports.content.tables import steps_table
from pledgeapp.reports.document import Block, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH


def workings(brief: Brief, number: str) -> Section:
    """Every step of every method in full precision, with the input or function it comes from."""
    texts, assessment = brief.texts, brief.assessment
    blocks: list[Block] = [_identity(brief)]
    for result in assessment.appraisal.approaches:
        name = texts(APPROACH_LABELS[result.approach])
        if not result.workings:
            continue
        blocks.append(Heading(name, key=f"workings.{result.approach}"))
        for line in result.lines:
            product = brief.product_name(brief.products[line.key])
            blocks.append(steps_table(brief, line.workings, product, with_source=True))
        blocks.append(steps_table(brief, result.workings, "", with_source=True))
    blocks.extend(_methods(brief))
    if assessment.appraisal.workings:
        blocks.append(Heading(texts("Reconciliation"), key="workings.reconciliation"))
        blocks.append(steps_table(brief, assessment.appraisal.workings, "", with_source=True))
    if assessment.lending is not None and assessment.lending.workings:
        blocks.append(Heading(texts("Lending chain"), key="workings.lending"))
        blocks.append(steps_table(brief, assessment.lending.workings, "", with_source=True))
    return Section("workings", number, texts("Workings"), tuple(blocks), is_annex=True)


def _methods(brief: Brief) -> Iterator[Block]:
    """The steps of each further method; their headings are too many for the list of contents."""
    names = {method.id: method_name(method) for method in brief.case.methods}
    for value in brief.assessment.appraisal.methods:
        if value.workings:
            yield Heading(brief.texts(names.get(value.key, value.label)), 3)
            yield steps_table(brief, value.workings, "", with_source=True)


def _identity(brief: Brief) -> Facts:
    texts, assessment = brief.texts, brief.assessment
    return Facts(
        (
            (texts("Fingerprint"), assessment.fingerprint),
            (texts("Engine"), assessment.engine_version),
            (texts("Reference data"), assessment.reference_version),
            (texts("Assessed at"), brief.figures.moment(assessment.assessed_at)),
            (texts("Assessed by"), or_dash(assessment.assessed_by)),
        ),
        columns=1,
    )


def evidence(brief: Brief, number: str) -> Section:
    """The documents behind the case, each with the digest that identifies it."""
    texts, figures = brief.texts, brief.figures
    title = texts("Evidence")
    if not brief.case.evidence:
        return Section("evidence", number, title, (Paragraph(texts("No document is attached to the case.")),))
    rows = [
        Row(
            (
                str(position),
                item.name,
                figures.number(item.size, 0),
                item.sha256,
                item.added_by or DASH,
                figures.moment(item.added_at),
                item.note,
            )
        )
        for position, item in enumerate(brief.case.evidence, start=1)
    ]
    table = Table(
        (
            Column(texts("No."), "number"),
            Column(texts("Document")),
            Column(texts("Bytes"), "number"),
            Column(texts("SHA-256")),
            Column(texts("By whom")),
            Column(texts("When"), "code"),
            Column(texts("Remark")),
        ),
        tuple(rows),
        is_dense=True,
    )
    return Section("evidence", number, title, (table,))
