"""What does the text of a cell mean: a word, a date, a number, a share, a patent number?

Every reader takes the text as it stands and either returns a value or raises RefusedValue with what is allowed.
Nothing is guessed: a date that could be two days, a share that could be one hundred times less, digits a spreadsheet
has cut off are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from pledgeapp.records.base import EARLIEST_DATE, LATEST_DATE
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class DateOrder(Enum):
    """How 03/04/2024 is to be read in this file."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Habits:
    """What holds for a whole table: the order of its dates, and the day after which nothing can have happened."""

    date_order: DateOrder = DateOrder.UNKNOWN
    latest_event: date = LATEST_DATE
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    """Orders that the cells of single columns prove, by column key; they count before the table's."""


NO_HABITS = Habits()
"""A cell on its own: no order of dates is proven, and nothing is known of today."""

_YEAR_FIRST = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
_CHINESE_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_LAST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$")
_YEAR_LAST_OR_SHORT = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})$")
_DAY_NAMED = re.compile(r"^(\d{1,2})[- ]?([A-Za-z]{3,9})\.?[-, ]*(\d{4})$")
_DAY_NAMED_SHORT = re.compile(r"^(\d{1,2})-([A-Za-z]{3})-(\d{2})$")
"""As English spreadsheets write a day: `21-Mar-27`."""
_SERIAL = re.compile(r"^[2-5]\d{4}(?:\.0+)?$")
"""The number that a spreadsheet keeps for a day, of 1954 to 2064; it stands where the cell lost its format."""
_SERIAL_ZERO = date(1899, 12, 30)
_NAMED_DAY = re.compile(r"^([A-Za-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})$")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?Z?$")
_MONTHS = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NUMBER = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.\d{1,40})?$")
_SCIENTIFIC = re.compile(r"^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$")
_USUAL_NUMBER = re.compile(r"[A-Z]{2}\d{4,14}[A-Z]?\d?|(?:\d{12}|\d{8})\.[\dX]", re.ASCII)
"""What nearly every patent number looks like: nothing in it needs to be looked into."""
_SPREADSHEET_ERROR = re.compile(r"^#[A-Z0-9/_]+[!?]?$")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ '’](?=\d{3}(?:\D|$))")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LIST_SEPARATOR = re.compile(r"\s*(?:[;；|、\n])\s*")
_FORMULA_MARKS = "=+-@\t\r\n＝＋－＠"


def folded(text: str) -> str:
    """`text` in half-width characters, small letters, without blanks: how words and headers are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def half_width(text: str) -> str:
    """`text` with full-width digits, signs and blanks as half-width ones, stripped."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula; a plain number is none."""
    stripped = text.lstrip(" \u00a0\u3000")
    return bool(stripped) and stripped[0] in _FORMULA_MARKS and not _NUMBER.match(half_width(stripped))


def without_guard(text: str) -> str:
    """`text` without the apostrophe that our own exports, and people, put before a formula sign."""
    return text[1:] if text.startswith("'") and looks_like_formula(text[1:]) else text


def read_text(text: str, _: Habits = NO_HABITS) -> str:
    """One line of text; what looks like a formula stays text. Control characters are refused."""
    if _CONTROL.search(text):
        raise RefusedValue(N_("contains a character that cannot be printed"))
    return " ".join(text.split())


def read_texts(text: str, _: Habits = NO_HABITS) -> tuple[str, ...]:
    """The entries of a list written with `;`, `|`, `、` or line breaks, each once, in their order."""
    entries = (read_text(part) for part in _LIST_SEPARATOR.split(text.replace("\r", "\n")))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def read_date(text: str, habits: Habits = NO_HABITS) -> date:
    """A day in any usual writing; refused when it could be two different days or is no day."""
    value = _date_of(_MIDNIGHT.sub("", " ".join(half_width(text).split())), habits.date_order)
    if not EARLIEST_DATE <= value <= LATEST_DATE:
        raise RefusedValue(N_("must lie between {first} and {last}"), first=str(EARLIEST_DATE), last=str(LATEST_DATE))
    return value


def read_past_date(text: str, habits: Habits = NO_HABITS) -> date:
    """A day on which something has happened: not after the day of the import."""
    value = read_date(text, habits)
    if value > habits.latest_event and _DAY_NAMED_SHORT.match(half_width(text)):
        # Of two figures for the year the latest one that can have been.
        value = value.replace(year=value.year - 100)
    if value > habits.latest_event:
        raise RefusedValue(N_("lies in the future: today is {today}"), today=str(habits.latest_event))
    return value


def date_order_of(cells: Iterable[str]) -> DateOrder:
    """The order that the days above 12 in a column prove; unknown when none or both are proven."""
    first_is_day = second_is_day = False
    for cell in cells:
        match = _YEAR_LAST_OR_SHORT.match(_MIDNIGHT.sub("", half_width(cell)))
        if match:
            first_is_day = first_is_day or int(match[1]) > 12
            second_is_day = second_is_day or int(match[3]) > 12
    if first_is_day == second_is_day:
        return DateOrder.UNKNOWN
    return DateOrder.DAY_FIRST if first_is_day else DateOrder.MONTH_FIRST


def read_number(text: str, _: Habits = NO_HABITS) -> Decimal:
    """A number with optional sign and thousands separators; in brackets it is negative, as accountants write."""
    plain = _BETWEEN_DIGITS.sub("", half_width(text))
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].strip()
    if _NUMBER.match(plain):
        return Decimal(plain.replace(",", ""))
    if _SPREADSHEET_ERROR.match(plain):
        raise RefusedValue(N_("is an error of the spreadsheet; enter the number"))
    if _SCIENTIFIC.match(plain):
        raise RefusedValue(N_("is written with an exponent, digits may be lost; write all digits"))
    if looks_like_formula(text):
        raise RefusedValue(N_("is a formula, which is not calculated; enter its result"))
    raise RefusedValue(N_("is not a number; write it as 1234.56 or 1,234.56"))


def read_whole_number(text: str, habits: Habits = NO_HABITS) -> int:
    """A whole number."""
    value = read_number(text, habits)
    if value != value.to_integral_value():
        raise RefusedValue(N_("is not a whole number"))
    return int(value)


def read_share(text: str, habits: Habits = NO_HABITS) -> Decimal:
    """A share: `35%` or `0.35`. A bare 35 could mean either and is refused."""
    plain = half_width(text)
    if plain.endswith("%"):
        return read_number(plain[:-1], habits) / 100
    value = read_number(plain, habits)
    if abs(value) > 1:
        raise RefusedValue(N_("may be a percentage without its sign; write 35% or 0.35"))
    return value


def read_patent_number(text: str, habits: Habits = NO_HABITS) -> str:
    """A patent number as written, in half-width characters; its form is checked when the country is known."""
    if _USUAL_NUMBER.fullmatch(text):
        return text
    plain = half_width(text)
    if _SCIENTIFIC.match(plain) and "." in plain:
        raise RefusedValue(N_("the spreadsheet has cut off digits; format the column as text and enter the number"))
    if looks_like_formula(text) or _SPREADSHEET_ERROR.match(plain):
        raise RefusedValue(N_("is not a patent number; write it as ZL201410264351.3 or CN109417194B"))
    return read_text(plain, habits)


def is_serial(text: str) -> bool:
    """Whether a cell of a column of days holds the number that spreadsheets keep for a day."""
    return bool(_SERIAL.match(text))


def _date_of(plain: str, order: DateOrder) -> date:
    for pattern in (_YEAR_FIRST, _CHINESE_DATE, _COMPACT):
        match = pattern.match(plain)
        if match:
            *_, month, day = match.groups()
            return _day(int(match[1]), int(month), int(day))
    match = _YEAR_LAST.match(plain)
    if match:
        return _year_last(int(match[1]), int(match[3]), int(match[4]), order)
    match = _DAY_NAMED.match(plain)
    if match:
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    match = _DAY_NAMED_SHORT.match(plain)
    if match:
        return _day(2000 + int(match[3]), _month(match[2]), int(match[1]))
    match = _NAMED_DAY.match(plain)
    if match:
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    if is_serial(plain):
        return _SERIAL_ZERO + timedelta(days=int(plain.partition(".")[0]))
    raise RefusedValue(N_("is not a date; write it as 2026-11-22"))


def _year_last(first: int, second: int, year: int, order: DateOrder) -> date:
    if first > 12 or first == second or order is DateOrder.DAY_FIRST:
        return _day(year, second, first)
    if second > 12 or order is DateOrder.MONTH_FIRST:
        return _day(year, first, second)
    raise RefusedValue(N_("may be two different days; write it as 2026-11-22"))


def _month(name: str) -> int:
    number = _MONTH_NUMBERS.get(name.casefold())
    if number is None:
        raise RefusedValue(N_("is not a date; write it as 2026-11-22"))
    return number


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise RefusedValue(N_("is not a day of the calendar")) from None
