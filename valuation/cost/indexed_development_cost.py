"""What would past development cost at today's prices, class by class and year by year, less what age has taken?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from valuation.cost.obsolescence import remaining_share
from valuation.cost.replacement import developers_profit
from valuation.cost.workings import obsolescence_steps
from valuation.domains import LONGEST_YEARS, Domain, domain_of
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import Combination, FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series, table
from valuation.results import Step
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(0.0, 1e15)
_INDEX = Domain(1e-6, 1e9)
_AGO = Domain(0.0, LONGEST_YEARS)
_SERVICE = Domain(0.01, LONGEST_YEARS)
_BELOW_ONE = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
_OBSOLESCENCE = domain_of("cost.functional_obsolescence")
_RULE = "valuation.cost.indexed_development_cost"
REPRODUCTION, REPLACEMENT = "reproduction", "replacement"


@dataclass(frozen=True, kw_only=True)
class IndexedDevelopmentCost:
    """Rows are cost classes (labour, material, equipment, other), columns the years of spending.

    Each class has its own index, on any base; only its ratio counts. Equipment that outlives the research is charged by
    its use: `use_years` of the research over `service_years` of the equipment; give 1 and 1 for what is used up.
    """

    amounts: Any = table(N_("Cost spent by class and year"), MONEY, _MONEY)
    index_levels: Any = table(N_("Price index of the class in the year of spending"), FACTOR, _INDEX)
    index_now: Any = series(N_("Price index of the class at the valuation date"), FACTOR, _INDEX)
    years_ago: Any = series(N_("Years from the spending to the valuation date"), YEARS, _AGO)
    use_years: Any = series(N_("Years of use in the research"), YEARS, _AGO, default=None)
    service_years: Any = series(N_("Service life of what was used"), YEARS, _SERVICE, default=None)
    cost_basis: str = choice(N_("Which cost is asked for"), (REPRODUCTION, REPLACEMENT))
    avoidable_share: Number = quantity(N_("Share of the cost that is not needed today"), SHARE, _BELOW_ONE, default=0.0)
    capital_cost_rate: Number = quantity(N_("Cost of capital"), RATE, domain_of("cost.capital_cost_rate"), default=0.0)
    profit_rate: Number = quantity(N_("Developer's profit rate"), SHARE, domain_of("cost.profit_rate"), default=0.0)
    functional_obsolescence: Number = quantity(N_("Functional obsolescence"), SHARE, _OBSOLESCENCE)
    technological_obsolescence: Number = quantity(N_("Technological obsolescence"), SHARE, _OBSOLESCENCE)
    economic_obsolescence: Number = quantity(N_("Economic obsolescence"), SHARE, _OBSOLESCENCE)
    combination: str = choice(N_("How the kinds of obsolescence combine"), ("chained", "additive"))


@dataclass(frozen=True)
class IndexedColumns:
    """The cost table at the prices of the valuation date; the last axis of each is told, before it stand paths."""

    use_shares: FloatArray
    """Part of the service life spent in the research, shape (..., classes)."""
    by_class: FloatArray
    """Shape (..., classes)."""
    by_year: FloatArray
    """Shape (..., years)."""
    waiting_years: FloatArray
    """From the spending to the end of the spending, shape (..., years)."""
    direct_cost: FloatArray
    capital_cost: FloatArray
    profit: FloatArray
    cost_new: FloatArray
    remaining_share: FloatArray


def indexed_columns(inputs: IndexedDevelopmentCost) -> IndexedColumns:
    """The table behind `indexed_development_cost`; InputOutsideDomain where its parts do not fit together."""
    check_model_inputs(inputs)
    _require_table(inputs)
    amounts, levels = as_series(inputs.amounts), as_series(inputs.index_levels)
    shares = np.ones(amounts.shape[-2])
    if inputs.use_years is not None:
        shares = np.minimum(as_series(inputs.use_years) / as_series(inputs.service_years), 1.0)
    at_date = amounts / levels * (shares * as_series(inputs.index_now))[..., None]
    needed = 1.0 - np.asarray(inputs.avoidable_share)
    ago = as_series(inputs.years_ago)
    waiting = ago - ago.min(axis=-1, keepdims=True)
    by_year = at_date.sum(axis=-2)
    growth = np.expm1(waiting * np.log1p(np.asarray(inputs.capital_cost_rate))[..., None])
    direct = needed * by_year.sum(axis=-1)
    capital = needed * np.sum(by_year * growth, axis=-1)
    profit = developers_profit(direct, capital, inputs.profit_rate)
    kinds = (inputs.functional_obsolescence, inputs.technological_obsolescence, inputs.economic_obsolescence)
    left = remaining_share(kinds, cast("Combination", inputs.combination))
    return IndexedColumns(
        shares, at_date.sum(axis=-1), by_year, waiting, direct, capital, profit, direct + capital + profit, left
    )


def indexed_development_cost(inputs: IndexedDevelopmentCost) -> FloatArray:
    """V = (C + K + P) s, C = (1 - w) sum_j u_j sum_t a_jt I_j / i_jt, shape (...), currency units.

    a cost of class j in year t, i its index then and I now, u = min(use / service life, 1), w the share not needed
    today (replacement cost; in reproduction cost it belongs to functional obsolescence and must be 0). K capital cost
    from each year of spending to the last one, P developer's profit on C + K, s share left after obsolescence.
    Source: 重置成本 by 物价指数 of each class, equipment shared by research time over economic life (设备费分摊), less
    贬值, as Chinese practice states it. InputOutsideDomain for spending after the valuation date, an index of 0,
    tables that do not fit, waste counted twice.
    Known to be right: the plain sum without price changes; equals `cost_less_obsolescence` on the same factors; a base
    change of an index changes nothing.
    """
    columns = indexed_columns(inputs)
    return np.asarray(columns.cost_new * columns.remaining_share)


def _require_table(inputs: IndexedDevelopmentCost) -> None:
    classes, years = as_series(inputs.amounts).shape[-2:]
    if as_series(inputs.index_levels).shape[-2:] != (classes, years):
        _refuse("index_levels", "table_differs", N_("Every amount needs its index: as many rows and columns."))
    if as_series(inputs.years_ago).shape[-1] != years:
        _refuse("years_ago", "columns_differ", N_("One number for each year of spending is needed."))
    for name in ("index_now", "use_years", "service_years"):
        given = getattr(inputs, name)
        if given is not None and as_series(given).shape[-1] != classes:
            _refuse(name, "rows_differ", N_("One number for each cost class is needed."))
    if (inputs.use_years is None) != (inputs.service_years is None):
        missing = "use_years" if inputs.use_years is None else "service_years"
        _refuse(missing, "half_a_use", N_("Years of use and service life belong together."))
    if inputs.cost_basis == REPRODUCTION and (np.asarray(inputs.avoidable_share) > 0).any():
        template = N_("In reproduction cost what is not needed today belongs to functional obsolescence.")
        _refuse("avoidable_share", "waste_in_reproduction", template)


def _refuse(name: str, code: str, template: str) -> None:
    raise InputOutsideDomain(name, Message(code, template))


_SYMBOLS = {
    "amounts": "a",
    "index_levels": "i",
    "index_now": "I",
    "years_ago": "n",
    "use_years": "q",
    "service_years": "z",
    "avoidable_share": "w",
    "capital_cost_rate": "c",
    "profit_rate": "b",
}


def run(inputs: IndexedDevelopmentCost) -> ModelResult:
    """The value with the cost of each class at the prices of the valuation date."""
    columns = indexed_columns(inputs)
    value = float(columns.cost_new * columns.remaining_share)
    is_new = inputs.cost_basis == REPLACEMENT
    steps = (
        *given_steps(inputs, _SYMBOLS),
        *_class_steps(inputs, columns),
        *_capital_steps(columns),
        Step("P", N_("Developer's profit"), "(C + K) × b", float(columns.profit), MONEY, _RULE),
        Step("RC", _basis_label(is_new), "C + K + P", float(columns.cost_new), MONEY, _RULE),
        *obsolescence_steps(inputs, columns.remaining_share),
        Step("V", N_("Value by the cost approach"), "RC × s", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


def _basis_label(is_new: bool) -> str:
    return N_("Replacement cost") if is_new else N_("Reproduction cost")


def _class_steps(inputs: IndexedDevelopmentCost, columns: IndexedColumns) -> list[Step]:
    """From use and index to the direct cost C."""
    classes, years = as_series(inputs.amounts).shape
    use, at_date = N_("Part used up by the research"), N_("Cost of the class at the price level of the valuation date")
    steps = []
    for j in range(1, classes + 1):
        share = float(columns.use_shares[j - 1])
        formula = "1" if inputs.use_years is None else f"min(q_{j} / z_{j}, 1)"
        steps.append(Step(f"u_{j}", use, formula, share, SHARE, _RULE))
        inner = " + ".join(f"a_{j}_{t} × I_{j} / i_{j}_{t}" for t in range(1, years + 1))
        value = float(columns.by_class[j - 1])
        steps.append(Step(f"C_{j}", at_date, f"u_{j} × ({inner})", value, MONEY, _RULE))
    total = f"(1 − w) × ({sum_of('C_{k}', classes)})"
    return [*steps, Step("C", N_("Direct cost"), total, float(columns.direct_cost), MONEY, _RULE)]


def _capital_steps(columns: IndexedColumns) -> list[Step]:
    """Cost of the capital that each year's spending ties up until the last spending."""
    classes, years = len(columns.by_class), len(columns.by_year)
    last = f"min({', '.join(f'n_{t}' for t in range(1, years + 1))})" if years > 1 else "n_1"
    tied, spent = (
        N_("Years until the end of the spending"),
        N_("Cost of the year at the price level of the valuation date"),
    )
    steps = []
    for t in range(1, years + 1):
        by_class = " + ".join(f"u_{j} × a_{j}_{t} × I_{j} / i_{j}_{t}" for j in range(1, classes + 1))
        steps.append(Step(f"Y_{t}", spent, by_class, float(columns.by_year[t - 1]), MONEY, _RULE))
        steps.append(Step(f"τ_{t}", tied, f"n_{t} − {last}", float(columns.waiting_years[t - 1]), YEARS, _RULE))
    grown = sum_of("Y_{k} × ((1 + c)^(τ_{k}) − 1)", years)
    label = N_("Capital cost until the end of the spending")
    return [*steps, Step("K", label, f"(1 − w) × ({grown})", float(columns.capital_cost), MONEY, _RULE)]


MODELS = (
    Model(
        "indexed_development_cost",
        N_("Past development cost at today's prices"),
        "cost",
        IndexedDevelopmentCost,
        indexed_development_cost,
        run,
    ),
)
