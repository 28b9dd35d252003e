"""Which patents are pledged, in what legal state, for how long, and what is each worth?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.finding import Effect
from pledgeapp.records.patent import LegalState, Patent
from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.document import Badge, Bar, Block, Cell, Column, Heading, Paragraph, Row, Section, Table, Tone
from pledgeapp.reports.figures import DASH
from valuation.results import RightValue

_TONES: dict[LegalState, Tone] = {
    LegalState.IN_FORCE: "good",
    LegalState.PENDING: "attention",
    LegalState.UNKNOWN: "attention",
}


def rights(brief: Brief, number: str) -> Section:
    """The list with value and share, why a right is worth nothing, and the facts of the register."""
    texts = brief.texts
    if not brief.case.patents:
        blocks: tuple[Block, ...] = (Paragraph(texts("No patent is entered.")),)
    else:
        blocks = (
            Heading(texts("Patents, term and value"), key="rights.list"),
            _list(brief),
            *_worthless(brief),
            Heading(texts("Facts of the register"), key="rights.register"),
            _register(brief),
            *_sources(brief),
        )
    return Section("rights", number, texts("Patents pledged"), blocks)


def _list(brief: Brief) -> Table:
    texts = brief.texts
    blocked = {f.patent_id for f in brief.assessment.findings if f.effect is Effect.BLOCK and not f.is_settled}
    rows = [_list_row(brief, position, patent) for position, patent in enumerate(brief.case.patents, start=1)]
    if brief.assessment.fair_value is not None:
        total = brief.figures.money(brief.assessment.appraisal.value)
        rows.append(Row(("", "", texts("Conclusion"), "", "", "", "", "", total), "total"))
    note = texts(
        "{count} patents have an open finding that forbids the pledge; see the rights check.", count=len(blocked)
    )
    return Table(
        (
            Column(texts("No."), "number"),
            Column(texts("Patent number"), "code"),
            Column(texts("Patent title")),
            Column(texts("Kind")),
            Column(texts("Legal state"), "code"),
            Column(texts("Expires on"), "code"),
            Column(texts("Years left"), "number"),
            Column(texts("Share"), "number"),
            Column(brief.money_title(texts("Value")), "number"),
        ),
        tuple(rows),
        note=note if blocked - {None} else "",
        is_dense=True,
    )


def _list_row(brief: Brief, position: int, patent: Patent) -> Row:
    figures, value = brief.figures, brief.values_by_right.get(patent.id)
    known = value if brief.assessment.fair_value is not None else None
    share: Cell = Bar(figures.percent(known.share, 1), known.share) if known else DASH
    return Row(
        (
            str(position),
            patent.number,
            brief.patent_title(patent),
            brief.label(patent.right_type),
            state_badge(brief, patent),
            figures.short_day(value.expiry_date if value else None),
            _years_left(brief, value),
            share,
            figures.money(known.value if known else None),
        )
    )


def _years_left(brief: Brief, value: RightValue | None) -> str:
    """A dash while the expiry is unknown; zero for a right that is dead."""
    if value is None or (value.expiry_date is None and value.worthless_reason is None):
        return DASH
    return brief.figures.number(value.protection_years, 1)


def state_badge(brief: Brief, patent: Patent) -> Badge:
    """The legal state in a word and a tone."""
    return Badge(brief.label(patent.legal_state), _TONES.get(patent.legal_state, "danger"))


def _worthless(brief: Brief) -> Iterator[Block]:
    """Every right that counts nothing, with the reason."""
    rows = [
        Row((patent.number, brief.patent_title(patent), brief.texts.message(value.worthless_reason)))
        for patent in brief.case.patents
        if (value := brief.values_by_right.get(patent.id)) is not None and value.worthless_reason is not None
    ]
    if rows:
        texts = brief.texts
        yield Table(
            (
                Column(texts("Patent number"), "code"),
                Column(texts("Patent title")),
                Column(texts("Why it is worth nothing")),
            ),
            tuple(rows),
            texts("Rights worth nothing"),
        )


def _register(brief: Brief) -> Table:
    texts = brief.texts
    return Table(
        (
            Column(texts("Patent number"), "code"),
            Column(texts("Registered holders")),
            Column(texts("Filed"), "code"),
            Column(texts("Granted"), "code"),
            Column(texts("Annual fee")),
            Column(texts("Pledged")),
            Column(texts("Preservation")),
            Column(texts("Invalidation request")),
            Column(texts("Exclusive licence")),
            Column(texts("Looked up on"), "code"),
        ),
        tuple(_register_row(brief, patent) for patent in brief.case.patents),
        note=texts("A dash means that the fact is unknown."),
        is_dense=True,
    )


def _sources(brief: Brief) -> Iterator[Block]:
    """From where the facts were taken, each source once with the patents that it covers."""
    texts = brief.texts
    covered: dict[str, list[str]] = {}
    for patent in brief.case.patents:
        covered.setdefault(patent.source, []).append(patent.number)
    separator = "、" if brief.is_chinese else ", "
    rows = [Row((or_dash(source), separator.join(numbers))) for source, numbers in covered.items()]
    yield Table(
        (Column(texts("Source")), Column(texts("Patents covered"))),
        tuple(rows),
        texts("Sources of the facts"),
        is_dense=True,
    )


def _register_row(brief: Brief, patent: Patent) -> Row:
    figures = brief.figures
    separator = "、" if brief.is_chinese else "; "
    return Row(
        (
            patent.number,
            or_dash(separator.join(patent.patentees)),
            figures.short_day(patent.filing_date),
            figures.short_day(patent.grant_date),
            brief.label(patent.annual_fee_state),
            brief.yes_no(patent.is_pledged),
            brief.yes_no(patent.has_preservation),
            brief.yes_no(patent.has_invalidation_request),
            brief.yes_no(patent.has_exclusive_licence),
            figures.short_day(patent.legal_state_date),
        )
    )
