"""Which sample cases come with the program, for teaching and for the demo?"""

from __future__ import annotations

import json
from importlib.resources import files

from pledgeapp.records.case import Case

_KEYS = ("solid_electrolyte_powder", "battery_equipment", "university_spin_out")
"""In the order in which they are taught; each is a case file of this name in resources/samples."""


def sample_keys() -> tuple[str, ...]:
    """The keys of the bundled cases; the first is the demo."""
    return _KEYS


def sample_titles() -> tuple[str, ...]:
    """The Chinese titles of the bundled cases, in the order of `sample_keys`."""
    return tuple(str(json.loads(_text(key))["title"]) for key in _KEYS)


def load_sample(key: str) -> Case:
    """The bundled case called `key`; KeyError when there is none. It is not stored: that is up to the caller."""
    if key not in _KEYS:
        raise KeyError(key)
    return Case.model_validate_json(_text(key))


def _text(key: str) -> str:
    return (files("resources") / "samples" / f"{key}.json").read_text(encoding="utf-8")
