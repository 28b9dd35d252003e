"""What just happened, and what can be done about it?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from pledgeapp.i18n import Texts
from ui.icons import pixmap
from ui.state.colours import Colours
from ui.state.desk import Notice
from ui.widgets.styling import button, label, set_property
from valuation.wording import N_

_ICONS = {"good": "circle-check", "attention": "triangle-alert", "danger": "octagon-x", "info": "info"}


class MessageBar(QFrame):
    """One line over the page, hidden while there is nothing to say; it takes no focus and blocks nothing."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self._notice: Notice | None = None
        self._icon = QLabel()
        self._text = label("strong", wraps=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._copy = button("link")
        self._close = button("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self._copy.clicked.connect(self._copy_detail)
        self._close.clicked.connect(self.closed)
        self.hide()

    def show_notice(self, notice: Notice | None, texts: Texts, colours: Colours) -> None:
        """Say `notice`, or put the bar away."""
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        set_property(self, "tone", notice.kind)
        said = texts.message(notice.message)
        remedy = texts.message(notice.remedy) if notice.remedy else ""
        self._text.setText(_sentences(said, remedy, texts.language == "zh"))
        self.setAccessibleName(self._text.text())
        self._icon.setPixmap(pixmap(_ICONS[notice.kind], colours.tone(notice.kind)[0], self.devicePixelRatioF()))
        self._copy.setText(texts(N_("Copy path")))
        self._copy.setAccessibleName(self._copy.text())
        self._copy.setVisible(bool(notice.detail))
        self._close.setText(texts(N_("Close")))
        self._close.setAccessibleName(texts(N_("Close this message")))

    def _copy_detail(self) -> None:
        if self._notice is not None:
            QGuiApplication.clipboard().setText(self._notice.detail)


def _sentences(first: str, second: str, is_chinese: bool) -> str:
    stop, gap = ("。", "") if is_chinese else (".", " ")
    parts = [part.rstrip("。. ") + stop for part in (first, second) if part]
    return gap.join(parts)
