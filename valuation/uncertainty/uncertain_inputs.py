"""Which inputs of a case are in doubt, and what is the case when they take other values?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from valuation.domains import domain_of
from valuation.inputs import CaseInputs, Number
from valuation.uncertainty.distributions import Distribution, check_distribution
from valuation.wording import InputOutsideDomain, Message

_PART = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_SINGLE_NUMBERS = re.compile(
    r"lines\[\d+\]\.(split_rate|split_decline|tax_rate|discount_rate|economic_life_years|growth_after_forecast"
    r"|success_probability|revenue_factor)"
    r"|market\.(deferred_payment_rate|deals\[\d+\]\.adjustments\[\d+\]\.factor)"
    r"|cost\.(items\[\d+\]\.(amount|index_factor)|development_years|capital_cost_rate|profit_rate"
    r"|(functional|technological|economic)_obsolescence)"
)
"""The inputs typed `Number`: one value per case or per path."""


@dataclass(frozen=True)
class UncertainInput:
    """An input of `CaseInputs` by its path, as `lines[0].split_rate`, and the doubt about it."""

    path: str
    distribution: Distribution


def check_uncertain(inputs: CaseInputs, uncertain: Sequence[UncertainInput]) -> None:
    """Raise InputOutsideDomain for a path that `inputs` does not have, given twice, or with an impossible doubt."""
    seen: set[str] = set()
    for doubt in uncertain:
        if doubt.path in seen:
            raise InputOutsideDomain(doubt.path, Message("given_twice", "{key} is given twice.", {"key": doubt.path}))
        seen.add(doubt.path)
        domain_of(doubt.path)
        input_at(inputs, doubt.path)
        check_distribution(doubt.path, doubt.distribution)


def input_at(inputs: CaseInputs, path: str) -> Number:
    """The number at `path`; InputOutsideDomain when there is none."""
    if not _SINGLE_NUMBERS.fullmatch(path):
        raise _unknown(path)
    node: Any = inputs
    for name, position in _PART.findall(path):
        node = getattr(node, name)
        if position:
            if int(position) >= len(node):
                raise _unknown(path)
            node = node[int(position)]
        if node is None:
            raise _unknown(path)
    number: Number = node
    return number


def replace_inputs(inputs: CaseInputs, values: Mapping[str, Number]) -> CaseInputs:
    """`inputs` with the numbers at the paths of `values` replaced; every path is one that `input_at` knows."""
    changed = inputs
    for path, value in values.items():
        input_at(inputs, path)
        changed = _replaced(changed, _PART.findall(path), value)
    return changed


def _replaced(node: Any, parts: Sequence[tuple[str, str]], value: Number) -> Any:
    (name, position), rest = parts[0], parts[1:]
    child = getattr(node, name)
    if not position:
        return replace(node, **{name: _replaced(child, rest, value) if rest else value})
    index = int(position)
    items = (*child[:index], _replaced(child[index], rest, value), *child[index + 1 :])
    return replace(node, **{name: items})


def _unknown(path: str) -> InputOutsideDomain:
    return InputOutsideDomain(path, Message("unknown_input", "There is no numeric input {path}.", {"path": path}))
