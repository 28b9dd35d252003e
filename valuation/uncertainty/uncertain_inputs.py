"""Which inputs of a case are in doubt, and what is the case when they take other values?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from valuation.domains import domain_of
from valuation.inputs import CaseInputs, Number
from valuation.uncertainty.distributions import Distribution, check_distribution
from valuation.wording import N_, InputOutsideDomain, Message

_PART = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
INPUT_LABELS = {
    "split_rate": N_("Royalty or split rate"),
    "split_decline": N_("Yearly decline of the rate"),
    "tax_rate": N_("Income tax rate"),
    "discount_rate": N_("Discount rate"),
    "economic_life_years": N_("Remaining economic life"),
    "growth_after_forecast": N_("Growth after the forecast"),
    "success_probability": N_("Probability of commercial success"),
    "revenue_factor": N_("Share of forecast revenue reached"),
    "deferred_payment_rate": N_("Rate for deferred payments"),
    "factor": N_("Adjustment factor"),
    "amount": N_("Cost amount"),
    "index_factor": N_("Price index factor"),
    "development_years": N_("Development time"),
    "capital_cost_rate": N_("Cost of capital"),
    "profit_rate": N_("Developer's profit rate"),
    "functional_obsolescence": N_("Functional obsolescence"),
    "technological_obsolescence": N_("Technological obsolescence"),
    "economic_obsolescence": N_("Economic obsolescence"),
}
"""English msgid of each input typed `Number`: one value per case or per path."""
_PLACES = re.compile(
    r"(lines\[\d+\]|market|market\.deals\[\d+\]\.adjustments\[\d+\]|cost|cost\.items\[\d+\])\.([a-z_]+)"
)


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
    place = _PLACES.fullmatch(path)
    if place is None or place.group(2) not in INPUT_LABELS:
        raise _unknown(path)
    node: Any = inputs
    for name, position in _PART.findall(path):
        node = getattr(node, name, None)
        if position and node is not None:
            node = node[int(position)] if int(position) < len(node) else None
        if node is None:
            raise _unknown(path)
    number: Number = node
    return number


def input_label(path: str) -> str:
    """English msgid of the input at `path`."""
    return INPUT_LABELS[path.rsplit(".", maxsplit=1)[-1]]


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
