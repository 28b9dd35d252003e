"""What must a credit committee know to decide, on one page?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.records.method_inputs import method_name
from pledgeapp.reports.content.axes import axis_over
from pledgeapp.reports.content.brief import APPROACH_LABELS, Brief
from pledgeapp.reports.document import (
    Badge,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    RangeChart,
    RangeMark,
    Row,
    Section,
    Table,
)
from pledgeapp.reports.figures import DASH, Figures
from valuation.wording import N_

_SHOWN_ROWS = 3
_NAMED_PATENTS = 2
_REASON_LENGTH = 100
BINDING_LABELS = {
    "loan_to_value_cap": N_("the loan-to-value cap of the policy"),
    "requested_amount": N_("the amount requested"),
    "policy_maximum": N_("the largest amount the policy lends"),
    "nothing_to_lend_on": N_("nothing to lend on"),
}


def conclusion(brief: Brief) -> Section:
    """State, three figures, what qualifies them, the approaches behind them, and what stands against the pledge."""
    return Section(
        key="conclusion",
        number="",
        title=brief.texts("Conclusion"),
        blocks=(
            _verdict(brief),
            key_figures(brief),
            _terms(brief),
            *_approaches(brief),
            *_obstacles(brief),
        ),
        starts_page=True,
    )


def blocking(brief: Brief) -> tuple[Finding, ...]:
    """Findings that forbid the pledge and that no answer has settled."""
    return tuple(f for f in brief.assessment.findings if f.effect is Effect.BLOCK and not f.is_settled)


def _verdict(brief: Brief) -> Paragraph:
    """One sentence for a reader who has five seconds."""
    texts, assessment, lending = brief.texts, brief.assessment, brief.assessment.lending
    blockers = len(blocking(brief))
    if assessment.fair_value is None:
        return Paragraph(texts("No value can be concluded yet: the points listed at the end are missing."), "danger")
    if lending is None:
        text = texts("A value is concluded, but no loan limit: the points listed at the end are missing.")
        return Paragraph(text, "danger")
    if lending.loan_limit <= 0:
        return Paragraph(texts("Nothing can be lent on this portfolio as it stands."), "danger")
    figures = brief.figures
    limit = figures.money_with_unit(lending.loan_limit)
    sentences = [
        texts(
            "Up to {limit} can be lent on this portfolio; the limit is set by {binding_label}.",
            limit=limit,
            binding_label=BINDING_LABELS.get(lending.binding, lending.binding),
        )
    ]
    if blockers:
        sentences.append(texts("Findings that forbid the pledge and are not settled: {count}.", count=blockers))
    if lending.excluded_value > 0:
        excluded = figures.money_with_unit(lending.excluded_value)
        sentences.append(
            texts("Patents worth {value} cannot be pledged and are left out of the limit.", value=excluded)
        )
    if assessment.is_draft:
        sentences.append(texts("This is a draft; open points: {count}.", count=len(assessment.open_points)))
    separator = "" if brief.is_chinese else " "
    return Paragraph(separator.join(sentences), "danger" if blockers else "notice")


def key_figures(brief: Brief) -> KeyFigures:
    """Value with its range, lending value, loan limit with its amount in words."""
    texts, figures, assessment = brief.texts, brief.figures, brief.assessment
    lending, value = assessment.lending, assessment.fair_value
    unit = figures.money_unit
    value_details: tuple[str, ...] = ()
    if value is not None:
        value_details = (texts("No range: no uncertainty was stated"),)
        if assessment.simulation:
            span = figures.money_range(value.low, value.high)
            value_details = (span, texts("Range from 10 % to 90 % of the simulation"))
    limit = lending.loan_limit if lending else None
    words = figures.amount_in_words(limit)
    months = brief.case.loan.term_months
    limit_details = [texts("Requested: {amount}", amount=_requested(brief))]
    if months:
        limit_details = [texts("Requested: {amount} for {count} months", amount=_requested(brief), count=months)]
    if words:
        limit_details.append(texts("In words: {words}", words=words))
    liquidation = lending.liquidation_value if lending else None
    lending_details = (
        (texts("Liquidation value {value}", value=figures.money_with_unit(liquidation)),) if lending else ()
    )
    return KeyFigures(
        (
            KeyFigure(
                texts("Value conclusion (fair value)"),
                figures.money(value.base if value else None),
                unit if value else "",
                value_details,
                link="reconciliation",
            ),
            KeyFigure(
                texts("Lending value"),
                figures.money(lending.lending_value if lending else None),
                unit if lending else "",
                lending_details,
                link="lending",
            ),
            KeyFigure(
                texts("Loan limit"),
                figures.money(limit),
                unit if lending else "",
                tuple(limit_details),
                is_leading=True,
                link="lending",
            ),
        )
    )


def _terms(brief: Brief) -> Facts:
    texts, figures, case = brief.texts, brief.figures, brief.case
    lending, simulation = brief.assessment.lending, brief.assessment.simulation
    covers = simulation.probability_value_covers_loan if simulation else None
    binding = texts(BINDING_LABELS.get(lending.binding, lending.binding)) if lending else DASH
    return Facts(
        (
            (texts("Loan to value"), figures.percent(lending.loan_to_value if lending else None)),
            (texts("Loan-to-value cap"), figures.percent(lending.loan_to_value_cap if lending else None)),
            (texts("Coverage"), figures.times(lending.coverage_ratio if lending else None)),
            (texts("Binding bound"), binding),
            (texts("Probability that the value covers the loan"), figures.percent(covers, 1)),
            (texts("Valuation date"), figures.day(case.valuation_date)),
        )
    )


def _requested(brief: Brief) -> str:
    """The sum asked for; in its own currency where that is not the currency of the case."""
    figures, requested = brief.figures, brief.case.loan.amount
    if requested is None:
        return DASH
    if requested.currency != brief.case.currency:
        figures = Figures(brief.texts.language, requested.currency)
    return figures.money_with_unit(requested.amount)


def _approaches(brief: Brief) -> Iterator[Block]:
    texts, figures, appraisal = brief.texts, brief.figures, brief.assessment.appraisal
    weighted = {w.approach: w for w in appraisal.reconciliation}
    rows = []
    for result in appraisal.approaches:
        weight = weighted.get(result.approach)
        method = texts(
            "{approach_label}: {method_label}",
            approach_label=APPROACH_LABELS[result.approach],
            method_label=result.method,
        )
        not_applied = texts.message(result.not_applied) if result.not_applied else ""
        cells: tuple[Cell, ...] = (
            method,
            figures.money(result.value),
            figures.percent(weight.weight, 0) if weight else DASH,
            brief.shortened((weight.reason if weight else "") or not_applied, _REASON_LENGTH) or DASH,
        )
        rows.append(Row(cells, link=result.approach))
    value = brief.assessment.fair_value
    if value is not None:
        note = _apart(brief) if len(appraisal.reconciliation) > 1 else ""
        rows.append(Row((texts("Conclusion"), figures.money(value.base), "100%", note), "total"))
    yield Heading(texts("Approaches and weights"))
    yield Table(
        (
            Column(texts("Approach")),
            Column(brief.money_title(texts("Value")), "number"),
            Column(texts("Weight"), "number"),
            Column(texts("Reason")),
        ),
        tuple(rows),
        is_dense=True,
    )
    if value is not None:
        yield football_field(brief, caption="")


def _apart(brief: Brief) -> str:
    """How far the approaches lie apart, and whether that is more than the case allows."""
    texts, figures, appraisal = brief.texts, brief.figures, brief.assessment.appraisal
    share = figures.percent(appraisal.divergence, 1)
    if any(warning.code == "divergence" for warning in appraisal.warnings):
        limit = figures.percent(brief.case.divergence_limit, 0)
        return texts("The approaches lie {share} apart, more than the limit of {limit}", share=share, limit=limit)
    return texts("The approaches lie {share} apart", share=share)


def football_field(brief: Brief, caption: str) -> RangeChart:
    """The approaches and the conclusion on one axis; only the conclusion has a simulated range."""
    figures, appraisal, value = brief.figures, brief.assessment.appraisal, brief.assessment.fair_value
    marks = [
        RangeMark(brief.texts(APPROACH_LABELS[w.approach]), figures.money(w.value), w.value)
        for w in appraisal.reconciliation
    ]
    marks += [
        RangeMark(brief.texts(method_name(method)), figures.money(found.value), found.value)
        for method in brief.case.methods
        if (found := brief.method_values.get(method.id)) is not None and found.weight > 0
    ]
    if value is not None:
        has_range = value.high > value.low
        text = f"{figures.money(value.low)}–{figures.money(value.high)}" if has_range else figures.money(value.base)
        low, high = (value.low, value.high) if has_range else (None, None)
        marks.append(RangeMark(brief.texts("Conclusion"), text, value.base, low, high, is_leading=True))
    ends = [v for m in marks for v in (m.value, m.low, m.high) if v is not None]
    axis = axis_over(ends, figures.money_tick, from_zero=True)
    return RangeChart(tuple(marks), axis, figures.money_unit, caption, is_dense=not caption)


def _obstacles(brief: Brief) -> Iterator[Block]:
    """The gravest findings, alike ones together, then what else is missing; the rest is counted, never silently cut."""
    texts, groups = brief.texts, _groups(brief)
    points = [p for p in brief.assessment.open_points if not p.key.startswith("finding:")]
    yield Heading(texts("What stands in the way"))
    if not groups and not points:
        yield Paragraph(texts("The rights check found nothing that forbids the pledge or is still to be answered."))
        return
    shown = groups[:_SHOWN_ROWS]
    shown_points = points[: _SHOWN_ROWS - len(shown)]
    left = sum(len(group) for group in groups[len(shown) :]) + len(points) - len(shown_points)
    note = texts("{count} more under rights check and open points.", count=left) if left else ""
    yield Table(
        (Column(texts("Effect"), "code"), Column(texts("Finding")), Column(texts("What to do"))),
        (*(_group_row(brief, group) for group in shown), *(_point_row(brief, point) for point in shown_points)),
        note=note,
        is_dense=True,
    )


def _point_row(brief: Brief, point: OpenPoint) -> Row:
    texts = brief.texts
    words = brief.shortened(brief.sentence(point), 170)
    badge = Badge(texts("Missing"), "attention")
    return Row((badge, words, texts("Enter or confirm it with its source.")), link="open_points")


def _groups(brief: Brief) -> list[list[Finding]]:
    """Open findings that say the same of several patents stand together; those that block come first."""
    groups: dict[tuple[bool, str, str], list[Finding]] = {}
    for finding in brief.assessment.findings:
        if _is_open(finding):
            text = brief.sentence(finding)
            groups.setdefault((finding.effect is not Effect.BLOCK, text, finding.remedy), []).append(finding)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def _is_open(finding: Finding) -> bool:
    """An answer that says "under way" leaves a question as open as none."""
    return finding.effect in (Effect.BLOCK, Effect.ASK) and not finding.is_settled


def _group_row(brief: Brief, group: list[Finding]) -> Row:
    texts, first = brief.texts, group[0]
    numbers = [brief.patents[f.patent_id].number for f in group if f.patent_id in brief.patents]
    separator = "、" if brief.is_chinese else ", "
    subject = separator.join(numbers[:_NAMED_PATENTS])
    if len(numbers) > _NAMED_PATENTS:
        subject = texts("{numbers} and others, {count} in all", numbers=subject, count=len(numbers))
    text = brief.sentence(first)
    words = texts("{number}: {finding}", number=subject, finding=text) if numbers else text
    cells = (effect_badge(brief, first), brief.shortened(words, 170), brief.shortened(texts(first.remedy), 130))
    return Row(cells, link="findings")


def effect_badge(brief: Brief, finding: Finding) -> Badge:
    """What a finding does, in a word and a tone."""
    if finding.is_settled:
        return Badge(brief.texts("Settled"), "good")
    if finding.effect is Effect.BLOCK:
        return Badge(brief.texts("Blocks"), "danger")
    if finding.effect is Effect.ASK:
        return Badge(brief.texts("Still open"), "attention")
    return Badge(brief.texts("Note"), "neutral")
