"""Within which limits does the report hold, what is still open, and who signs it?"""

from __future__ import annotations

from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.content.cover import notice
from pledgeapp.reports.content.places import place_of
from pledgeapp.reports.document import (
    Block,
    Bullets,
    Checks,
    Column,
    Paragraph,
    Row,
    Section,
    SignatureLine,
    Signatures,
    Table,
)


def limits(brief: Brief, number: str) -> Section:
    """The notice again, and what a reader must not take from the figures."""
    texts = brief.texts
    statements = [
        texts(
            "The value holds at the valuation date and for the purpose stated; it is not a forecast of a sale price."
        ),
        texts("The facts of the register are those of the day on which each patent was looked up."),
        texts(
            "Figures of the borrower, forecasts and contracts are taken as entered with their sources; they were not "
            "audited."
        ),
        texts(
            "Income of a product line is shared among the patents by their contributions; the value of a single patent "
            "is a part of the portfolio, not its price alone."
        ),
        texts(
            "Events after the valuation date, such as invalidation, unpaid fees or loss of a customer, are not "
            "contained in the value and call for a new assessment."
        ),
    ]
    if brief.case.is_sample:
        statements.insert(
            0, texts("The patents are real public records; parties, loan and financial figures are fictional.")
        )
    if brief.case.note:
        statements.append(brief.case.note)
    blocks: list[Block] = [
        *(Paragraph(text, "notice") for text in notice(brief)),
        Bullets(tuple(statements), is_numbered=True),
    ]
    return Section("limits", number, texts("Limits and notices"), tuple(blocks))


def open_points(brief: Brief, number: str) -> Section:
    """What keeps the report a draft; a final report says that nothing does."""
    texts, points = brief.texts, brief.assessment.open_points
    title = texts("Open points")
    if not points:
        text = texts("No value could be concluded.") if brief.assessment.is_draft else texts("Nothing is open.")
        return Section("open", number, title, (Paragraph(text),))
    rows = [
        Row((str(position), brief.sentence(point), or_dash(place_of(brief, point.path))))
        for position, point in enumerate(points, start=1)
    ]
    blocks = (
        Paragraph(texts("This report is a draft until these points are settled."), "danger"),
        Table(
            (
                Column(texts("No."), "number"),
                Column(texts("What is open")),
                Column(texts("Where it is entered"), "text"),
            ),
            tuple(rows),
        ),
    )
    return Section("open", number, title, blocks)


def signatures(brief: Brief, number: str) -> Section:
    """Two persons: who prepared the assessment and who reviewed it, with what they sign for."""
    texts, header = brief.texts, brief.header
    is_final = not brief.assessment.is_draft
    blocks: tuple[Block, ...] = (
        Checks(
            (
                (is_final, texts("No blocking finding, open question or unconfirmed assumption is left.")),
                (bool(header.prepared_by and header.reviewed_by), texts("Prepared and reviewed by two named persons.")),
                (
                    bool(header.prepared_by and header.reviewed_by and header.prepared_by != header.reviewed_by),
                    texts("The reviewer is not the person who prepared the assessment."),
                ),
            )
        ),
        Signatures(
            (
                SignatureLine(texts("Prepared by"), or_dash(header.prepared_by)),
                SignatureLine(texts("Reviewed by"), or_dash(header.reviewed_by)),
            ),
            sign_label=texts("Signature"),
            date_label=texts("Date"),
        ),
    )
    return Section("signatures", number, texts("Signatures"), blocks)
