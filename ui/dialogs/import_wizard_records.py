"""Which columns show the records that were read, for each kind of them?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.wording import label as label_of
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, ListedMoney
from ui.widgets.table_rows import Column
from valuation.wording import N_

Listed = tuple[str, int | None, Any]
"""File or sheet, line, and the record that was read there."""


def record_columns(kind: ImportKind, desk: Desk, *, is_several: bool) -> tuple[Column[Listed], ...]:
    """The columns of a kind of records; with their file where there are several."""
    texts = desk.texts
    file = Column[Listed](title=texts(N_("File")), text=lambda r: r[0])
    line = Column[Listed](
        title=texts(N_("Line")),
        text=lambda r: str(r[1]) if r[1] else UNKNOWN,
        value=lambda r: r[1],
        is_number=True,
    )
    own = {
        ImportKind.PATENTS: _patents,
        ImportKind.COMPARABLES: _deals,
        ImportKind.REVENUE: _products,
        ImportKind.LOAN: _payments,
        ImportKind.COST: _costs,
    }[kind]
    return (*((file,) if is_several else ()), line, *own(desk, texts))


def _patents(_: Desk, texts: Texts) -> Sequence[Column[Listed]]:
    return (
        Column(title=texts(N_("Number")), text=lambda r: r[2].number),
        Column(title=texts(N_("Title")), text=lambda r: r[2].title, stretch=True),
        Column(title=texts(N_("Holders")), text=lambda r: "；".join(r[2].patentees) or UNKNOWN, stretch=True),
        Column(title=texts(N_("Filed")), text=lambda r: str(r[2].filing_date or UNKNOWN)),
        Column(title=texts(N_("Legal state")), text=lambda r: texts(label_of(r[2].legal_state))),
    )


def _deals(desk: Desk, texts: Texts) -> Sequence[Column[Listed]]:
    price = f"{texts(N_('Price'))} ({desk.money_name_of_lists})"
    money = ListedMoney(desk.settings.money_unit, texts.language)
    return (
        Column(title=texts(N_("Transaction")), text=lambda r: r[2].name, stretch=True),
        Column(title=texts(N_("Date")), text=lambda r: r[2].transaction_date.isoformat()),
        Column(title=price, text=lambda r: money(_total(r[2].payments), r[2].currency), is_number=True),
        Column(title=texts(N_("Patents")), text=lambda r: str(r[2].patents_count), is_number=True),
        Column(title=texts(N_("Source")), text=lambda r: r[2].source or UNKNOWN),
    )


def _products(_: Desk, texts: Texts) -> Sequence[Column[Listed]]:
    return (
        Column(title=texts(N_("Product line")), text=lambda r: r[2].product.name, stretch=True),
        Column(title=texts(N_("Years")), text=lambda r: _years(r[2].product.figures)),
        Column(title=texts(N_("Patents")), text=lambda r: "；".join(n for n, _ in r[2].patents) or UNKNOWN),
    )


def _payments(_: Desk, texts: Texts) -> Sequence[Column[Listed]]:
    return (
        Column(title=texts(N_("Due")), text=lambda r: r[2].due.isoformat(), stretch=True),
        Column(title=texts(N_("Principal")), text=lambda r: _sum(r[2].principal), is_number=True, stretch=True),
        Column(title=texts(N_("Interest")), text=lambda r: _sum(r[2].interest), is_number=True, stretch=True),
        Column(title=texts(N_("Balance")), text=lambda r: _sum(r[2].balance), is_number=True, stretch=True),
    )


def _costs(_: Desk, texts: Texts) -> Sequence[Column[Listed]]:
    return (
        Column(title=texts(N_("Class of cost")), text=lambda r: texts(label_of(r[2].cost_class))),
        Column(title=texts(N_("Word of the ledger")), text=lambda r: r[2].word or UNKNOWN, stretch=True),
        Column(title=texts(N_("Year")), text=lambda r: str(r[2].year or UNKNOWN), is_number=True),
        Column(title=texts(N_("Project")), text=lambda r: r[2].project or UNKNOWN, stretch=True),
        Column(title=texts(N_("Amount")), text=lambda r: f"{r[2].amount:,f}", is_number=True),
    )


def _sum(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else f"{amount:,f}"


def _total(payments: Sequence[Any]) -> Decimal:
    return sum((payment.amount for payment in payments), Decimal(0))


def _years(figures: Sequence[Any]) -> str:
    return f"{figures[0].year}–{figures[-1].year}" if figures else UNKNOWN
