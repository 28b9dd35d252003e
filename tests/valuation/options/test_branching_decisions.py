"""Is a branching tree rolled back so that chance is weighed, decisions chosen, and no order of nodes matters?"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.branching_decisions import CHANCE, DECISION, END, BranchingDecisions, branching_decisions, run
from valuation.options.decision_tree import DecisionTree, decision_tree
from valuation.wording import InputOutsideDomain

TREE: dict[str, Any] = {
    "parents": (0.0, 1.0, 1.0, 3.0, 3.0, 4.0, 4.0),
    "kinds": (1.0, 3.0, 2.0, 1.0, 3.0, 3.0, 3.0),
    "probabilities": (1.0, 1.0, 1.0, 0.6, 0.4, 1.0, 1.0),
    "cash_flows": (-5.0, 50.0, -20.0, 10.0, 3.0, 150.0, 90.0),
    "years": (0.5, 0.0, 0.0, 2.0, 2.0, 3.0, 1.0),
    "discount_rate": 0.08,
}


def a_tree(**changes: Any) -> BranchingDecisions:
    return BranchingDecisions(**{**TREE, **changes})


def value(**changes: Any) -> float:
    return float(branching_decisions(a_tree(**changes)))


def test_two_decisions_around_a_chance_by_hand() -> None:
    """Sell for 50, or try for 20: at 0.6 comes 10 and the choice of 150 in three years or 90 in one, else 3."""
    second = 10 + max(150 / 1.08**3, 90 / 1.08)
    tried = -20 + (0.6 * second + 0.4 * 3) / 1.08**2
    assert value() == pytest.approx((-5 + max(50.0, tried)) / 1.08**0.5, rel=1e-14)


def test_a_rare_prize_behind_a_chance_is_not_chosen() -> None:
    """A decision that looked through the chance would take 1,000; weighed it is worth 10; the sale for 50 is best."""
    rare = {
        "probabilities": (1.0, 1.0, 1.0, 0.01, 0.99, 1.0, 1.0),
        "cash_flows": (0.0, 50.0, 0.0, 0.0, 0.0, 1000.0, 0.0),
    }
    assert value(**rare, discount_rate=0.0) == 50.0
    assert value(**{**rare, "cash_flows": (0.0, 9.0, 0.0, 0.0, 0.0, 1000.0, 0.0)}, discount_rate=0.0) == 10.0


def test_phase_three_trials_or_sale_today() -> None:
    """Mak, as in the tree of stages: sell for 50, or try for 20 with a chance of 0.6 at 120: 52, and so the trials."""
    trials = BranchingDecisions(
        parents=(0, 1, 1, 3, 3),
        kinds=(DECISION, END, CHANCE, END, END),
        probabilities=(1.0, 1.0, 1.0, 0.6, 0.4),
        cash_flows=(0.0, 50.0, -20.0, 120.0, 0.0),
        years=(0.0,) * 5,
        discount_rate=0.0,
    )
    result = run(trials)
    assert result.value == pytest.approx(52.0, abs=1e-12)
    assert [message.params for message in result.warnings] == [{"node": 1, "best": 3}]


@st.composite
def random_trees(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(2, 9))
    parents = [0] + [draw(st.integers(1, node)) for node in range(1, count)]
    kinds = [draw(st.sampled_from([DECISION, CHANCE])) if n + 1 in parents else END for n in range(count)]
    probabilities = [1.0] * count
    for node, kind in enumerate(kinds):
        children = [child for child, parent in enumerate(parents) if parent == node + 1]
        if kind == CHANCE:
            weights = [draw(st.floats(0.1, 1.0)) for _ in children]
            for child, weight in zip(children, weights, strict=True):
                probabilities[child] = weight / sum(weights)
    flows = [draw(st.floats(-100.0, 100.0)) for _ in range(count)]
    years = [draw(st.floats(0.0, 5.0)) for _ in range(count)]
    lists = {"parents": parents, "kinds": kinds, "probabilities": probabilities, "cash_flows": flows, "years": years}
    return {**lists, "discount_rate": draw(st.floats(-0.2, 0.5))}


def best_of_all_policies(tree: dict[str, Any]) -> float:
    """Each way to decide at every decision, its money weighed over all ends; then the best."""
    parents, kinds = tree["parents"], tree["kinds"]
    children = {n: [c for c, parent in enumerate(parents) if parent == n + 1] for n in range(len(parents))}
    decisions = [n for n in children if kinds[n] == DECISION]

    def worth(node: int, weight: float, time: float, policy: dict[int, int]) -> float:
        time += tree["years"][node]
        here = weight * tree["cash_flows"][node] * (1.0 + tree["discount_rate"]) ** -time
        ahead = [policy[node]] if node in policy else children[node]
        return here + sum(worth(child, weight * tree["probabilities"][child], time, policy) for child in ahead)

    choices = itertools.product(*(children[n] for n in decisions))
    return max(worth(0, 1.0, 0.0, dict(zip(decisions, choice, strict=True))) for choice in choices)


@settings(max_examples=150, deadline=None)
@given(random_trees(), st.randoms(use_true_random=False))
def test_it_is_the_best_of_all_policies_in_any_order_of_the_nodes(tree: dict[str, Any], shuffler: Any) -> None:
    expected = best_of_all_policies(tree)
    assert value(**tree) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    places = list(range(len(tree["parents"])))
    shuffler.shuffle(places)  # the node at new place i was at places[i]
    number = {0: 0, **{old + 1: new + 1 for new, old in enumerate(places)}}
    lists = {name: [given[old] for old in places] for name, given in tree.items() if name != "discount_rate"}
    lists["parents"] = [number[parent] for parent in lists["parents"]]
    assert value(**lists, discount_rate=tree["discount_rate"]) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    result = run(a_tree(**tree))
    assert_follows(result.workings)
    known = {step.symbol: step.value for step in result.workings}
    for message in result.warnings:
        assert known[f"B_{message.params['node']}"] == message.params["best"]


def test_a_line_of_stages_is_the_tree_of_stages() -> None:
    stages = DecisionTree(
        success_value=500.0,
        stage_costs=(5.0, 20.0),
        success_probabilities=(0.7, 0.4),
        failure_values=(1.0, 2.0),
        stop_values=(0.0, 8.0),
        stage_years=(1.0, 2.0),
        discount_rate=0.08,
    )
    branching = a_tree(
        parents=(0, 1, 1, 3, 3, 4, 4, 7, 7),
        kinds=(1, 3, 2, 1, 3, 3, 2, 3, 3),
        probabilities=(1.0, 1.0, 1.0, 0.7, 0.3, 1.0, 1.0, 0.4, 0.6),
        cash_flows=(0.0, 0.0, -5.0, 0.0, 1.0, 8.0, -20.0, 500.0, 2.0),
        years=(0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 2.0, 2.0),
    )
    assert float(branching_decisions(branching)) == pytest.approx(float(decision_tree(stages)), rel=1e-13)


def test_only_decisions_that_one_comes_to_are_told() -> None:
    """With the sale for 500 the second decision, behind the trials, is never reached."""
    flows = (-5.0, 500.0, -20.0, 10.0, 3.0, 150.0, 90.0)
    told = [message.params for message in run(a_tree(cash_flows=flows)).warnings]
    assert told == [{"node": 1, "best": 2}]
    assert {"node": 4, "best": 6} in [
        message.params for message in run(a_tree(cash_flows=(0.0,) * 5 + (9e9, 0.0))).warnings
    ]


def test_arrays_are_a_loop_over_numbers() -> None:
    flows = np.array([TREE["cash_flows"], (0.0, 30.0, -1.0, 0.0, 0.0, 90.0, 95.0), (1.0,) * 7])
    rates = np.array([0.08, 0.0, 0.3])
    together = branching_decisions(a_tree(cash_flows=flows, discount_rate=rates))
    alone = [value(cash_flows=tuple(f), discount_rate=r) for f, r in zip(flows.tolist(), rates.tolist(), strict=True)]
    np.testing.assert_allclose(together, alone, rtol=1e-14)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"parents": (0, 1, 0, 3, 3, 4, 4)}, "parents", "not_one_root"),
        ({"parents": (2, 1, 1, 3, 3, 4, 4)}, "parents", "not_one_root"),
        ({"parents": (0, 1, 4, 3, 3, 4, 4)}, "parents", "circle"),
        ({"parents": (0, 1, 3, 3, 3, 4, 4)}, "parents", "circle"),
        ({"parents": (0, 1, 1, 3, 3, 4, 9)}, "parents", "no_such_node"),
        ({"parents": (0, 1, 1, 3, 3, 4, 3.5)}, "parents", "tree_not_whole"),
        ({"parents": ((0, 1, 1, 3, 3, 4, 4), (0, 1, 1, 3, 3, 3, 4))}, "parents", "tree_not_whole"),
        ({"kinds": (1, 3, 2, 3, 3, 3, 3)}, "kinds", "end_goes_on"),
        ({"kinds": (1, 1, 2, 1, 3, 3, 3)}, "kinds", "fork_leads_nowhere"),
        ({"kinds": (1, 3, 2, 1, 3, 3, 4)}, "kinds", "outside_domain"),
        ({"probabilities": (1, 1, 1, 0.6, 0.3, 1, 1)}, "probabilities", "chance_not_whole"),
        ({"probabilities": (1, 1, 1, 0.6, 0.4, 0.5, 0.5)}, "probabilities", "chosen_not_drawn"),
        ({"years": (1.0, 2.0)}, "years", "mixed_lengths"),
        ({"discount_rate": -1.0}, "discount_rate", "outside_domain"),
    ],
)
def test_what_is_no_tree_is_refused_in_words(changes: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        branching_decisions(a_tree(**changes))
    assert (refused.value.field_path, refused.value.message.code) == (field, code)
