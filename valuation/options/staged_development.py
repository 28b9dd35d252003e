"""What is development in several stages worth, each of which buys the right to the next, the last one the income?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.options.black_scholes import european
from valuation.options.terms import (
    DELAY_DOMAIN,
    EUROPEAN,
    POSITIVE_MONEY,
    RATE_DOMAIN,
    VOLATILITY_DOMAIN,
    YEARS_DOMAIN,
    TermArrays,
    option_warnings,
)
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import MONEY, RATE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.staged_development"
_SYMBOLS = {
    "asset_value": "S",
    "stage_costs": "K",
    "stage_years": "T",
    "volatility": "σ",
    "risk_free_rate": "r",
    "cost_of_delay": "q",
}
_FINENESS = ((40, 40), (80, 64), (160, 128))
"""Asset values at each date, and points of the mean over the next: from coarse to fine until two agree."""
_AGREED = 1e-7
"""Largest difference of two of them, of the asset value."""
_FARTHEST = 9.0
"""Standard deviations beyond which nothing is left of a normal distribution in the digits of a float."""
_HALVINGS = 60
_MOST_SPREAD = 10.0
"""Volatility times the root of the years, beyond which the reach of the asset value leaves that of floats."""

Worth = Callable[[FloatArray], FloatArray]
"""Of the right to the next stages at one date, by the logarithm of the asset value."""


@dataclass(frozen=True, kw_only=True)
class StagedDevelopment:
    """At each of the years pay the stage and go on, or stop; with the last payment comes the asset."""

    asset_value: Number = quantity(N_("Present value of the income once developed"), MONEY, POSITIVE_MONEY)
    stage_costs: Sequence[float] | FloatArray = series(N_("Cost of each stage when it is begun"), MONEY, POSITIVE_MONEY)
    stage_years: Sequence[float] | FloatArray = series(
        N_("Years to the decision on each stage, rising"), YEARS, YEARS_DOMAIN
    )
    volatility: Number = quantity(N_("Volatility of the asset value per year"), RATE, VOLATILITY_DOMAIN)
    risk_free_rate: Number = quantity(N_("Risk-free rate, continuously compounded"), RATE, RATE_DOMAIN)
    cost_of_delay: Number = quantity(
        N_("Cost of delay: share of the value lost per year of waiting (1 / years left of the patent)"),
        RATE,
        DELAY_DOMAIN,
    )


@dataclass(frozen=True)
class _Plan:
    """One case: letters of the formula as numbers, stages as arrays."""

    asset: float
    costs: FloatArray
    years: FloatArray
    volatility: float
    rate: float
    delay: float

    def reach(self, years: float) -> tuple[float, float]:
        """Logarithms of the asset value between which it lies at that date, by chance or weighed with itself."""
        spread = self.volatility * np.sqrt(years)
        middle = np.log(self.asset) + (self.rate - self.delay - 0.5 * self.volatility**2) * years
        return middle - _FARTHEST * spread, middle + _FARTHEST * spread + spread**2


def staged_development(inputs: StagedDevelopment) -> FloatArray:
    """V_i(S) = max(e^(-r Δ) E[V_(i+1)] - K_i, 0) at each date, V_n = max(S - K_n, 0), V = e^(-r T_1) E[V_1]; CNY.

    The last step but one is the closed form, the means before it Gauss-Legendre from the critical value on, between
    dates a Chebyshev interpolation in ln S. Series have shape (..., stages), numbers (...); paths go one by one, some
    milliseconds each. Source: Geske (1979), Cassimon and others (2004) for n stages. Raises InputOutsideDomain naming
    the field; `stage_years` unless they rise, `volatility` beyond σ √T = 10 and if two grids differ by over 1e-7 of S.
    Known to be right: one stage is Black-Scholes, two are the compound option, a stage that costs next to nothing
    changes nothing, three stages by simulation.
    """
    check_model_inputs(inputs)
    require_same_length(inputs, "stage_costs", "stage_years")
    costs, years = (as_series(each) for each in (inputs.stage_costs, inputs.stage_years))
    if (np.diff(years, axis=-1) <= 0.0).any():
        message = Message("stages_not_rising", "Each stage must be decided on later than the one before it.")
        raise InputOutsideDomain("stage_years", message)
    spread = float(np.max(np.asarray(inputs.volatility) * np.sqrt(years[..., -1])))
    if spread > _MOST_SPREAD:
        template = N_("Volatility times the root of the years comes to {spread:g}; at most {most:g} is possible.")
        params = {"spread": spread, "most": _MOST_SPREAD}
        raise InputOutsideDomain("volatility", Message("spread_too_wide", template, params))
    numbers = (inputs.asset_value, inputs.volatility, inputs.risk_free_rate, inputs.cost_of_delay)
    asset, volatility, rate, delay = (np.asarray(each, dtype=np.float64) for each in numbers)
    shape = np.broadcast_shapes(
        *(each.shape for each in (asset, volatility, rate, delay)), costs.shape[:-1], years.shape[:-1]
    )
    rows = [np.broadcast_to(each, (*shape, each.shape[-1])).reshape(-1, each.shape[-1]) for each in (costs, years)]
    flat = [np.broadcast_to(each, shape).ravel().tolist() for each in (asset, volatility, rate, delay)]
    values = [_agreed(_Plan(s, cost, year, v, r, q))[0] for s, v, r, q, cost, year in zip(*flat, *rows, strict=True)]
    return np.asarray(values).reshape(shape)


def _agreed(plan: _Plan) -> tuple[float, list[float]]:
    """Value and critical asset value of each stage."""
    last = None
    for nodes, points in _FINENESS:
        found = _rolled_back(plan, nodes, points)
        if last is not None and abs(found[0] - last) <= _AGREED * plan.asset:
            return found
        last = found[0]
    template = N_("The stages follow each other too closely for the volatility; join those that are decided together.")
    raise InputOutsideDomain("volatility", Message("stages_too_close", template))


def _rolled_back(plan: _Plan, nodes: int, points: int) -> tuple[float, list[float]]:
    critical = [float(plan.costs[-1])]
    worth: Worth = _closed(plan, plan.years[-1] - (plan.years[-2] if plan.years.size > 1 else 0.0))
    for stage in range(plan.years.size - 2, -1, -1):
        low, high = plan.reach(float(plan.years[stage]))
        limit = _critical_log(worth, float(plan.costs[stage]), low, high)
        critical.insert(0, float(np.exp(limit)))
        before = float(plan.years[stage - 1]) if stage else 0.0
        mean = _mean(plan, worth, stage, limit, points)
        worth = mean if not before else _interpolated(plan, mean, before, nodes)
    return max(float(worth(np.array([np.log(plan.asset)]))[0]), 0.0), critical


def _closed(plan: _Plan, years: float) -> Worth:
    def worth(logs: FloatArray) -> FloatArray:
        numbers = (plan.costs[-1], years, plan.volatility, plan.rate, plan.delay)
        return european(TermArrays(np.exp(logs), *(np.asarray(each) for each in numbers)), 1.0)

    return worth


def _critical_log(worth: Worth, cost: float, low: float, high: float) -> float:
    """Where the next stages are worth `cost`; the end of the reach if they are so nowhere in it."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if worth(np.array([middle]))[0] < cost else (low, middle)
    return 0.5 * (low + high)


def _mean(plan: _Plan, worth: Worth, stage: int, limit: float, points: int) -> Worth:
    """Discounted mean of what is gained at `stage` where the asset value lies above its critical one."""
    years = float(plan.years[stage] - (plan.years[stage - 1] if stage else 0.0))
    spread = plan.volatility * np.sqrt(years)
    trend = (plan.rate - plan.delay - 0.5 * plan.volatility**2) * years
    places, weights = np.polynomial.legendre.leggauss(points)

    def mean(logs: FloatArray) -> FloatArray:
        top = _FARTHEST + spread
        start = np.clip((limit - logs - trend) / spread, -_FARTHEST, top)[:, None]
        half = 0.5 * (top - start)
        shocks = start + half * (places + 1.0)
        gain = worth((logs[:, None] + trend + spread * shocks).ravel()).reshape(shocks.shape) - plan.costs[stage]
        density = np.exp(-0.5 * shocks**2) / np.sqrt(2.0 * np.pi)
        return np.asarray(np.exp(-plan.rate * years) * (half * weights * density * gain).sum(axis=-1))

    return mean


def _interpolated(plan: _Plan, worth: Worth, years: float, nodes: int) -> Worth:
    """`worth` through Chebyshev nodes of the reach at that date, as a share of asset and cost: between 0 and 1."""
    low, high = plan.reach(years)
    angles = np.pi * np.arange(nodes + 1) / nodes
    known = 0.5 * (low + high) - 0.5 * (high - low) * np.cos(angles)
    signs = (-1.0) ** np.arange(nodes + 1)
    signs[[0, -1]] *= 0.5
    cost = float(plan.costs[-1])
    shares = worth(known) / (np.exp(known) + cost)

    def through(logs: FloatArray) -> FloatArray:
        inside = np.clip(logs, low, high)
        distance = inside[:, None] - known
        is_node = distance == 0.0
        terms = signs / np.where(is_node, 1.0, distance)
        met = is_node.any(axis=1)
        terms[met] = is_node[met]
        return np.asarray((terms @ shares) / terms.sum(axis=1) * (np.exp(logs) + cost))

    return through


def run(inputs: StagedDevelopment) -> ModelResult:
    """The value with the asset value from which each stage pays; the decisions fall on fixed days, which is said."""
    value = float(staged_development(inputs))
    costs, years = as_series(inputs.stage_costs), as_series(inputs.stage_years)
    numbers = (inputs.volatility, inputs.risk_free_rate, inputs.cost_of_delay)
    plan = _Plan(float(inputs.asset_value), costs, years, *(float(each) for each in numbers))
    critical = _agreed(plan)[1]
    label = N_("Asset value from which the stage pays")
    limits = (Step(f"S_{i + 1}", label, "", each, MONEY, _RULE) for i, each in enumerate(critical))
    ends = (
        Step("H", N_("Mean gain of going on, discounted"), "", value, MONEY, _RULE),
        Step("V", N_("Value"), "max(H, 0)", value, MONEY, _RULE),
    )
    steps = (*given_steps(inputs, _SYMBOLS), *limits, *ends)
    return ModelResult(value, MONEY, steps, option_warnings(EUROPEAN, float(inputs.cost_of_delay)))


MODELS = (
    Model(
        "staged_development",
        N_("Staged development (option in n stages)"),
        "options",
        StagedDevelopment,
        staged_development,
        run,
    ),
)
