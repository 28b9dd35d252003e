"""How is a number dragged while everything that rests on it follows?"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from ui.state.slider_scale import SliderScale

WIDTH = 92
PAUSE_MILLISECONDS = 700
"""So long after the last arrow key the number counts as set."""
_MOVING = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip


class ValueSlider(QSlider):
    """Tells `moved` at each step of a drag and `kept` once at its end; Esc gives `dropped` instead.

    Arrow keys drag too: a row of them is one drag, kept after a short pause, with Enter or when the slider is left.
    """

    moved = Signal(object)
    """The number (Decimal) dragged to."""
    kept = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedWidth(WIDTH)
        self._scale: SliderScale | None = None
        self._is_dragging = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._keep)
        self.valueChanged.connect(self._changed)

    @property
    def is_dragging(self) -> bool:
        """A drag has begun and is neither kept nor dropped."""
        return self._is_dragging

    def show_scale(self, scale: SliderScale | None, value: Decimal | None) -> None:
        """Stand at `value`; the ends do not move under the hand while it drags."""
        if self._is_dragging:
            return
        self._scale = scale
        usable = scale is not None and value is not None
        self.setEnabled(usable)
        with QSignalBlocker(self):
            self.setRange(0, scale.count if scale is not None else 0)
            self.setPageStep(max((scale.count if scale is not None else 0) // 10, 1))
            self.setValue(scale.place(value) if scale is not None and value is not None else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the handle brings it there at once."""
        if event.button() == Qt.MouseButton.LeftButton and self._scale is not None:
            share = (event.position().x() - 8) / max(self.width() - 16, 1)
            self.setSliderDown(True)
            self.setValue(round(share * self.maximum()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The handle follows the pointer; not after Esc."""
        if self.isSliderDown():
            share = (event.position().x() - 8) / max(self.width() - 16, 1)
            self.setValue(round(share * self.maximum()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The number is set."""
        if self.isSliderDown():
            self.setSliderDown(False)
            self._keep()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows drag, Enter keeps, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self._is_dragging:
            self.setSliderDown(False)
            self._end(is_kept=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._is_dragging:
            self._keep()
        else:
            super().keyPressEvent(event)
            if event.key() in _MOVING and self._is_dragging:
                self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the slider keeps what the keys dragged."""
        super().focusOutEvent(event)
        if not self.isSliderDown():
            self._keep()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()

    def _changed(self, place: int) -> None:
        if self._scale is not None:
            self._is_dragging = True
            self.moved.emit(self._scale.value(place))

    def _keep(self) -> None:
        if self._is_dragging:
            self._end(is_kept=True)

    def _end(self, *, is_kept: bool) -> None:
        self._pause.stop()
        self._is_dragging = False
        (self.kept if is_kept else self.dropped).emit()
