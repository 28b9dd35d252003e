"""How does a widget look right after one of the properties the style sheet reads has changed?"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

W = TypeVar("W", bound=QWidget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet read the properties of `widget` anew."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def set_property(widget: W, name: str, value: object) -> W:
    """Set a property the style sheet reads; answers the widget itself."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)
    return widget


def label(role: str = "", text: str = "", *, wraps: bool = False) -> QLabel:
    """A plain-text label with a role of the style sheet: title, subtitle, muted, figure, unit, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


def formula_label(role: str, *, wraps: bool = True) -> QLabel:
    """A label for what `ui.state.formulas.as_html` writes."""
    made = label(role, wraps=wraps)
    made.setTextFormat(Qt.TextFormat.RichText)
    return made


def button(kind: str, text: str = "") -> QPushButton:
    """A push button of a kind of the style sheet: primary, secondary, quiet, link."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if kind in ("quiet", "link"):
        made.setFlat(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
