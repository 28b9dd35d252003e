"""What is a plan worth whose decisions and chances branch like a tree, and which decision is best at each fork?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.options.terms import RATE_DOMAIN
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import COUNT, FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.branching_decisions"
_MOST_NODES = 999
DECISION, CHANCE, END = 1, 2, 3
_SERIES = ("parents", "kinds", "probabilities", "cash_flows", "years")
_WHOLE = 1e-6
"""How far the probabilities of a chance may miss 1."""


@dataclass(frozen=True, kw_only=True)
class BranchingDecisions:
    """One number of each list for each node, in any order; nodes are counted from 1."""

    parents: Sequence[float] | FloatArray = series(
        N_("Number of the node from which one comes; 0 for the first"), COUNT, Domain(0.0, _MOST_NODES)
    )
    kinds: Sequence[float] | FloatArray = series(
        N_("Kind of the node: 1 decision, 2 chance, 3 end"), COUNT, Domain(1.0, 3.0)
    )
    probabilities: Sequence[float] | FloatArray = series(
        N_("Probability of coming here from a chance; 1 after a decision"), SHARE, Domain(0.0, 1.0, is_rate=True)
    )
    cash_flows: Sequence[float] | FloatArray = series(
        N_("Income (or cost, negative) on reaching the node"), MONEY, Domain(-1e15, 1e15)
    )
    years: Sequence[float] | FloatArray = series(
        N_("Years from the node before to this one"), YEARS, Domain(0.0, LONGEST_YEARS)
    )
    discount_rate: Number = quantity(N_("Discount rate without the risk of failure"), RATE, RATE_DOMAIN)


@dataclass(frozen=True)
class _Tree:
    """Which nodes follow each, and an order in which all that follow a node come before it; counted from 0."""

    root: int
    children: tuple[tuple[int, ...], ...]
    kinds: tuple[int, ...]
    order: tuple[int, ...]


@dataclass(frozen=True)
class _Rolled:
    """Of each node: value on reaching it, discount factor to the node before, and their product."""

    values: list[FloatArray]
    factors: list[FloatArray]
    before: list[FloatArray]


def branching_decisions(inputs: BranchingDecisions) -> FloatArray:
    """V = W_root, W_i = (1 + r)^-t_i V_i, V_i = c_i + max W_j at a decision, c_i + Σ p_j W_j at a chance; CNY.

    j are the nodes that follow i; at an end V_i = c_i. Chance is weighed and never chosen, so no decision looks through
    a chance node. Lists have shape (..., nodes); the tree itself is the same on all paths. Source: Raiffa (1968).
    Raises InputOutsideDomain naming the field: several first nodes, a circle, an end that goes on, a fork that leads
    nowhere, probabilities that do not add up to 1.
    Known to be right: the best of all policies tried one by one, the tree of stages, any order of the nodes.
    """
    tree = _checked(inputs)
    return _rolled_back(inputs, tree).before[tree.root]


def _checked(inputs: BranchingDecisions) -> _Tree:
    check_model_inputs(inputs)
    require_same_length(inputs, *_SERIES)
    tree = _tree(_whole_numbers("parents", inputs.parents), _whole_numbers("kinds", inputs.kinds))
    chances = as_series(inputs.probabilities)
    drawn: set[int] = set()
    for node, children in enumerate(tree.children):
        if tree.kinds[node] == CHANCE:
            drawn |= set(children)
            total = chances[..., list(children)].sum(axis=-1)
            if (np.abs(total - 1.0) > _WHOLE).any():
                template = N_("The probabilities after node {node} add up to {sum:g}; they must add up to 1.")
                params = {"node": node + 1, "sum": float(total.flat[np.argmax(np.abs(total - 1.0))])}
                raise InputOutsideDomain("probabilities", Message("chance_not_whole", template, params))
    for node in sorted(set(range(len(tree.kinds))) - drawn):
        if (chances[..., node] != 1.0).any():
            template = N_("Node {node} does not follow a chance: its probability must be 1.")
            raise InputOutsideDomain("probabilities", Message("chosen_not_drawn", template, {"node": node + 1}))
    return tree


def _whole_numbers(name: str, given: Any) -> tuple[int, ...]:
    """One whole number for each node, the same on all paths."""
    rows = as_series(given).reshape(-1, np.shape(given)[-1])
    if (rows != np.floor(rows)).any() or (rows != rows[0]).any():
        template = N_("These must be whole numbers, the same on every path.")
        raise InputOutsideDomain(name, Message("tree_not_whole", template))
    return tuple(int(number) for number in rows[0])


def _tree(parents: tuple[int, ...], kinds: tuple[int, ...]) -> _Tree:
    roots = [node for node, parent in enumerate(parents) if parent == 0]
    if len(roots) != 1:
        template = N_("{count} nodes have no node before them; exactly one must be the first.")
        raise InputOutsideDomain("parents", Message("not_one_root", template, {"count": len(roots)}))
    if max(parents) > len(parents):
        template = N_("There is no node {node}.")
        raise InputOutsideDomain("parents", Message("no_such_node", template, {"node": max(parents)}))
    children = tuple(
        tuple(node for node, parent in enumerate(parents) if parent == number) for number in range(1, len(parents) + 1)
    )
    reached = [roots[0]]
    for node in reached:  # grows while it is read: each node once, those before it first
        reached += children[node]
    if len(reached) < len(parents):
        astray = min(set(range(len(parents))) - set(reached)) + 1
        template = N_("Node {node} is never reached from the first node: the nodes before it go round in a circle.")
        raise InputOutsideDomain("parents", Message("circle", template, {"node": astray}))
    for node, kind in enumerate(kinds):
        if kind == END and children[node]:
            template = N_("Node {node} is an end, but other nodes follow it.")
            raise InputOutsideDomain("kinds", Message("end_goes_on", template, {"node": node + 1}))
        if kind != END and not children[node]:
            template = N_("Nothing follows node {node}: only an end may be the last.")
            raise InputOutsideDomain("kinds", Message("fork_leads_nowhere", template, {"node": node + 1}))
    return _Tree(roots[0], children, kinds, tuple(reversed(reached)))


def _rolled_back(inputs: BranchingDecisions, tree: _Tree) -> _Rolled:
    chances, flows, years = (as_series(getattr(inputs, name)) for name in ("probabilities", "cash_flows", "years"))
    discount = np.power(1.0 + np.asarray(inputs.discount_rate, dtype=np.float64)[..., None], -years)
    # Any of the inputs may bring the paths: a node that rests on none of those still has one value for each.
    shape = np.broadcast_shapes(*(part.shape for part in (chances, flows, discount)))
    chances, flows, discount = (np.broadcast_to(part, shape) for part in (chances, flows, discount))
    values = [np.zeros(shape[:-1])] * len(tree.kinds)
    before = list(values)
    for node in tree.order:
        children = tree.children[node]
        ahead = [before[child] for child in children]
        if tree.kinds[node] == DECISION:
            follows: Any = np.max(ahead, axis=0)
        else:
            follows = sum(chances[..., child] * worth for child, worth in zip(children, ahead, strict=True))
        values[node] = np.asarray(flows[..., node] + follows)
        before[node] = np.asarray(discount[..., node] * values[node])
    return _Rolled(values, [discount[..., node] for node in range(len(values))], before)


def run(inputs: BranchingDecisions) -> ModelResult:
    """The value with that of each node, the best branch of each decision, and in words those that one comes to."""
    tree = _checked(inputs)
    rolled = _rolled_back(inputs, tree)
    symbols = {"parents": "a", "kinds": "k", "probabilities": "p", "cash_flows": "C", "years": "t"}
    given = given_steps(inputs, {**symbols, "discount_rate": "r"})
    best = {node: _best(tree, rolled, node) for node in tree.order if tree.kinds[node] == DECISION}
    nodes = [step for node in tree.order for step in _node_steps(tree, rolled, node, best.get(node))]
    value = float(rolled.before[tree.root])
    end = Step("V", N_("Value"), f"W_{tree.root + 1}", value, MONEY, _RULE)
    return ModelResult(value, MONEY, (*given, *nodes, end), _policy(tree, best))


def _best(tree: _Tree, rolled: _Rolled, node: int) -> int:
    """The branch of highest value; of equal ones the first."""
    return max(tree.children[node], key=lambda child: (float(rolled.before[child]), -child))


def _node_steps(tree: _Tree, rolled: _Rolled, node: int, best: int | None) -> tuple[Step, ...]:
    n, children = node + 1, tree.children[node]
    ahead = [f"W_{child + 1}" for child in children]
    if tree.kinds[node] == DECISION:
        follows = f" + max({', '.join(ahead)})" if len(ahead) > 1 else f" + {ahead[0]}"
    else:
        follows = "".join(f" + p_{child + 1} × W_{child + 1}" for child in children)
    values = (float(part[node]) for part in (rolled.values, rolled.factors, rolled.before))
    reached, factor, before = values
    chosen = N_("Node to go to from this decision")
    return (
        Step(f"V_{n}", N_("Value on reaching the node"), f"C_{n}{follows}", reached, MONEY, _RULE),
        *(() if best is None else (Step(f"B_{n}", chosen, "", best + 1.0, COUNT, _RULE),)),
        Step(f"D_{n}", N_("Discount factor to the node before"), f"(1 + r)^(−t_{n})", factor, FACTOR, _RULE),
        Step(f"W_{n}", N_("Value seen from the node before"), f"D_{n} × V_{n}", before, MONEY, _RULE),
    )


def _policy(tree: _Tree, best: dict[int, int]) -> tuple[Message, ...]:
    """The decisions one comes to if all before them are the best, in the order of the nodes."""
    template = N_("Decision at node {node}: go to node {best}.")
    to_come, told = [tree.root], []
    for node in to_come:  # grows while it is read
        to_come += [best[node]] if node in best else tree.children[node]
        if node in best:
            told.append(node)
    return tuple(
        Message("best_decision", template, {"node": node + 1, "best": best[node] + 1}) for node in sorted(told)
    )


MODELS = (
    Model(
        "branching_decisions",
        N_("Decision tree with branches"),
        "options",
        BranchingDecisions,
        branching_decisions,
        run,
    ),
)
