"""Which inputs of a case are in doubt, and what is the case when they take other values?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from valuation.domains import Domain, domain_of, require_inside
from valuation.inputs import AppliedMethod, CaseInputs, FloatArray, Number
from valuation.model import InputField, described_inputs
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
    "validity_probability": N_("Probability that the rights stand"),
    "launch_delay_years": N_("Delay of the forecast"),
    "licence_term_years": N_("Remaining licence term"),
    "other_assets_charge": N_("Return on other assets, of sales"),
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
_METHOD = re.compile(r"methods\[(\d+)\]\.(scales\.)?(\w+)")


@dataclass(frozen=True)
class UncertainInput:
    """An input of `CaseInputs` by its path, and the doubt about it.

    Paths are `lines[0].split_rate`, `methods[1].discount_rate`, and `methods[1].scales.revenue` for the factor on a
    whole list of a method.
    """

    path: str
    distribution: Distribution


def check_uncertain(inputs: CaseInputs, uncertain: Sequence[UncertainInput]) -> None:
    """Raise InputOutsideDomain for a path that `inputs` does not have, given twice, or with an impossible doubt."""
    seen: set[str] = set()
    for doubt in uncertain:
        if doubt.path in seen:
            raise InputOutsideDomain(doubt.path, Message("given_twice", "{key} is given twice.", {"key": doubt.path}))
        seen.add(doubt.path)
        input_at(inputs, doubt.path)
        check_distribution(doubt.path, doubt.distribution, domain_at(inputs, doubt.path))


def input_at(inputs: CaseInputs, path: str) -> Number:
    """The number at `path`; InputOutsideDomain when there is none."""
    found = _method_input(inputs, path)
    if found is not None:
        return found.number
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


def domain_at(inputs: CaseInputs, path: str) -> Domain:
    """The bounds of the input at `path`; InputOutsideDomain for an unknown path."""
    found = _method_input(inputs, path)
    return domain_of(path) if found is None else found.domain


def require_at(inputs: CaseInputs, path: str, value: object) -> FloatArray:
    """`value` as an array, if every element is a possible value of the input at `path`; else InputOutsideDomain."""
    return require_inside(path, value, domain_at(inputs, path))


def input_label(inputs: CaseInputs, path: str) -> str:
    """English msgid of the input at `path`."""
    found = _method_input(inputs, path)
    return INPUT_LABELS[path.rsplit(".", maxsplit=1)[-1]] if found is None else found.about.description


def replace_inputs(inputs: CaseInputs, values: Mapping[str, Number]) -> CaseInputs:
    """`inputs` with the numbers at the paths of `values` replaced; every path is one that `input_at` knows."""
    changed = inputs
    for path, value in values.items():
        found = _method_input(inputs, path)
        if found is None:
            input_at(inputs, path)
            changed = _replaced(changed, _PART.findall(path), value)
        else:
            methods = list(changed.methods)
            methods[found.position] = found.with_number(methods[found.position], value)
            changed = replace(changed, methods=tuple(methods))
    return changed


@dataclass(frozen=True)
class _MethodInput:
    """A number of an applied method, or the factor on one of its lists."""

    position: int
    name: str
    about: InputField
    number: Number
    is_scale: bool

    @property
    def domain(self) -> Domain:
        return domain_of("methods[].scales") if self.is_scale or self.about.domain is None else self.about.domain

    def with_number(self, method: AppliedMethod, value: Number) -> AppliedMethod:
        if self.is_scale:
            return replace(method, scales={**method.scales, self.name: value})
        return replace(method, inputs=replace(method.inputs, **{self.name: value}))


def _method_input(inputs: CaseInputs, path: str) -> _MethodInput | None:
    """The input of an applied method at `path`, None where the path leads elsewhere; InputOutsideDomain for none.

    What counts (steps of a tree, a seed) is a choice of computation and no number that could be in doubt.
    """
    place = _METHOD.fullmatch(path)
    if place is None:
        return None
    position, is_scale, name = int(place.group(1)), place.group(2) is not None, place.group(3)
    if position >= len(inputs.methods):
        raise _unknown(path)
    method = inputs.methods[position]
    about = described_inputs(type(method.inputs)).get(name)
    given = getattr(method.inputs, name, None)
    if about is None or about.domain is None or given is None or is_scale != (about.is_series or about.is_table):
        raise _unknown(path)
    if not is_scale and isinstance(given, int):
        raise _unknown(path)
    return _MethodInput(position, name, about, method.scales.get(name, 1.0) if is_scale else given, is_scale)


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
