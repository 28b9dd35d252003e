"""How is a finding, an open point or a warning of a case said to its reader, with names in their language?

An assessment is frozen with names as the case first gives them; the English ones stand beside them in the same case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from pledgeapp.i18n import Texts

if TYPE_CHECKING:
    from pledgeapp.records.case import Case

_NAMES = ("policy", "product", "pledgor", "borrower")
"""Parameters that hold the name of a record which may have an English one."""


class Said(Protocol):
    """A finding, an open point or a message."""

    @property
    def template(self) -> str:
        """The msgid."""

    @property
    def params(self) -> Mapping[str, object]:
        """Its named values."""


def sentence(said: Said, case: Case, texts: Texts) -> str:
    """`said` in the language of `texts`; a record of `case` is called by its English name where the reader is English.

    `case` is the case as it was assessed. A record without an English name keeps its own.
    """
    params = said.params
    if texts.language == "en":
        english = _english_names(case)
        params = {name: english.get(value, value) if name in _NAMES else value for name, value in params.items()}
    return texts(said.template, **params)


def _english_names(case: Case) -> dict[object, str]:
    named = (case.policy, case.borrower, case.pledgor, *case.products)
    return {record.name: record.name_en for record in named if record is not None and record.name_en}
