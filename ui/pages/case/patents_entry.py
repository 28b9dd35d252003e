"""How is a patent added by hand, its check digit worked out while the number is typed?"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from pledgeapp.i18n import Texts
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_number import (
    chinese_application_number,
    publication_country,
    publication_kind,
    publication_number,
    tidy_number,
)
from pledgeapp.records.refusal import RefusedValue, messages_of
from ui.pages.case.case_page import CasePage
from ui.state.edits import insert_at
from ui.widgets.styling import button, label
from valuation.wording import N_, Message


class PatentEntry(QFrame):
    """A number, a title, and what the program reads in the number."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self.setObjectName("soft")
        self._page = page
        self.number, self.holder_title = QLineEdit(), QLineEdit()
        self._add, self._close = button("primary"), button("quiet")
        self._read = label("muted", wraps=True)
        self.reason = label("error", wraps=True)
        row = QHBoxLayout()
        row.addWidget(self.number, 1)
        row.addWidget(self.holder_title, 2)
        row.addWidget(self._add)
        row.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.addLayout(row)
        outer.addWidget(self._read)
        outer.addWidget(self.reason)
        self.number.textChanged.connect(self._check)
        self.number.returnPressed.connect(self.holder_title.setFocus)
        self.holder_title.returnPressed.connect(self.add)
        self._add.clicked.connect(self.add)
        self._close.clicked.connect(self.hide)
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Texts of lines and buttons."""
        self.number.setPlaceholderText(texts(N_("Patent or application number, such as ZL201410264351.3")))
        self.number.setAccessibleName(texts(N_("Patent number")))
        self.holder_title.setPlaceholderText(texts(N_("Title of the patent")))
        self.holder_title.setAccessibleName(texts(N_("Title of the patent")))
        self._add.setText(texts(N_("Add")))
        self._close.setText(texts(N_("Close")))
        self._check()

    def begin(self) -> None:
        """Come into view, ready for a number."""
        self.show()
        self.number.setFocus()

    def add(self) -> None:
        """Put the patent into the case, or say beside the line why not."""
        texts = self._page.desk.texts
        try:
            typed = {**numbers_of(self.number.text()), "title": self.holder_title.text()}
            patent = Patent.model_validate({**typed, "source_kind": SourceKind.PERSON})
        except RefusedValue as error:
            self._refuse(texts.message(error.message))
            return
        except ValidationError as error:
            first = messages_of(error)[0]
            title = texts(N_("Title of the patent")) if first.place == "title" else texts(N_("Patent number"))
            self._refuse(texts(N_("{field}: {reason}"), field=title, reason=texts.message(first.message)))
            return
        name = Message("patent_added", N_("Patent {number} added"), {"number": patent.number})
        problem = self._page.change(name, insert_at(self._page.case, "patents", patent))
        if problem is not None:
            self._refuse(texts.message(problem.message))
            return
        self.number.clear()
        self.holder_title.clear()
        self.number.setFocus()

    def _check(self) -> None:
        """Say what the number means as soon as it is whole."""
        texts, text = self._page.desk.texts, self.number.text().strip()
        self._refuse("")
        self._read.setText(texts(N_("The check digit may be left out: it is worked out; a wrong one is refused.")))
        if len(tidy_number(text)) < 8:
            return
        try:
            numbers = numbers_of(text)
        except RefusedValue as error:
            self._refuse(texts.message(error.message))
            return
        whole = numbers.get("application_number") or numbers["publication_number"]
        self._read.setText(texts(N_("Read as {number}"), number=whole))

    def _refuse(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))


def numbers_of(text: str) -> dict[str, Any]:
    """Fields of a `Patent` for a number as typed; RefusedValue for a Chinese number written wrong.

    A number with a kind letter (`CN109417194B`) is a publication number; one with a foreign office's letters is
    kept as given.
    """
    tidy = tidy_number(text)
    country, kind = publication_country(tidy), publication_kind(tidy)
    if country not in (None, "CN", "ZL"):
        field = "application_number" if kind is None else "publication_number"
        return {"country": country, field: text.strip() if kind is None else publication_number(tidy)}
    # X is a check digit and no kind of publication.
    if country == "CN" and kind is not None and kind != "X":
        return {"country": "CN", "publication_number": publication_number(tidy)}
    return {"country": "CN", "application_number": chinese_application_number(tidy)}
