"""Is every figure of every published case reproduced, or corrected where it is a misprint?

`case_figures.json` holds inputs, printed figures and figures recomputed by hand of public questions, textbooks, court
records and library tests. A figure counts as reproduced when ours lies within half of its last printed digit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.published import income_cases, other_cases

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "case_figures.json").read_text(encoding="utf-8"))
MISPRINTS = {
    "01": {"published.share_pct"},
    "04": {"published.pv_sum", "published.value"},
    "08": {"published.value"},
    "33": {"published.PVCF", "published.PVA", "published.AB"},
    "35": {"published.wrong_choice"},
    "37": {"published.Nd1", "published.Nd2", "published.value"},
    "48": {"published.value"},
}
"""Printed wrong: ours must differ from each of them."""
NOT_HELD = {
    "04": {"recomputed.pv_sum_with_printed_factors": "follows from the misprinted factor"},
    "08": {"published.answer_option": "a letter"},
    "18": {f"published.options[{k}]": "wrong choice of the question" for k in (1, 2, 3)},
    "23": {"published.丙": "given, not computed", "published.order": "held by the order of the prices"},
    "25": {f"published.options[{k}]": "wrong choice of the question" for k in (0, 1, 3)}
    | {"published.second": "only the formula is printed"},
    "33": {"recomputed.AB_with_the_numbers_in_step6": "follows from the contradictory figures"},
    "37": {
        "recomputed.value_with_printed_N": "follows from the misprinted probabilities",
        "recomputed.Nd1_implied_by_printed_Nd2": "follows from a misprinted probability",
    },
    "43": {f"published.coef_{name}[{k}]": "inside the regression" for name in ("t2", "t1_as_quoted") for k in range(3)}
    | {f"recomputed.coef_{name}[{k}]": "inside the regression" for name in ("t2", "t1") for k in range(3)}
    | {"published.row1.lsm_se": "of their random numbers"},
    "44": {"published.commissioner_fixed": "no basis is stated"},
    "46": {"published.decision": "held by the warning that names it"},
}
"""Neither reproduced nor a misprint, and why."""
OWN_TOLERANCE = {
    **{("42", f"published.values[{k}]"): 0.02 for k in range(6)},  # printed by a quadratic approximation
    ("43", "published.row1.finite_difference"): 0.02,  # ours is simulated: standard error below 0.006
    ("43", "published.row1.lsm"): 0.03,
    ("43", "recomputed.row1_tree_50_dates"): 0.02,
    ("44", "published.taxpayer"): 0.05,  # logarithm tables of 1925
    ("44", "published.commissioner_hoskold"): 0.05,
    ("35", "published.value"): 500.0,  # printed in thousands
    ("55", "recomputed.value_crr_american"): 0.8,  # another tree, both within a thousandth of the limit
}


def leaves(figures: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(figures, dict):
        for name, inner in figures.items():
            yield from leaves(inner, f"{path}.{name}")
    elif isinstance(figures, list):
        for place, inner in enumerate(figures):
            yield from leaves(inner, f"{path}[{place}]")
    else:
        yield path, figures


def printed(case: str) -> dict[str, Any]:
    return {path: figure for part in ("published", "recomputed") for path, figure in leaves(CASES[case][part], part)}


def number_of(case: str) -> str:
    return case.partition("-")[0]


@cache
def ours(case: str) -> dict[str, float]:
    name = f"case_{number_of(case)}"
    compute: Callable[[Any], dict[str, float]] = getattr(income_cases, name, None) or getattr(other_cases, name)
    return compute(CASES[case]["inputs"])


def half_a_digit(figure: float) -> float:
    decimals = len(str(figure).partition(".")[2]) if isinstance(figure, float) and "e" not in str(figure) else 0
    return max(0.5 * 10.0**-decimals * (1 + 1e-6), 1e-12 * abs(figure))


def test_the_table_is_complete() -> None:
    assert len(CASES) == 37
    assert all(case["source"] and case["agreement"] in {"exact", "rounding", "differs"} for case in CASES.values())
    differing = {number_of(case) for case, figures in CASES.items() if figures["agreement"] == "differs"}
    assert differing <= set(MISPRINTS) | {"55"}, "a case that differs names its misprint; 55 leaves its tree unsaid"


@pytest.mark.parametrize("case", CASES)
def test_every_figure_of_the_case_is_held(case: str) -> None:
    number, figures = number_of(case), printed(case)
    not_held = NOT_HELD.get(number, {})
    assert set(figures) == set(ours(case)) | set(not_held), "a figure of the case is left out"
    assert not set(ours(case)) & set(not_held)
    assert ours(case), "no figure at all"


@pytest.mark.parametrize("case", CASES)
def test_the_case_comes_out(case: str) -> None:
    number, figures = number_of(case), printed(case)
    for path, own in ours(case).items():
        tolerance = OWN_TOLERANCE.get((number, path), half_a_digit(figures[path]))
        is_met = abs(own - figures[path]) <= tolerance
        assert is_met != (path in MISPRINTS.get(number, ())), (path, own, figures[path])
