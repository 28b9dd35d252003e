"""What is known of the patent chosen in the list, field by field, and what has the register told of it?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.field_sources import FieldSource, SourceKind
from pledgeapp.records.patent import AnnualFeeState, LegalEvent, LegalState, Patent, RightType
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.widgets.styling import label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

PATENT_FIELDS = (
    FieldSpec("application_number", N_("Application number"), "optional_text", hint=N_("With check digit")),
    FieldSpec("publication_number", N_("Publication number"), "optional_text"),
    FieldSpec("right_type", N_("Kind of right"), "choice", tuple(RightType)),
    FieldSpec("country", N_("Country"), hint=N_("Two letters")),
    FieldSpec("title", N_("Title"), span=2),
    FieldSpec("title_en", N_("Title in English"), span=2),
    FieldSpec("patentees", N_("Holders"), "list", hint=N_("Separated by semicolons"), span=2),
    FieldSpec("inventors", N_("Inventors"), "list", hint=N_("Separated by semicolons"), span=2),
    FieldSpec("priority_date", N_("Priority date"), "date"),
    FieldSpec("filing_date", N_("Filing date"), "date"),
    FieldSpec("publication_date", N_("Publication date"), "date"),
    FieldSpec("grant_date", N_("Grant date"), "date"),
    FieldSpec("examination_request_date", N_("Examination requested on"), "date"),
    FieldSpec(
        "term_compensation_days", N_("Term compensation (days)"), "whole", hint=N_("As in the register; 0: none")
    ),
    FieldSpec("drug_approval_date", N_("Drug approved on"), "date", hint=N_("Only for patents on a new drug")),
    FieldSpec(
        "drug_extension_days", N_("Extension for a drug (days)"), "whole", hint=N_("As in the register; 0: none")
    ),
    FieldSpec("legal_state", N_("Legal state"), "choice", tuple(LegalState)),
    FieldSpec("legal_state_date", N_("Looked up on"), "date", hint=N_("Day of the register extract")),
    FieldSpec("annual_fee_state", N_("Annual fee"), "choice", tuple(AnnualFeeState)),
    FieldSpec("last_paid_fee_year", N_("Last fee year paid"), "whole", hint=N_("Counted from the filing date")),
    FieldSpec("fee_reduction", N_("Fee reduction"), "percent", hint=N_("85, 70 or 0; empty: not known")),
    FieldSpec("is_pledged", N_("Already pledged"), "flag"),
    FieldSpec("has_preservation", N_("Under preservation"), "flag"),
    FieldSpec("has_invalidation_request", N_("Invalidation requested"), "flag"),
    FieldSpec("has_exclusive_licence", N_("Exclusive licence"), "flag"),
    FieldSpec("has_open_licence", N_("Open licence"), "flag"),
    FieldSpec("has_same_day_application", N_("Same-day application"), "flag"),
    FieldSpec("has_evaluation_report", N_("Evaluation report"), "flag"),
    FieldSpec("co_owner_consent", N_("Consent of co-owners"), "flag"),
    FieldSpec("claims_count", N_("Claims"), "whole"),
    FieldSpec("cited_by_count", N_("Cited by"), "whole", hint=N_("Later patents that cite this one")),
    FieldSpec("family_size", N_("Family members"), "whole", hint=N_("This patent included")),
    FieldSpec("family_key", N_("Family"), hint=N_("The same key for one family")),
    FieldSpec("ipc", N_("IPC classes"), "list", hint=N_("Separated by semicolons"), span=2),
    FieldSpec("legal_state_words", N_("State in the words of the source"), span=2),
    FieldSpec("source", N_("Source of the data"), span=2),
)


class PatentDetail(Part):
    """All fields of one patent, and its legal events as the sources brought them, the latest first."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._position = -1
        self.form = Form(page, PATENT_FIELDS, columns=4)
        self._none, self._sources = label("muted"), label("muted", wraps=True)
        self.rows: TableRows[LegalEvent] = TableRows()
        self.events = TableView(self.rows, most_rows=8)
        self._events_name = label("muted")
        for part in (self._none, self.form, self._sources, self._events_name, self.events):
            self.add(part)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self._none.setText(texts(N_("Choose a patent in the list above.")))
        self.form.retranslate()
        self._events_name.setText(texts(N_("Legal events, as the sources brought them")))
        self.events.setAccessibleName(texts(N_("Legal events")))
        self.rows.set_columns(
            (
                Column(title=texts(N_("Day")), text=lambda e: e.event_date.isoformat(), value=lambda e: e.event_date),
                Column(title=texts(N_("Code")), text=lambda e: e.code),
                Column(title=texts(N_("Entry")), text=lambda e: e.text, stretch=True),
                Column(title=texts(N_("Source")), text=lambda e: e.source, tone=lambda _: "muted"),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The fields as they stand."""
        is_there = 0 <= self._position < len(session.case.patents)
        texts = self.desk.texts
        patent = session.case.patents[self._position] if is_there else None
        number = patent.number if patent else ""
        events = sorted(patent.legal_events, key=lambda e: e.event_date, reverse=True) if patent else ()
        self.rows.set_rows(tuple(events))
        words = self._words_on_sources(patent) if patent is not None else ""
        self._sources.setText(words)
        self._sources.setVisible(bool(words))
        for part in (self._events_name, self.events):
            part.setVisible(bool(events))
        self.say(number or texts(N_("Patent")), texts(N_("unknown stays empty, never zero")) if is_there else "")
        self.form.setVisible(is_there)
        self._none.setVisible(not is_there)
        self.form.show_record(session.case, f"patents[{self._position}]" if is_there else None)

    def _words_on_sources(self, patent: Patent) -> str:
        """Which fields came from elsewhere than the patent as a whole."""
        texts = self.desk.texts
        names = {spec.path: spec.label for spec in PATENT_FIELDS}
        by_hand = texts(N_("entered by hand"))
        parts = [
            texts(N_("{field}: {source}"), field=texts(names[e.field]), source=by_hand if _is_typed(e) else e.source)
            for e in patent.sources
            if e.field in names and (e.source or _is_typed(e))
        ]
        return texts(N_("From another source: {parts}"), parts=texts(N_("; ")).join(parts)) if parts else ""

    def show_patent(self, position: int) -> None:
        """Show the patent at `position` of the case."""
        self._position = position
        if self.page.session is not None:
            self.show_session(self.page.session)

    def field_at(self, path: str) -> QWidget | None:
        """The field at `path` when its patent is shown."""
        return self.form.field_at(path)


def _is_typed(entry: FieldSource) -> bool:
    return entry.kind is SourceKind.PERSON
