"""Which differing inputs can only be exchanged together, since a case with one and without the other means nothing?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from valuation.uncertainty.case_differences import Address, DifferingInput

_BASIS = {"royalty_base", "profit_margin", "split_rate", "split_decline", "split_by_year"}
"""A share of sales and a share of profit are different numbers: the base goes with its share."""
_TAX = {"tax_basis", "discount_rate_basis", "discount_rate"}
_SPLIT = {"split_rate", "split_decline", "split_by_year"}
_FORECAST = {"first_year", "revenue", "profit_margin", "operating_margin", "split_by_year"}
MOST_ONE_BY_ONE = 8
"""Groups that take no paths: each of their 256 mixtures is an evaluation of its own."""


@dataclass(frozen=True)
class DifferenceGroup:
    """Inputs that are exchanged together: what one bank officer would call one difference."""

    inputs: tuple[DifferingInput, ...]

    @property
    def takes_paths(self) -> bool:
        """Whether many mixtures can be evaluated at once."""
        return all(one.takes_paths for one in self.inputs)

    @property
    def roots(self) -> set[str]:
        """Parts of the case that the group touches: lines, market, cost, …"""
        return {one.address[0] for one in self.inputs}


def difference_groups(differing: Sequence[DifferingInput]) -> list[DifferenceGroup]:
    """One group for each input that can be exchanged alone, in the order of the inputs.

    Together go: the weights of the approaches; a right and its contributions; the base of a split and the split; the
    tax basis and the discount rate of that basis; a split by year and the single one; the rows of a forecast of other
    years; a further method and its inputs; deals or items of which the cases share none.
    """
    sets = [{place} for place in range(len(differing))]
    for linked in _linked(differing):
        touched = [group for group in sets if group & linked]
        if touched:
            sets = [group for group in sets if not group & linked] + [set.union(*touched)]
    return [DifferenceGroup(tuple(differing[place] for place in sorted(group))) for group in sorted(sets, key=min)]


def merged_for(groups: Sequence[DifferenceGroup], field_path: str) -> list[DifferenceGroup]:
    """Fewer groups, after a mixture was impossible at `field_path`: that part of the case is exchanged as a whole.

    Where that is not enough, everything that does not take paths goes with it, and then everything.
    """
    root = re.split(r"[.\[]", field_path, maxsplit=1)[0]
    tries: tuple[Callable[[DifferenceGroup], bool], ...] = (
        lambda group: root in group.roots,
        lambda group: root in group.roots or not group.takes_paths,
        lambda _: True,
    )
    for belongs in tries:
        joined = [group for group in groups if belongs(group)]
        if len(joined) > 1:
            rest = [group for group in groups if not belongs(group)]
            return [DifferenceGroup(tuple(one for group in joined for one in group.inputs)), *rest]
    return list(groups)


def few_enough(groups: Sequence[DifferenceGroup], most: int) -> list[DifferenceGroup]:
    """At most `most` groups, of which at most 8 take no paths: too many are joined by the line or part they are of."""
    fewer = list(groups)
    for depth in (2, 1):
        if len(fewer) > most:
            fewer = _joined(fewer, depth, lambda _: True)
        elif sum(not group.takes_paths for group in fewer) > MOST_ONE_BY_ONE:
            fewer = _joined(fewer, depth, lambda group: not group.takes_paths)
    return fewer


def _joined(
    groups: Sequence[DifferenceGroup], depth: int, belongs: Callable[[DifferenceGroup], bool]
) -> list[DifferenceGroup]:
    by_part: dict[Address, list[DifferingInput]] = {}
    for group in filter(belongs, groups):
        by_part.setdefault(group.inputs[0].address[:depth], []).extend(group.inputs)
    rest = [group for group in groups if not belongs(group)]
    return [*(DifferenceGroup(tuple(inputs)) for inputs in by_part.values()), *rest]


def _linked(differing: Sequence[DifferingInput]) -> list[set[int]]:
    """Sets of places in `differing` that must go together."""
    linked = [_places(differing, lambda one: one.address[0] == "weights")]
    gone = {one.address[1] for one in differing if one.address[0] == "rights" and one.only_in}
    linked += [_places(differing, partial(_names_right, key)) for key in gone]
    for prefix in {one.address[:2] for one in differing if one.address[0] == "lines" and len(one.address) > 2}:
        linked += _linked_in_line(differing, prefix)
    exchanged = [one.address[:2] for one in differing if one.address[0] == "methods" and one.address[2:] == ("model",)]
    linked += [_places(differing, partial(_lies_below, prefix)) for prefix in exchanged]
    for prefix in (("market", "deals"), ("cost", "items")):
        whole = [one for one in differing if one.address[:2] == prefix and len(one.address) == 3]
        if {one.only_in for one in whole} == {"first", "second"}:
            linked.append(_places(differing, partial(_lies_below, prefix)))
    return linked


def _names_right(key: str, one: DifferingInput) -> bool:
    """The right itself, its contribution to a line, its fees."""
    return one.address[0] in ("rights", "lines", "fees") and one.address[-1] == key and one.address != ("lines", key)


def _lies_below(prefix: Address, one: DifferingInput) -> bool:
    return one.address[: len(prefix)] == prefix


def _linked_in_line(differing: Sequence[DifferingInput], prefix: Address) -> list[set[int]]:
    own = {one.address[2]: one for one in differing if _lies_below(prefix, one) and len(one.address) == 3}
    names: list[set[str]] = []
    if "royalty_base" in own:
        names.append(_BASIS | _TAX | {"royalty_base"})
    if "tax_basis" in own or "discount_rate_basis" in own:
        names.append(_TAX)
    if "split_by_year" in own and not own["split_by_year"].takes_paths:
        names.append(_SPLIT)
    if "first_year" in own or ("revenue" in own and not own["revenue"].takes_paths):
        names.append(_FORECAST)
    return [_places(differing, partial(_is_named, prefix, go)) for go in names]


def _is_named(prefix: Address, names: set[str], one: DifferingInput) -> bool:
    return _lies_below(prefix, one) and len(one.address) == 3 and one.address[2] in names


def _places(differing: Sequence[DifferingInput], belongs: Callable[[DifferingInput], bool]) -> set[int]:
    return {place for place, one in enumerate(differing) if belongs(one)}
