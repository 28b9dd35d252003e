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
            rows.extend(_row(brief, alike) for alike in _alike(brief, group))
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


def _alike(brief: Brief, group: list[Finding]) -> list[list[Finding]]:
    """What is found of many patents in the same words stands in one row."""
    found: dict[tuple[str, str, str, bool, bool], list[Finding]] = {}
    for finding in group:
        text = brief.sentence(finding)
        key = (text, finding.article, finding.remedy, finding.is_answered, finding.is_settled)
        found.setdefault(key, []).append(finding)
    return list(found.values())


def _row(brief: Brief, alike: list[Finding]) -> Row:
    texts, first = brief.texts, alike[0]
    text = brief.sentence(first)
    subject = _subject(brief, first)
    if len(alike) > 1:
        separator = "、" if brief.is_chinese else ", "
        subject = texts("{count} patents", count=len(alike))
        text = f"{text}\n{separator.join(_subject(brief, finding) for finding in alike)}"
    return Row((effect_badge(brief, first), subject, text, texts(first.article), texts(first.remedy)))


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
    text = brief.sentence(finding)
    words = brief.texts("{number}: {finding}", number=_subject(brief, finding), finding=text)
    when = brief.figures.moment(answer.answered_at)
    return Row((words, answer.text, brief.yes_no(answer.settles), answer.answered_by, when))
