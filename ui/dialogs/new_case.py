"""What must be known to begin a case?"""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from ui.dialogs.quiet_dialog import QuietDialog
from ui.operations import cases
from ui.operations.office import Office
from ui.state.desk import Desk
from ui.state.quantities import date_as_typed, date_from_typed
from ui.widgets.styling import button, label, set_property
from valuation.wording import N_


class NewCaseDialog(QuietDialog):
    """Title, borrower and valuation date; everything else is entered in the case itself."""

    def __init__(self, desk: Desk, office: Office, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("New case"))
        self._office, self._owner = office, parent
        texts = desk.texts
        self._title, self._borrower, self._day = QLineEdit(), QLineEdit(), QLineEdit()
        self._refusals = {field: label("error", wraps=True) for field in (self._title, self._day)}
        form = QFormLayout()
        form.setVerticalSpacing(10)
        for field, caption in (
            (self._title, texts(N_("Title of the case"))),
            (self._borrower, texts(N_("Borrower (may follow later)"))),
            (self._day, texts(N_("Valuation date"))),
        ):
            field.setAccessibleName(caption)
            field.setMinimumWidth(320)
            form.addRow(caption, field)
            if field in self._refusals:
                self._refusals[field].hide()
                form.addRow("", self._refusals[field])
        self._day.setText(date_as_typed(office.clock().date(), texts.language))
        self._make, leave = button("primary", texts(N_("Make the case"))), button("secondary", texts(N_("Cancel")))
        self._make.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addWidget(
            label("muted", texts(N_("Patents, products and figures are entered or imported next.")), wraps=True)
        )
        column.addLayout(form)
        column.addLayout(row)
        self._make.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)

    def accept(self) -> None:
        """Make the case when title and date can stand."""
        title, day = self._title.text().strip(), self._checked_day()
        self._refuse(self._title, "" if title else self.texts(N_("must not be empty")))
        if title and day is not None:
            cases.new_case(self._office, self._owner, title, self._borrower.text().strip(), day)
            super().accept()

    def _checked_day(self) -> date | None:
        """The valuation date as a record takes it, or None with the reason shown."""
        from pledgeapp.records.case import Case
        from ui.state.edits import replace_at

        typed = date_from_typed(self._day.text())
        draft = Case(title="-", valuation_date=self._office.clock().date())
        changed = replace_at(draft, "valuation_date", typed)
        if isinstance(changed, Problem):
            self._refuse(self._day, self.texts.message(changed.message))
            return None
        self._refuse(self._day, "")
        return changed.valuation_date

    def _refuse(self, field: QLineEdit, reason: str) -> None:
        self._refusals[field].setText(reason)
        self._refusals[field].setVisible(bool(reason))
        set_property(field, "state", "refused" if reason else "plain")
