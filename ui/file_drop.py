"""What happens when files are dropped onto the window? The import wizard opens on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ui.operations.office import Office


class FileDrop(QObject):
    """Takes files while the database is open."""

    def __init__(self, window: QWidget, office: Office, take: Callable[[tuple[Path, ...]], None]) -> None:
        super().__init__(window)
        self._office, self._take = office, take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept dragged files, and import them when they are dropped."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            files = _files_of(event)
            if files and self._office.is_open:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(files)
                return True
        return super().eventFilter(watched, event)


def _files_of(event: QDropEvent) -> tuple[Path, ...]:
    """All local files; nothing where something else, such as a folder, is among them."""
    files = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return files if all(file.is_file() for file in files) else ()
