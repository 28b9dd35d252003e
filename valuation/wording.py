"""What is a text that a person will read, before any language is chosen?

The engine and the application speak English message templates; `pledgeapp.i18n` turns them into the reader's
language. A message is data: its code is stable, its parameters are values, and only the edge renders it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """One sentence: a stable `code`, an English `template` with named fields, and the values of those fields."""

    code: str
    template: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English sentence with its values filled in."""
        return self.template.format(**self.params)


def N_(text: str) -> str:  # noqa: N802 - the marker's usual name in gettext projects
    """Mark `text` for translation where it is declared; translated where it is shown."""
    return text


class InputOutsideDomain(ValueError):
    """An input with which a formula has no meaning; carries the `Message` to show beside the field."""

    def __init__(self, field_path: str, message: Message) -> None:
        super().__init__(f"{field_path}: {message.text}")
        self.field_path = field_path
        self.message = message
