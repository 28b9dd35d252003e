"""How is it shown which comparables are outliers, and by which bounds?"""

from __future__ import annotations

import numpy as np

from valuation.inputs import FloatArray
from valuation.market.comparison import Comparison, ComparisonColumns
from valuation.market.order_statistics import printed_quantile, quantile
from valuation.market.outliers import SCALED_DEVIATION, outlier_bounds
from valuation.results import Step
from valuation.units import COUNT
from valuation.wording import N_

_RULE = "valuation.market.outliers"


def outlier_steps(inputs: Comparison, columns: ComparisonColumns, unit: str) -> list[Step]:
    """The bounds over the steps p_j and the limit f, then o_j for each comparable: 1, or 0 for an outlier."""
    weighted = np.flatnonzero(columns.counted)
    symbols, values = [f"p_{j + 1}" for j in weighted], columns.adjusted[weighted]
    if inputs.outliers == "quartile_fences":
        steps = [
            _at("E_1", N_("Lower quartile of all with weight"), symbols, values, 0.25, unit),
            _at("E_3", N_("Upper quartile of all with weight"), symbols, values, 0.75, unit),
        ]
        formulas = ("E_1 − f × (E_3 − E_1)", "E_3 + f × (E_3 − E_1)")
    else:
        steps = _deviation_steps(symbols, values, unit)
        reach = f"f × {SCALED_DEVIATION:.15g} × D"
        formulas = (f"E_2 − {reach}", f"E_2 + {reach}")
    bounds = outlier_bounds(columns.adjusted, columns.counted, inputs.outliers, inputs.outlier_limit)
    labels = (N_("Lowest figure that is no outlier"), N_("Highest figure that is no outlier"))
    steps += [
        Step(symbol, label, formula, float(bound), unit, _RULE)
        for symbol, label, formula, bound in zip(("F_low", "F_high"), labels, formulas, bounds, strict=True)
    ]
    label = N_("Counts (1) or is an outlier by the rule (0)")
    flags = np.broadcast_to(columns.kept, columns.adjusted.shape).tolist()
    return steps + [Step(f"o_{j}", label, "", float(flag), COUNT, _RULE) for j, flag in enumerate(flags, start=1)]


def _deviation_steps(symbols: list[str], values: FloatArray, unit: str) -> list[Step]:
    """Median, distance of each from it, and the median of the distances."""
    middle = _at("E_2", N_("Median of all with weight"), symbols, values, 0.5, unit)
    distances = np.abs(values - middle.value)
    names = [f"d_{symbol.removeprefix('p_')}" for symbol in symbols]
    label = N_("Distance from the median")
    return [
        middle,
        *(
            Step(name, label, f"max({symbol} − E_2, E_2 − {symbol})", distance, unit, _RULE)
            for name, symbol, distance in zip(names, symbols, distances.tolist(), strict=True)
        ),
        _at("D", N_("Median distance from the median"), names, distances, 0.5, unit),
    ]


def _at(symbol: str, label: str, symbols: list[str], values: FloatArray, share: float, unit: str) -> Step:
    every = np.ones(values.shape, dtype=np.bool_)
    formula = printed_quantile(symbols, values.tolist(), share)
    return Step(symbol, label, formula, float(quantile(values, every, share)), unit, _RULE)
