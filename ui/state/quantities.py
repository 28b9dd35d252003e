"""What did a person mean by what they typed into a field, and how is a value written so that it can be typed again?

Reading is generous (full-width digits, thousands separators, a trailing % or 万, dates in every usual order) and never
guesses: text that is not understood goes on to the record unchanged, whose own check says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Literal

from pledgeapp.currency_names import YUAN, currency_name
from pledgeapp.i18n import Language
from ui.state.figures import WAN, MoneyUnit
from valuation.wording import N_

Quantity = Literal["percent", "years", "months", "money", "factor", "number", "whole"]

UNIT_LABELS: dict[Quantity, str] = {
    "percent": "%",
    "years": N_("years"),
    "months": N_("months"),
    "money": "",
    "factor": "×",
    "number": "",
    "whole": "",
}
"""msgids of the units written behind a field; that of money follows the user's choice of 元 or 万元."""

_SCALES = {"万": WAN, "亿": 10**8}
_MOST_DIGITS = 24
"""Numbers longer than this are typing errors; the record's own check names them."""
_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def as_typed(value: Decimal | int | None, quantity: Quantity, unit: MoneyUnit) -> str:
    """`value` as a person would type it: 0.0325 as `3.25` (percent), 1,500,000 as `150` (万元); unknown as nothing."""
    if value is None:
        return ""
    number = Decimal(value)
    if quantity == "percent":
        number *= 100
    elif quantity == "money" and unit == "wan":
        number /= WAN
    return f"{_plain(number):,f}" if quantity == "money" else f"{_plain(number):f}"


def from_typed(text: str, quantity: Quantity, unit: MoneyUnit, currency: str = YUAN) -> str | None:
    """What to put into the record: `3.25` (percent) becomes "0.0325"; nothing typed is None, unknown.

    A sum may name its currency (`80万美元`); one that names another than `currency` is not understood.
    """
    cleaned = _narrow(text)
    if not cleaned:
        return None
    scale = Decimal(1)
    if quantity == "percent":
        cleaned, scale = cleaned.removesuffix("%"), Decimal("0.01")
    elif quantity == "money":
        cleaned, scale = _money_scale(cleaned, unit, currency)
    try:
        number = Decimal(cleaned)
    except ArithmeticError:
        return text.strip()
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        return text.strip()
    return f"{_plain(number * scale):f}"


def date_as_typed(value: date | None, language: Language) -> str:
    """`2026年11月22日` in Chinese, `2026-11-22` in English; unknown as nothing."""
    if value is None:
        return ""
    return f"{value.year}年{value.month}月{value.day}日" if language == "zh" else value.isoformat()


def date_from_typed(text: str) -> str | None:
    """ISO date of `2026年11月22日`, `2026/11/22`, `2026.11.22` or `20261122`; other text comes back as it is."""
    cleaned = _narrow(text)
    if not cleaned:
        return None
    match = _DATE.fullmatch(cleaned) or _COMPACT_DATE.fullmatch(cleaned)
    if match is None:
        return text.strip()
    year, month, day = match.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _money_scale(text: str, unit: MoneyUnit, currency: str) -> tuple[str, Decimal]:
    """The number in `text` and what it counts: `500元` is 500 yuan also where 万元 is the unit."""
    names = (currency_name(currency, "zh"), currency)
    own = next((name for name in names if text.upper().endswith(name)), "")
    number = text[: len(text) - len(own)]
    for suffix, scale in _SCALES.items():
        if number.endswith(suffix):
            return number.removesuffix(suffix), Decimal(scale)
    return number, Decimal(WAN if unit == "wan" and not own else 1)


def _narrow(text: str) -> str:
    """Full-width forms made narrow (NFKC), thousands separators and blanks taken out."""
    return "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros; written with `f` it has no exponent."""
    return number.normalize()
