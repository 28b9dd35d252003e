"""Are the inputs of a case possible at all? The first that is not is named by an `InputOutsideDomain`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import numpy as np

from valuation.domains import LONGEST_YEARS, require
from valuation.inputs import (
    Approach,
    CaseInputs,
    Combination,
    CostPlan,
    Deal,
    FeePlan,
    MarketPlan,
    OutlierRule,
    RevenueLine,
    Right,
    RightType,
    RoyaltyBase,
    TaxBasis,
    Timing,
)
from valuation.market.comparable_transactions import total_adjustment
from valuation.market.outliers import require_outlier_limit
from valuation.wording import InputOutsideDomain, Message

LINE_NUMBERS = (
    "split_rate",
    "split_decline",
    "tax_rate",
    "discount_rate",
    "economic_life_years",
    "success_probability",
    "revenue_factor",
    "validity_probability",
    "launch_delay_years",
    "other_assets_charge",
)
COST_NUMBERS = (
    "development_years",
    "capital_cost_rate",
    "profit_rate",
    "functional_obsolescence",
    "technological_obsolescence",
    "economic_obsolescence",
)


def check_inputs(inputs: CaseInputs) -> None:
    """Raise InputOutsideDomain with the path of the first input with which the formulas have no meaning."""
    if inputs.timing not in get_args(Timing):
        _refuse_choice("timing", inputs.timing)
    _check_rights(inputs)
    require("divergence_limit", inputs.divergence_limit)
    for index, weight in enumerate(inputs.weights):
        require(f"weights[{index}].weight", weight.weight)
        if weight.approach not in get_args(Approach):
            _refuse_choice(f"weights[{index}].approach", weight.approach)
    _refuse_duplicates("weights", [weight.approach for weight in inputs.weights])
    keys = {right.key for right in inputs.rights}
    for index, line in enumerate(inputs.lines):
        _check_line(f"lines[{index}]", line, keys)
    _refuse_duplicates("lines", [line.key for line in inputs.lines])
    if inputs.fees is not None:
        _check_fees(inputs.fees, inputs.lines, keys)
    if inputs.market is not None:
        _check_market(inputs.market)
    if inputs.cost is not None:
        _check_cost(inputs.cost)


def _check_rights(inputs: CaseInputs) -> None:
    _refuse_duplicates("rights", [right.key for right in inputs.rights])
    for index, right in enumerate(inputs.rights):
        if right.right_type not in get_args(RightType):
            _refuse_choice(f"rights[{index}].right_type", right.right_type)
        _check_expiry(f"rights[{index}].expiry_date", right, inputs.valuation_date.year)
        if right.protection_years is not None:
            require(f"rights[{index}].protection_years", right.protection_years)


def _check_expiry(field_path: str, right: Right, valuation_year: int) -> None:
    if right.expiry_date is not None and right.expiry_date.year - valuation_year > LONGEST_YEARS:
        message = Message("expiry_too_far", "An expiry in {year} is not possible.", {"year": right.expiry_date.year})
        raise InputOutsideDomain(field_path, message)


def _check_line(path: str, line: RevenueLine, keys: set[str]) -> None:
    for name in LINE_NUMBERS:
        require(f"{path}.{name}", getattr(line, name))
    for name in ("growth_after_forecast", "licence_term_years"):
        if getattr(line, name) is not None:
            require(f"{path}.{name}", getattr(line, name))
    revenue = require(f"{path}.revenue", line.revenue)
    if revenue.ndim == 0 or revenue.shape[-1] == 0:
        raise InputOutsideDomain(f"{path}.revenue", Message("no_revenue_years", "The forecast has no year."))
    _check_base(path, line)
    _check_excess(path, line)
    for key, weight in line.contributions.items():
        require(f"{path}.contributions", weight)
        if key not in keys:
            message = Message("unknown_right", "There is no right {key} in the case.", {"key": key})
            raise InputOutsideDomain(f"{path}.contributions", message)
    if line.contributions and not any(line.contributions.values()):
        raise InputOutsideDomain(
            f"{path}.contributions", Message("no_contribution", "At least one contribution must be above zero.")
        )


def _check_base(path: str, line: RevenueLine) -> None:
    if line.royalty_base not in get_args(RoyaltyBase):
        _refuse_choice(f"{path}.royalty_base", line.royalty_base)
    if line.tax_basis not in get_args(TaxBasis):
        _refuse_choice(f"{path}.tax_basis", line.tax_basis)
    if line.tax_basis != line.discount_rate_basis:
        raise InputOutsideDomain(
            f"{path}.discount_rate_basis",
            Message("tax_basis_mixed", "Income before tax goes with a rate before tax, after tax with after tax."),
        )
    if line.royalty_base == "net_profit" and line.tax_basis == "pre_tax":
        raise InputOutsideDomain(
            f"{path}.tax_basis",
            Message("net_profit_is_after_tax", "Net profit is after tax: value it after tax with a rate after tax."),
        )
    if line.profit_margin is None:
        if line.royalty_base != "sales":
            raise InputOutsideDomain(
                f"{path}.profit_margin", Message("margin_missing", "A split of profit needs the profit margin.")
            )
        return
    _require_by_year(f"{path}.profit_margin", line.profit_margin, line)


def _check_excess(path: str, line: RevenueLine) -> None:
    if line.split_by_year is not None:
        split = require(f"{path}.split_by_year", line.split_by_year)
        if split.ndim == 0 or split.shape[-1] == 0:
            raise InputOutsideDomain(f"{path}.split_by_year", Message("no_revenue_years", "The forecast has no year."))
    if line.operating_margin is not None:
        _require_by_year(f"{path}.operating_margin", line.operating_margin, line)
    elif line.royalty_base != "operating_profit" and np.any(np.asarray(line.other_assets_charge) != 0):
        raise InputOutsideDomain(
            f"{path}.operating_margin",
            Message(
                "excess_needs_margin", "A return on the other assets can only be held against an operating margin."
            ),
        )


def _check_fees(plan: FeePlan, lines: tuple[RevenueLine, ...], keys: set[str]) -> None:
    require("fees.discount_rate", plan.discount_rate)
    require("fees.tax_rate", plan.tax_rate)
    if plan.tax_basis not in get_args(TaxBasis):
        _refuse_choice("fees.tax_basis", plan.tax_basis)
    if plan.tax_basis != plan.discount_rate_basis:
        raise InputOutsideDomain(
            "fees.discount_rate_basis",
            Message("tax_basis_mixed", "Income before tax goes with a rate before tax, after tax with after tax."),
        )
    if lines and plan.tax_basis not in {line.tax_basis for line in lines}:
        raise InputOutsideDomain(
            "fees.tax_basis",
            Message("fees_basis_mixed", "Fees are taken before or after tax as the income that pays them is."),
        )
    for key, fees in plan.fees.items():
        if key not in keys:
            message = Message("unknown_right", "There is no right {key} in the case.", {"key": key})
            raise InputOutsideDomain("fees.fees", message)
        for years, amount in fees:
            require("fees.fee_years", years)
            require("fees.fees", amount)


def _require_by_year(field_path: str, values: object, line: RevenueLine) -> None:
    """A margin for each year of the forecast."""
    margin = require(field_path, values)
    if margin.ndim == 0 or margin.shape[-1] != line.revenue.shape[-1]:
        raise InputOutsideDomain(
            field_path,
            Message(
                "lengths_differ",
                "{given} margins for {expected} years of revenue.",
                {"given": margin.shape[-1] if margin.ndim else 1, "expected": line.revenue.shape[-1]},
            ),
        )


def _check_market(plan: MarketPlan) -> None:
    require("market.deferred_payment_rate", plan.deferred_payment_rate)
    require("market.dispersion_limit", plan.dispersion_limit)
    _check_combination("market.combination", plan.combination)
    if plan.outliers not in get_args(OutlierRule):
        _refuse_choice("market.outliers", plan.outliers)
    require_outlier_limit("market.outlier_limit", plan.outliers, plan.outlier_limit)
    if plan.outlier_limit is not None:
        require("market.outlier_limit", plan.outlier_limit)
    if not plan.deals:
        raise InputOutsideDomain("market.deals", Message("no_comparables", "There is no comparable transaction."))
    _refuse_duplicates("market.deals", [deal.key for deal in plan.deals])
    for index, deal in enumerate(plan.deals):
        _check_deal(f"market.deals[{index}]", deal, plan)
    if not any(deal.weight for deal in plan.deals):
        raise InputOutsideDomain(
            "market.deals", Message("no_deal_weight", "At least one comparable must have a weight above zero.")
        )


def _check_deal(path: str, deal: Deal, plan: MarketPlan) -> None:
    require(f"{path}.weight", deal.weight)
    require(f"{path}.patents_count", deal.patents_count)
    for years, amount in deal.payments:
        require(f"{path}.payment_years", years)
        require(f"{path}.payments", amount)
    if not any(amount for _, amount in deal.payments):
        raise InputOutsideDomain(f"{path}.payments", Message("no_price", "The comparable has no price."))
    for index, adjustment in enumerate(deal.adjustments):
        require(f"{path}.adjustments[{index}].factor", adjustment.factor)
    if (total_adjustment(tuple(a.factor for a in deal.adjustments), plan.combination) <= 0).any():
        raise InputOutsideDomain(
            f"{path}.adjustments", Message("adjusted_to_nothing", "The adjustments leave no price: check them.")
        )


def _check_cost(plan: CostPlan) -> None:
    for name in COST_NUMBERS:
        require(f"cost.{name}", getattr(plan, name))
    _check_combination("cost.combination", plan.combination)
    if not plan.items:
        raise InputOutsideDomain("cost.items", Message("no_cost_items", "There is no cost item."))
    _refuse_duplicates("cost.items", [item.key for item in plan.items])
    for index, item in enumerate(plan.items):
        require(f"cost.items[{index}].amount", item.amount)
        require(f"cost.items[{index}].index_factor", item.index_factor)


def _check_combination(field_path: str, combination: Combination) -> None:
    if combination not in get_args(Combination):
        _refuse_choice(field_path, combination)


def _refuse_choice(field_path: str, given: str) -> None:
    raise InputOutsideDomain(
        field_path, Message("unknown_choice", "{given} is not one of the choices.", {"given": str(given)})
    )


def _refuse_duplicates(field_path: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InputOutsideDomain(field_path, Message("given_twice", "{key} is given twice.", {"key": key}))
        seen.add(key)
