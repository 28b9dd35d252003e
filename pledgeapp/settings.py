"""What did this user choose about the program itself, and where is that kept?

A plain dataclass and not a record: it is read before the window is shown, and pydantic would be the slowest part of
that.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from pledgeapp.i18n import LANGUAGES, Language
from valuation.wording import N_, Message

Theme = Literal["light", "dark", "system"]
MoneyUnit = Literal["yuan", "wan"]
LONGEST_NAME = 200
_LARGEST = 64 * 1024
"""Bytes read at most: a longer file is not ours and is cut, so that it is refused."""


@dataclass(frozen=True)
class Settings:
    """Choices of one user on one machine; a file that cannot be read is replaced by these defaults, with a notice.

    ValueError for a value that is none of the choices.
    """

    language: Language = "zh"
    theme: Theme = "system"
    money_unit: MoneyUnit = "wan"
    person: str = ""
    """Name written on assumptions and reports."""

    def __post_init__(self) -> None:
        for value, choices in (
            (self.language, LANGUAGES),
            (self.theme, get_args(Theme)),
            (self.money_unit, get_args(MoneyUnit)),
        ):
            if value not in choices:
                raise ValueError(f"{value!r} is none of {choices}")
        if str(self.person) != self.person or len(self.person) > LONGEST_NAME:
            raise ValueError("not the name of a person")

    def changed(self, **changes: Any) -> Settings:
        """These settings with some of them changed."""
        return replace(self, **changes)


def load_settings(file: Path) -> tuple[Settings, Message | None]:
    """The settings in `file`, and what is to be said when they could not be read; no file is a first start."""
    try:
        if not file.exists():
            return Settings(), None
        with file.open("rb") as stream:
            return Settings(**json.loads(stream.read(_LARGEST))), None
    except (OSError, ValueError, TypeError):
        template = N_("Your settings in {file} could not be read; the usual ones are in use")
        return Settings(), Message("settings_unreadable", template, {"file": str(file)})


def save_settings(file: Path, settings: Settings) -> None:
    """Keep `settings` in `file`, power-safe; KnownTrouble when disk or folder refuse."""
    from pledgeapp.store.durable_file import file_trouble, write_durably

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, file) from error
    write_durably(file, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())
