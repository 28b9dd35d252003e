"""How is a transaction entered by hand?"""

from __future__ import annotations

from pydantic import ValidationError
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.refusal import messages_of
from ui.pages.case.case_page import CasePage
from ui.pages.case.new_records import comparable
from ui.state.edits import insert_at
from ui.state.quantities import date_from_typed, from_typed
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button
from valuation.wording import N_, Message


class ComparableEntry(QFrame):
    """What every transaction must state: name, date, price, number of patents."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self.setObjectName("soft")
        self._page = page
        self.fields = {
            "name": Field("line"),
            "transaction_date": Field("line"),
            "payments": Field("number"),
            "patents_count": Field("number"),
        }
        self._add, self._close = button("primary"), button("quiet")
        row, foot = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(12)
        for stretch, field in zip((3, 2, 2, 1), self.fields.values(), strict=True):
            row.addWidget(field, stretch)
        foot.addStretch(1)
        foot.addWidget(self._add)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.addLayout(row)
        outer.addLayout(foot)
        self._add.clicked.connect(self.add)
        self._close.clicked.connect(self.hide)
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self.fields["name"].say(FieldTexts(texts(N_("Who sold what to whom"))))
        self.fields["transaction_date"].say(FieldTexts(texts(N_("Date")), hint=texts(N_("2026-11-22"))))
        self.fields["payments"].say(FieldTexts(texts(N_("Price")), self._page.desk.money_name))
        self.fields["patents_count"].say(FieldTexts(texts(N_("Patents"))))
        self._add.setText(texts(N_("Add")))
        self._close.setText(texts(N_("Close")))

    def begin(self) -> None:
        """Come into view, ready for typing."""
        self.show()
        self.fields["name"].setFocus()

    def add(self) -> None:
        """Put the transaction into the case, or say beside each field why not."""
        texts, unit, currency = self._page.desk.texts, self._page.desk.settings.money_unit, self._page.desk.currency
        for field in self.fields.values():
            field.refuse("")
        typed = {name: field.text() for name, field in self.fields.items()}
        try:
            new = comparable(
                typed["name"],
                date_from_typed(typed["transaction_date"]),
                from_typed(typed["payments"], "money", unit, currency),
                from_typed(typed["patents_count"], "whole", unit),
                currency,
            )
        except ValidationError as error:
            for refusal in messages_of(error):
                root = refusal.place.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
                if root in self.fields:
                    self.fields[root].refuse(texts.message(refusal.message))
            return
        name = Message("comparable_added", N_("Transaction {name} added"), {"name": new.name})
        problem = self._page.change(name, insert_at(self._page.case, "market.comparables", new))
        if isinstance(problem, Problem):
            self.fields["name"].refuse(texts.message(problem.message))
            return
        for field in self.fields.values():
            field.revert()
        self.fields["name"].setFocus()
