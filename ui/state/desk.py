"""What is on the user's desk: language, theme, money unit, person, the open case and the page being shown?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from pledgeapp.currency_names import YUAN
from pledgeapp.i18n import Texts, texts
from pledgeapp.settings import Settings
from ui.state.case_session import CaseSession
from ui.state.colours import DARK, LIGHT, Colours
from ui.state.figures import unit_name
from ui.state.subscription import Subscribers, Unsubscribe
from valuation.wording import Message


class Change(Enum):
    """What on the desk is not as it was."""

    SETTINGS = "settings"
    SESSION = "session"
    """Another case is open, or none; edits inside the open case are told by the session itself."""
    PAGE = "page"
    NOTICE = "notice"
    STORE = "store"
    """Something was stored (case, import, report): lists should be read again."""
    DATABASE = "database"
    """Whether the database is open, opening or refused."""


NoticeKind = Literal["info", "good", "attention", "danger"]


@dataclass(frozen=True)
class Notice:
    """One line for the message bar: what happened and what to do about it."""

    kind: NoticeKind
    message: Message
    remedy: Message | None = None
    detail: str = ""
    """Where the report of our own bug lies, or another path to copy."""


DatabaseState = Literal["closed", "opening", "open", "read_only", "refused"]


@dataclass(frozen=True)
class Place:
    """A page: `home`, `cases`, `case/<step key>`, `library/<part>`, `settings`; `focus` is a field path on it."""

    page: str
    focus: str = ""

    @property
    def root(self) -> str:
        """First part of the page's name: what the rail shows as current."""
        return self.page.split("/", maxsplit=1)[0]

    @property
    def part(self) -> str:
        """Second part of the page's name, or empty."""
        return self.page.partition("/")[2]


class Desk:
    """State of the window without a window. Lives on one thread: the GUI's."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._session: CaseSession | None = None
        self._place = Place("home")
        self._notice: Notice | None = None
        self._database: DatabaseState = "closed"
        self._refusal: Notice | None = None
        self._system_is_dark = False
        self._subscribers: Subscribers[Change] = Subscribers()

    @property
    def settings(self) -> Settings:
        """The user's choices."""
        return self._settings

    @property
    def texts(self) -> Texts:
        """Texts in the language of the window."""
        return texts(self._settings.language)

    @property
    def currency(self) -> str:
        """The currency of the open case; yuan while none is open."""
        return self._session.case.currency if self._session is not None else YUAN

    @property
    def money_name(self) -> str:
        """What the money unit is called inside the open case: 万元, or 万美元 where the case is in dollars."""
        return unit_name(self._settings.money_unit, self._settings.language, self.currency)

    @property
    def money_name_of_lists(self) -> str:
        """What the money unit is called where several cases stand side by side: always in yuan."""
        return unit_name(self._settings.money_unit, self._settings.language)

    @property
    def person(self) -> str:
        """Who is working; empty when not said."""
        return self._settings.person

    @property
    def colours(self) -> Colours:
        """Colours of the theme in use; told anew by Change.SETTINGS."""
        theme = self._settings.theme
        return DARK if theme == "dark" or (theme == "system" and self._system_is_dark) else LIGHT

    @property
    def session(self) -> CaseSession | None:
        """The case that is open."""
        return self._session

    @property
    def place(self) -> Place:
        """The page being shown."""
        return self._place

    @property
    def notice(self) -> Notice | None:
        """What the message bar says; None when it is put away."""
        return self._notice

    @property
    def database(self) -> DatabaseState:
        """State of the database, shown in the status bar."""
        return self._database

    @property
    def refusal(self) -> Notice | None:
        """Why the database is not open and what to do; None unless it was refused."""
        return self._refusal

    def choose(self, settings: Settings) -> None:
        """Take over changed settings."""
        if settings != self._settings:
            self._settings = settings
            self._subscribers.tell(Change.SETTINGS)

    def follow_system(self, *, is_dark: bool) -> None:
        """The system turned dark or light."""
        if is_dark != self._system_is_dark:
            self._system_is_dark = is_dark
            self._subscribers.tell(Change.SETTINGS)

    def open_session(self, session: CaseSession | None) -> None:
        """Put a case on the desk, or clear the desk."""
        self._session = session
        self._subscribers.tell(Change.SESSION)

    def go(self, page: str, focus: str = "") -> None:
        """Show another page, with the field at path `focus` ready for typing."""
        self._place = Place(page, focus)
        self._subscribers.tell(Change.PAGE)

    def notify(self, notice: Notice | None) -> None:
        """Say something in the message bar, or put it away."""
        self._notice = notice
        self._subscribers.tell(Change.NOTICE)

    def set_database(self, state: DatabaseState, refusal: Notice | None = None) -> None:
        """Say how the database stands, and why when it was refused."""
        self._database = state
        self._refusal = refusal
        self._subscribers.tell(Change.DATABASE)

    def tell_stored(self) -> None:
        """Say that the store holds something new."""
        self._subscribers.tell(Change.STORE)

    def subscribe(self, callback: Callable[[Change], None]) -> Unsubscribe:
        """Call `callback(change)` after every change."""
        return self._subscribers.add(callback)
