"""How is the market approach shown: comparables grid and named steps?"""

from __future__ import annotations

from valuation.inputs import Deal, MarketPlan
from valuation.market.comparable_transactions import DealColumns, market_value, unit_value
from valuation.results import ApproachResult, DealResult, Step
from valuation.units import COUNT, FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, Message

METHOD = N_("Comparable transactions")
_RULE = "valuation.market.comparable_transactions"


def market_result(plan: MarketPlan, columns: tuple[DealColumns, ...], rights_in_force: int) -> ApproachResult:
    """The applied market approach: each comparable brought to the subject, and the weighted price per patent."""
    rate = float(plan.deferred_payment_rate)
    steps = [Step("i", N_("Rate for deferred payments"), "", rate, RATE, "market.deferred_payment_rate")]
    for index, (deal, column) in enumerate(zip(plan.deals, columns, strict=True)):
        steps += _price_steps(index, deal, column)
        steps += _adjustment_steps(index, deal, column, is_chained=plan.combination == "chained")
    steps += _weight_steps(plan, columns)
    weighted = " + ".join(f"w_{j} × p_{j}" for j in range(1, len(columns) + 1))
    value = float(market_value(columns, rights_in_force))
    steps += [
        Step("u", N_("Weighted price per patent"), weighted, float(unit_value(columns)), MONEY, _RULE),
        Step("n_force", N_("Rights in force"), "", float(rights_in_force), COUNT, "rights"),
        Step("V_market", N_("Value by the market approach"), "u × n_force", value, MONEY, _RULE),
    ]
    deals = tuple(_deal_result(deal, column) for deal, column in zip(plan.deals, columns, strict=True))
    return ApproachResult("market", METHOD, value, None, tuple(steps), deals=deals)


def market_not_applied(reason: Message) -> ApproachResult:
    """The market approach with the reason why it was not applied."""
    return ApproachResult("market", METHOD, None, reason, ())


def _deal_result(deal: Deal, column: DealColumns) -> DealResult:
    return DealResult(
        key=deal.key,
        cash_price=float(column.cash_price),
        unit_price=float(column.unit_price),
        total_adjustment=float(column.total_adjustment),
        adjusted_unit_price=float(column.adjusted_unit_price),
        weight=float(column.weight),
        is_outlier=bool(column.is_outlier),
    )


def _price_steps(index: int, deal: Deal, column: DealColumns) -> list[Step]:
    """Payments, cash price and price per patent of the comparable number `index` + 1."""
    j, path = index + 1, f"market.deals[{index}]"
    steps, terms = [], []
    for k, (years, amount) in enumerate(deal.payments):
        paid = f"A_{j}_{k + 1}"
        steps.append(Step(paid, N_("Payment"), "", amount, MONEY, f"{path}.payments[{k}]"))
        if years == 0:
            terms.append(paid)
            continue
        when = f"t_{j}_{k + 1}"
        steps.append(Step(when, N_("Years after signing"), "", years, YEARS, f"{path}.payments[{k}]"))
        terms.append(f"{paid} × (1 + i)^(−{when})")
    cash, unit = float(column.cash_price), float(column.unit_price)
    return [
        *steps,
        Step(f"P_{j}", N_("Price as cash at signing"), " + ".join(terms), cash, MONEY, _RULE),
        Step(f"n_{j}", N_("Patents in the transaction"), "", float(deal.patents_count), COUNT, f"{path}.patents_count"),
        Step(f"u_{j}", N_("Price per patent before adjustment"), f"P_{j} / n_{j}", unit, MONEY, _RULE),
    ]


def _adjustment_steps(index: int, deal: Deal, column: DealColumns, *, is_chained: bool) -> list[Step]:
    """Each adjustment, all together, and the adjusted price per patent."""
    j, path = index + 1, f"market.deals[{index}].adjustments"
    symbols = [f"k_{j}_{m + 1}" for m in range(len(deal.adjustments))]
    steps = [
        Step(symbol, N_("Adjustment factor"), "", float(adjustment.factor), FACTOR, f"{path}[{m}].factor")
        for m, (symbol, adjustment) in enumerate(zip(symbols, deal.adjustments, strict=True))
    ]
    if is_chained:
        formula = " × ".join(symbols) or "1"
    else:
        formula = " + ".join(["1", *(f"({symbol} − 1)" for symbol in symbols)])
    total, adjusted = float(column.total_adjustment), float(column.adjusted_unit_price)
    return [
        *steps,
        Step(f"k_{j}", N_("Adjustments together"), formula, total, FACTOR, _RULE),
        Step(f"p_{j}", N_("Adjusted price per patent"), f"u_{j} × k_{j}", adjusted, MONEY, _RULE),
    ]


def _weight_steps(plan: MarketPlan, columns: tuple[DealColumns, ...]) -> list[Step]:
    label = N_("Similarity times grade of the source")
    given = [
        Step(f"g_{j + 1}", label, "", deal.weight, FACTOR, f"market.deals[{j}].weight")
        for j, deal in enumerate(plan.deals)
    ]
    if plan.outliers == "none":
        counting = [step.symbol for step in given]
    else:
        given += _outlier_steps(columns)
        counting = [f"g_{j + 1} × o_{j + 1}" for j in range(len(columns))]
    label, together = N_("Weight of the comparable"), " + ".join(counting)
    return given + [
        Step(f"w_{j + 1}", label, f"{counting[j]} / ({together})", float(column.weight), SHARE, _RULE)
        for j, column in enumerate(columns)
    ]


def _outlier_steps(columns: tuple[DealColumns, ...]) -> list[Step]:
    label = N_("Counts (1) or is an outlier by the rule (0)")
    return [
        Step(f"o_{j + 1}", label, "", float(not column.is_outlier), COUNT, "market.outliers")
        for j, column in enumerate(columns)
    ]
