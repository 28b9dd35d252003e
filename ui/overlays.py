"""What lies over the window when asked for: the workings drawer and the command palette, made on first use?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.operations.office import Office
from ui.state.desk import Desk
from ui.widgets.status_bar import HEIGHT as STATUS_HEIGHT
from ui.widgets.top_bar import HEIGHT as TOP_HEIGHT

if TYPE_CHECKING:
    from ui.widgets.command_palette import CommandPalette
    from ui.widgets.conclusion_strip import Look
    from ui.widgets.workings_drawer import WorkingsDrawer


class Overlays:
    """Makes drawer and palette when they are first opened and keeps them in their places."""

    def __init__(self, window: QWidget, desk: Desk, office: Office, jump: Callable[[str], None]) -> None:
        self._window, self._desk, self._office, self._jump = window, desk, office, jump
        self._drawer: WorkingsDrawer | None = None
        self._palette: CommandPalette | None = None

    @property
    def drawer(self) -> WorkingsDrawer:
        """The panel that opens figures."""
        if self._drawer is None:
            from ui.widgets.workings_drawer import WorkingsDrawer

            self._drawer = WorkingsDrawer(self._window)
            self._drawer.jump_requested.connect(self._jump)
            self.place()
        return self._drawer

    def palette(self, actions: Actions, back: Callable[[], None]) -> CommandPalette:
        """The command palette over `actions`; `back` takes the focus when it is put away."""
        if self._palette is None:
            from ui.palette_entries import PaletteEntries
            from ui.widgets.command_palette import CommandPalette

            self._palette = CommandPalette(self._window)
            self._entries = PaletteEntries(self._window, self._desk, self._office, actions)
            self._palette.typed.connect(self._entries.look_up)
            self._palette.closed.connect(back)
            self._entries.found.connect(self._palette.show_found)
            self._palette.retranslate(self._desk.texts)
            self.place()
        return self._palette

    def open_palette(self, actions: Actions, back: Callable[[], None]) -> None:
        """Bring the palette to the front with what can be found now."""
        self.palette(actions, back).open_with(self._entries.fixed())

    def close_drawer(self) -> None:
        """Put the drawer away if it is open."""
        if self._drawer is not None:
            self._drawer.close_drawer()

    def reword(self, look: Look) -> None:
        """Write what was made anew in another language, unit or theme."""
        if self._drawer is not None:
            self._drawer.refresh(look)
        if self._palette is not None:
            self._palette.retranslate(look.texts)

    def place(self) -> None:
        """Keep drawer and palette in their places after the window changed its size."""
        width, height = self._window.width(), self._window.height()
        if self._drawer is not None:
            wide = self._drawer.width()
            self._drawer.setGeometry(width - wide, TOP_HEIGHT, wide, height - TOP_HEIGHT - STATUS_HEIGHT)
        if self._palette is not None:
            from ui.widgets.command_palette import HEIGHT, WIDTH

            wide, high = min(WIDTH, width - 40), min(HEIGHT, height - 120)
            self._palette.setGeometry((width - wide) // 2, TOP_HEIGHT + 8, wide, high)
