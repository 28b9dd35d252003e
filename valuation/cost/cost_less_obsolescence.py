"""What is one asset worth by its cost new less obsolescence, apart from any case?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from valuation.cost.replacement import CostColumns, cost_columns
from valuation.cost.workings import replacement_steps
from valuation.domains import Domain, domain_of
from valuation.inputs import Combination, CostItem, CostPlan, FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_

_OBSOLESCENCE = domain_of("cost.functional_obsolescence")
_YEARS = Domain(0.0, 100.0)
_RULE = "valuation.cost.cost_less_obsolescence"


@dataclass(frozen=True, kw_only=True)
class CostLessObsolescence:
    """Costs by class; an index factor is the price level at the valuation date over that of the spending."""

    amounts: Any = series(N_("Cost spent"), MONEY, domain_of("cost.items[].amount"))
    index_factors: Any = series(N_("Price index factor"), FACTOR, domain_of("cost.items[].index_factor"))
    development_years: Number = quantity(N_("Development time"), YEARS, _YEARS, default=0.0)
    capital_cost_rate: Number = quantity(N_("Cost of capital"), RATE, domain_of("cost.capital_cost_rate"), default=0.0)
    profit_rate: Number = quantity(N_("Developer's profit rate"), SHARE, domain_of("cost.profit_rate"), default=0.0)
    functional_obsolescence: Number = quantity(N_("Functional obsolescence"), SHARE, _OBSOLESCENCE)
    technological_obsolescence: Number = quantity(N_("Technological obsolescence"), SHARE, _OBSOLESCENCE)
    economic_obsolescence: Number = quantity(N_("Economic obsolescence"), SHARE, _OBSOLESCENCE)
    combination: str = choice(N_("How the kinds of obsolescence combine"), ("chained", "additive"))


def _plan(inputs: CostLessObsolescence) -> CostPlan:
    amounts, factors = as_series(inputs.amounts), as_series(inputs.index_factors)
    items = tuple(
        CostItem(key=str(k), amount=amounts[..., k], index_factor=factors[..., k]) for k in range(amounts.shape[-1])
    )
    return CostPlan(
        items=items,
        development_years=inputs.development_years,
        capital_cost_rate=inputs.capital_cost_rate,
        profit_rate=inputs.profit_rate,
        functional_obsolescence=inputs.functional_obsolescence,
        technological_obsolescence=inputs.technological_obsolescence,
        economic_obsolescence=inputs.economic_obsolescence,
        combination=cast("Combination", inputs.combination),
    )


def _columns(inputs: CostLessObsolescence) -> CostColumns:
    check_model_inputs(inputs)
    require_same_length(inputs, "amounts", "index_factors")
    return cost_columns(_plan(inputs), 1, 1)


def cost_less_obsolescence(inputs: CostLessObsolescence) -> FloatArray:
    """V = RC s, shape (...), by `cost_columns` for one right in force: the same formula as in a case.

    Source: 重置成本 less 贬值 of Chinese appraisal practice. Obsolescence is chained or added, as stated.
    InputOutsideDomain where the lists differ in length.
    Known to be right: published textbook examples of both conventions; equals the cost approach of a case.
    """
    return np.asarray(_columns(inputs).value)


def run(inputs: CostLessObsolescence) -> ModelResult:
    """The value with the cost table."""
    columns = _columns(inputs)
    value = float(columns.value)
    steps = tuple(replace(step, source=_own_source(step.source)) for step in replacement_steps(_plan(inputs), columns))
    label = N_("Value by the cost approach")
    return ModelResult(value, MONEY, (*steps, Step("V", label, "RC × s", value, MONEY, _RULE)))


def _own_source(source: str) -> str:
    """The path of an input of this method for the path in a case: `cost.items[0].amount` is `amounts[0]`."""
    path = source.removeprefix("cost.")
    for item_field, own in (("amount", "amounts"), ("index_factor", "index_factors")):
        if path.startswith("items[") and path.endswith(f"].{item_field}"):
            return own + path.removeprefix("items").removesuffix(f".{item_field}")
    return path


MODELS = (
    Model(
        "cost_less_obsolescence",
        N_("Replacement cost less obsolescence"),
        "cost",
        CostLessObsolescence,
        cost_less_obsolescence,
        run,
    ),
)
