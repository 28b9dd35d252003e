"""Where do issued reports, reference data and imported records stand?"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.operations.office import Office
from ui.pages.library.library_part import LibraryPart
from ui.pages.library.parts import PARTS
from ui.pages.page import Page
from ui.state.colours import Colours
from ui.state.desk import Change, Desk
from valuation.wording import N_


class LibraryPage(Page):
    """Tabs over the lists; each list is made and read on its first visit."""

    title = N_("Library")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self._keys = tuple(PARTS)
        self._parts: dict[str, LibraryPart] = {}
        self._tabs, self._stack = QTabBar(), QStackedWidget()
        self._tabs.setExpanding(False)
        for _ in self._keys:
            self._tabs.addTab("")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        self._tabs.tabBarClicked.connect(self._go)
        self._tabs.currentChanged.connect(self._go)
        desk.subscribe(self._desk_changed)

    def retranslate(self, texts: Texts) -> None:
        """Write the tabs and every list made so far."""
        for number, key in enumerate(self._keys):
            self._tabs.setTabText(number, texts(TITLES[key]))
        self._tabs.setAccessibleName(texts(N_("Parts of the library")))
        for part in self._parts.values():
            part.retranslate(texts)

    def restyle(self, colours: Colours) -> None:
        """Paint every list made so far."""
        for part in self._parts.values():
            part.restyle(colours)

    def enter(self, focus: str = "") -> None:
        """Bring the desk's part to the front; `focus` is what to look for in it."""
        key = self.desk.place.part if self.desk.place.part in PARTS else self._keys[self._tabs.currentIndex()]
        with QSignalBlocker(self._tabs):
            self._tabs.setCurrentIndex(self._keys.index(key))
        part = self.part(key)
        self._stack.setCurrentWidget(part)
        part.enter(focus)

    def part(self, key: str) -> LibraryPart:
        """The list called `key`, made now if it was never shown."""
        if key not in self._parts:
            part = PARTS[key](self.desk, self.office)
            self._parts[key] = part
            self._stack.addWidget(part)
            part.restyle(self.desk.colours)
            part.retranslate(self.desk.texts)
        return self._parts[key]

    def _go(self, number: int) -> None:
        if self.isVisible() and 0 <= number < len(self._keys) and self.desk.place.part != self._keys[number]:
            self.desk.go(f"library/{self._keys[number]}")

    def _desk_changed(self, change: Change) -> None:
        current = self._stack.currentWidget()
        if change in (Change.STORE, Change.DATABASE) and self.isVisible() and isinstance(current, LibraryPart):
            current.read()


TITLES = {
    "reports": N_("Issued reports"),
    "parameters": N_("Parameters"),
    "policies": N_("Lending policies"),
    "comparables": N_("Comparables"),
    "patents": N_("Patents"),
}
"""msgid of each tab."""
