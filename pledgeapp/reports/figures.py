"""How is a figure printed? Every number, sum, rate and date of a report is written here and nowhere else.

Inside, money is in currency units and rates are decimals. A Chinese report prints money in units of ten thousand
(万元), an English one in whole currency units. What is unknown prints as a dash, never as zero.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from pledgeapp.currency_names import YUAN, currency_name, ten_thousand_name
from pledgeapp.i18n import Language

DASH = "—"
NBSP = "\u00a0"
_TEN_THOUSAND = 10_000
_LARGEST_IN_WORDS = Decimal(10) ** 16
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Numeric = float | Decimal


class Figures:
    """Writes figures in one language and one currency."""

    def __init__(self, language: Language, currency: str = YUAN) -> None:
        self._language: Language = language
        self._is_chinese = language == "zh"
        self._currency = currency

    @property
    def money_unit(self) -> str:
        """Unit of the sums in tables: `万元` or `CNY`."""
        return ten_thousand_name(self._currency, "zh") if self._is_chinese else self.full_unit

    @property
    def full_unit(self) -> str:
        """Unit of sums printed to the cent: `元` or `CNY`."""
        return currency_name(self._currency, self._language)

    def money(self, value: Numeric | None) -> str:
        """A sum in `money_unit`, without the unit."""
        if value is None:
            return DASH
        if not self._is_chinese:
            return _grouped(Decimal(str(value)), 0)
        scaled = Decimal(str(value)) / _TEN_THOUSAND
        is_tiny = scaled != 0 and abs(scaled) < Decimal("0.005")
        return _grouped(scaled, 4 if is_tiny else 2)

    def money_tick(self, value: Numeric) -> str:
        """A round sum in `money_unit` at the tick of an axis, without empty decimals."""
        text = self.money(value)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def money_with_unit(self, value: Numeric | None) -> str:
        """A sum with its unit: `714.50 万元`, `CNY 7,145,032`."""
        if value is None:
            return DASH
        number = self.money(value)
        return f"{number}{NBSP}{self.money_unit}" if self._is_chinese else f"{self.money_unit}{NBSP}{number}"

    def money_in_full(self, value: Numeric | None) -> str:
        """A sum in currency units with two decimals, without the unit, as workings show it."""
        return DASH if value is None else _grouped(Decimal(str(value)), 2)

    def money_range(self, low: Numeric, high: Numeric) -> str:
        """`578.80–871.70 万元`."""
        span = f"{self.money(low)}–{self.money(high)}"
        return f"{span}{NBSP}{self.money_unit}" if self._is_chinese else f"{self.money_unit}{NBSP}{span}"

    def amount_in_words(self, value: Numeric | None) -> str:
        """The sum in capital Chinese numerals (大写金额), as `人民币壹佰叁拾万元整`; empty outside Chinese and CNY."""
        if value is None or not self._is_chinese or self._currency != YUAN:
            return ""
        amount = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if not 0 <= amount < _LARGEST_IN_WORDS:
            return ""
        from cn2an import an2cn

        return f"人民币{an2cn(str(amount), 'rmb')}"

    @staticmethod
    def percent(value: Numeric | None, digits: int = 2) -> str:
        """A decimal rate as percent: 0.0534 prints `5.34%`."""
        return DASH if value is None else f"{_grouped(Decimal(str(value)) * 100, digits)}%"

    @staticmethod
    def times(value: Numeric | None) -> str:
        """A ratio as a multiple: `1.92×`."""
        return DASH if value is None else f"{_grouped(Decimal(str(value)), 2)}×"

    @staticmethod
    def number(value: Numeric | None, digits: int = 2) -> str:
        """A plain number with thousands separators."""
        return DASH if value is None else _grouped(Decimal(str(value)), digits)

    @staticmethod
    def plain(value: Numeric | None) -> str:
        """A number with as many decimals as it has, at most six."""
        if value is None:
            return DASH
        text = _grouped(Decimal(str(value)), 6)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def day(self, value: date | None) -> str:
        """`2026年11月22日` or `22 November 2026`."""
        if value is None:
            return DASH
        if self._is_chinese:
            return f"{value.year}年{value.month}月{value.day}日"
        return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"

    @staticmethod
    def short_day(value: date | None) -> str:
        """`2026-11-22`, for tables."""
        return DASH if value is None else value.isoformat()

    @staticmethod
    def moment(value: datetime | None) -> str:
        """`2026-11-22 14:05`, for tables."""
        return DASH if value is None else value.strftime("%Y-%m-%d %H:%M")


def _grouped(value: Decimal, digits: int) -> str:
    """`value` rounded half up to `digits` decimals with thousands separators; no negative zero."""
    if abs(value) >= Decimal(10) ** 20:
        return f"{value:.6E}"
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}".replace("-", "−")
