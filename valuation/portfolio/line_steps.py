"""How is a shared line shown: what it is worth while it is protected, what each patent gets, what falls with it?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from valuation.given_steps import given_steps
from valuation.income.step_lists import by_year_steps
from valuation.inputs import FloatArray
from valuation.portfolio.shared_line import (
    LineShares,
    SharedLine,
    base_years,
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
    steps.append(_base_step(line))
    covered = _covered(line)
    part = N_("Part of the year's income that the patents in force hold")
    steps += [
        Step(f"φ_{t}", part, _covered_formula(line, t), float(covered[t - 1]), SHARE, _RULE)
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
    losses, label = drop_one_losses(line), N_("Loss of value if the patent falls")
    steps = [Step(f"D_{k}", label, f"W − Σ_t K_t × φ_t(−{k})", float(losses[k - 1]), MONEY, _RULE) for k in patents]
    if inputs.allocation == "score":
        steps += _score_steps(line, shares)
    else:
        own, rule = N_("Part of the patent"), "valuation.portfolio.shapley"
        weight = "Σ_S |S|! × (n − |S| − 1)! / n!"
        steps.append(Step("n", N_("Number of patents"), "", float(len(line.roles)), COUNT, _RULE))
        steps += [
            Step(f"W_{k}", own, f"{weight} × (v(S, {k}) − v(S))", float(shares.values[k - 1]), MONEY, rule)
            for k in patents
        ]
    if shares.standard_errors is not None:
        error, rule = N_("Standard error of the part"), "valuation.portfolio.shapley"
        steps += [Step(f"e_{k}", error, "", float(shares.standard_errors[k - 1]), MONEY, rule) for k in patents]
    total = " + ".join(f"W_{k}" for k in patents)
    return [*steps, Step("V", N_("Value of the line"), total, float(line_value(line)), MONEY, _RULE)]


def _score_steps(line: SharedLine, shares: LineShares) -> list[Step]:
    patents, years = range(1, len(line.roles) + 1), range(1, len(line.period_ends) + 1)
    held = protected_value(line, line.protection_years)
    steps = []
    for k in patents:
        formula = " + ".join(f"K_{t} × {_inside(f'L_{k}', t)}" for t in years)
        label = N_("Income that falls into the protection of the patent")
        steps.append(Step(f"T_{k}", label, formula, float(held[k - 1]), MONEY, _RULE))
    total = " + ".join(f"s_{k} × T_{k}" for k in patents)
    has_key = bool((shares.values != 0).any())
    for k in patents:
        formula = f"W × s_{k} × T_{k} / ({total})" if has_key else "0 × W"
        steps.append(Step(f"W_{k}", N_("Part of the patent"), formula, float(shares.values[k - 1]), MONEY, _RULE))
    return steps


def _inside(years: str, t: int) -> str:
    """The part of year t, from 1, before `years` are over."""
    return f"min(max({years} − {t - 1}, 0), 1)"


def _base_step(line: SharedLine) -> Step:
    terms = [f"L_{k}" for k, role in enumerate(line.roles, 1) if role == "essential"]
    groups = line.groups or (0,) * len(line.roles)
    by_group: dict[int, list[str]] = {}
    for k, (role, group) in enumerate(zip(line.roles, groups, strict=True), 1):
        if role == "substitute":
            by_group.setdefault(group, []).append(f"L_{k}")
    terms += [members[0] if len(members) == 1 else f"max({', '.join(members)})" for members in by_group.values()]
    years = len(line.period_ends)
    formula = f"min({', '.join([*terms, str(years)])})" if terms else f"{years}"
    everybody = np.ones((1, len(line.roles)), dtype=np.bool_)
    label = N_("Years in which the line has all that it needs")
    return Step("B", label, formula, float(base_years(line, everybody)[0]), YEARS, _RULE)


def _improvements(line: SharedLine) -> list[int]:
    return [k for k, role in enumerate(line.roles, 1) if role == "improvement"]


def _covered_formula(line: SharedLine, t: int) -> str:
    improvements = _improvements(line)
    terms = [_inside("B", t)] if len(improvements) < len(line.roles) else []
    terms += [f"u_{k} × {_inside(f'min(B, L_{k})', t)}" for k in improvements]
    if not improvements:
        return terms[0]
    return f"({' + '.join(terms)}) / (1 + {' + '.join(f'u_{k}' for k in improvements)})"


def _covered(line: SharedLine) -> FloatArray:
    """Part of each year's income held: what a yuan in that year alone would be worth to the line."""
    years = len(line.period_ends)
    return np.array([float(line_value(replace(line, present_values=row))) for row in np.eye(years)])
