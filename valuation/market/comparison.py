"""What do comparables say of the subject once each is brought to it, weighted, and outliers are set aside?

Shared by comparable sales and comparable licences, which differ in what is compared: a price or a royalty rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from valuation.discounting.present_value import present_value
from valuation.domains import LONGEST_YEARS, Domain, domain_of
from valuation.inputs import Combination, FloatArray, Number, OutlierRule
from valuation.market.comparable_transactions import total_adjustment, weighted_mean
from valuation.market.order_statistics import BoolArray, weighted_median
from valuation.market.outliers import RULES, counted_weights, is_kept, require_outlier_limit
from valuation.model import as_series, check_model_inputs, choice, quantity, series, table
from valuation.series_checks import require_same_length
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

AMOUNT = Domain(0.0, 1e12)
AFTER_SIGNING = Domain(0.0, LONGEST_YEARS)
_SHARE = Domain(0.0, 1.0, is_rate=True)
# Close to -1 a factor of late years leaves the range of floats.
_RATE = Domain(-0.9, 1.0, is_rate=True)
_WEIGHT = Domain(0.0, 100.0)
_FACTOR = Domain(0.0, 20.0, is_low_excluded=True)
_INDEX = Domain(1e-3, 1e6)
COMBINATIONS: tuple[str, ...] = get_args(Combination)
MIDDLES = ("weighted_mean", "weighted_median")
PAYMENTS = N_("Payment")
PAYMENT_YEARS = N_("Years after signing")
ADJUSTMENTS = ("condition_of_sale", "territory", "exclusivity", "remaining_life", "technology", "scope")
"""In the order in which they are applied; each is a factor on the comparable, 1 for no difference."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Comparables as agreed, and how they differ from the subject; the series have one number for each comparable."""

    payments: Any = table(PAYMENTS, MONEY, AMOUNT, default=None)
    """One row for each comparable, 0 where it has fewer payments than another."""
    payment_years: Any = table(PAYMENT_YEARS, YEARS, AFTER_SIGNING, default=None)
    payment_probabilities: Any = table(
        N_("Probability of the payment, below 1 for a milestone"), SHARE, _SHARE, default=None
    )
    deferred_payment_rate: Number = quantity(N_("Rate for deferred payments"), RATE, _RATE, default=0.0)
    transaction_index: Any = series(N_("Index of the market at the transaction"), FACTOR, _INDEX, default=None)
    valuation_index: Number | None = quantity(
        N_("Index of the market at the valuation date"), FACTOR, _INDEX, default=None
    )
    condition_of_sale: Any = series(N_("Factor for the condition of sale"), FACTOR, _FACTOR, default=None)
    territory: Any = series(N_("Factor for the territory"), FACTOR, _FACTOR, default=None)
    exclusivity: Any = series(N_("Factor for exclusivity"), FACTOR, _FACTOR, default=None)
    remaining_life: Any = series(N_("Factor for the remaining life"), FACTOR, _FACTOR, default=None)
    technology: Any = series(N_("Factor for the technology"), FACTOR, _FACTOR, default=None)
    scope: Any = series(N_("Factor for the scope of protection"), FACTOR, _FACTOR, default=None)
    combination: Combination = choice(N_("How the factors go together"), COMBINATIONS)
    similarity: Any = series(N_("Similarity to the subject"), FACTOR, _WEIGHT)
    source_grade: Any = series(N_("Weight of the source by its grade"), FACTOR, _WEIGHT, default=None)
    outliers: OutlierRule = choice(N_("Rule for outliers"), RULES)
    outlier_limit: Number | None = quantity(
        N_("Multiple of the spread at which a comparable is an outlier"),
        FACTOR,
        domain_of("market.outlier_limit"),
        default=None,
    )
    middle: str = choice(N_("Which middle of the comparables is concluded"), MIDDLES)
    dispersion_limit: Number = quantity(
        N_("Coefficient of variation above which a warning is given"),
        FACTOR,
        domain_of("market.dispersion_limit"),
        default=0.5,
    )


@dataclass(frozen=True)
class ComparisonColumns:
    """The grid, shape (..., comparables) each."""

    market_conditions: FloatArray
    """Index at the valuation date over index at the transaction."""
    adjustment: FloatArray
    adjusted: FloatArray
    counted: BoolArray
    """Whether it has weight at all, before the rule for outliers."""
    kept: BoolArray
    weight: FloatArray
    """Normalised."""

    @property
    def outliers(self) -> BoolArray:
        """Those that have weight and are shut out by the rule."""
        return np.asarray(self.counted & ~self.kept)


def check_comparison(inputs: Comparison, *others: str) -> None:
    """InputOutsideDomain for a field outside its bounds or of another length; `others` are series of the method."""
    check_model_inputs(inputs)
    optional = ("transaction_index", *ADJUSTMENTS, "source_grade")
    given = [name for name in optional if getattr(inputs, name) is not None]
    require_same_length(inputs, "similarity", *given, *others)
    require_outlier_limit("outlier_limit", inputs.outliers, inputs.outlier_limit)
    if (inputs.transaction_index is None) != (inputs.valuation_index is None):
        missing = "valuation_index" if inputs.valuation_index is None else "transaction_index"
        template = N_("Both indices are needed: at the transaction and at the valuation date.")
        raise InputOutsideDomain(missing, Message("index_half", template))
    _check_payments(inputs)


def _check_payments(inputs: Comparison) -> None:
    for name, partner in (("payment_years", "payments"), ("payments", "payment_years")):
        if getattr(inputs, name) is None and getattr(inputs, partner) is not None:
            raise InputOutsideDomain(name, Message("payment_half", N_("Payments and their times belong together.")))
    if inputs.payments is not None and _shape(inputs.payments)[0] != as_series(inputs.similarity).shape[-1]:
        template = N_("{given} rows are given for {expected} comparables.")
        params = {"given": _shape(inputs.payments)[0], "expected": as_series(inputs.similarity).shape[-1]}
        raise InputOutsideDomain("payments", Message("mixed_lengths", template, params))
    tables = [name for name in ("payment_years", "payment_probabilities") if getattr(inputs, name) is not None]
    for name in tables:
        if inputs.payments is None or as_series(getattr(inputs, name)).shape[-2:] != _shape(inputs.payments):
            raise InputOutsideDomain(name, Message("table_differs", N_("This must be laid out as the payments are.")))


def _shape(values: Any) -> tuple[int, ...]:
    return as_series(values).shape[-2:]


def cash_prices(inputs: Comparison) -> FloatArray:
    """P_j = sum of A_jk q_jk (1 + i)^-t_jk, shape (..., comparables): expected payments brought to cash at signing."""
    expected = as_series(inputs.payments)
    if inputs.payment_probabilities is not None:
        expected = expected * as_series(inputs.payment_probabilities)
    rate = np.asarray(inputs.deferred_payment_rate, dtype=np.float64)[..., np.newaxis]
    return present_value(expected, rate, as_series(inputs.payment_years))


def comparison_columns(inputs: Comparison, compared: FloatArray) -> ComparisonColumns:
    """p_j = u_j (I / I_j) k_j and w_j, where `compared` is u_j, the price or rate of each comparable.

    k_j is the product of the factors or 1 plus the sum of (factor - 1); w_j is similarity times grade over their sum,
    0 for an outlier. InputOutsideDomain where factors leave no price or nothing has weight.
    """
    conditions = np.ones(1)
    if inputs.transaction_index is not None:
        conditions = np.asarray(inputs.valuation_index)[..., np.newaxis] / as_series(inputs.transaction_index)
    adjustment = np.atleast_1d(total_adjustment(tuple(given_adjustments(inputs).values()), inputs.combination))
    _require_price(adjustment)
    adjusted = compared * conditions * adjustment
    weights = given_weights(inputs)
    if not (weights.sum(axis=-1) > 0).all():
        template = N_("At least one comparable must have a weight above zero.")
        raise InputOutsideDomain("similarity", Message("no_deal_weight", template))
    counted = weights > 0
    kept = is_kept(adjusted, counted, inputs.outliers, inputs.outlier_limit)
    return ComparisonColumns(conditions, adjustment, adjusted, counted, kept, counted_weights(weights, kept))


def _require_price(adjustment: FloatArray) -> None:
    nothing = (adjustment <= 0).any(axis=tuple(range(adjustment.ndim - 1)))
    if nothing.any():
        template = N_("The adjustments of comparable {number} leave no price: check them.")
        params = {"number": int(np.argmax(nothing)) + 1}
        raise InputOutsideDomain("combination", Message("adjusted_to_nothing", template, params))


def given_adjustments(inputs: Comparison) -> Mapping[str, FloatArray]:
    """Factors of each kind that is given, shape (..., comparables)."""
    return {name: as_series(getattr(inputs, name)) for name in ADJUSTMENTS if getattr(inputs, name) is not None}


def given_weights(inputs: Comparison) -> FloatArray:
    """g_j = similarity times weight of the source, shape (..., comparables), before outliers and normalisation."""
    weights = as_series(inputs.similarity)
    return weights if inputs.source_grade is None else weights * as_series(inputs.source_grade)


def concluded(inputs: Comparison, columns: ComparisonColumns) -> FloatArray:
    """The weighted mean or the weighted median of the adjusted figures, shape (...)."""
    if inputs.middle == "weighted_mean":
        return weighted_mean(columns.adjusted, columns.weight)
    return weighted_median(columns.adjusted, columns.weight)
