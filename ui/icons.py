"""How does a named line icon come in the colour of the theme, sharp at every scale?"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 20
"""Pixels of an icon at 100 %."""


@cache
def icon(name: str, colour: str, disabled_colour: str = "") -> QIcon:
    """The icon `name` of resources/icons in `colour` (hex); greyed in `disabled_colour` where one is given.

    Raises FileNotFoundError when there is no such icon.
    """
    made = QIcon()
    for scale in {1.0, _highest_scale()}:
        made.addPixmap(_drawn(name, colour, scale))
        if disabled_colour:
            made.addPixmap(_drawn(name, disabled_colour, scale), QIcon.Mode.Disabled)
    return made


def _highest_scale() -> float:
    """Of all screens: drawing each icon for scales nobody looks at would slow the start."""
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def pixmap(name: str, colour: str, scale: float, size: int = SIZE) -> QPixmap:
    """One drawing of the icon, `size` wide before scaling."""
    return _drawn(name, colour, scale, size)


def _drawn(name: str, colour: str, scale: float, size: int = SIZE) -> QPixmap:
    image = QPixmap(QSize(round(size * scale), round(size * scale)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(painter)
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
