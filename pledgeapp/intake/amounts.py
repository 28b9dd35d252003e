"""How much money is written here? An amount without its unit is refused: 元 and 万元 lie four digits apart."""

from __future__ import annotations

import re
from decimal import Decimal

from pledgeapp.intake.values import half_width, read_number
from pledgeapp.intake.words import MONEY_UNITS
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_SYMBOL = re.compile(r"^([(+-]*)\s*(?:[¥$€£]|CNY|RMB|人民币)\s*", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"(?<=[\d)])\s*(亿元|百万元|万元|千元|亿|万|元)$")
LARGEST = Decimal(10) ** 15
_SMALLEST_STEP = Decimal("0.0001")


_NOTHING = re.compile(r"^(?:[-–—―_/\\.]{1,4}|n/?a|n\.a\.|nil|不适用|无|空|不详|未知|unknown|tbd|待定)$", re.IGNORECASE)


def is_nothing(text: str) -> bool:
    """Whether a cell holds a dash or a word in place of a figure: not known, and never a zero."""
    return not text.strip() or bool(_NOTHING.match(half_width(text)))


def read_amount(text: str, stated_unit: Decimal | None) -> Decimal:
    """The amount in currency units, to a ten-thousandth; `stated_unit` comes from the unit column or the header.

    Raises RefusedValue when the amount is negative, beyond 10^15, without a unit, or with two different ones.
    """
    amount = read_signed_amount(text, stated_unit)
    if amount < 0:
        raise RefusedValue(N_("must lie between 0 and {limit} currency units"), limit=f"{LARGEST:,.0f}")
    return amount


def read_signed_amount(text: str, stated_unit: Decimal | None) -> Decimal:
    """As `read_amount`, but a correction or a loss may be negative, with a sign or in brackets."""
    plain = _SYMBOL.sub(r"\1", half_width(text))
    behind = _UNIT_BEHIND.search(plain)
    own_unit = MONEY_UNITS.read(behind[1]) if behind else None
    number = read_number(plain[: behind.start()] if behind else plain)
    if own_unit is not None and stated_unit is not None and own_unit != stated_unit:
        raise RefusedValue(N_("carries a unit that contradicts the stated unit"))
    unit = own_unit or stated_unit
    if unit is None:
        raise RefusedValue(N_("has no unit; state one of: {allowed}"), allowed=MONEY_UNITS.allowed())
    amount = number * unit
    if not -LARGEST <= amount <= LARGEST:
        raise RefusedValue(N_("must lie between 0 and {limit} currency units"), limit=f"{LARGEST:,.0f}")
    # Spreadsheets deliver thirds with fifteen digits; a ten-thousandth of a currency unit is the record's own step.
    return amount.quantize(_SMALLEST_STEP) if amount != amount.quantize(_SMALLEST_STEP) else amount
