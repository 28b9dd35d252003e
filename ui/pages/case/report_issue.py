"""How is a report looked at before, and issued for good?"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from pledgeapp.i18n import Language, Texts
from pledgeapp.records.assessment import Assessment, IssuedReport
from ui.operations.reporting import Issue, issue_report, preview_report
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.state.figures import moment
from ui.widgets.badge import Badge
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from valuation.wording import N_

LANGUAGES = (("zh", N_("Chinese")), ("en", N_("English")))


class IssueCard(Part):
    """Language, preview, issue; says whether it will be a draft or final, and of which assessment."""

    report_issued = Signal()

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.language = Field("choice")
        self.language.setMaximumWidth(220)
        self.preview, self.issue = button("secondary"), button("primary")
        self._badge, self._words = Badge(), label("muted", wraps=True)
        self._chosen: Language | None = None
        self._assessment: Assessment | None = None
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.language)
        row.addStretch(1)
        row.addWidget(self.preview)
        row.addWidget(self.issue)
        self.add_action(self._badge)
        self.add(self._words)
        self.add_layout(row)
        self.language.committed.connect(self._language_chosen)
        self.preview.clicked.connect(self.show_preview)
        self.issue.clicked.connect(self._choose_folder)

    def retranslate(self, texts: Texts) -> None:
        """Labels; the report is in the window's language until another is chosen."""
        self.say(texts(N_("Collateral assessment report")), texts(N_("PDF, kept in the database exactly as issued")))
        choices = tuple((key, texts(name)) for key, name in LANGUAGES)
        self.language.say(FieldTexts(texts(N_("Language of the report")), choices=choices))
        self.language.show_value(self.report_language)
        self.preview.setText(texts(N_("Preview")))
        self.preview.setToolTip(texts(N_("Opens in the system's PDF viewer; nothing is stored")))

    def show_session(self, session: CaseSession) -> None:
        """Which assessment would be issued, as what."""
        texts = self.desk.texts
        self._assessment = session.assessment if session.is_assessment_current else None
        self.language.show_value(self.report_language)
        for action in (self.preview, self.issue):
            action.setEnabled(self._assessment is not None)
        if self._assessment is None:
            self._badge.say(texts(N_("Not assessed")), "attention")
            self._words.setText(texts(N_("The report waits for the assessment of the case as it stands.")))
            return
        is_draft = self._assessment.is_draft
        self._badge.say(texts(N_("Draft") if is_draft else N_("Final")), "attention" if is_draft else "good")
        self.issue.setText(texts(N_("Issue draft…") if is_draft else N_("Issue report…")))
        words = N_("Assessed {when}, engine {engine}, reference data {reference}, fingerprint {fingerprint}")
        self._words.setText(
            texts(
                words,
                when=moment(self._assessment.assessed_at, self.desk.settings.language),
                engine=self._assessment.engine_version,
                reference=self._assessment.reference_version,
                fingerprint=self._assessment.fingerprint[:16],
            )
        )

    @property
    def report_language(self) -> Language:
        """The language chosen for the report."""
        return self._chosen or self.desk.settings.language

    def show_preview(self) -> None:
        """Draw the report and open it with the system's viewer."""
        if self._assessment is not None:
            preview_report(self.page.office, self, self._assessment, self.report_language, open_file)

    def issue_into(self, folder: Path) -> None:
        """Issue the assessment as it stands into `folder`."""
        session = self.desk.session
        if session is not None and self._assessment is not None:
            self.issue.setEnabled(False)
            issue = Issue(session, self._assessment, self.report_language, folder)
            issue_report(self.page.office, self, issue, self._issued)

    def _issued(self, _: IssuedReport) -> None:
        self.issue.setEnabled(True)
        self.report_issued.emit()

    def _choose_folder(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.desk.texts(N_("Folder for the report")), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.issue_into(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _language_chosen(self, language: str) -> None:
        self._chosen = cast("Language", language)
        self.language.show_value(language)


def open_file(file: Path) -> None:
    """Open `file` with the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
