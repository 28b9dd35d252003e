"""Which year does a header or a cell name, and does it say whether its figures are a forecast?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pledgeapp.intake.values import Habits, folded
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

FIRST_YEAR, LAST_YEAR = 1990, 2098
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_WRITTEN = re.compile(r"^([二一][〇零○一二三四五六七八九]{3})年?")
_YEAR = re.compile(
    r"^(?:(?:(?:fy|cy)'?(?P<two>\d{2})(?!\d)|'?(?P<chinese>\d{2})(?=年))"
    r"|(?:fy|cy|year|yr|公历|会计年度)?(?P<four>(?:19|20)\d{2}))"
    r"(?:年度|年|财年)?(?:1-12月|1~12月|全年|1月-12月)?(?P<rest>.*)$"
)
_NEW_YEAR = re.compile(r"^((?:19|20)\d{2})-0?1-0?1$")
_YEAR_END = re.compile(
    r"^(?:截至|截止)?(?:yearended|fortheyearended|年度截至)?"
    r"(?:(?P<a>(?:19|20)\d{2})(?:-|/|\.|年)12(?:-|/|\.|月)31日?(?:00:00:00)?|31(?:st)?december(?P<b>(?:19|20)\d{2})"
    r"|december31,?(?P<c>(?:19|20)\d{2}))(?:止|止年度|年度)?(?P<rest>.*)$"
)


def _folded_words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_FORECAST = _folded_words(
    "e f p b 预测 预计 预算 计划 测算 预测数 预计数 预算数 预测期 预测数据 预测年度 未来预测 盈利预测",
    "forecast forecasts forecastperiod fcst estimate estimated est est. projected projection projections proj budget",
    "plan planned",
)
_ACTUAL = _folded_words(
    "a 实际 实际数 实绩 审定 审定数 已审 经审计 审计 决算 历史 历史数 历史数据 历史期 历史年度 报告期",
    "actual actuals act act. audited historical history",
)


@dataclass(frozen=True)
class StatedYear:
    """A year and whether its figures are a forecast; None where the text does not say."""

    year: int
    is_forecast: bool | None = None
    is_explicit: bool = True
    """False for bare digits, which might be a figure."""


def read_year(text: str) -> StatedYear | None:
    """`2023年`, `FY2023`, `2024E`, `2025年（预测）`, `二〇二三年度`, `2023-12-31`; None when it is no whole year."""
    plain = folded(text).strip("*")
    written = _WRITTEN.match(plain)
    if written:
        plain = written[1].translate(_DIGITS) + plain[len(written[1]) :]
    new_year = _NEW_YEAR.match(plain)
    if new_year:
        # A year that a spreadsheet keeps as a date is its first day; it counts where several stand in a row.
        return StatedYear(int(new_year[1]), is_explicit=False)
    end = _YEAR_END.match(plain)
    match = end or _YEAR.match(plain)
    if match is None:
        return None
    year = int(end["a"] or end["b"] or end["c"]) if end else _year_of(match)
    rest = match["rest"].strip("()[]-_:：· ")
    rest = rest.removeprefix("年度").removeprefix("年") or rest.removeprefix("年度").removeprefix("年")
    mark = mark_of(rest)
    if (rest and mark is None) or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    # 15年 is a span of time as well: it counts as a year where several of them stand in a row.
    return StatedYear(year, mark, is_explicit=not plain.isdecimal() and (end is not None or not match["chinese"]))


def mark_of(text: str) -> bool | None:
    """Whether a word beside or above a year says forecast (True) or actual (False); None when it says neither."""
    plain = folded(text).strip("()[]:：")
    if plain in _FORECAST:
        return True
    return False if plain in _ACTUAL else None


def read_spent_year(text: str, _: Habits) -> int:
    """The year in which something was spent: a year, or a month of it such as `2024-03` or `2024年3月`."""
    plain = re.sub(r"(?:[-/.](?:0?[1-9]|1[0-2])|年(?:0?[1-9]|1[0-2])月(?:份)?)$", "", folded(text))
    found = read_year(plain)
    if found is None or found.is_forecast:
        raise RefusedValue(N_("must be a year between {first} and {last}"), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return found.year


def _year_of(match: re.Match[str]) -> int:
    two = match["two"] or match["chinese"]
    return 2000 + int(two) if two else int(match["four"])
