"""What does the command palette offer: every action and page, and the cases and patents found in the database?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from pledgeapp.i18n import texts as texts_of
from ui.actions import HIDDEN_IN_PALETTE, SPECS, Actions
from ui.operations import cases, library
from ui.operations.office import Office
from ui.state.desk import Desk
from ui.state.palette import PaletteEntry
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.patent import Patent
    from pledgeapp.records.summary import CaseSummary

MOST_PATENTS = 20
LIBRARY_PARTS = (
    ("reports", N_("Issued reports")),
    ("parameters", N_("Parameters")),
    ("policies", N_("Lending policies")),
    ("comparables", N_("Comparables")),
    ("patents", N_("Patents")),
)


class PaletteEntries(QObject):
    """Makes the lines of the palette; what the database knows comes later by `found`."""

    found = Signal(str, object)
    """What was typed, and a tuple of `PaletteEntry`."""

    def __init__(self, parent: QObject, desk: Desk, office: Office, actions: Actions) -> None:
        super().__init__(parent)
        self._desk, self._office, self._actions = desk, office, actions

    def fixed(self) -> tuple[PaletteEntry, ...]:
        """Steps of the open case, samples, pages and actions."""
        return (*self._steps(), *self._action_entries(), *self._library_entries(), *self._samples())

    def look_up(self, typed: str) -> None:
        """Ask the database for cases and patents that hold `typed`."""
        if self._office.is_open:
            cases.list_cases(self._office, self, typed, lambda found: self._take_cases(typed, found))

    def _take_cases(self, typed: str, summaries: tuple[CaseSummary, ...]) -> None:
        entries = tuple(self._case(summary) for summary in summaries[:MOST_PATENTS])
        self.found.emit(typed, entries)
        if typed:
            library.find_patents(self._office, self, typed, lambda found: self._take_patents(typed, entries, found))

    def _take_patents(self, typed: str, before: tuple[PaletteEntry, ...], patents: tuple[Patent, ...]) -> None:
        own = self._open_case_patents(typed)
        library_ones = tuple(self._patent(patent) for patent in patents[:MOST_PATENTS])
        self.found.emit(typed, (*before, *own, *library_ones))

    def _case(self, summary: CaseSummary) -> PaletteEntry:
        run = partial(cases.open_case, self._office, self, summary.case_id)
        hint = self._desk.texts(N_("Case"))
        return PaletteEntry(f"{summary.title} · {summary.borrower}" if summary.borrower else summary.title, hint, run)

    def _open_case_patents(self, typed: str) -> tuple[PaletteEntry, ...]:
        session, wanted = self._desk.session, typed.casefold()
        if session is None:
            return ()
        hint = self._desk.texts(N_("Patent of this case"))
        return tuple(
            PaletteEntry(
                f"{patent.number}  {patent.title}", hint, partial(self._desk.go, "case/patents", f"patents[{i}]")
            )
            for i, patent in enumerate(session.case.patents)
            if wanted in f"{patent.number} {patent.title}".casefold()
        )

    def _patent(self, patent: Patent) -> PaletteEntry:
        hint = self._desk.texts(N_("Patent in the library"))
        run = partial(self._desk.go, "library/patents", patent.number)
        return PaletteEntry(f"{patent.number}  {patent.title}", hint, run)

    def _steps(self) -> tuple[PaletteEntry, ...]:
        if self._desk.session is None:
            return ()
        from ui.pages.case import STEPS

        hint = self._desk.texts(N_("Step of the case"))
        return tuple(self._entry(step.title, hint, partial(self._desk.go, f"case/{step.key}")) for step in STEPS)

    def _action_entries(self) -> tuple[PaletteEntry, ...]:
        entries = []
        for spec in SPECS:
            action = self._actions[spec.key]
            if action.isEnabled() and spec.key not in HIDDEN_IN_PALETTE:
                shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                entries.append(
                    PaletteEntry(action.text(), shortcut, action.trigger, f"{spec.text} {texts_of('zh')(spec.text)}")
                )
        return tuple(entries)

    def _library_entries(self) -> tuple[PaletteEntry, ...]:
        hint = self._desk.texts(N_("Library"))
        return tuple(
            self._entry(title, hint, partial(self._desk.go, f"library/{part}")) for part, title in LIBRARY_PARTS[1:]
        )

    def _samples(self) -> tuple[PaletteEntry, ...]:
        if not self._office.is_open:
            return ()
        hint = self._desk.texts(N_("Sample case"))
        return tuple(
            PaletteEntry(title, hint, partial(cases.open_sample, self._office, self, key), "sample 示例")
            for key, title in cases.sample_titles(self._desk.settings.language)
        )

    def _entry(self, title: str, hint: str, run: Callable[[], None]) -> PaletteEntry:
        # Found by its name in either language, whichever the window speaks.
        return PaletteEntry(self._desk.texts(title), hint, run, f"{title} {texts_of('zh')(title)}")
