"""The case of the benchmarks in bare numpy, as tight as one would write it by hand for this case alone.

No checks, no tables, no workings, no warnings; years are the first axis, so that every pass runs along the paths. The
one formula of a line is V_i = sum_t R_t K_t (1 - T) p DF_t w_i (part of year t that right i protects); numbers that do
not vary by path are multiplied out beforehand. Sales base, year-end money, growth after the forecast.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import CaseInputs, CostPlan, MarketPlan, RevenueLine
from valuation.uncertainty.uncertain_inputs import UncertainInput

Floats = NDArray[np.float64]
Draws = Mapping[str, Floats]


@dataclass(frozen=True)
class HandLine:
    """What of a line is the same on every path; years down, one column."""

    start: Floats
    length: Floats
    money: Floats
    """Revenue after growth times the fall of the split rate."""
    rights: tuple[tuple[str, float, float], ...]
    """Key, share and years of protection left."""


@dataclass(frozen=True)
class HandCase:
    """The case, prepared once; `values` is what is timed."""

    lines: tuple[HandLine, ...]
    market: float
    cost: CostPlan
    weights: tuple[float, float, float]

    def values(self, draws: Draws) -> tuple[Floats, dict[str, Floats]]:
        """The conclusion and its parts by right, shape (paths,)."""
        income: Floats = np.zeros(1)
        by_right: dict[str, Floats] = {}
        for index, line in enumerate(self.lines):
            parts = line_parts(line, *(draws[f"lines[{index}].{name}"] for name in DRAWN_OF_A_LINE))
            by_right |= parts
            income = sum(parts.values(), income)
        by_income, by_market, by_cost = self.weights
        conclusion = by_income * income + by_market * self.market + by_cost * self._cost(draws)
        scale = conclusion / income
        return conclusion, {key: part * scale for key, part in by_right.items()}

    def _cost(self, draws: Draws) -> Floats:
        plan = self.cost
        varying = draws["cost.items[2].amount"] * plan.items[2].index_factor
        direct = varying + sum(item.amount * item.index_factor for k, item in enumerate(plan.items) if k != 2)
        with_capital = direct * (1.0 + plan.capital_cost_rate) ** (plan.development_years / 2)
        left = (1.0 - plan.functional_obsolescence) * (1.0 - plan.economic_obsolescence)
        technological = draws["cost.technological_obsolescence"]
        return with_capital * (1.0 + draws["cost.profit_rate"]) * ((1.0 - technological) * left)


DRAWN_OF_A_LINE = ("split_rate", "discount_rate", "economic_life_years", "revenue_factor")


def line_parts(line: HandLine, split: Floats, rate: Floats, life: Floats, factor: Floats) -> dict[str, Floats]:
    """Value by right of one line."""
    inside = np.clip(life - line.start, 0.0, line.length)
    money = inside + line.start
    money *= -np.log1p(rate)
    np.exp(money, out=money)
    money *= line.money
    by_path = split * factor
    found = {}
    longest = life.max()
    for key, share, protection in line.rights:
        part = inside if protection >= longest else np.clip(np.minimum(life, protection) - line.start, 0.0, line.length)
        found[key] = np.einsum("yp,yp->p", money, part) * (by_path * share)
    return found


def hand_case(inputs: CaseInputs) -> HandCase:
    """Everything of `inputs` that does not vary by path, multiplied out."""
    if inputs.market is None or inputs.cost is None:
        raise ValueError("the case of the benchmarks has all three approaches")
    count = len(inputs.rights)
    total = sum(weight.weight for weight in inputs.weights)
    by_income, by_market, by_cost = (weight.weight / total for weight in inputs.weights)
    left = {right.key: years_left(inputs.valuation_date, right.expiry_date) for right in inputs.rights}
    return HandCase(
        tuple(_line(line, inputs.valuation_date, left) for line in inputs.lines),
        _unit_price(inputs.market) * count,
        inputs.cost,
        (by_income, by_market, by_cost),
    )


def _line(line: RevenueLine, valuation_date: date, left: Mapping[str, float]) -> HandLine:
    first_end = years_left(valuation_date, date(valuation_date.year, 12, 31))
    ends = first_end + np.arange(30.0)
    start = np.concatenate([[0.0], ends[:-1]])
    needed = start < 10.0
    elapsed = np.arange(valuation_date.year - line.first_year, valuation_date.year - line.first_year + 30.0)
    growth = line.growth_after_forecast or 0.0
    last = line.revenue.size - 1
    revenue = line.revenue[np.minimum(elapsed, last).astype(int)] * (1.0 + growth) ** np.maximum(elapsed - last, 0.0)
    money = revenue * (1.0 - line.split_decline) ** elapsed * line.success_probability
    total = sum(line.contributions.values())
    rights = tuple((key, weight / total, left[key]) for key, weight in line.contributions.items())
    return HandLine(*(row[needed, np.newaxis] for row in (start, ends - start, money)), rights)


def years_left(start: date, end: date | None) -> float:
    """Calendar years between two days."""
    if end is None:
        raise ValueError("every right of the case of the benchmarks has a known expiry")
    within = [day.timetuple().tm_yday / (366 if calendar.isleap(day.year) else 365) for day in (start, end)]
    return end.year - start.year + within[1] - within[0]


def _unit_price(plan: MarketPlan) -> float:
    rate = float(plan.deferred_payment_rate)
    weight = sum(deal.weight for deal in plan.deals)
    total = 0.0
    for deal in plan.deals:
        price = sum(amount * (1.0 + rate) ** -years for years, amount in deal.payments) / deal.patents_count
        total += deal.weight * price * float(np.prod([float(a.factor) for a in deal.adjustments]))
    return total / weight


def draw(
    doubts: Sequence[UncertainInput], paths: int, seed: int, value: Callable[[Draws], Floats]
) -> dict[str, Floats]:
    """The numbers that the engine draws: scrambled Sobol points, turned towards the rise of `value`, inverted."""
    from scipy import special
    from scipy.stats import qmc

    ordered = sorted(doubts, key=lambda doubt: doubt.path)
    both = np.concatenate([np.eye(len(ordered)), -np.eye(len(ordered))])
    up, down = np.split(value(_inverted(ordered, special.ndtr(both))), 2)
    slopes = (up - down) / 2.0
    mirror = slopes / np.linalg.norm(slopes)
    mirror[0] -= 1.0
    points = qmc.Sobol(len(ordered), scramble=True, rng=seed).random_base2((paths - 1).bit_length()) + 2.0**-31
    scores = special.ndtri(points)
    scores -= np.outer(scores @ mirror, mirror * (2.0 / (mirror @ mirror)))
    return _inverted(ordered, special.ndtr(scores))


def _inverted(doubts: Sequence[UncertainInput], points: Floats) -> dict[str, Floats]:
    return {doubt.path: _inverse(doubt, np.ascontiguousarray(points[:, k])) for k, doubt in enumerate(doubts)}


def _inverse(doubt: UncertainInput, p: Floats) -> Floats:
    from scipy import special

    given = doubt.distribution
    if given.kind == "normal" and given.spread is not None:
        return given.mode + given.spread * np.asarray(special.ndtri(p))
    if given.low is None or given.high is None:
        raise ValueError(f"no inverse written by hand for {given.kind}")
    span = given.high - given.low
    peak = (given.mode - given.low) / span
    if given.kind == "pert":
        return given.low + span * np.asarray(special.betaincinv(1.0 + 4.0 * peak, 5.0 - 4.0 * peak, p))
    if given.kind == "uniform":
        return given.low + span * p
    falling = 1.0 - np.sqrt((1.0 - p) * (1.0 - peak))
    return given.low + span * np.where(p < peak, np.sqrt(p * peak), falling)
