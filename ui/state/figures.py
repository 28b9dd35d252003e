"""How is a number, a date or a share written for a person, in either language and money unit?

Unknown is a dash, never a zero. All rounding for the screen happens here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pledgeapp.currency_names import YUAN, currency_name, ten_thousand_name
from pledgeapp.i18n import Language
from valuation.units import MONEY

UNKNOWN = "—"
WAN = 10_000
MoneyUnit = Literal["yuan", "wan"]
Numeric = float | int | Decimal


def unit_name(unit: MoneyUnit, language: Language, currency: str = YUAN) -> str:
    """What the chosen unit is called in a currency: 万元 and 元, 万美元 and 美元, `USD 10k` and `USD`."""
    return currency_name(currency, language) if unit == "yuan" else ten_thousand_name(currency, language)


def money(amount: Numeric | None, unit: MoneyUnit, *, with_cents: bool = False) -> str:
    """A sum in the chosen unit with thousands separators: 7,145,000 as `714.50` (万元) or `7,145,000` (元)."""
    if amount is None:
        return UNKNOWN
    exact = Decimal(str(amount))
    if unit == "wan":
        return rounded(exact / WAN, 2)
    return rounded(exact, 2 if with_cents else 0)


@dataclass(frozen=True)
class ListedMoney:
    """Sums below a heading that names the unit in one currency: a sum in another says its own unit."""

    unit: MoneyUnit
    language: Language
    heading: str = YUAN
    """The currency of the heading."""

    def __call__(self, amount: Numeric | None, currency: str) -> str:
        """`714.50`, or `12.00 万美元` in another currency than the heading's; unknown as a dash."""
        shown = money(amount, self.unit)
        if amount is None or currency == self.heading:
            return shown
        return f"{shown} {unit_name(self.unit, self.language, currency)}"


def rounded(value: Numeric, decimals: int) -> str:
    """Rounded half up as people and the report do, with thousands separators and no minus before zero."""
    number = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(number) if number == 0 else number:,}"


def percent(rate: Numeric | None, decimals: int = 1) -> str:
    """0.168 as `16.8%`."""
    return UNKNOWN if rate is None else f"{rounded(Decimal(str(rate)) * 100, decimals)}%"


def multiple(ratio: Numeric | None) -> str:
    """2.41 as `2.41×`."""
    return UNKNOWN if ratio is None else f"{rounded(ratio, 2)}×"


def count(number: int | None) -> str:
    """12345 as `12,345`."""
    return UNKNOWN if number is None else f"{number:,}"


def day(value: date | None, language: Language) -> str:
    """`2026年11月22日` or `22 Nov 2026`."""
    if value is None:
        return UNKNOWN
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime | None, language: Language) -> str:
    """A day and its time to the minute, in the machine's time zone."""
    if value is None:
        return UNKNOWN
    local = value.astimezone()
    return f"{day(local.date(), language)} {local:%H:%M}"


def quantity(value: Numeric | None, unit: str, money_unit: MoneyUnit) -> str:
    """A value of the engine by its unit: money in the user's unit, a rate as percent, anything else plain."""
    if value is None:
        return UNKNOWN
    if unit == MONEY:
        return money(value, money_unit)
    if unit in ("1", "rate", "share", "/year", "1/year"):
        return percent(value, 2) if -10 < value < 10 else f"{value:,.4g}"
    return f"{value:,.6g}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
