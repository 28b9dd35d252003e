"""Which reports of this case left the house, and how are they opened again exactly as issued?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import IssuedReport
from ui.operations.archive import export_report, find_reports, open_copy
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.report_issue import LANGUAGES, open_file
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.figures import ListedMoney, moment
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_


class IssuedCard(Part):
    """The reports of the case, newest first."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[IssuedReport] = TableRows()
        self.table = TableView(self.rows, most_rows=8)
        self._none = label("muted")
        self._open, self._export = button("link"), button("link")
        self._case_id = ""
        self.add_links((self._open, self._show), (self._export, self._choose_target))
        self.add(self._none)
        self.add(self.table)
        self.table.row_chosen.connect(self._enable)
        self.table.doubleClicked.connect(self._show)

    def retranslate(self, texts: Texts) -> None:
        """Heading and titles."""
        language = self.desk.settings.language
        money = ListedMoney(self.desk.settings.money_unit, language, self.desk.currency)
        self.say(texts(N_("Issued reports of this case")))
        self._none.setText(texts(N_("None was issued yet.")))
        self._open.setText(texts(N_("Open")))
        self._export.setText(texts(N_("Export…")))
        self.table.setAccessibleName(texts(N_("Issued reports of this case")))
        names = dict(LANGUAGES)
        self.rows.set_columns(
            (
                Column(title=texts(N_("Report number")), text=lambda r: r.number),
                Column(
                    title=texts(N_("Issued")), text=lambda r: moment(r.issued_at, language), value=lambda r: r.issued_at
                ),
                Column(title=texts(N_("By")), text=lambda r: r.issued_by),
                Column(title=texts(N_("Language")), text=lambda r: texts(names[r.language])),
                Column(
                    title=texts(N_("State")),
                    text=lambda r: texts(N_("Draft") if r.is_draft else N_("Final")),
                    tone=lambda r: "attention" if r.is_draft else "good",
                ),
                Column(
                    title=f"{texts(N_('Loan limit'))} ({self.desk.money_name})",
                    text=lambda r: money(r.loan_limit, r.currency),
                    value=lambda r: r.loan_limit,
                    is_number=True,
                ),
                Column(title=texts(N_("Fingerprint")), text=lambda r: r.fingerprint[:16], tone=lambda _: "muted"),
                Column(title=texts(N_("File")), text=lambda r: r.file_name, stretch=True),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Read the list when another case is shown."""
        if session.case.id != self._case_id:
            self._case_id = session.case.id
            self._take(())
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        find_reports(self.page.office, self, "", self._take)

    def _take(self, found: tuple[IssuedReport, ...]) -> None:
        reports = tuple(report for report in found if report.case_id == self._case_id)
        self.rows.set_rows(reports)
        self.table.setVisible(bool(reports))
        self._none.setVisible(not reports)
        self._enable(self.table.current_row())

    def _enable(self, row: int) -> None:
        self._open.setEnabled(row >= 0)
        self._export.setEnabled(row >= 0)

    def _show(self) -> None:
        report = self._current()
        if report is not None:
            open_copy(self.page.office, self, report, open_file)

    def _choose_target(self) -> None:
        report = self._current()
        if report is None:
            return
        dialog = QFileDialog(self, self.desk.texts(N_("Export the report exactly as issued")), report.file_name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(report.file_name)
        dialog.fileSelected.connect(lambda name: export_report(self.page.office, self, report, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _current(self) -> IssuedReport | None:
        row = self.table.current_row()
        return self.rows.rows[row] if 0 <= row < len(self.rows.rows) else None
