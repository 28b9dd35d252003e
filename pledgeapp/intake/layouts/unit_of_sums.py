"""Which column tells the unit of the sums of a ledger or a schedule?"""

from __future__ import annotations

from pledgeapp.intake.layouts.layout import Column
from pledgeapp.intake.words import MONEY_UNITS
from valuation.wording import N_

UNIT_OF_SUMS = Column(
    "unit",
    "单位",
    "Unit",
    MONEY_UNITS.read,
    note=N_("Unit of the sums; it may also stand in the cell, behind the column's name or above the table."),
    aliases=("金额单位",),
    words=MONEY_UNITS,
    width=12,
    example=("万元", "10 thousand"),
)
