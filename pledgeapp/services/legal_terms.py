"""Until which day does Chinese law protect each of many patents?"""

from __future__ import annotations

import numpy as np

from pledgeapp.reference import Reference
from pledgeapp.services.patent_columns import KINDS, PatentColumns
from valuation.calendar_days import Days
from valuation.inputs import FloatArray
from valuation.useful_life.legal_term import legal_expiry_days


def term_years(columns: PatentColumns, reference: Reference) -> FloatArray:
    """The term by kind of right and law of the filing date, shape (n,); NaN where either is not known."""
    years = np.full(columns.count, np.nan)
    for place, kind in enumerate(KINDS):
        of_kind = columns.kind == place
        for value in reference.parameter(f"legal_term.{kind.value}").values:
            # A date that is not known is later than nothing.
            is_in_force = of_kind & (columns.filed >= np.datetime64(value.in_force_from, "D"))
            years[is_in_force] = float(value.value)
    return years


def last_days(columns: PatentColumns, reference: Reference) -> Days:
    """Last days of protection if all fees are paid (权利届满日), with entered compensations, shape (n,)."""
    return legal_expiry_days(
        columns.filed,
        term_years(columns, reference),
        compensation_days=columns.compensation_days,
        extension_days=columns.extension_days,
    )


def last_days_of_plain_term(columns: PatentColumns, reference: Reference) -> Days:
    """The same without compensations."""
    return legal_expiry_days(columns.filed, term_years(columns, reference))
