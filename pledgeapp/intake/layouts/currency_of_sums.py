"""In which currency are the sums of a row: by its own column, the signs in its cells, the header or the lines above?

What none of them says stays unsaid: an outside file is never taken to be in renminbi because nothing else is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pledgeapp.intake.amounts import currencies_in
from pledgeapp.intake.layouts.layout import Column, Origin, RefusedCells, Values
from pledgeapp.intake.stated_units import read_money_unit
from pledgeapp.intake.values import Habits, half_width
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message


def read_currency(text: str, _: Habits) -> str:
    """The three letters of a currency, written so or by its usual name."""
    plain = half_width(text).upper()
    named = read_money_unit(plain)
    code = named.currency if named is not None and named.currency else plain
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise RefusedValue(N_("is not a currency code of three letters such as CNY"))
    return code


CURRENCY_OF_SUMS = Column(
    "currency",
    "币种",
    "Currency",
    read_currency,
    note=N_("Three letters, such as CNY; empty: not said, the sums are then those of the case."),
    aliases=("货币", "货币种类", "currency code", "ccy"),
    width=9,
    example=("CNY", "CNY"),
)


def currency_of(values: Values, sums: Iterable[str], origin: Origin) -> str | None:
    """The currency of the sums under the keys `sums`; None where nothing says it.

    RefusedCells when a cell carries the sign of another currency than the row, its header or the file states.
    """
    keys = [key for key in sums if key in values]
    stated = values.get("currency") or next(filter(None, map(origin.currency, keys)), None)
    for key in keys:
        for code in currencies_in(str(values[key])):
            if stated is not None and code != stated:
                text = N_("is in {found}, the currency stated is {stated}")
                raise RefusedCells((key, Message("intake.other_currency", text, {"found": code, "stated": stated})))
            stated = code
    return stated
