"""How does a case become the arrays of the engine, and what is still missing for that?

Records speak of people's entries (an assumption may be open); the engine needs numbers. A line, the market plan, the
cost plan or a further method whose numbers are not complete is left out and named as an open point: nothing is filled
in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.case import ApproachName, Case
from pledgeapp.records.comparable import Comparable, MarketPlan
from pledgeapp.records.method_inputs import method_record_path
from pledgeapp.records.patent import RightType
from pledgeapp.reference import Reference
from pledgeapp.services.applied_methods import engine_methods
from pledgeapp.services.check_rights import legal_expiry, worthless_reason
from pledgeapp.services.fee_inputs import fee_plan
from pledgeapp.services.input_collector import InputCollector
from pledgeapp.services.line_inputs import revenue_lines
from valuation import inputs as engine
from valuation.wording import N_, Message

ENGINE_RIGHT_TYPES: Mapping[RightType, engine.RightType] = {
    RightType.INVENTION: "invention",
    RightType.UTILITY_MODEL: "utility_model",
    RightType.DESIGN: "design",
}
"""The engine knows no unknown kind; a right of unknown kind is worth nothing there and cannot be pledged."""
_COST_INPUTS = (
    "development_years",
    "capital_cost_rate",
    "profit_rate",
    "functional_obsolescence",
    "technological_obsolescence",
    "economic_obsolescence",
)
_LINE = re.compile(r"lines\[(?P<position>\d+)\]\.(?P<name>\w+)")
_METHOD = re.compile(r"methods\[(?P<position>\d+)\](?P<rest>.*)")
_OF_PRODUCT = {
    "revenue": "figures",
    "profit_margin": "figures",
    "operating_margin": "figures",
    "contributions": "patents",
}
"""What the engine holds with a line and the case with the product itself, not with its income plan."""


@dataclass(frozen=True)
class PreparedCase:
    """The engine's inputs, what is missing for more, and where each engine input is set in the case."""

    case: Case
    inputs: engine.CaseInputs
    open_points: tuple[OpenPoint, ...]
    record_paths: dict[str, str]
    """By engine path: the path of the assumption that holds the number."""
    lines: dict[int, int]
    """Position of the product by that of its line in the engine."""
    left_out: tuple[str, ...]
    """Names of the products that are planned and cannot be valued yet: the value lacks them."""
    methods: dict[int, int]
    """Position of the applied method in the case by that in the engine."""
    methods_left_out: tuple[str, ...]
    """Names of the further methods that cannot be applied yet."""

    def record_path(self, engine_path: str) -> str:
        """Where the engine's `lines[0].split_rate` is set: `products[2].income.split_rate`."""
        if engine_path in self.record_paths:
            return self.record_paths[engine_path]
        method = _METHOD.fullmatch(engine_path)
        if method is not None:
            return method_record_path(self.case, self.methods[int(method["position"])], method["rest"])
        line = _LINE.fullmatch(engine_path)
        if line is None:
            return engine_path.replace("market.deals", "market.comparables", 1)
        product, name = f"products[{self.lines[int(line['position'])]}]", line["name"]
        return f"{product}.{_OF_PRODUCT.get(name, f'income.{name}')}"


def prepare_case(case: Case, reference: Reference) -> PreparedCase:
    """The engine's inputs of `case`; incomplete parts are left out and listed as open points."""
    found = InputCollector(case)
    lines = tuple(revenue_lines(case, found))
    inputs = engine.CaseInputs(
        valuation_date=case.valuation_date,
        timing=case.timing.value,
        rights=tuple(_rights(case, reference)),
        lines=lines,
        market=_market(case, found),
        cost=_cost(case, found),
        weights=tuple(
            engine.ApproachWeight(approach=c.approach.value, weight=float(c.weight), reason=c.reason)
            for c in case.approaches
        ),
        divergence_limit=float(case.divergence_limit),
        fees=fee_plan(case, lines, reference, found),
        methods=tuple(engine_methods(case, found)),
    )
    return PreparedCase(
        case=case,
        inputs=inputs,
        open_points=tuple(found.open_points),
        record_paths=found.record_paths,
        lines=found.lines,
        left_out=tuple(found.left_out),
        methods=found.methods,
        methods_left_out=tuple(found.methods_left_out),
    )


def _rights(case: Case, reference: Reference) -> Iterator[engine.Right]:
    for patent in case.patents:
        reason = worthless_reason(patent, case.valuation_date, reference)
        right_type = patent.right_type
        if right_type is RightType.UNKNOWN:
            reason = reason or Message("right_type_unknown", N_("the kind of right is unknown"))
        yield engine.Right(
            key=patent.id,
            right_type=ENGINE_RIGHT_TYPES.get(right_type, "invention"),
            expiry_date=legal_expiry(patent, reference),
            worthless_reason=reason,
        )


def _market(case: Case, found: InputCollector) -> engine.MarketPlan | None:
    plan = case.market
    if not found.counts(ApproachName.MARKET):
        return None
    if plan is None:
        found.missing("market", N_("Market approach: no comparable transaction is entered"))
        return None
    before = len(found.open_points)
    rate = found.number("market.deferred_payment_rate", "market.deferred_payment_rate", plan.deferred_payment_rate)
    if not plan.comparables:
        found.missing("market.comparables", N_("Market approach: no comparable transaction is entered"))
    for position, comparable in enumerate(plan.comparables):
        if comparable.currency != case.currency:
            found.missing(
                f"market.comparables[{position}]",
                N_("{comparable}: price in {currency}, the case is in {case_currency}"),
                comparable=comparable.name,
                currency=comparable.currency,
                case_currency=case.currency,
            )
    if len(found.open_points) > before:
        found.leave_out("market")
        return None
    return engine.MarketPlan(
        deals=tuple(_deal(c, plan) for c in plan.comparables),
        deferred_payment_rate=rate,
        combination="chained" if plan.is_chained else "additive",
    )


def _deal(comparable: Comparable, plan: MarketPlan) -> engine.Deal:
    grade_weight = plan.grade_weights.get(comparable.grade, Decimal(0))
    return engine.Deal(
        key=comparable.id,
        payments=tuple((float(p.years_after), float(p.amount)) for p in comparable.payments),
        patents_count=comparable.patents_count,
        transaction_date=comparable.transaction_date,
        adjustments=tuple(engine.Adjustment(name=a.kind.value, factor=float(a.factor)) for a in comparable.adjustments),
        weight=float(comparable.similarity * grade_weight),
    )


def _cost(case: Case, found: InputCollector) -> engine.CostPlan | None:
    plan = case.cost
    if not found.counts(ApproachName.COST):
        return None
    if plan is None:
        found.missing("cost", N_("Cost approach: no cost is entered"))
        return None
    before = len(found.open_points)
    if not plan.items:
        found.missing("cost.items", N_("Cost approach: no cost is entered"))
    items = tuple(
        engine.CostItem(
            key=f"{item.cost_class.value}:{position}",
            amount=found.number(f"cost.items[{position}].amount", f"cost.items[{position}].amount", item.amount),
            index_factor=found.number(
                f"cost.items[{position}].index_factor", f"cost.items[{position}].index_factor", item.index_factor
            ),
        )
        for position, item in enumerate(plan.items)
    )
    numbers = {name: found.number(f"cost.{name}", f"cost.{name}", getattr(plan, name)) for name in _COST_INPUTS}
    if len(found.open_points) > before:
        found.leave_out("cost")
        return None
    return engine.CostPlan(items=items, combination="chained" if plan.is_chained else "additive", **numbers)
