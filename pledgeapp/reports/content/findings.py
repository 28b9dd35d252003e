"""What did the rights check find, on which legal ground, and what was answered?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.case import Answer
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.conclusion import effect_badge
from pledgeapp.reports.document import Block, Column, Heading, Paragraph, Row, Section, Table

_ORDER = (Effect.BLOCK, Effect.ASK, Effect.WARN)


def findings(brief: Brief, number: str) -> Section:
    """Findings by gravity with article and remedy, then the answers."""
    texts, found = brief.texts, brief.assessment.findings
    if not found:
        blocks: tuple[Block, ...] = (Paragraph(texts("The rights check found nothing to report.")),)
    else:
        blocks = (_table(brief, found), *_answers(brief, found))
    return Section("findings", number, texts("Rights check"), blocks)


def _table(brief: Brief, found: tuple[Finding, ...]) -> Table:
    texts = brief.texts
    rows: list[Row] = []
    for effect in _ORDER:
        group = [f for f in found if f.effect is effect]
        if group:
            rows.append(Row((texts("{group} ({count})", group=brief.label(effect), count=len(group)),), "group"))
            rows.extend(_row(brief, finding) for finding in group)
    return Table(
        (
            Column(texts("State"), "code"),
            Column(texts("Subject")),
            Column(texts("Finding")),
            Column(texts("Legal ground")),
            Column(texts("What to do")),
        ),
        tuple(rows),
        is_dense=True,
    )


def _row(brief: Brief, finding: Finding) -> Row:
    texts = brief.texts
    return Row(
        (
            effect_badge(brief, finding),
            _subject(brief, finding),
            texts(finding.template, **finding.params),
            texts(finding.article),
            texts(finding.remedy),
        )
    )


def _subject(brief: Brief, finding: Finding) -> str:
    patent = brief.patents.get(finding.patent_id) if finding.patent_id else None
    return patent.number if patent else brief.texts("The case")


def _answers(brief: Brief, found: tuple[Finding, ...]) -> Iterator[Block]:
    texts = brief.texts
    by_key = {finding.key: finding for finding in found}
    rows = [
        _answer_row(brief, by_key[answer.finding_key], answer)
        for answer in brief.case.answers
        if answer.finding_key in by_key
    ]
    if rows:
        yield Heading(texts("Answers"), key="findings.answers")
        yield Table(
            (
                Column(texts("Finding")),
                Column(texts("Answer")),
                Column(texts("Settles the finding")),
                Column(texts("By whom")),
                Column(texts("When"), "code"),
            ),
            tuple(rows),
        )


def _answer_row(brief: Brief, finding: Finding, answer: Answer) -> Row:
    text = brief.texts(finding.template, **finding.params)
    words = brief.texts("{number}: {finding}", number=_subject(brief, finding), finding=text)
    when = brief.figures.moment(answer.answered_at)
    return Row((words, answer.text, brief.yes_no(answer.settles), answer.answered_by, when))
