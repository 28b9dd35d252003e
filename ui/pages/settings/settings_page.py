"""In which language, unit and theme does the program speak, who is working, and where do the files lie?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.operations import database
from ui.operations.office import Office
from ui.pages.page import Page
from ui.state.desk import Desk
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.styling import button, label
from valuation.wording import N_

CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "language": (N_("Language"), (("zh", "中文"), ("en", "English"))),
    "theme": (N_("Theme"), (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))),
    "money_unit": (N_("Money unit"), (("wan", N_("CNY 10k")), ("yuan", N_("CNY")))),
}
"""Setting, msgid of its name, and its values with their msgids."""
FILES = (
    ("database", N_("Database (encrypted)")),
    ("key_file", N_("Key file: keep a copy in a safe place")),
    ("backups", N_("Backups")),
    ("settings", N_("Settings")),
)


class SettingsPage(Page):
    """Choices take effect at once and are kept at once."""

    title = N_("Settings")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self._choices_card, self._files_card = Card(), Card()
        self._captions: dict[str, QLabel] = {name: label() for name in (*CHOICES, "person")}
        self.boxes = {name: QComboBox() for name in CHOICES}
        self.person = QLineEdit()
        self._person_note = label("muted", wraps=True)
        self._paths = {name: (label("muted"), ElidedLabel(), button("link"), button("link")) for name, _ in FILES}
        self._back_up, self._note = button("primary"), label("muted", wraps=True)
        self._lay_out()
        self.person.editingFinished.connect(lambda: self._choose("person", self.person.text().strip()))
        self._back_up.clicked.connect(lambda: database.back_up(self.office, self))

    def retranslate(self, texts: Texts) -> None:
        """Write every text anew and show the choices as they are."""
        self._choices_card.say(texts(N_("How the program speaks")))
        self._files_card.say(texts(N_("Where the files are")), texts(N_("everything stays on this computer")))
        for name, (title, values) in CHOICES.items():
            self._captions[name].setText(texts(title))
            self._show_choice(self.boxes[name], getattr(self.desk.settings, name), values)
            self.boxes[name].setAccessibleName(texts(title))
        self._captions["person"].setText(texts(N_("Person")))
        self.person.setText(self.desk.person)
        self.person.setAccessibleName(texts(N_("Person")))
        self._person_note.setText(texts(N_("Written on assumptions, versions and reports.")))
        for name, title in FILES:
            self._show_path(name, texts(title))
        self._back_up.setText(texts(N_("Back up now")))
        self._back_up.setAccessibleName(self._back_up.text())
        self._note.setText(
            texts(
                N_("A backup is encrypted with the same key. Without the key file nobody can read database or backup.")
            )
        )

    def enter(self, focus: str = "") -> None:
        """`focus` may be `person`."""
        self._back_up.setEnabled(self.office.is_open)
        (self.person if focus == "person" else self.boxes["language"]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_choice(self, box: QComboBox, value: str, values: tuple[tuple[str, str], ...]) -> None:
        with QSignalBlocker(box):
            box.clear()
            for key, text in values:
                box.addItem(self.desk.texts(text), key)
            box.setCurrentIndex(box.findData(value))

    def _show_path(self, name: str, title: str) -> None:
        texts, path = self.desk.texts, self._path(name)
        caption, shown, show, copy = self._paths[name]
        caption.setText(title)
        shown.say(str(path))
        for made, text in ((show, N_("Show folder")), (copy, N_("Copy path"))):
            made.setText(texts(text))
            made.setAccessibleName(f"{texts(text)}: {title}")

    def _path(self, name: str) -> Path:
        path = getattr(self.office.paths, name)
        return path if isinstance(path, Path) else Path()

    def _choose(self, name: str, value: Any) -> None:
        settings = self.desk.settings
        if getattr(settings, name) != value:
            self.desk.choose(settings.changed(**{name: value}))
            database.keep_settings(self.office, self)

    def _show_folder(self, name: str) -> None:
        path = self._path(name)
        folder = path if path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        for name, box in self.boxes.items():
            box.setFixedWidth(240)
            form.addRow(self._captions[name], box)
            box.activated.connect(lambda _, n=name, b=box: self._choose(n, b.currentData()))
        self.person.setFixedWidth(240)
        form.addRow(self._captions["person"], self.person)
        form.addRow("", self._person_note)
        self._choices_card.add_layout(form)
        self._files_card.add_layout(self._file_grid())
        self._files_card.add(self._note)
        self._files_card.add_action(self._back_up)
        column.addWidget(self._choices_card)
        column.addWidget(self._files_card)
        column.addStretch(1)

    def _file_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        for line, (name, (caption, shown, show, copy)) in enumerate(self._paths.items()):
            parts: tuple[QLabel | QPushButton, ...] = (caption, shown, show, copy)
            for place, part in enumerate(parts):
                grid.addWidget(part, line, place)
            show.clicked.connect(lambda _=False, n=name: self._show_folder(n))
            copy.clicked.connect(lambda _=False, n=name: QGuiApplication.clipboard().setText(str(self._path(n))))
        grid.setColumnStretch(1, 1)
        return grid
