"""What happens when a file is dropped onto the window? The import wizard opens on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ui.operations.office import Office


class FileDrop(QObject):
    """Takes one file at a time, while the database is open."""

    def __init__(self, window: QWidget, office: Office, take: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._office, self._take = office, take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept a dragged file, and import it when it is dropped."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            file = _file_of(event)
            if file is not None and self._office.is_open:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(file)
                return True
        return super().eventFilter(watched, event)


def _file_of(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].is_file() else None
