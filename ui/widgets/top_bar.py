"""Where am I, who is working, and in which language, unit and theme?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from pledgeapp.i18n import Texts
from ui.icons import icon
from ui.state.colours import Colours
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.styling import button
from valuation.wording import N_

HEIGHT = 48
WIDE = 1360
SEARCH_WIDTH = 340
"""Width of the search field in a wide window; in a narrower one it is as wide as its words."""
_LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
_THEME_NAMES = {"light": N_("Light"), "dark": N_("Dark"), "system": N_("As the system")}
_THEME_ICONS = {"light": "sun", "dark": "moon", "system": "monitor"}


class TopBar(QFrame):
    """The line above the pages. It shows what it is told and wishes for changes by signals."""

    search_requested = Signal()
    unit_requested = Signal()
    language_requested = Signal()
    theme_requested = Signal()
    person_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(HEIGHT)
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("brand")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The end says which loan it is about, so a long title gives way in its middle.
        self._where = ElidedLabel("strong", Qt.TextElideMode.ElideMiddle)
        self._search = button("secondary")
        self._search.setObjectName("searchButton")
        self._unit, self._language = button("secondary"), button("secondary")
        self._theme, self._person = button("secondary"), button("secondary")
        self._lay_out()
        self._search.clicked.connect(self.search_requested)
        self._unit.clicked.connect(self.unit_requested)
        self._language.clicked.connect(self.language_requested)
        self._theme.clicked.connect(self.theme_requested)
        self._person.clicked.connect(self.person_requested)

    def set_menu(self, menu: QMenu) -> None:
        """Hang the menu of all actions on the name of the program."""
        self.menu_button.setMenu(menu)

    @property
    def search_button(self) -> QPushButton:
        """The palette opens below it."""
        return self._search

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search field leaves room for the way to the page in a narrow window."""
        super().resizeEvent(event)
        self._fit_search()

    def say_where(self, text: str) -> None:
        """Show the way to the current page."""
        self._where.say(text)

    def show_unit(self, money_name: str, texts: Texts) -> None:
        """Write what the money unit is called on the page shown."""
        self._unit.setText(money_name)
        _name(self._unit, texts(N_("Money unit: {unit}"), unit=money_name))

    def show_choices(self, texts: Texts, theme: str, person: str) -> None:
        """Write every text but the money unit: the language is that of `texts`."""
        self.menu_button.setText(texts(N_("PledgeApp")))
        self.menu_button.setAccessibleName(texts(N_("Menu of all actions")))
        self.menu_button.setToolTip(f"{self.menu_button.accessibleName()}  F10")
        self._search.setText(texts(N_("Search cases, patents, pages…  Ctrl+K")))
        _name(self._search, texts(N_("Search")), "Ctrl+K")
        self._fit_search()
        self._language.setText(_LANGUAGE_NAMES[texts.language])
        _name(self._language, texts(N_("Language: {language}"), language=self._language.text()), "Ctrl+Shift+L")
        self._theme.setText(texts(_THEME_NAMES[theme]))
        self._theme.setProperty("theme", theme)
        _name(self._theme, texts(N_("Theme: {theme}"), theme=self._theme.text()), "Ctrl+Shift+T")
        self._person.setText(person or texts(N_("Who is working?")))
        _name(self._person, texts(N_("Person: {person}"), person=self._person.text()))

    def restyle(self, colours: Colours) -> None:
        """Draw the icons in the theme's colours."""
        self.menu_button.setIcon(icon("chevron-down", colours.accent))
        self._search.setIcon(icon("search", colours.text_soft))
        self._theme.setIcon(icon(_THEME_ICONS[self._theme.property("theme") or "system"], colours.text_soft))
        self._person.setIcon(icon("user", colours.text_soft))

    def _fit_search(self) -> None:
        self._search.setFixedWidth(SEARCH_WIDTH if self.width() >= WIDE else self._search.sizeHint().width())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.menu_button)
        row.addSpacing(12)
        row.addWidget(self._where, 1)
        for widget in (self._search, self._unit, self._language, self._theme, self._person):
            row.addWidget(widget)


def _name(widget: QWidget, text: str, shortcut: str = "") -> None:
    widget.setAccessibleName(text)
    widget.setToolTip(f"{text}  {shortcut}".rstrip())
