"""Which page is in front? Pages are made on their first visit, so that the window starts quickly."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from ui.operations.office import Office
from ui.pages.page import Page
from ui.state.desk import Desk


def _home() -> type[Page]:
    from ui.pages.home.home_page import HomePage

    return HomePage


def _cases() -> type[Page]:
    from ui.pages.cases.cases_page import CasesPage

    return CasesPage


def _workspace() -> type[Page]:
    from ui.pages.workspace.workspace_page import WorkspacePage

    return WorkspacePage


def _library() -> type[Page]:
    from ui.pages.library.library_page import LibraryPage

    return LibraryPage


def _settings() -> type[Page]:
    from ui.pages.settings.settings_page import SettingsPage

    return SettingsPage


LOADERS: dict[str, Callable[[], type[Page]]] = {
    "home": _home,
    "cases": _cases,
    "case": _workspace,
    "library": _library,
    "settings": _settings,
}


class PageStack(QStackedWidget):
    """The pages of the window by the first part of their names."""

    def __init__(self, desk: Desk, office: Office, open_working: Callable[[object], None]) -> None:
        super().__init__()
        self._desk, self._office, self._open_working = desk, office, open_working
        self._pages: dict[str, Page] = {}

    def page(self, root: str) -> Page:
        """The page called `root`, made now if it was never shown."""
        if root not in self._pages:
            page = LOADERS[root]()(self._desk, self._office)
            self._pages[root] = page
            self.addWidget(page)
            page.restyle(self._desk.colours)
            page.retranslate(self._desk.texts)
            page.open_working.connect(self._open_working)
        return self._pages[root]

    def show_place(self) -> None:
        """Bring the page of the desk's place to the front."""
        place = self._desk.place
        page = self.page(place.root)
        self.setCurrentWidget(page)
        page.enter(place.focus)

    def reword(self) -> None:
        """Write and paint every page made so far anew."""
        for page in self._pages.values():
            page.restyle(self._desk.colours)
            page.retranslate(self._desk.texts)
        self.show_session()

    def show_session(self) -> None:
        """Tell the workspace, where it is made, how the open case stands."""
        workspace, session = self._pages.get("case"), self._desk.session
        if workspace is not None and session is not None:
            workspace.show_session(session)
