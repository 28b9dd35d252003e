"""In which language does a person read this?

Code speaks English; `resources/translations/<language>/*.mo` hold one catalogue per package. A `Texts` renders
message ids and `Message`s in one language and is passed to whoever shows text: there is no global language, so a
Chinese window can write an English report.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from valuation.wording import Message

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Texts:
    """Renders texts in one language."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language: Language = language
        self._catalogue = catalogue

    def __call__(self, template: str, **params: object) -> str:
        """The sentence of `template` in this language with its named values filled in."""
        if not template:
            return ""
        sentence = self._catalogue.gettext(template)
        return sentence.format(**self._translated(params)) if params else sentence

    def message(self, message: Message) -> str:
        """`message` in this language."""
        return self(message.template, **message.params)

    def _translated(self, params: Mapping[str, object]) -> dict[str, object]:
        """A parameter named `…_label` is itself a text of ours: it is translated, and filled with the same values.

        Words from a file or a keyboard may stand in its place: braces in them are not ours and stay as they are.
        """
        return {
            name: self._label(value, params) if name.endswith("_label") and isinstance(value, str) and value else value
            for name, value in params.items()
        }

    def _label(self, value: str, params: Mapping[str, object]) -> str:
        sentence = self._catalogue.gettext(value)
        return sentence.format(**params) if "{" in value and _is_ours(value) else sentence


def _is_ours(template: str) -> bool:
    """Whether `template` is a message id: every one of them has a Chinese sentence."""
    return texts(LANGUAGES[0])(template) != template


@cache
def texts(language: Language) -> Texts:
    """The texts of `language`: English is the code's own, Chinese comes from the catalogues."""
    catalogue = gettext.NullTranslations()
    folder = files("resources") / "translations" / language
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".mo"):
                with file.open("rb") as stream:
                    loaded = gettext.GNUTranslations(stream)
                loaded.add_fallback(catalogue)
                catalogue = loaded
    return Texts(language, catalogue)


def system_language() -> Language:
    """The language this machine is set to: Chinese where it says so, else English."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    name = named or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
