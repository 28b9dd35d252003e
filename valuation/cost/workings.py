"""How is the cost approach shown: cost table and named steps?"""

from __future__ import annotations

from typing import Any

from valuation.cost.replacement import CostColumns
from valuation.inputs import CostPlan, Number
from valuation.results import ApproachResult, Step
from valuation.units import COUNT, FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, Message

METHOD = N_("Replacement cost less obsolescence")
_RULE = "valuation.cost.replacement"
_OBSOLESCENCE = (
    ("o_f", N_("Functional obsolescence"), "functional_obsolescence"),
    ("o_t", N_("Technological obsolescence"), "technological_obsolescence"),
    ("o_e", N_("Economic obsolescence"), "economic_obsolescence"),
)


def cost_result(plan: CostPlan, columns: CostColumns, rights_in_force: int, rights: int) -> ApproachResult:
    """The applied cost approach: cost new, obsolescence, and the part that belongs to rights in force."""
    value = float(columns.value)
    steps = (
        *replacement_steps(plan, columns),
        Step("n_force", N_("Rights in force"), "", float(rights_in_force), COUNT, "rights"),
        Step("n_rights", N_("Rights in the case"), "", float(rights), COUNT, "rights"),
        Step("V_cost", N_("Value by the cost approach"), "RC × s × n_force / n_rights", value, MONEY, _RULE),
    )
    return ApproachResult("cost", METHOD, value, None, steps)


def cost_not_applied(reason: Message) -> ApproachResult:
    """The cost approach with the reason why it was not applied."""
    return ApproachResult("cost", METHOD, None, reason, ())


def replacement_steps(plan: CostPlan, columns: CostColumns) -> tuple[Step, ...]:
    """From each cost spent to the replacement cost RC and the share s that obsolescence leaves of it."""
    return (
        *_item_steps(plan, columns),
        *_replacement_steps(plan, columns),
        *obsolescence_steps(plan, columns.remaining_share, "cost."),
    )


def _item_steps(plan: CostPlan, columns: CostColumns) -> list[Step]:
    steps = []
    for index, item in enumerate(plan.items):
        k, path = index + 1, f"cost.items[{index}]"
        at_date = float(columns.items[index])
        steps += [
            Step(f"a_{k}", N_("Cost spent"), "", float(item.amount), MONEY, f"{path}.amount"),
            Step(f"x_{k}", N_("Price index factor"), "", float(item.index_factor), FACTOR, f"{path}.index_factor"),
            Step(
                f"C_{k}", N_("Cost at the price level of the valuation date"), f"a_{k} × x_{k}", at_date, MONEY, _RULE
            ),
        ]
    together = " + ".join(f"C_{k}" for k in range(1, len(plan.items) + 1))
    return [*steps, Step("C", N_("Direct cost"), together, float(columns.direct_cost), MONEY, _RULE)]


def _replacement_steps(plan: CostPlan, columns: CostColumns) -> list[Step]:
    years, rate, profit_rate = float(plan.development_years), float(plan.capital_cost_rate), float(plan.profit_rate)
    capital, profit = float(columns.capital_cost), float(columns.profit)
    new = float(columns.replacement_cost)
    return [
        Step("n", N_("Development time"), "", years, YEARS, "cost.development_years"),
        Step("c", N_("Cost of capital"), "", rate, RATE, "cost.capital_cost_rate"),
        Step("K", N_("Capital cost of half the development time"), "C × ((1 + c)^(n / 2) − 1)", capital, MONEY, _RULE),
        Step("b", N_("Developer's profit rate"), "", profit_rate, SHARE, "cost.profit_rate"),
        Step("P", N_("Developer's profit"), "(C + K) × b", profit, MONEY, _RULE),
        Step("RC", N_("Replacement cost"), "C + K + P", new, MONEY, _RULE),
    ]


def obsolescence_steps(given: Any, left: Number, path: str = "") -> list[Step]:
    """The kinds of obsolescence in the fields of `given`, which stand at `path`, and the share s they leave."""
    is_chained = given.combination == "chained"
    formula = "(1 − o_f) × (1 − o_t) × (1 − o_e)" if is_chained else "max(1 − (o_f + o_t + o_e), 0)"
    kinds = [
        Step(symbol, label, "", float(getattr(given, name)), SHARE, f"{path}{name}")
        for symbol, label, name in _OBSOLESCENCE
    ]
    label, rule = N_("Share left after obsolescence"), "valuation.cost.obsolescence"
    return [*kinds, Step("s", label, formula, float(left), SHARE, rule)]
