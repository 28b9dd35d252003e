"""Which annual fees are still to be paid to keep the patents of a case alive, and what is not known of them?

Fees are taken from the dated table in force on the valuation date, less the reduction that was entered for the holder;
where none was entered they are the full ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pledgeapp.currency_names import YUAN
from pledgeapp.records.case import Case
from pledgeapp.records.patent import Patent
from pledgeapp.reference import Reference
from pledgeapp.services.annual_fees import portfolio_fees
from pledgeapp.services.input_collector import InputCollector
from pledgeapp.services.legal_life import worthless_reason
from pledgeapp.services.patent_columns import columns_of
from valuation import inputs as engine
from valuation.wording import N_

_DAYS_PER_YEAR = 365.0


def fee_plan(
    case: Case, lines: Sequence[engine.RevenueLine], reference: Reference, found: InputCollector
) -> engine.FeePlan | None:
    """The fees by patent, None where they are not counted; a patent whose fees are not known is an open point.

    Fees are owed whatever the product earns: they are discounted at the lowest rate of the lines, on its tax basis.
    """
    if not case.deducts_annual_fees or not lines:
        return None
    fees: dict[str, tuple[tuple[float, float], ...]] = {}
    for position, patent in enumerate(case.patents):
        if worthless_reason(patent, case.valuation_date, reference) is not None:
            continue
        due = fees_due(patent, case, reference)
        if due is None:
            found.missing(
                f"patents[{position}]",
                N_("{patent}: its annual fees cannot be counted, the fee table or its filing date is not known"),
                place=".annual_fee",
                patent=patent.number,
            )
        else:
            fees[patent.id] = due
    lowest = min(lines, key=lambda line: float(line.discount_rate))
    return engine.FeePlan(
        fees=fees,
        discount_rate=lowest.discount_rate,
        discount_rate_basis=lowest.discount_rate_basis,
        tax_rate=lowest.tax_rate,
        tax_basis=lowest.tax_basis,
    )


def fees_due(patent: Patent, case: Case, reference: Reference) -> tuple[tuple[float, float], ...] | None:
    """(years from the valuation date, amount) of each fee due after it; None where law or dates are not known."""
    if case.currency != YUAN:
        return None
    fees = portfolio_fees(columns_of([patent]), reference, case.valuation_date)
    if not fees.is_known[0]:
        return None
    day = np.datetime64(case.valuation_date, "D")
    due, owed = fees.table.due[0], fees.table.owed[0]
    is_later = (due > day) & ~fees.table.is_with_grant[0]
    years = (due[is_later] - day).astype(np.float64) / _DAYS_PER_YEAR
    return tuple(zip(years.tolist(), owed[is_later].tolist(), strict=True))
