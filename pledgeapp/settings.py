"""What did this user choose about the program itself, and where is that kept?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from pledgeapp.i18n import Language
from pledgeapp.records.base import Record
from valuation.wording import N_, Message

_LARGEST = 64 * 1024
"""Bytes read at most: a longer file is not ours and is cut, so that it is refused."""


class Settings(Record):
    """Choices of one user on one machine; a file that cannot be read is replaced by these defaults, with a notice."""

    language: Language = "zh"
    theme: Literal["light", "dark", "system"] = "system"
    money_unit: Literal["yuan", "wan"] = "wan"
    person: str = ""
    """Name written on assumptions and reports."""


def load_settings(file: Path) -> tuple[Settings, Message | None]:
    """The settings in `file`, and what is to be said when they could not be read; no file is a first start."""
    try:
        if not file.exists():
            return Settings(), None
        with file.open("rb") as stream:
            return Settings.model_validate_json(stream.read(_LARGEST)), None
    except (OSError, ValueError, ValidationError):
        template = N_("Your settings in {file} could not be read; the usual ones are in use")
        return Settings(), Message("settings_unreadable", template, {"file": str(file)})


def save_settings(file: Path, settings: Settings) -> None:
    """Keep `settings` in `file`, power-safe; KnownTrouble when disk or folder refuse."""
    from pledgeapp.store.durable_file import file_trouble, write_durably

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, file) from error
    write_durably(file, settings.model_dump_json(indent=1).encode())
