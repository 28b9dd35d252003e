"""How does a case become the arrays of the engine, and what is still missing for that?

Records speak of people's entries (an assumption may be open); the engine needs numbers. A line, the market plan or the
cost plan whose numbers are not complete is left out here and named as an open point: nothing is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import numpy as np

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.case import ApproachName, Case
from pledgeapp.records.comparable import Comparable, MarketPlan
from pledgeapp.records.patent import RightType
from pledgeapp.records.product import IncomePlan, Product, RoyaltyBase, TaxBasis, YearFigures
from pledgeapp.records.wording import label
from pledgeapp.reference import Reference
from pledgeapp.services.assumption_points import no_value
from pledgeapp.services.check_rights import legal_expiry, worthless_reason
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
_OF_PRODUCT = {"revenue": "figures", "profit_margin": "figures", "contributions": "patents"}
"""What the engine holds with a line and the case with the product itself, not with its income plan."""


@dataclass
class _Collector:
    """Gathers, while a case is read: what is open, and which engine path stands for which record path."""

    case: Case
    open_points: list[OpenPoint] = field(default_factory=list)
    record_paths: dict[str, str] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    """Position of the product by that of its line in the engine: a product that is not valued has no line."""
    left_out: list[str] = field(default_factory=list)
    """Names of the products that are planned and cannot be valued yet."""

    def missing(self, path: str, template: str, *, place: str = "", **params: str) -> None:
        """An open point at `path`; `place` tells one gap of a table from another."""
        key = f"missing:{path}{place}"
        self.open_points.append(OpenPoint(key=key, template=template, params=params, path=path))

    def number(self, record_path: str, engine_path: str, assumption: Assumption) -> float:
        """The assumption's value, or NaN (never passed on) with an open point."""
        self.record_paths[engine_path] = record_path
        if assumption.value is None:
            self.open_points.append(no_value(self.case, record_path))
            return float("nan")
        return float(assumption.value)

    def leave_out(self, engine_path: str) -> None:
        """A part that is not passed on has no engine paths either: nothing of it can be drawn or moved."""
        for path in [p for p in self.record_paths if p.startswith(f"{engine_path}.")]:
            del self.record_paths[path]


@dataclass(frozen=True)
class PreparedCase:
    """The engine's inputs, what is missing for more, and where each engine input is set in the case."""

    inputs: engine.CaseInputs
    open_points: tuple[OpenPoint, ...]
    record_paths: dict[str, str]
    """By engine path: the path of the assumption that holds the number."""
    lines: dict[int, int]
    """Position of the product by that of its line in the engine."""
    left_out: tuple[str, ...]
    """Names of the products that are planned and cannot be valued yet: the value lacks them."""

    def record_path(self, engine_path: str) -> str:
        """Where the engine's `lines[0].split_rate` is set: `products[2].income.split_rate`."""
        if engine_path in self.record_paths:
            return self.record_paths[engine_path]
        line = _LINE.fullmatch(engine_path)
        if line is None:
            return engine_path.replace("market.deals", "market.comparables", 1)
        product, name = f"products[{self.lines[int(line['position'])]}]", line["name"]
        return f"{product}.{_OF_PRODUCT.get(name, f'income.{name}')}"


def prepare_case(case: Case, reference: Reference) -> PreparedCase:
    """The engine's inputs of `case`; incomplete parts are left out and listed as open points."""
    found = _Collector(case)
    lines = tuple(_lines(case, found))
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
    )
    return PreparedCase(inputs, tuple(found.open_points), found.record_paths, found.lines, tuple(found.left_out))


def _counts(case: Case, approach: ApproachName) -> bool:
    return any(c.approach is approach and c.weight > 0 for c in case.approaches)


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


def _lines(case: Case, found: _Collector) -> Iterator[engine.RevenueLine]:
    if not _counts(case, ApproachName.INCOME):
        return
    if all(product.income is None for product in case.products):
        found.missing("products", N_("Income approach: no product line is planned"))
    count = 0
    for position, product in enumerate(case.products):
        if product.income is None:
            continue
        line = _line(case, position, product, product.income, f"lines[{count}]", found)
        if line is None:
            found.left_out.append(product.name)
        else:
            found.lines[count] = position
            count += 1
            yield line


def _line(
    case: Case, position: int, product: Product, plan: IncomePlan, engine_path: str, found: _Collector
) -> engine.RevenueLine | None:
    before = len(found.open_points)
    path = f"products[{position}]"
    forecast = _forecast(case, path, product, plan, found)
    if not product.patents:
        found.missing(f"{path}.patents", N_("{product}: no patent is mapped to the product"), product=product.name)
    names = ["split_rate", "split_decline", "discount_rate", "economic_life_years", "success_probability"]
    names += ["revenue_factor"] + (["tax_rate"] if plan.tax_basis is TaxBasis.AFTER_TAX else [])
    numbers = {
        name: found.number(f"{path}.income.{name}", f"{engine_path}.{name}", getattr(plan, name)) for name in names
    }
    growth = plan.growth_after_forecast
    found.record_paths[f"{engine_path}.growth_after_forecast"] = f"{path}.income.growth_after_forecast"
    if len(found.open_points) > before or not forecast:
        found.leave_out(engine_path)
        return None
    return engine.RevenueLine(
        key=product.id,
        first_year=forecast[0].year,
        revenue=np.array([float(f.revenue or 0) for f in forecast]),
        profit_margin=_margins(forecast, plan.royalty_base),
        royalty_base=plan.royalty_base.value,
        tax_basis=plan.tax_basis.value,
        discount_rate_basis=plan.discount_rate_basis.value,
        growth_after_forecast=None if growth.value is None else float(growth.value),
        contributions={u.patent_id: float(u.contribution) for u in product.patents},
        **{"tax_rate": 0.0, **numbers},
    )


def _forecast(case: Case, path: str, product: Product, plan: IncomePlan, found: _Collector) -> tuple[YearFigures, ...]:
    """Forecast years from the year of the valuation date on, without a gap and with what the base needs."""
    years = tuple(f for f in product.figures if f.is_forecast and f.year >= case.valuation_date.year)
    if not years:
        found.missing(f"{path}.figures", N_("{product}: no forecast of yearly revenue"), product=product.name)
        return ()
    for earlier, later in pairwise(years):
        if later.year != earlier.year + 1:
            found.missing(
                f"{path}.figures",
                N_("{product}: the forecast has a gap after {year}"),
                place=f".after_{earlier.year}",
                product=product.name,
                year=str(earlier.year),
            )
    for figures in years:
        margin = _margin(figures, plan.royalty_base)
        if figures.revenue is None or (margin is None and plan.royalty_base is not RoyaltyBase.SALES):
            found.missing(
                f"{path}.figures",
                N_("{product}: {year} lacks revenue or the margin of {base_label}"),
                place=f".{figures.year}",
                product=product.name,
                year=str(figures.year),
                base_label=label(plan.royalty_base),
            )
    return years


def _margin(figures: YearFigures, base: RoyaltyBase) -> Decimal | None:
    return {
        RoyaltyBase.SALES: Decimal(1),
        RoyaltyBase.GROSS_PROFIT: figures.gross_margin,
        RoyaltyBase.OPERATING_PROFIT: figures.operating_margin,
        RoyaltyBase.NET_PROFIT: figures.net_margin,
    }[base]


def _margins(forecast: tuple[YearFigures, ...], base: RoyaltyBase) -> engine.FloatArray | None:
    if base is RoyaltyBase.SALES:
        return None
    return np.array([float(_margin(f, base) or 0) for f in forecast])


def _market(case: Case, found: _Collector) -> engine.MarketPlan | None:
    plan = case.market
    if not _counts(case, ApproachName.MARKET):
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


def _cost(case: Case, found: _Collector) -> engine.CostPlan | None:
    plan = case.cost
    if not _counts(case, ApproachName.COST):
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
