"""Who borrows, who pledges, who lends, and what loan is asked for?"""

from __future__ import annotations

from pledgeapp.records.party import Party
from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.document import Block, Column, Facts, Heading, Row, Section, Table
from pledgeapp.reports.figures import DASH, Figures


def parties(brief: Brief, number: str) -> Section:
    """Parties with their codes, the loan, and who holds the patents."""
    texts, case = brief.texts, brief.case
    rows = [
        _party_row(brief, texts("Borrower"), case.borrower),
        _party_row(brief, texts("Pledgor"), case.pledging_party),
        _party_row(brief, texts("Pledgee"), case.pledgee),
    ]
    columns = (
        Column(texts("Role")),
        Column(texts("Name")),
        Column(texts("Kind")),
        Column(texts("Unified social credit code"), "code"),
        Column(texts("State-owned")),
        Column(texts("Address")),
    )
    blocks: list[Block] = [
        Heading(texts("Parties"), key="parties.parties"),
        Table(columns, tuple(rows)),
        Heading(texts("Loan requested"), key="parties.loan"),
        _loan(brief),
    ]
    return Section("parties", number, texts("Parties and loan"), tuple(blocks), starts_page=True)


def _party_row(brief: Brief, role: str, party: Party | None) -> Row:
    if party is None:
        return Row((role, DASH, DASH, DASH, DASH, DASH))
    return Row(
        (
            role,
            brief.party_name(party),
            brief.label(party.kind),
            or_dash(party.credit_code or ""),
            brief.yes_no(party.is_state_owned),
            or_dash(party.address),
        )
    )


def _loan(brief: Brief) -> Facts:
    texts, figures, loan = brief.texts, brief.figures, brief.case.loan
    amount = DASH
    if loan.amount:
        # The sum may be in another currency than the value: it is written in its own.
        figures = Figures(texts.language, loan.amount.currency)
        amount = f"{figures.money_in_full(loan.amount.amount)} {figures.full_unit}"
    words = figures.amount_in_words(loan.amount.amount) if loan.amount else ""
    pairs = [
        (texts("Amount"), amount),
        (texts("Amount in words"), words),
        (texts("Drawn on"), figures.day(loan.start_date)),
        (texts("Term of the loan"), texts("{count} months", count=loan.term_months) if loan.term_months else DASH),
        (texts("Repayment"), brief.label(loan.repayment) if loan.amount else DASH),
        (texts("Purpose of the loan"), or_dash(loan.purpose)),
    ]
    return Facts(tuple(pair for pair in pairs if pair[1]), columns=1)
