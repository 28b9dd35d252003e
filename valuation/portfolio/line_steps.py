"""How is a shared line shown: what it is worth while it is protected, what each patent gets, what falls with it?"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from valuation.given_steps import given_steps
from valuation.income.step_lists import by_year_steps
from valuation.inputs import FloatArray
from valuation.portfolio.line_formulas import base_formula, covered_formula, inside, worth_formula
from valuation.portfolio.shared_line import (
    LineShares,
    SharedLine,
    base_years,
    coalition_worth,
    drop_one_losses,
    line_value,
    protected_value,
)
from valuation.results import Step
from valuation.units import COUNT, MONEY, SHARE, YEARS
from valuation.wording import N_

if TYPE_CHECKING:
    from valuation.portfolio.line_allocation import LineAllocation

_RULE = "valuation.portfolio.shared_line"
_SHAPLEY = "valuation.portfolio.shapley"
_WRITTEN_OUT = 4
"""Up to so many patents each of the coalitions, 15 at most, is shown."""
_SYMBOLS = {
    "discount_rate": "r",
    "protection_years": "L",
    "uplifts": "u",
    "substitute_groups": "g",
    "scores": "s",
}


def worth_steps(inputs: LineAllocation, line: SharedLine) -> list[Step]:
    """From each year's income to the worth W of the line to all its patents together."""
    years, half = len(line.period_ends), 0.5 if inputs.timing == "mid_year" else 0.0
    full = N_("Present value under full protection")
    steps = list(given_steps(inputs, _SYMBOLS))
    for t in range(1, years + 1):
        value = float(line.present_values[t - 1])
        steps.append(Step(f"K_{t}", full, f"I_{t} × (1 + r)^(−{t - half:g})", value, MONEY, _RULE))
    everybody = range(1, len(line.roles) + 1)
    steps.append(_base_step(line))
    covered = _covered(line)
    part = N_("Part of the year's income that the patents in force hold")
    steps += [
        Step(f"φ_{t}", part, covered_formula(line, t, everybody, "B"), float(covered[t - 1]), SHARE, _RULE)
        for t in range(1, years + 1)
    ]
    pattern = Step("PV_t", N_("Present value of the year"), "K_t × φ_t", 0.0, MONEY, _RULE)
    steps += by_year_steps(pattern, line.present_values * covered)
    total = " + ".join(f"PV_{t}" for t in range(1, years + 1))
    worth = float(line_value(line))
    return [*steps, Step("W", N_("Worth of the line to all its patents"), total, worth, MONEY, _RULE)]


def part_steps(inputs: LineAllocation, line: SharedLine, shares: LineShares) -> list[Step]:
    """What falls with each patent, what each gets, and the value as the sum of the parts."""
    patents = range(1, len(line.roles) + 1)
    steps = _loss_steps(line)
    if inputs.allocation == "score":
        steps += _score_steps(line, shares)
    elif len(line.roles) <= _WRITTEN_OUT:
        steps += _written_out(line, shares)
    else:
        steps += _summed_up(line, shares)
    total = " + ".join(f"W_{k}" for k in patents)
    return [*steps, Step("V", N_("Value of the line"), total, float(line_value(line)), MONEY, _RULE)]


def _loss_steps(line: SharedLine) -> list[Step]:
    label, patents = N_("Loss of value if the patent falls"), range(1, len(line.roles) + 1)
    losses = drop_one_losses(line)
    return [
        Step(
            f"D_{k}",
            label,
            _less(worth_formula(line, [j for j in patents if j != k])),
            float(losses[k - 1]),
            MONEY,
            _RULE,
        )
        for k in patents
    ]


def _less(worth: str) -> str:
    return "W" if worth == "0" else f"W − ({worth})"


def _written_out(line: SharedLine, shares: LineShares) -> list[Step]:
    """The worth of every coalition, v_13 that of patents 1 and 3, and each part as the mean of what a patent adds."""
    patents = range(1, len(line.roles) + 1)
    coalitions = [members for size in patents for members in combinations(patents, size)]
    masks = np.array([sum(1 << (k - 1) for k in members) for members in coalitions], dtype=np.int64)
    worths = coalition_worth(line)(masks).tolist()
    label, own = N_("Worth of the line to these patents alone"), N_("Part of the patent")
    steps = [
        Step(_name(members), label, worth_formula(line, members), worth, MONEY, _RULE)
        for members, worth in zip(coalitions, worths, strict=True)
    ]
    for k in patents:
        others = [(), *(members for members in coalitions if k not in members)]
        terms = [f"{_added(k, members)} / {len(patents) * comb(len(patents) - 1, len(members))}" for members in others]
        steps.append(Step(f"W_{k}", own, " + ".join(terms), float(shares.values[k - 1]), MONEY, _SHAPLEY))
    return steps


def _added(patent: int, members: tuple[int, ...]) -> str:
    """What `patent` adds to `members`."""
    together = _name(tuple(sorted((*members, patent))))
    return f"({together} − {_name(members)})" if members else together


def _name(members: tuple[int, ...]) -> str:
    return f"v_{''.join(map(str, members))}"


def _summed_up(line: SharedLine, shares: LineShares) -> list[Step]:
    """Each part by the formula of Shapley alone: of more patents there are too many coalitions to print."""
    own, error, patents = N_("Part of the patent"), N_("Standard error of the part"), range(1, len(line.roles) + 1)
    weight = "Σ_S |S|! × (n − |S| − 1)! / n!"
    steps = [Step("n", N_("Number of patents"), "", float(len(line.roles)), COUNT, _RULE)]
    steps += [
        Step(f"W_{k}", own, f"{weight} × (v(S, {k}) − v(S))", float(shares.values[k - 1]), MONEY, _SHAPLEY)
        for k in patents
    ]
    if shares.standard_errors is not None:
        steps += [Step(f"e_{k}", error, "", float(shares.standard_errors[k - 1]), MONEY, _SHAPLEY) for k in patents]
    return steps


def _score_steps(line: SharedLine, shares: LineShares) -> list[Step]:
    patents, years = range(1, len(line.roles) + 1), range(1, len(line.period_ends) + 1)
    held = protected_value(line, line.protection_years)
    steps = []
    for k in patents:
        formula = " + ".join(f"K_{t} × {inside(f'L_{k}', t)}" for t in years)
        label = N_("Income that falls into the protection of the patent")
        steps.append(Step(f"T_{k}", label, formula, float(held[k - 1]), MONEY, _RULE))
    total = " + ".join(f"s_{k} × T_{k}" for k in patents)
    has_key = bool((shares.values != 0).any())
    for k in patents:
        formula = f"W × s_{k} × T_{k} / ({total})" if has_key else "0 × W"
        steps.append(Step(f"W_{k}", N_("Part of the patent"), formula, float(shares.values[k - 1]), MONEY, _RULE))
    return steps


def _base_step(line: SharedLine) -> Step:
    everybody = np.ones((1, len(line.roles)), dtype=np.bool_)
    label, formula = (
        N_("Years in which the line has all that it needs"),
        base_formula(line, range(1, len(line.roles) + 1)),
    )
    return Step("B", label, formula, float(base_years(line, everybody)[0]), YEARS, _RULE)


def _covered(line: SharedLine) -> FloatArray:
    """Part of each year's income held: what a yuan in that year alone would be worth to the line."""
    years = len(line.period_ends)
    return np.array([float(line_value(replace(line, present_values=row))) for row in np.eye(years)])
