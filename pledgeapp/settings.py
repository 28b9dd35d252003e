"""What did this user choose about the program itself?"""

from __future__ import annotations

from typing import Literal

from pledgeapp.i18n import Language
from pledgeapp.records.base import Record


class Settings(Record):
    """Choices of one user on one machine; a file that cannot be read is replaced by these defaults, with a notice."""

    language: Language = "zh"
    theme: Literal["light", "dark", "system"] = "system"
    money_unit: Literal["yuan", "wan"] = "wan"
    person: str = ""
    """Name written on assumptions and reports."""
