"""What is known of one transaction: facts, payments, and the reason of each adjustment?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.currency_names import YUAN
from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import (
    AdjustmentKind,
    Comparable,
    DealKind,
    Instalment,
    PriceAdjustment,
    SourceGrade,
)
from pledgeapp.records.wording import label as label_of
from ui.pages.case.case_page import EDITED, CasePage
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.state.colours import Colours
from ui.state.edits import insert_at, remove_at, replace_at
from ui.state.figures import UNKNOWN, money, unit_name
from ui.state.quantities import as_typed, from_typed
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

COMPARABLE_FIELDS = (
    FieldSpec("name", N_("Transaction"), span=2),
    FieldSpec("kind", N_("Kind of transaction"), "choice", tuple(DealKind)),
    FieldSpec("transaction_date", N_("Date"), "date"),
    FieldSpec("patents_count", N_("Patents in it"), "whole"),
    FieldSpec("similarity", N_("Similarity to the subject (0–100)"), "number"),
    FieldSpec("grade", N_("Grade of the source"), "choice", tuple(SourceGrade)),
    FieldSpec("currency", N_("Currency")),
    FieldSpec("source", N_("Source"), hint=N_("Contract, announcement, page"), span=4),
)


class ComparableDetail(QWidget):
    """Form, payments and adjustments of the comparable at one position."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._position = -1
        self._currency = YUAN
        self.form = Form(page, COMPARABLE_FIELDS, columns=4)
        self.payments: TableRows[Instalment] = TableRows()
        self.adjustments: TableRows[PriceAdjustment] = TableRows()
        self.payments_table = TableView(self.payments, most_rows=5)
        self.adjustments_table = TableView(self.adjustments, most_rows=8)
        self._payments_title, self._adjustments_title = label("muted"), label("muted", wraps=True)
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self._add, self._remove, self._complete = button("link"), button("link"), button("link")
        self._lay_out()
        for model in (self.payments, self.adjustments):
            model.refused.connect(self._refuse)
        self._add.clicked.connect(self._add_payment)
        self._remove.clicked.connect(self._remove_payment)
        self._complete.clicked.connect(self._complete_adjustments)

    def retranslate(self, texts: Texts) -> None:
        """Labels and titles."""
        self.form.retranslate()
        self._payments_title.setText(texts(N_("Payments")))
        self._adjustments_title.setText(texts(N_("Adjustments: a factor of 1 is no difference")))
        self._add.setText(texts(N_("Add a payment")))
        self._remove.setText(texts(N_("Take out")))
        self._complete.setText(texts(N_("Add the missing kinds")))
        self.payments_table.setAccessibleName(texts(N_("Payments")))
        self.adjustments_table.setAccessibleName(texts(N_("Adjustments")))
        self._title_payments()
        self.adjustments.set_columns(
            (
                Column(title=texts(N_("Difference")), text=lambda a: texts(label_of(a.kind))),
                self._number(texts(N_("Factor")), "adjustments", "factor"),
                Column(
                    title=texts(N_("Reason")),
                    text=lambda a: a.reason or UNKNOWN,
                    typed=lambda a: a.reason,
                    commit=self._committer("adjustments", "reason", N_("Reason"), lambda text: text),
                    stretch=True,
                ),
            )
        )

    def _title_payments(self) -> None:
        """Payments are in the currency of the transaction, which need not be that of the case."""
        texts, settings = self._page.desk.texts, self._page.desk.settings
        unit = settings.money_unit
        amount = f"{texts(N_('Amount'))} ({unit_name(unit, settings.language, self._currency)})"
        self.payments.set_columns(
            (
                self._number(texts(N_("Years after signing")), "payments", "years_after"),
                Column(
                    title=amount,
                    text=lambda p: money(p.amount, unit),
                    value=lambda p: p.amount,
                    typed=lambda p: as_typed(p.amount, "money", unit),
                    commit=self._committer(
                        "payments",
                        "amount",
                        N_("Amount"),
                        lambda text: from_typed(text, "money", unit, self._currency),
                    ),
                    is_number=True,
                    stretch=True,
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the tables."""
        self.payments.restyle(colours)
        self.adjustments.restyle(colours)

    def show_comparable(self, position: int) -> None:
        """Show the comparable at `position` of the plan, -1 for none."""
        self._position = position
        chosen = self._chosen(self._page.case) if self._page.session is not None else None
        self.setVisible(chosen is not None)
        if chosen is None:
            self.form.show_record(self._page.case, None) if self._page.session is not None else None
            return
        self.form.show_record(self._page.case, self._path)
        if chosen.currency != self._currency:
            self._currency = chosen.currency
            self._title_payments()
        self.payments.set_rows(chosen.payments)
        self.adjustments.set_rows(chosen.adjustments)
        self._complete.setVisible(len({a.kind for a in chosen.adjustments}) < len(AdjustmentKind))

    def field_at(self, path: str) -> QWidget | None:
        """The field at `path` of the comparable shown."""
        return self.form.field_at(path)

    @property
    def _path(self) -> str:
        return f"market.comparables[{self._position}]"

    def _chosen(self, case: Case) -> Comparable | None:
        comparables = case.market.comparables if case.market is not None else ()
        return comparables[self._position] if 0 <= self._position < len(comparables) else None

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        links = QHBoxLayout()
        links.addWidget(self._payments_title, 1)
        links.addWidget(self._add)
        links.addWidget(self._remove)
        left.addLayout(links)
        left.addWidget(self.payments_table)
        left.addStretch(1)
        more = QHBoxLayout()
        more.addWidget(self._adjustments_title, 1)
        more.addWidget(self._complete)
        right.addLayout(more)
        right.addWidget(self.adjustments_table)
        right.addStretch(1)
        tables = QHBoxLayout()
        tables.setSpacing(16)
        tables.addLayout(left, 2)
        tables.addLayout(right, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self.form)
        outer.addLayout(tables)
        outer.addWidget(self._reason)

    def _number(self, title: str, part: str, name: str) -> Column[Any]:
        label_text = N_("Factor") if name == "factor" else N_("Years after signing")
        return Column(
            title=title,
            text=lambda row: as_typed(getattr(row, name), "number", "yuan"),
            value=lambda row: getattr(row, name),
            commit=self._committer(part, name, label_text, lambda text: from_typed(text, "number", "yuan")),
            is_number=True,
        )

    def _committer(
        self, part: str, name: str, title: str, read: Callable[[str], Any]
    ) -> Callable[[int, str], str | None]:
        def commit(row: int, text: str) -> str | None:
            chosen = self._chosen(self._page.case)
            before = chosen.name if chosen is not None else UNKNOWN
            params = {"name_label": title, "before_label": before, "after_label": text or UNKNOWN}
            changed = replace_at(self._page.case, f"{self._path}.{part}[{row}].{name}", read(text))
            problem = self._page.change(Message("comparable_edited", EDITED, params), changed)
            return self._page.desk.texts.message(problem.message) if problem else None

        return commit

    def _add_payment(self) -> None:
        chosen = self._chosen(self._page.case)
        if chosen is None:
            return
        later = max((payment.years_after for payment in chosen.payments), default=0) + 1
        name = Message("payment_added", N_("Payment added"))
        new = {"years_after": later, "amount": 0}
        self._page.change(name, insert_at(self._page.case, f"{self._path}.payments", new))

    def _remove_payment(self) -> None:
        row = self.payments_table.current_row()
        if row >= 0:
            name = Message("payment_taken_out", N_("Payment taken out"))
            problem = self._page.change(name, remove_at(self._page.case, f"{self._path}.payments", row))
            self._refuse(self._page.desk.texts.message(problem.message) if problem else "")

    def _complete_adjustments(self) -> None:
        chosen = self._chosen(self._page.case)
        if chosen is None:
            return
        there = {adjustment.kind: adjustment for adjustment in chosen.adjustments}
        whole = tuple(there.get(kind) or PriceAdjustment(kind=kind, factor=1) for kind in AdjustmentKind)
        name = Message("adjustments_completed", N_("Adjustments completed"))
        self._page.change(name, replace_at(self._page.case, f"{self._path}.adjustments", whole))

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
