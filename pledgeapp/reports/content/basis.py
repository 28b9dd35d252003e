"""On what basis is value stated, as of when, and why by these approaches?"""

from __future__ import annotations

from pledgeapp.records.case import ApproachChoice, ApproachName
from pledgeapp.reports.content.brief import APPROACH_LABELS, Brief
from pledgeapp.reports.document import Block, Bullets, Column, Facts, Heading, Paragraph, Row, Section, Table
from pledgeapp.reports.figures import DASH
from valuation.results import ApproachResult


def basis(brief: Brief, number: str) -> Section:
    """Purpose, basis, premise, date and conventions, then each approach with the reason for it or against it."""
    texts = brief.texts
    blocks: list[Block] = [
        Heading(texts("Purpose, basis and date"), key="basis.basis"),
        _facts(brief),
        Heading(texts("Choice of approaches"), key="basis.approaches"),
        Paragraph(
            texts(
                "Each of the three approaches was considered. An approach that is not applied, or applied without "
                "weight, is listed with the reason."
            )
        ),
        _choices(brief),
        *_warnings(brief),
    ]
    return Section("basis", number, texts("Basis of value and method"), tuple(blocks))


def _facts(brief: Brief) -> Facts:
    texts, figures, case = brief.texts, brief.figures, brief.case
    return Facts(
        (
            (
                texts("Purpose of the assessment"),
                texts("To support a credit decision on a loan secured by a pledge of the patents listed here."),
            ),
            (
                texts("Basis of value"),
                texts(
                    "Market value: what an informed and willing buyer would pay an informed and willing seller at the "
                    "valuation date, neither acting under compulsion. The lending value is derived from it by a stated "
                    "route of disposal."
                ),
            ),
            (
                texts("Premise of value"),
                texts("The patents stay in force and in use for the product lines named, as far as stated here."),
            ),
            (texts("Valuation date"), figures.day(case.valuation_date)),
            (texts("Report date"), figures.day(brief.header.report_date)),
            (texts("Currency"), case.currency),
            (texts("Timing of income"), brief.label(case.timing)),
            (texts("Limit of divergence"), figures.percent(case.divergence_limit, 0)),
        ),
        columns=1,
    )


def _choices(brief: Brief) -> Table:
    texts = brief.texts
    chosen = {choice.approach: choice for choice in brief.case.approaches}
    rows = [_choice_row(brief, result, chosen) for result in brief.assessment.appraisal.approaches]
    return Table(
        (
            Column(texts("Approach")),
            Column(texts("Method")),
            Column(texts("Weight as set"), "number"),
            Column(texts("Applied")),
            Column(texts("Reason")),
        ),
        tuple(rows),
    )


def _choice_row(brief: Brief, result: ApproachResult, chosen: dict[ApproachName, ApproachChoice]) -> Row:
    texts = brief.texts
    choice = chosen.get(ApproachName(result.approach))
    return Row(
        (
            texts(APPROACH_LABELS[result.approach]),
            texts(result.method),
            brief.figures.plain(choice.weight) if choice else DASH,
            brief.yes_no(result.value is not None),
            _reason(brief, result, choice) or DASH,
        ),
        link=result.approach,
    )


def _reason(brief: Brief, result: ApproachResult, choice: ApproachChoice | None) -> str:
    """The person's reason; for an approach without result also what the engine says, unless it repeats the reason."""
    reason = choice.reason if choice else ""
    why_not = brief.texts.message(result.not_applied) if result.not_applied else ""
    return why_not if why_not and reason in why_not else "\n".join(part for part in (reason, why_not) if part)


def _warnings(brief: Brief) -> tuple[Block, ...]:
    warnings = brief.assessment.appraisal.warnings
    if not warnings:
        return ()
    return (
        Heading(brief.texts("Warnings of the valuation"), key="basis.warnings"),
        Bullets(tuple(brief.sentence(warning) for warning in warnings), is_numbered=True),
    )
