"""In which unit and currency are the figures of a table, where a title line or a bracket says so for all of them?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from pledgeapp.intake.values import folded

CURRENCY_WORDS = {
    "人民币": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "usd": "USD",
    "us$": "USD",
    "欧元": "EUR",
    "eur": "EUR",
    "€": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "hkd": "HKD",
    "hk$": "HKD",
    "日元": "JPY",
    "jpy": "JPY",
    "英镑": "GBP",
    "gbp": "GBP",
    "£": "GBP",
}
"""Currencies by their usual words and signs, folded."""
_FACTORS = {
    "元": 1,
    "yuan": 1,
    "千元": 1_000,
    "千": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "百万元": 1_000_000,
    "百万": 1_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
    "thousand": 1_000,
    "thousands": 1_000,
    "thousandyuan": 1_000,
    "'000": 1_000,
    "’000": 1_000,
    "000": 1_000,
    "000s": 1_000,
    "k": 1_000,
    "10thousand": 10_000,
    "tenthousand": 10_000,
    "tenthousandyuan": 10_000,
    "10,000yuan": 10_000,
    "wan": 10_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "millionyuan": 1_000_000,
    "mn": 1_000_000,
    "mm": 1_000_000,
    "m": 1_000_000,
    "100million": 100_000_000,
    "100millionyuan": 100_000_000,
}
_YUAN = ("元", "万", "亿", "yuan")
_BEFORE = re.compile(
    r"^(?:(?:金额|货币)?单位|币种|currency|units?|amounts?|figures|all)*(?:are|is|[:：])*(?:expressed|stated)?(?:in)?"
)
_SAID = re.compile(
    r"(?:单位|unit)s?\s*:\s*([^,;。)\]]+)"
    r"|[(\[]([^()\[\]]+)[)\]]"
    r"|\b(in (?:rmb|cny|usd|eur|yuan|thousand|million)[^,;)]*)$"
)
_CURRENCY_SAID = re.compile(r"(?:币种|currency)\s*:\s*(\S+)")

_CURRENCY_WORD = "币种:"


@dataclass(frozen=True)
class MoneyUnit:
    """Currency units in one unit of the written figure, and which currency, where that is said."""

    factor: Decimal | None
    """None where only the currency is said."""
    currency: str | None = None
    is_yuan: bool = False
    """The unit is one of 元, and no other currency is named: who keeps Chinese books means renminbi."""


NO_UNIT = MoneyUnit(None)
"""Nothing is said."""


def read_money_unit(text: str) -> MoneyUnit | None:
    """What `万元`, `人民币万元`, `RMB'000`, `in thousands of RMB` or `USD million` say; None when it is no unit."""
    plain = _BEFORE.sub("", folded(text))
    currency = None
    for word, code in CURRENCY_WORDS.items():
        if word in plain:
            currency = code
            # 万美元: what is left of it is 万.
            plain = plain.replace(word, "", 1)
            break
    plain = plain.strip("()[]").removesuffix("of").removesuffix("in").removeprefix("in")
    if not plain and currency is not None:
        return MoneyUnit(Decimal(1), currency)
    factor = _FACTORS.get(plain)
    if factor is None:
        return None
    return MoneyUnit(Decimal(factor), currency, is_yuan=currency is None and plain.endswith(_YUAN))


def stated_unit(lines: Iterable[str]) -> MoneyUnit | None:
    """The unit that the last of the texts above a table states for all of it; None when none does.

    A unit and a currency may stand apart (`币种：人民币 单位：万元`).
    """
    factor: Decimal | None = None
    currency: str | None = None
    is_yuan = False
    for line in map(_half_width_words, lines):
        unit = next(
            (unit for unit in map(read_money_unit, _candidates(_CURRENCY_SAID.sub("", line))) if unit is not None), None
        )
        if unit is not None:
            factor, currency, is_yuan = unit.factor, unit.currency or _only_currency(line) or currency, unit.is_yuan
        named = _CURRENCY_SAID.search(line)
        currency_unit = read_money_unit(named[1]) if named else None
        currency = currency_unit.currency if currency_unit is not None else currency
    if factor is None and currency is None:
        return None
    return MoneyUnit(factor, currency, is_yuan=is_yuan and currency is None)


def with_default(said: MoneyUnit | None, otherwise: MoneyUnit) -> MoneyUnit:
    """What a file says of unit and currency, and `otherwise` where it does not say it."""
    if said is None:
        return otherwise
    factor = said.factor if said.factor is not None else otherwise.factor
    return replace(said, factor=factor, currency=said.currency or otherwise.currency)


def unit_beside(unit: str, currency: str) -> str:
    """What two cells beside a figure say, in the words of a title line; the unit alone where no currency is said."""
    return " ".join((f"{_CURRENCY_WORD}{currency}", *([f"单位:{unit}"] if unit else []))) if currency else unit


def unit_in_currency(unit: str, beside: str) -> str:
    """The unit that a label states itself, in the currency that `beside` names; `beside` where it states none."""
    if not unit or not beside.startswith(_CURRENCY_WORD):
        return unit or beside
    return unit_beside(unit, beside.removeprefix(_CURRENCY_WORD).split(" ")[0])


def read_unit_beside(text: str) -> MoneyUnit | None:
    """What `unit_beside` has put together; None when it is no unit."""
    return stated_unit([text]) if text.startswith(_CURRENCY_WORD) else read_money_unit(text)


def _only_currency(line: str) -> str | None:
    """The currency that a line with a unit names beside it: `RMB in thousands`; None where it names none, or two."""
    named = {code for word, code in CURRENCY_WORDS.items() if len(word) > 1 and word in line}
    return named.pop() if len(named) == 1 else None


def _candidates(line: str) -> list[str]:
    parts = [next(group for group in match.groups() if group) for match in _SAID.finditer(line)]
    return [*(word for part in parts for word in (part, part.split()[0])), line]


def _half_width_words(text: str) -> str:
    return " ".join(folded(word) for word in text.split())
