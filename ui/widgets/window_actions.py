"""How does a button on a page do what the window does for a shortcut?"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget


def trigger(page: QWidget, shortcut: str) -> None:
    """Do what the window of `page` does for `shortcut`; nothing where it has no such action."""
    wanted = QKeySequence(shortcut)
    for action in page.window().actions():
        if wanted in action.shortcuts():
            action.trigger()
