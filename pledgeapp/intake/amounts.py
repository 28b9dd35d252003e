"""How much money is written here? An amount without its unit is refused: 元 and 万元 lie four digits apart."""

from __future__ import annotations

import re
from decimal import Decimal

from pledgeapp.intake.stated_units import CURRENCY_WORDS
from pledgeapp.intake.values import half_width, read_number
from pledgeapp.intake.words import MONEY_UNITS
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_SYMBOLS = {
    **{word.upper(): code for word, code in CURRENCY_WORDS.items()},
    "CN¥": "CNY",
    "$": "USD",
    # Renminbi and yen alike: beside a figure the sign says neither.
    "¥": None,
}
"""Currencies by the signs and words beside a figure."""
_NAMED = "|".join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))
_SYMBOL = re.compile(rf"^([(+-]*)\s*({_NAMED})\s*", re.IGNORECASE)
_UNIT_BEHIND = re.compile(rf"(?<=[\d)])\s*(亿|百万|万|千)?(元|{_NAMED})?$", re.IGNORECASE)
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
    number = read_number(plain[: behind.start()] if behind else plain)
    own_unit = _unit_behind(behind)
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


def currencies_in(text: str) -> tuple[str, ...]:
    """The currencies that signs and words before or behind a figure name: `US$120`, `120 万美元`."""
    plain = half_width(text)
    before, behind = _SYMBOL.match(plain), _UNIT_BEHIND.search(plain)
    words = [before[2] if before else None, behind[2] if behind else None]
    codes = (_SYMBOLS.get(word.upper()) for word in words if word)
    return tuple(dict.fromkeys(code for code in codes if code))


def _unit_behind(behind: re.Match[str] | None) -> Decimal | None:
    """The unit that a figure carries itself: `120 美元` are dollars as `120 元` are yuan; `120 USD` names no unit."""
    if behind is None or not any(behind.groups()):
        return None
    if behind[1]:
        return MONEY_UNITS.read(f"{behind[1]}元")
    is_word = behind[2].endswith(("元", "币", "镑"))
    return Decimal(1) if is_word else None
