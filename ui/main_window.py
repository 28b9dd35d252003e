"""How do rail, bars, pages, strip and drawer hold together?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ui import frame_news
from ui.actions import Actions
from ui.file_drop import FileDrop
from ui.operations.assessing import Assessor
from ui.operations.office import Office
from ui.operations.saving import Autosaver
from ui.overlays import Overlays
from ui.page_stack import PageStack
from ui.state.case_session import CaseSession
from ui.state.desk import Change, Desk
from ui.state.subscription import Unsubscribe
from ui.state.working import Working
from ui.theme import apply_theme
from ui.verbs import Verbs
from ui.widgets.conclusion_strip import ConclusionStrip, Look
from ui.widgets.message_bar import MessageBar
from ui.widgets.rail import Rail, RailEntry
from ui.widgets.status_bar import StatusBar
from ui.widgets.top_bar import TopBar
from valuation.wording import N_

if TYPE_CHECKING:
    from ui.widgets.command_palette import CommandPalette
    from ui.widgets.workings_drawer import WorkingsDrawer

RAIL = (
    RailEntry("home", N_("Home"), "house", "Alt+1", ("home",)),
    RailEntry("cases", N_("Cases"), "briefcase", "Alt+2", ("cases", "case")),
    RailEntry("library", N_("Library"), "library", "Alt+3", ("library",)),
    RailEntry("settings", N_("Settings"), "settings", "Alt+4", ("settings",)),
)
SMALLEST = (1024, 640)


class MainWindow(QMainWindow):
    """The frame. It follows the desk: every change there reaches each part from here, and from nowhere else."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._assessor, self.autosaver = Assessor(office), Autosaver(office)
        self._leave_session: Unsubscribe | None = None
        self._colours = desk.colours
        self._was_warned = False
        self._last_root = desk.place.root
        self.setMinimumSize(*SMALLEST)
        self._make_parts()
        verbs = Verbs(self, desk, office, self.autosaver)
        frame = {"search": self.open_palette, "menu": self._top.menu_button.showMenu, "quit": self._quit}
        self.actions_ = Actions(self, verbs.table(frame))
        self._top.set_menu(self.actions_.menu(self))
        self._lay_out()
        self._connect(verbs)
        self._drop = FileDrop(self, office, verbs.import_files)
        self._leave_desk = desk.subscribe(self._desk_changed)
        self._reword()
        self._pages.show_place()
        self._show_place()
        self._pages.setFocus()

    @property
    def pages(self) -> PageStack:
        """The pages made so far."""
        return self._pages

    @property
    def drawer(self) -> WorkingsDrawer:
        """The panel that opens figures."""
        return self._overlays.drawer

    @property
    def strip(self) -> ConclusionStrip:
        """The right edge of a case."""
        return self._strip

    @property
    def palette_(self) -> CommandPalette:
        """The command palette."""
        return self._overlays.palette(self.actions_, self._pages.setFocus)

    def open_palette(self) -> None:
        """Search cases, patents, pages and actions."""
        self._overlays.open_palette(self.actions_, self._pages.setFocus)

    def open_working(self, working: object) -> None:
        """Show how a figure came about."""
        if isinstance(working, Working) and self._desk.session is not None:
            self._overlays.drawer.open_working(working, self._desk.session, self._look())

    def jump_to(self, path: str) -> None:
        """Go to the field at `path` of the open case."""
        from ui.pages.case import step_of

        self._desk.go(f"case/{step_of(path)}".rstrip("/"), path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drawer and palette keep their places."""
        super().resizeEvent(event)
        self._overlays.place()

    def changeEvent(self, event: QEvent) -> None:
        """A dark or light system is followed while the theme is left to it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._desk.follow_system(is_dark=system_is_dark())

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is not written yet is written first; after a failure the window says so and closes when told again."""
        session = self._desk.session
        if session is None or not session.is_dirty or self._was_warned:
            self.autosaver.keep_assessment()
            event.accept()
            return
        event.ignore()
        self._was_warned = True
        self.autosaver.save_now(then=self._quit)

    def _make_parts(self) -> None:
        self._top, self._rail, self._status = TopBar(), Rail(RAIL), StatusBar()
        self._message, self._strip = MessageBar(), ConclusionStrip()
        self._pages = PageStack(self._desk, self._office, self.open_working)
        self._overlays = Overlays(self, self._desk, self._office, self.jump_to)

    def _lay_out(self) -> None:
        ground, middle = QWidget(), QWidget()
        ground.setObjectName("ground")
        column, row, pages = QVBoxLayout(ground), QHBoxLayout(middle), QVBoxLayout()
        pages.addWidget(self._message)
        pages.addWidget(self._pages, 1)
        row.addWidget(self._rail)
        row.addLayout(pages, 1)
        row.addWidget(self._strip)
        for part in (self._top, middle, self._status):
            column.addWidget(part)
        column.setStretch(1, 1)
        for layout in (column, row, pages):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setCentralWidget(ground)

    def _connect(self, verbs: Verbs) -> None:
        self._rail.place_requested.connect(self._desk.go)
        self._top.search_requested.connect(self.open_palette)
        self._top.unit_requested.connect(verbs.switch_unit)
        self._top.language_requested.connect(verbs.switch_language)
        self._top.theme_requested.connect(verbs.switch_theme)
        self._top.person_requested.connect(lambda: self._desk.go("settings", "person"))
        self._message.closed.connect(lambda: self._desk.notify(None))
        self._status.undo_requested.connect(verbs.undo)
        self._status.cancel_requested.connect(self._cancel_shown)
        self._strip.open_working.connect(self.open_working)
        self._strip.jump_requested.connect(self.jump_to)
        self._strip.preview_requested.connect(lambda: self._desk.go("case/report", "preview"))
        self._strip.issue_requested.connect(lambda: self._desk.go("case/report", "issue"))
        self.autosaver.state_changed.connect(self._show_saved)
        self._office.runner.jobs_changed.connect(self._show_work)

    def _desk_changed(self, change: Change) -> None:
        if change is Change.SETTINGS:
            self._follow_theme()
            self._reword()
        elif change is Change.SESSION:
            self._follow_session(self._desk.session)
        elif change is Change.PAGE:
            self._show_place()
            self._pages.show_place()
        elif change is Change.NOTICE:
            self._message.show_notice(self._desk.notice, self._desk.texts, self._desk.colours)
        elif change is Change.DATABASE:
            self._show_state()

    def _follow_session(self, session: CaseSession | None) -> None:
        if self._leave_session is not None:
            self._leave_session()
        self._was_warned = False
        self.autosaver.follow(session)
        self._leave_session = session.subscribe(self._session_changed) if session is not None else None
        self._assessor.follow(session)
        self._overlays.close_drawer()
        if session is None and self._desk.place.root == "case":
            self._desk.go("cases")
        self._show_state()
        self._show_place()

    def _session_changed(self, session: CaseSession) -> None:
        if session is not self._desk.session:
            return
        self._was_warned = False
        self._strip.show_session(session, self._look())
        self._pages.show_session()
        self._show_state()

    def _show_place(self) -> None:
        place, session = self._desk.place, self._desk.session
        if self._last_root == "case" and place.root != "case":
            self.autosaver.save_now()
            self.autosaver.keep_assessment()
            self._overlays.close_drawer()
        self._last_root = place.root
        self._rail.show_place(place.root, self._desk.colours)
        self._strip.setVisible(place.root == "case" and session is not None)
        if session is not None:
            self._strip.show_session(session, self._look())
        self._show_state()

    def _show_where(self) -> None:
        where = frame_news.where(self._desk)
        self._top.say_where(where)
        self._top.show_unit(frame_news.money_name(self._desk), self._desk.texts)
        self.setWindowTitle(f"{where} — {self._desk.texts(N_('PledgeApp'))}")

    def _reword(self) -> None:
        desk = self._desk
        texts, colours, settings = desk.texts, desk.colours, desk.settings
        self._rail.retranslate(texts)
        self._rail.show_place(desk.place.root, colours)
        self._top.show_choices(texts, settings.theme, desk.person)
        self._top.restyle(colours)
        self._message.show_notice(desk.notice, texts, colours)
        self.actions_.restyle(colours)
        self._pages.reword()
        self._overlays.reword(self._look())
        self._show_place()
        self._show_state()
        self._show_saved()
        self._show_work()

    def _show_state(self) -> None:
        desk, session = self._desk, self._desk.session
        self.actions_.retranslate(desk.texts, session)
        self.actions_.enable(has_database=self._office.is_open, session=session)
        self._status.show_database(*frame_news.database_news(desk))
        self._status.show_draft(*frame_news.draft_news(session if desk.place.root == "case" else None, desk.texts))
        undo = self.actions_["undo"]
        self._status.show_undo(f"{undo.text()}  Ctrl+Z" if undo.isEnabled() else "")
        self._show_where()

    def _show_saved(self) -> None:
        saver = self.autosaver
        self._status.show_saved(*frame_news.saved_news(saver.state, saver.saved_at, self._desk.texts))

    def _show_work(self) -> None:
        self._status.show_work(frame_news.work_news(self._office.runner.jobs, self._desk.texts))

    def _cancel_shown(self) -> None:
        job = next((job for job in self._office.runner.jobs if job.is_shown and not job.is_cancelled), None)
        if job is not None:
            job.cancel()
            self._desk.notify(None)
        self._show_work()

    def _follow_theme(self) -> None:
        if self._desk.colours != self._colours:
            self._colours = self._desk.colours
            apply_theme(cast("QApplication", QApplication.instance()), self._colours)

    def _look(self) -> Look:
        return Look(self._desk.texts, self._desk.settings.money_unit, self._desk.colours, self._desk.currency)

    def _quit(self) -> None:
        # Later, so that the menu that asked for it is gone by then.
        QTimer.singleShot(0, self.close)


def system_is_dark() -> bool:
    """The system asks for dark windows."""
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
