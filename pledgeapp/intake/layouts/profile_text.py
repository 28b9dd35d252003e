"""How is a layout written as the file that `profile` reads?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pledgeapp.intake.layouts.profile import Profile

_TABLES = ("columns", "events", "by_year")
_LISTS = ("years", "items")


def profile_text(profile: Profile) -> str:
    """`profile` as TOML; what stands at its default is left out. `read_profile` gives the same profile back."""
    tree = profile.model_dump(mode="json", exclude_defaults=True)
    lines = [f"{name} = {_value(value)}" for name, value in tree.items() if name not in _TABLES]
    for key, column in tree.get("columns", {}).items():
        lines += ["", f"[columns.{key}]", *_pairs(column)]
    for event in tree.get("events", ()):
        lines += ["", "[[events]]", *_pairs(event)]
    if "by_year" in tree:
        lines += ["", "[by_year]", *_sheet(tree["by_year"])]
    return "\n".join(lines) + "\n"


def _sheet(tree: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs({name: value for name, value in tree.items() if name not in _LISTS})
    for name in _LISTS:
        for entry in tree.get(name, ()):
            yield from ("", f"[[by_year.{name}]]", *_pairs(entry))


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        # A TOML text is written as a JSON text; only the character DEL must not stand in it as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_value, value)) + "]"
    raise TypeError(f"no value of a layout file: {value!r}")
