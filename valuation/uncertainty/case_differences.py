"""In which inputs do two valuations of the same case differ, and what is a case that takes some from each?

Lines, rights, deals, cost items, adjustments, methods and weights are matched by their keys, so that their order does
not matter. An input that only one of the two has, such as a line, is one difference, whatever it contains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

import numpy as np

from valuation.inputs import AppliedMethod, CaseInputs

Address = tuple[str, ...]
"""Names of fields and keys of items from the case down: ("lines", "powder", "split_rate")."""
Choice = Callable[["DifferingInput"], Any]
ABSENT: Any = object()
"""Chosen for an item that the mixture shall not have."""
_KEY_FIELDS = ("key", "approach", "name")


@dataclass(frozen=True)
class DifferingInput:
    """An input with another value in the second case than in the first; an item only one has is `ABSENT` there."""

    address: Address
    path: str
    """As in `uncertain_inputs`, in the first case, in the second for what only that has: "lines[0].split_rate"."""
    first: Any
    second: Any
    takes_paths: bool
    """Whether the engine takes an array of paths here."""

    @property
    def only_in(self) -> Literal["first", "second"] | None:
        """Which of the two cases has it, where only one does."""
        if self.first is ABSENT:
            return "second"
        return "first" if self.second is ABSENT else None


def differing_inputs(first: CaseInputs, second: CaseInputs) -> tuple[DifferingInput, ...]:
    """All inputs in which the cases differ, in the order of the inputs; empty for equal cases."""
    found: list[DifferingInput] = []

    def note(one: DifferingInput) -> Any:
        found.append(one)
        return one.first

    _merged(first, second, (), "", note)
    return tuple(found)


def mixture(first: CaseInputs, second: CaseInputs, choice: Choice) -> CaseInputs:
    """The case that has, for each differing input, what `choice` says: its value in one of the two, or paths of both.

    What names a right that the mixture does not have falls away with the right.
    """
    merged: CaseInputs = _merged(first, second, (), "", choice)
    keys = {right.key for right in merged.rights}
    if keys >= {right.key for right in (*first.rights, *second.rights)}:
        return merged
    lines = tuple(replace(line, contributions=_of(keys, line.contributions)) for line in merged.lines)
    fees = merged.fees and replace(merged.fees, fees=_of(keys, merged.fees.fees))
    methods = tuple(
        replace(method, rights=tuple(key for key in method.rights if key in keys))
        for method in merged.methods
        if not method.rights or keys.intersection(method.rights)
    )
    return replace(merged, lines=lines, fees=fees, methods=methods)


def _of(keys: set[str], entries: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry for key, entry in entries.items() if key in keys}


def _merged(first: Any, second: Any, address: Address, path: str, choice: Choice, *, takes_paths: bool = False) -> Any:
    """`first` where nothing differs, else what `choice` says about each differing input below `address`."""
    if is_dataclass(first) and type(first) is type(second):
        return _merged_fields(first, second, address, path, choice)
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        entry = f"{path}." + "{}" if address[-1] == "scales" else f"{path}[{{}}]"
        return _merged_items(dict(first), dict(second), address, entry.format, choice, takes_paths=takes_paths)
    if isinstance(first, tuple) and isinstance(second, tuple):
        by_key, others = _keyed(first), _keyed(second)
        if by_key is not None and others is not None:
            places = {key: place for keyed in (others, by_key) for place, key in enumerate(keyed)}
            items = _merged_items(by_key, others, address, lambda key: f"{path}[{places[key]}]", choice)
            return tuple(items.values())
    if _same(first, second):
        return first
    return choice(DifferingInput(address, path, first, second, takes_paths and _take_paths(first, second)))


def _merged_fields(first: Any, second: Any, address: Address, path: str, choice: Choice) -> Any:
    changed = {}
    for one in fields(first):
        before, after = getattr(first, one.name), getattr(second, one.name)
        merged = _merged(
            before,
            after,
            (*address, one.name),
            path if isinstance(first, AppliedMethod) and one.name == "inputs" else f"{path}.{one.name}".lstrip("."),
            choice,
            takes_paths="Number" in str(one.type) or "FloatArray" in str(one.type),
        )
        if merged is not before:
            changed[one.name] = merged
    return replace(first, **changed) if changed else first


def _merged_items(
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    address: Address,
    path_of: Callable[[str], str],
    choice: Choice,
    *,
    takes_paths: bool = False,
) -> dict[str, Any]:
    merged = {}
    for key in dict.fromkeys((*first, *second)):
        before, after = first.get(key, ABSENT), second.get(key, ABSENT)
        inner = (*address, key)
        if before is ABSENT or after is ABSENT:
            item = choice(DifferingInput(inner, path_of(key), before, after, takes_paths=False))
        else:
            item = _merged(before, after, inner, path_of(key), choice, takes_paths=takes_paths)
        if item is not ABSENT:
            merged[key] = item
    return merged


def _keyed(items: Sequence[Any]) -> dict[str, Any] | None:
    """The items by their keys; None where they have none, or one twice."""
    names = [next((n for n in _KEY_FIELDS if is_dataclass(item) and hasattr(item, n)), None) for item in items]
    if None in names:
        return None
    keyed = {str(getattr(item, str(name))): item for item, name in zip(items, names, strict=True)}
    return keyed if len(keyed) == len(items) else None


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return bool(np.array_equal(first, second))
    is_equal: bool = first == second
    return is_equal


def _take_paths(first: Any, second: Any) -> bool:
    """Two numbers, or two rows of equal length."""
    if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
        return bool(first.shape == second.shape)
    return isinstance(first, float | int) and isinstance(second, float | int)
