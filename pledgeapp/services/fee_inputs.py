"""Which annual fees are still to be paid to keep the patents of a case alive, and what is not known of them?

A fee year runs from anniversary to anniversary of the filing date; the fee of year k falls due at its start. Fees are
taken from the dated table in force on the valuation date, without any reduction that the holder may enjoy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pledgeapp.currency_names import YUAN
from pledgeapp.records.case import Case
from pledgeapp.records.patent import Patent, RightType
from pledgeapp.reference import Reference
from pledgeapp.services.input_collector import InputCollector
from pledgeapp.services.legal_life import CHINA, legal_expiry, worthless_reason
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
    expiry = legal_expiry(patent, reference)
    known = patent.country == CHINA and patent.filing_date is not None and patent.right_type is not RightType.UNKNOWN
    if not known or expiry is None or patent.filing_date is None or case.currency != YUAN:
        return None
    table = reference.parameter(f"annual_fee.{patent.right_type.value}").confirmed_on(case.valuation_date)
    if table is None:
        return None
    due = []
    for years, amount in enumerate(table.value):
        day = _anniversary(patent.filing_date, years)
        if case.valuation_date < day <= expiry:
            due.append(((day - case.valuation_date).days / _DAYS_PER_YEAR, float(amount)))
    return tuple(due)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
