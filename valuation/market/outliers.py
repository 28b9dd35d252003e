"""Which comparables lie so far from the others that they must not count?"""

from __future__ import annotations

from typing import Any, get_args

import numpy as np

from valuation.domains import domain_of
from valuation.inputs import FloatArray, OutlierRule
from valuation.market.order_statistics import BoolArray, quantile
from valuation.wording import N_, InputOutsideDomain, Message

RULES: tuple[OutlierRule, ...] = get_args(OutlierRule)
OUTLIER_LIMIT = domain_of("market.outlier_limit")
"""Below 1 the rules would shut out what lies in the middle."""
SCALED_DEVIATION = 1.482602218505602
"""Standard deviation of a normal distribution over its median absolute deviation, 1 / Φ^(-1)(3/4)."""
_ROUNDING = 1e-9


def require_outlier_limit(field_path: str, rule: OutlierRule, limit: Any) -> None:
    """InputOutsideDomain where a rule is chosen whose limit nobody gave: it is the appraiser's judgement."""
    if rule != "none" and limit is None:
        template = N_("The rule for outliers needs its limit: it is the appraiser's judgement.")
        raise InputOutsideDomain(field_path, Message("outlier_limit_missing", template))


def outlier_bounds(values: FloatArray, counted: Any, rule: OutlierRule, limit: Any) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest figure that is no outlier, shape (...); `values` and `counted` have the items last.

    `quartile_fences`: Q1 - f (Q3 - Q1) and Q3 + f (Q3 - Q1) (Tukey, Exploratory Data Analysis, 1977);
    `median_deviation`: median -+ f MAD / Φ^(-1)(3/4), MAD the median distance from the median (Iglewicz and Hoaglin,
    1993); `none`: no bounds. The limit f is at least 1, so that an item in the middle always counts.
    Known to be right: a rule over normal draws shuts out the share that the normal distribution says.
    """
    if rule == "none":
        return np.asarray(-np.inf), np.asarray(np.inf)
    factor = np.asarray(limit, dtype=np.float64)
    if rule == "quartile_fences":
        low, high = quantile(values, counted, 0.25), quantile(values, counted, 0.75)
        reach = factor * (high - low)
        return np.asarray(low - reach), np.asarray(high + reach)
    middle = quantile(values, counted, 0.5)
    reach = factor * SCALED_DEVIATION * median_deviation(values, counted)
    return np.asarray(middle - reach), np.asarray(middle + reach)


def median_deviation(values: FloatArray, counted: Any) -> FloatArray:
    """MAD = median of |x_j - median|, shape (...)."""
    middle = quantile(values, counted, 0.5)[..., np.newaxis]
    return quantile(np.abs(values - middle), counted, 0.5)


def is_blind(values: FloatArray, counted: Any, rule: OutlierRule) -> BoolArray:
    """Whether more than half of the figures agree, so that the rule has no measure of distance, shape (...)."""
    if rule == "none":
        return np.zeros((), dtype=np.bool_)
    middle = np.abs(quantile(values, counted, 0.5))
    if rule == "quartile_fences":
        spread = quantile(values, counted, 0.75) - quantile(values, counted, 0.25)
    else:
        spread = median_deviation(values, counted)
    return np.asarray(spread <= _ROUNDING * middle)


def is_kept(values: FloatArray, counted: Any, rule: OutlierRule, limit: Any) -> BoolArray:
    """Whether each item counts as far as the rule is concerned, shape (..., n); all do where the rule is blind.

    Items that do not count anyway, such as those without weight, do not disturb the rule.
    """
    if rule == "none":
        return np.ones(values.shape[-1:], dtype=np.bool_)
    low, high = (bound[..., np.newaxis] for bound in outlier_bounds(values, counted, rule, limit))
    slack = _ROUNDING * np.abs(quantile(values, counted, 0.5))[..., np.newaxis]
    inside = (values >= low - slack) & (values <= high + slack)
    return np.asarray(inside | is_blind(values, counted, rule)[..., np.newaxis])


def counted_weights(weights: Any, kept: BoolArray) -> FloatArray:
    """w_j = g_j o_j / sum of g_k o_k, shape (..., n), sum 1; o_j is 1 for an item that is kept and 0 for an outlier."""
    counting = np.asarray(weights, dtype=np.float64) * kept
    return np.asarray(counting / counting.sum(axis=-1, keepdims=True))


def outliers_left_out(numbers: list[str]) -> Message:
    """The comparables, by their number from 1, that the rule shut out."""
    template = N_("Comparable {numbers} is an outlier by the chosen rule: it is shown and counts as nothing.")
    return Message("outliers", template, {"numbers": ", ".join(numbers)})
