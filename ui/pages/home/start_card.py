"""How does a new user begin?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from pledgeapp.i18n import Texts
from ui.widgets.card import Card
from ui.widgets.styling import button, label
from valuation.wording import N_


class StartCard(Card):
    """What the samples are, one button for each, and the tour in five minutes."""

    sample_requested = Signal(str)
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", wraps=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._help = button("link")
        self._row.addStretch(1)
        self._row.addWidget(self._help)
        self._samples: list[QPushButton] = []
        self.add(self._text)
        self.add_layout(self._row)
        self._help.clicked.connect(self.help_requested)

    def retranslate(self, texts: Texts) -> None:
        """Write the words."""
        self.say(texts(N_("First time here?")))
        self._text.setText(
            texts(
                N_(
                    "Open a sample case and walk through import, rights check, value, collateral and report in five "
                    "minutes. Its patents are public records; companies and figures are fictional."
                )
            )
        )
        self._help.setText(texts(N_("Five-minute tour  F1")))
        self._help.setAccessibleName(self._help.text())

    def show_samples(self, samples: tuple[tuple[str, str], ...], texts: Texts) -> None:
        """One button for each of the `samples` (key, title), the first one being the demo."""
        while len(self._samples) < len(samples):
            self._add_button(samples[len(self._samples)][0])
        for made, (_, title) in zip(self._samples, samples, strict=False):
            made.setText(_short(title))
            made.setAccessibleName(texts(N_("Open the sample case {title}"), title=title))
            made.setToolTip(made.accessibleName())

    def _add_button(self, key: str) -> None:
        made = button("secondary" if self._samples else "primary")
        made.clicked.connect(lambda: self.sample_requested.emit(key))
        self._row.insertWidget(len(self._samples), made)
        self._samples.append(made)


def _short(title: str) -> str:
    """The borrower's part of a sample's title."""
    for colon in ("：", ": "):
        title = title.split(colon, maxsplit=1)[0]
    return title
