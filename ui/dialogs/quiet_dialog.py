"""What do our dialogs share: they block nothing, close with Esc, and are gone when closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from pledgeapp.i18n import Texts
from ui.state.desk import Desk


class QuietDialog(QDialog):
    """A dialog beside the window, opened by `open()`; the window stays usable behind it."""

    def __init__(self, desk: Desk, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.texts(title))
        self.setAccessibleName(self.windowTitle())

    @property
    def texts(self) -> Texts:
        """Texts in the language of the window."""
        return self.desk.texts

    def open(self) -> None:
        """Show without blocking what lies behind."""
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.show()
        self.raise_()
        self.activateWindow()
