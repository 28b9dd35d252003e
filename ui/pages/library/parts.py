"""Which lists does the library show?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from pledgeapp.currency_names import currency_name
from pledgeapp.i18n import Texts
from ui.models.case_columns import report_columns
from ui.models.library_columns import (
    comparable_columns,
    parameter_columns,
    patent_columns,
    policy_columns,
    source_text,
    unit_words,
    value_text,
)
from ui.models.record_rows import Wording
from ui.operations import archive, library
from ui.operations.office import Office
from ui.pages.library.library_part import LibraryPart, within
from ui.state import figures
from ui.state.desk import Desk
from ui.state.reference_rows import ParameterValue
from ui.widgets.window_actions import trigger
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.assessment import IssuedReport
    from pledgeapp.records.comparable import Comparable
    from pledgeapp.records.patent import Patent
    from pledgeapp.records.policy import Policy


class ReportsPart(LibraryPart):
    """Issued reports: found by borrower, patent or number, opened and given out exactly as issued."""

    title = N_("Issued reports")
    search_hint = N_("Borrower, patent number, report number or title")
    nothing = N_("No report found. Reports are issued in step 7 of a case.")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, report_columns())
        self.add_action("secondary", N_("Open"), self.open_chosen, "Enter")
        self.add_action("secondary", N_("Export…"), self._choose_target)
        self.table.opened.connect(lambda _: self.open_chosen())

    def ask(self, text: str) -> None:
        """Reports that hold `text`."""
        archive.find_reports(self.office, self, text, lambda found: self.take(text, found))

    def detail(self, record: IssuedReport, texts: Texts) -> str:
        """Fingerprint of the assessment and hash of the file."""
        values = {"fingerprint": record.fingerprint, "sha256": record.sha256, "size": f"{record.size:,}"}
        return texts(N_("Fingerprint {fingerprint} · file SHA-256 {sha256} · {size} bytes"), **values)

    def open_chosen(self) -> None:
        """Show the report as issued in the system's viewer."""
        report: IssuedReport | None = self.table.current_record()
        if report is not None:
            archive.open_copy(self.office, self, report, _show_file)

    def export_to(self, target: Path) -> None:
        """Write the chosen report as issued to `target`."""
        report: IssuedReport | None = self.table.current_record()
        if report is not None:
            archive.export_report(self.office, self, report, target)

    def _choose_target(self) -> None:
        report: IssuedReport | None = self.table.current_record()
        if report is None:
            return
        dialog = QFileDialog(self, self.desk.texts(N_("Export the report as issued")), str(Path.home()), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(report.file_name)
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()


class ParametersPart(LibraryPart):
    """Numbers of law, standard and market with date, source and how surely they were read."""

    title = N_("Parameters")
    search_hint = N_("Name, source or number")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, parameter_columns())

    def ask(self, text: str) -> None:
        """Values whose name or source hold `text`."""
        library.parameter_values(
            self.office, self, lambda rows: self.take(text, [r for r in rows if self._fits(r, text)])
        )

    def _fits(self, row: ParameterValue, text: str) -> bool:
        parameter = row.parameter
        return within(
            text, parameter.name, parameter.title, self.desk.texts(parameter.title), source_text(row.dated.source)
        )

    def detail(self, record: ParameterValue, texts: Texts) -> str:
        """Whole value, source with address, and what the value is not."""
        source, parameter = record.dated.source, record.parameter
        wording = Wording(texts, self.desk.settings.money_unit)
        value = f"{value_text(record.dated.value, parameter.unit, wording)} {unit_words(parameter.unit, wording)}"
        parts = (value, source_text(source), source.url, texts(parameter.note))
        return "\n".join(part for part in parts if part)


class PoliciesPart(LibraryPart):
    """Lending policies that come with the program."""

    title = N_("Lending policies")
    search_hint = N_("Name or source")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, policy_columns())

    def ask(self, text: str) -> None:
        """Policies whose name or source hold `text`."""
        library.policies(self.office, self, lambda found: self.take(text, [p for p in found if _policy_fits(p, text)]))

    def detail(self, record: Policy, texts: Texts) -> str:
        """Where it was read, and that it is to be confirmed where it was not read in full."""
        said = "" if record.is_confirmed else texts(N_("Read second hand: to be confirmed before a final report."))
        return "\n".join(part for part in (record.source, record.source_url, said) if part)


class ComparablesPart(LibraryPart):
    """Imported transactions."""

    title = N_("Comparables")
    search_hint = N_("Name or source")
    nothing = N_("No transaction found. Import a file with comparable transactions to fill this list.")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, comparable_columns())
        self.add_action("primary", N_("Import…"), lambda: trigger(self, "Ctrl+I"), "Ctrl+I")

    def ask(self, text: str) -> None:
        """Transactions that hold `text`."""
        library.find_comparables(self.office, self, text, lambda found: self.take(text, found))

    def detail(self, record: Comparable, texts: Texts) -> str:
        """Source, instalments, and that it is made up where it is."""
        paid = "; ".join(
            texts(
                N_("{amount} {currency} after {years} years"),
                amount=f"{p.amount:,}",
                currency=currency_name(record.currency, texts.language),
                years=str(p.years_after),
            )
            for p in record.payments
        )
        fictional = texts(N_("Fictional: for teaching only.")) if record.is_fictional else ""
        return "\n".join(part for part in (record.source, paid, fictional) if part)


class PatentsPart(LibraryPart):
    """Imported patents."""

    title = N_("Patents")
    search_hint = N_("Number, title or holder")
    nothing = N_("No patent found. Import a file with patents to fill this list.")
    most = library.MOST_LISTED

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, patent_columns())
        self.add_action("primary", N_("Import…"), lambda: trigger(self, "Ctrl+I"), "Ctrl+I")

    def ask(self, text: str) -> None:
        """Patents that hold `text`."""
        library.find_patents(self.office, self, text, lambda found: self.take(text, found))

    def detail(self, record: Patent, texts: Texts) -> str:
        """Holders, dates, classes and where it was read."""
        language = texts.language
        dates = texts(
            N_("Filed {filed} · published {published} · granted {granted}"),
            filed=figures.day(record.filing_date, language),
            published=figures.day(record.publication_date, language),
            granted=figures.day(record.grant_date, language),
        )
        parts = ("; ".join(record.patentees), dates, " ".join(record.ipc), record.source, record.url)
        return "\n".join(part for part in parts if part)


PARTS: dict[str, Callable[[Desk, Office], LibraryPart]] = {
    "reports": ReportsPart,
    "parameters": ParametersPart,
    "policies": PoliciesPart,
    "comparables": ComparablesPart,
    "patents": PatentsPart,
}


def _policy_fits(policy: Policy, text: str) -> bool:
    return within(text, policy.key, policy.name, policy.name_en, policy.source)


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
