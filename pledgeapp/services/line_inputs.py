"""How does a product with its income plan become a revenue line of the engine, and what is missing for that?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np

from pledgeapp.records.case import ApproachName, Case
from pledgeapp.records.product import Allocation, IncomePlan, PatentRole, Product, RoyaltyBase, TaxBasis, YearFigures
from pledgeapp.records.wording import label
from pledgeapp.services.input_collector import InputCollector
from valuation import inputs as engine
from valuation.wording import N_

_ALWAYS = ("discount_rate", "economic_life_years", "success_probability", "revenue_factor")
_SPLIT = ("split_rate", "split_decline")
_FEATURES = ("validity_probability", "launch_delay_years", "other_assets_charge")
_SAMPLED_BLOCKS = 64
_SEED = 20260901
"""Orders in which more patents than can be looked at exactly join: the same for the same case on any machine."""


def revenue_lines(case: Case, found: InputCollector) -> Iterator[engine.RevenueLine]:
    """Every product that can be valued; the others are named in `found` with what they lack."""
    if not found.counts(ApproachName.INCOME):
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
    case: Case, position: int, product: Product, plan: IncomePlan, engine_path: str, found: InputCollector
) -> engine.RevenueLine | None:
    before = len(found.open_points)
    path = f"products[{position}]"
    forecast = _forecast(case, path, product, plan, found)
    if not product.patents:
        found.missing(f"{path}.patents", N_("{product}: no patent is mapped to the product"), product=product.name)
    numbers = _numbers(f"{path}.income", engine_path, plan, found)
    if len(found.open_points) > before or not forecast:
        found.leave_out(engine_path)
        return None
    operating = [f.operating_margin for f in forecast]
    return engine.RevenueLine(
        key=product.id,
        first_year=forecast[0].year,
        revenue=np.array([float(f.revenue or 0) for f in forecast]),
        profit_margin=_margins(forecast, plan.royalty_base),
        royalty_base=plan.royalty_base.value,
        tax_basis=plan.tax_basis.value,
        discount_rate_basis=plan.discount_rate_basis.value,
        contributions=contributions(product, plan),
        split_by_year=_split_by_year(product, plan, forecast),
        operating_margin=None if None in operating else np.array([float(m or 0) for m in operating]),
        **{"tax_rate": 0.0, "split_rate": 0.0, "split_decline": 0.0, **numbers},
    )


def _numbers(path: str, engine_path: str, plan: IncomePlan, found: InputCollector) -> dict[str, Any]:
    """The numbers of the plan that this line uses; a feature left as it stands has no path: nothing can move it."""
    names = [*_ALWAYS, *(() if plan.split_by_year else _SPLIT)]
    names += ["tax_rate"] if plan.tax_basis is TaxBasis.AFTER_TAX else []
    names += [name for name in _FEATURES if getattr(plan, name) != type(plan).model_fields[name].default]
    numbers: dict[str, Any] = {
        name: found.number(f"{path}.{name}", f"{engine_path}.{name}", getattr(plan, name)) for name in names
    }
    for name in ("growth_after_forecast", "licence_term_years"):
        value = getattr(plan, name).value
        if value is not None or name == "growth_after_forecast":
            found.record_paths[f"{engine_path}.{name}"] = f"{path}.{name}"
        numbers[name] = None if value is None else float(value)
    return numbers


def contributions(product: Product, plan: IncomePlan) -> dict[str, float]:
    """Weight of each patent in the line: its score, or its Shapley value while all of them are in force.

    What lapses is taken off year by year by the engine, as with scores.
    """
    if plan.allocation is Allocation.SCORE or not product.patents:
        return {use.patent_id: float(use.contribution) for use in product.patents}
    from valuation.portfolio.shared_line import SharedLine, share_by_shapley

    is_raising = [use.role is PatentRole.IMPROVEMENT for use in product.patents]
    line = SharedLine(
        present_values=np.ones(1),
        period_ends=np.ones(1),
        protection_years=np.ones(len(product.patents)),
        roles=tuple(use.role.value for use in product.patents),
        uplifts=np.array(
            [float(use.uplift) if raises else 0.0 for use, raises in zip(product.patents, is_raising, strict=True)]
        ),
    )
    shares = share_by_shapley(line, _SAMPLED_BLOCKS, np.random.Generator(np.random.PCG64(_SEED))).values
    return {use.patent_id: max(float(share), 0.0) for use, share in zip(product.patents, shares, strict=True)}


def _split_by_year(product: Product, plan: IncomePlan, forecast: tuple[YearFigures, ...]) -> engine.FloatArray | None:
    """The split rates of the years that are valued; those of forecast years already past fall away."""
    if not plan.split_by_year:
        return None
    years = [figures.year for figures in product.figures if figures.is_forecast]
    past = years.index(forecast[0].year)
    rates = [float(rate) for rate in plan.split_by_year]
    return np.array([rates[min(past + k, len(rates) - 1)] for k in range(len(forecast))])


def _forecast(
    case: Case, path: str, product: Product, plan: IncomePlan, found: InputCollector
) -> tuple[YearFigures, ...]:
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
