"""What does the conclusion rest on: every assumption with value, doubt, source, reason, person and time?"""

from __future__ import annotations

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.assumption_paths import assumptions as assumptions_of
from pledgeapp.records.wording import assumption_label
from pledgeapp.reports.content.brief import Brief, open_badge
from pledgeapp.reports.content.numbers import assumption_value, uncertainty
from pledgeapp.reports.content.places import place_of
from pledgeapp.reports.document import Badge, Block, Cell, Column, Paragraph, Row, Section, Table


def assumptions(brief: Brief, number: str) -> Section:
    """All assumptions of the case, grouped by where they belong; open and unconfirmed ones are marked."""
    texts = brief.texts
    found = list(assumptions_of(brief.case))
    title = texts("Assumptions and their sources")
    if not found:
        blocks: tuple[Block, ...] = (Paragraph(texts("No assumption is entered.")),)
    else:
        unconfirmed = sum(1 for _, assumption in found if not assumption.is_confirmed)
        lead = texts("{count} assumptions; not confirmed: {open}.", count=len(found), open=unconfirmed)
        blocks = (Paragraph(lead, "lead"), _table(brief, found))
    return Section("assumptions", number, title, blocks, starts_page=bool(found))


def _table(brief: Brief, found: list[tuple[str, Assumption]]) -> Table:
    texts = brief.texts
    rows: list[Row] = []
    group = ""
    for path, assumption in found:
        place = place_of(brief, path)
        if place != group:
            rows.append(Row((place,), "group"))
            group = place
        rows.append(_row(brief, path, assumption))
    return Table(
        (
            Column(texts("Assumption")),
            Column(texts("Figure"), "number"),
            Column(texts("Uncertainty")),
            Column(texts("State")),
            Column(texts("Source and reason")),
            Column(texts("Set by")),
        ),
        tuple(rows),
        is_dense=True,
    )


def _row(brief: Brief, path: str, assumption: Assumption) -> Row:
    texts = brief.texts
    return Row(
        (
            texts(assumption_label(path, brief.case)),
            assumption_value(brief, path, assumption),
            uncertainty(brief, path, assumption),
            _state(brief, assumption),
            "\n".join(part for part in (assumption.source, assumption.reason, _evidence(brief, assumption)) if part),
            "\n".join(part for part in (assumption.set_by, _when(brief, assumption)) if part),
        )
    )


def _when(brief: Brief, assumption: Assumption) -> str:
    return brief.figures.moment(assumption.set_at) if assumption.set_at else ""


def _state(brief: Brief, assumption: Assumption) -> Cell:
    if assumption.value is None:
        return Badge(brief.texts("Still open"), "attention")
    if not assumption.is_confirmed:
        return open_badge(brief)
    return brief.label(assumption.source_kind)


def _evidence(brief: Brief, assumption: Assumption) -> str:
    names = {evidence.id: evidence.name for evidence in brief.case.evidence}
    cited = [names[key] for key in assumption.evidence if key in names]
    if not cited:
        return ""
    separator = "、" if brief.is_chinese else "; "
    return brief.texts("Evidence: {names}", names=separator.join(cited))
