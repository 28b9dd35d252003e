"""Which valuation methods are there? A new method is one file and one line here; commands, menus and help read this."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from valuation.model import Model

_MODULES = (
    "valuation.income.capitalised_earnings",
    "valuation.income.annuities",
    "valuation.income.relief_from_royalty",
    "valuation.income.incremental_income",
    "valuation.income.with_and_without",
    "valuation.income.single_period_excess_earnings",
    "valuation.income.excess_earnings",
    "valuation.income.licence_payments",
    "valuation.income.tax_amortisation",
    "valuation.income.residual_value",
    "valuation.income.dated_flows",
    "valuation.royalty.split_by_range",
    "valuation.royalty.equivalent_investment",
    "valuation.royalty.additional_profit",
    "valuation.royalty.rule_of_thumb",
    "valuation.royalty.royalty_benchmarks",
    "valuation.discounting.build_up",
    "valuation.discounting.risk_scored_rate",
    "valuation.discounting.capm",
    "valuation.discounting.wacc",
    "valuation.market.comparable_sales",
    "valuation.market.comparable_licences",
    "valuation.market.price_regression_model",
    "valuation.market.capacity_exponent",
    "valuation.market.deferred_payment",
    "valuation.market.royalty_capitalisation",
    "valuation.market.multiple_less_generic",
    "valuation.cost.cost_less_obsolescence",
    "valuation.cost.self_created_know_how",
    "valuation.cost.licence_minimum_fee",
    "valuation.options.black_scholes",
    "valuation.options.american_option",
    "valuation.options.binomial_tree",
    "valuation.options.compound_option",
    "valuation.options.least_squares_monte_carlo",
    "valuation.options.decision_tree",
    "valuation.portfolio.line_allocation",
    "valuation.portfolio.portfolio_concentration",
    "valuation.useful_life.remaining_legal_life",
    "valuation.useful_life.economic_life",
    "valuation.useful_life.decay_life",
    "valuation.useful_life.renewal_survival",
    "valuation.useful_life.kaplan_meier",
    "valuation.cost.complexity_coefficient",
    "valuation.cost.indexed_development_cost",
)
"""Each defines `MODELS`, a tuple of the methods in it; imported when the catalogue is first asked."""


def models() -> Mapping[str, Model]:
    """Every method by its name, in the order of the families."""
    found = [model for name in _MODULES for model in import_module(name).MODELS]
    return MappingProxyType({model.name: model for model in found})
