"""How do the inputs in a model file become the inputs of a method, and what is said of each one that cannot be?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from pledgeapp.errors import Problem
from valuation.domains import Domain, require_inside
from valuation.model import InputField, described_inputs
from valuation.wording import N_, InputOutsideDomain, Message

MAXIMUM_ITEMS = 1000
"""Years or items of one list: far beyond any case, and small enough for every method."""


def defaults_of(inputs: type) -> dict[str, Any]:
    """Default of each input that may be left out; None when nothing takes its place."""
    return {f.name: f.default for f in fields(inputs) if f.default is not MISSING}


def is_whole(inputs: type, name: str) -> bool:
    """Whether the input counts: steps of a tree, a seed."""
    return get_type_hints(inputs)[name] is int


_BOUNDS = {
    (False, False): N_("at least {low:g} and at most {high:g}"),
    (True, False): N_("more than {low:g} and at most {high:g}"),
    (False, True): N_("at least {low:g} and less than {high:g}"),
    (True, True): N_("more than {low:g} and less than {high:g}"),
}
"""In words, by whether the low and the high end are themselves excluded."""


class InputReader:
    """Reads the `inputs` object of one file for one inputs class; collects every problem before it gives up."""

    def __init__(self, file_name: str, inputs: type) -> None:
        self._file, self._class = file_name, inputs
        self._described = described_inputs(inputs)
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the file and then of the method."""
        return tuple(self._problems)

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of the inputs class, as far as they are right; look at `problems` before using them."""
        for name in given:
            if name not in self._described:
                known = ", ".join(self._described)
                message = Message("unknown_field", N_("is not a known field; known are {names}"), {"names": known})
                self._refuse(name, message, given[name])
        defaults = defaults_of(self._class)
        read: dict[str, Any] = {}
        for name, described in self._described.items():
            if name in given and not (given[name] is None and defaults.get(name, MISSING) is None):
                read[name] = self._value(name, described, given[name])
            elif name not in defaults:
                self._refuse(name, missing(described, is_whole=is_whole(self._class, name)))
        return read

    def _value(self, name: str, described: InputField, value: Any) -> Any:
        if described.choices:
            if not isinstance(value, str) or value not in described.choices:
                self._refuse(
                    name, Message("unknown_choice", N_("must be one of {choices}"), _choices(described)), value
                )
            return value
        domain = described.domain
        if domain is None:
            return value
        if described.is_table:
            return self._table(name, value, described)
        whole = is_whole(self._class, name)
        if not described.is_series:
            return self._number(name, value, described, is_whole=whole)
        return tuple(
            self._number(f"{name}[{place}]", item, described, is_whole=whole)
            for place, item in enumerate(self._items(name, value, _wrong_type(described, is_whole=whole)))
        )

    def _table(self, name: str, value: Any, described: InputField) -> tuple[tuple[float, ...], ...]:
        """The rows; every one must be as long as the first."""
        rows = self._items(name, value, _wrong_type(described, is_whole=False))
        row_is_needed = _wrong_type(described, is_whole=False, kind=N_("a list of numbers"))
        read: list[tuple[float, ...]] = []
        expected = next((len(row) for row in rows if isinstance(row, list)), 0)
        for number, row in enumerate(rows):
            place = f"{name}[{number}]"
            items = self._items(place, row, row_is_needed)
            if items and len(items) != expected:
                lengths: dict[str, str | int | float] = {"given": len(items), "expected": expected}
                template = N_("has {given} numbers; the first row has {expected}")
                self._refuse(place, Message("rows_differ", template, lengths))
            read.append(
                tuple(
                    self._number(f"{place}[{column}]", item, described, is_whole=False)
                    for column, item in enumerate(items)
                )
            )
        return tuple(read)

    def _items(self, place: str, value: Any, list_is_needed: Message) -> list[Any]:
        """The entries of a list; none, with a problem, where it is no list, has no entry or too many."""
        if not isinstance(value, list) or not value:
            self._refuse(place, list_is_needed, value)
            return []
        if len(value) > MAXIMUM_ITEMS:
            limit: dict[str, str | int | float] = {"limit": MAXIMUM_ITEMS, "count": len(value)}
            self._refuse(place, Message("too_long", N_("has {count} entries; at most {limit} are possible"), limit))
            return []
        return value

    def _number(self, place: str, value: Any, described: InputField, *, is_whole: bool) -> float | int:
        domain = described.domain
        number = _finite_number(value)
        if number is None or domain is None or (is_whole and not number.is_integer()):
            kind = N_("a whole number") if is_whole else N_("a number")
            self._refuse(place, _wrong_type(described, is_whole=is_whole, kind=kind), value)
            return 0
        try:
            require_inside(place, number, domain)
        except InputOutsideDomain as error:
            self._refuse(place, error.message, value)
        return int(number) if is_whole else number

    def _refuse(self, place: str, message: Message, value: Any = None) -> None:
        shown = "" if value is None else str(value)[:200]
        self._problems.append(Problem(message, file=self._file, column=f"inputs.{place}"[:200], value=shown))


def missing(described: InputField, *, is_whole: bool) -> Message:
    """What is said of an input that is not there: what it is and what is allowed."""
    if described.choices:
        words = {"description_label": described.description, **_choices(described)}
        return Message("missing", N_("is missing: {description_label}; one of {choices}"), words)
    words = {"description_label": described.description, **_allowed(described, is_whole=is_whole)}
    return Message("missing", N_("is missing: {description_label}; {kind_label}, {bounds_label}"), words)


def _finite_number(value: Any) -> float | None:
    """A JSON number as float; None for anything else, too long ones among them."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if abs(number) < float("inf") else None


def _wrong_type(described: InputField, *, is_whole: bool, kind: str = "") -> Message:
    allowed = _allowed(described, is_whole=is_whole, kind=kind)
    return Message("wrong_type", N_("must be {kind_label}, {bounds_label}"), allowed)


def _kind(described: InputField, *, is_whole: bool) -> str:
    if described.is_table:
        return N_("a list of lists of numbers, equally long")
    if described.is_series:
        return N_("a list of numbers")
    return N_("a whole number") if is_whole else N_("a number")


def _choices(described: InputField) -> dict[str, str | int | float]:
    return {"choices": ", ".join(described.choices)}


def _allowed(described: InputField, *, is_whole: bool, kind: str = "") -> dict[str, str | int | float]:
    """What an input must be, or with `kind` a part of it: a row, a number."""
    domain = described.domain or Domain(float("-inf"), float("inf"))
    return {
        "kind_label": kind or _kind(described, is_whole=is_whole),
        "bounds_label": _BOUNDS[domain.is_low_excluded, domain.is_high_excluded],
        "low": domain.low,
        "high": domain.high,
    }
