"""Which layouts was the program taught, and how are they shared?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.state.desk import Desk
from ui.widgets.field import QuietComboBox
from ui.widgets.styling import button, label
from valuation.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.operations.import_profiles import Profile


class TaughtLayouts(QWidget):
    """The layouts by name, each to be written as a file or forgotten; one of a colleague is taken from its file."""

    export_requested = Signal(object)
    removal_requested = Signal(str)
    file_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._profiles: tuple[Profile, ...] = ()
        self._title = label("muted")
        self.list = QuietComboBox()
        self.list.setMinimumContentsLength(18)
        self.export, self.remove, self.take = button("link"), button("link"), button("link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self.list, self.export, self.remove, self.take):
            row.addWidget(part)
        row.addStretch(1)
        self.export.clicked.connect(self._export)
        self.remove.clicked.connect(lambda: self.removal_requested.emit(self.list.currentData() or ""))
        self.take.clicked.connect(self.file_requested)

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self._title.setText(texts(N_("Layouts taught:")))
        self.list.setAccessibleName(texts(N_("Layouts taught")))
        self.export.setText(texts(N_("Share as a file…")))
        self.remove.setText(texts(N_("Forget it")))
        self.take.setText(texts(N_("Take over a layout file…")))
        self.show_profiles(self._profiles)

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        """The layouts that are kept; without one there is only the way to take one over."""
        self._profiles = tuple(profiles)
        self.list.offer([(profile.key, profile.label) for profile in self._profiles])
        if self.list.currentIndex() < 0 and self._profiles:
            self.list.choose(self._profiles[0].key)
        for part in (self._title, self.list, self.export, self.remove):
            part.setVisible(bool(self._profiles))

    def _export(self) -> None:
        for profile in self._profiles:
            if profile.key == self.list.currentData():
                self.export_requested.emit(profile)
