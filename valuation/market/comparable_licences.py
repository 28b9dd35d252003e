"""Which royalty rate do licences of comparable rights support, with what else was paid for them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.market.comparison import (
    AMOUNT,
    Comparison,
    ComparisonColumns,
    cash_prices,
    check_comparison,
    comparison_columns,
    concluded,
)
from valuation.market.comparison_steps import comparison_steps, comparison_warnings, price_steps
from valuation.model import Model, ModelResult, as_series, quantity, series
from valuation.results import Step
from valuation.royalty.margin_check import require_within_margin
from valuation.units import MONEY, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

_SHARE = Domain(0.0, 1.0, is_rate=True)
_MARGIN = Domain(-10.0, 1.0, is_rate=True)
_RULE = "valuation.market.comparable_licences"


@dataclass(frozen=True, kw_only=True)
class ComparableLicences(Comparison):
    """Running royalties on sales; lump sums and milestones beside them stand in the currency of the licence's sales."""

    royalty_rates: Any = series(N_("Royalty rate of the licence on its sales"), SHARE, _SHARE)
    sales_present_values: Any = series(
        N_("Present value of the sales expected under the licence"), MONEY, Domain(1e-3, AMOUNT.high), default=None
    )
    profit_margin: Number | None = quantity(
        N_("Profit margin on sales, to check a rate on sales"), SHARE, _MARGIN, default=None
    )


def _rates(inputs: ComparableLicences) -> FloatArray:
    """u_j = ρ_j + P_j / S_j, shape (..., comparables)."""
    rates = as_series(inputs.royalty_rates)
    if inputs.payments is None:
        return rates
    return np.asarray(rates + cash_prices(inputs) / as_series(inputs.sales_present_values))


def _columns(inputs: ComparableLicences) -> ComparisonColumns:
    given = () if inputs.sales_present_values is None else ("sales_present_values",)
    check_comparison(inputs, "royalty_rates", *given)
    if inputs.payments is not None and inputs.sales_present_values is None:
        template = N_("Payments beside the royalty are brought to a rate by the sales expected under the licence.")
        raise InputOutsideDomain("sales_present_values", Message("licence_sales_missing", template))
    return comparison_columns(inputs, _rates(inputs))


def comparable_licences(inputs: ComparableLicences) -> FloatArray:
    """ρ = m, the middle of p_j = (ρ_j + P_j / S_j) (I / I_j) k_j, a decimal royalty on sales, shape (...).

    P_j = sum of A_jk q_jk (1 + i)^-t_jk are payments beside the royalty, S_j the present value of the sales under the
    licence. m is the mean or median weighted by similarity times grade, outliers counting as nothing. The errors of
    `comparable_sales`, and InputOutsideDomain where the rate exceeds the margin (field profit_margin) or all sales.
    Source: 许可费率的可比交易 (comparable licence agreements) with the adjustments of the comparison approach.
    Known to be right: licences without differences give the mean or median of their rates; a lump sum of a share of
    the sales adds that share; the level of the payments' currency does not matter.
    """
    rate = concluded(inputs, _columns(inputs))
    require_within_margin("profit_margin", rate, inputs.profit_margin)
    if (rate > 1).any():
        raise InputOutsideDomain(
            "royalty_rates", Message("royalty_above_sales", N_("The royalty would exceed the sales themselves."))
        )
    return np.asarray(rate)


def run(inputs: ComparableLicences) -> ModelResult:
    """The rate with the grid, the range and quartiles of the licences, and what weakens it."""
    rate, columns = float(comparable_licences(inputs)), _columns(inputs)
    paid = [] if inputs.payments is None else price_steps(inputs)
    formula = "ρ_{j}" if inputs.payments is None else "ρ_{j} + P_{j} / S_{j}"
    label = N_("Royalty rate with all that is paid, before adjustment")
    steps = (
        *paid,
        *given_steps(inputs, {"royalty_rates": "ρ", "sales_present_values": "S", "profit_margin": "M"}),
        *(
            Step(f"u_{j}", label, formula.format(j=j), value, SHARE, _RULE)
            for j, value in enumerate(_rates(inputs).tolist(), start=1)
        ),
        *comparison_steps(inputs, columns, SHARE),
        Step("ρ", N_("Royalty rate on sales"), "m", rate, SHARE, _RULE),
    )
    return ModelResult(rate, SHARE, steps, comparison_warnings(inputs, columns))


MODELS = (
    Model(
        "comparable_licences",
        N_("Comparable licences"),
        "market",
        ComparableLicences,
        comparable_licences,
        run,
        unit=SHARE,
    ),
)
