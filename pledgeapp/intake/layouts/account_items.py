"""What does a label in an accountant's sheet name: a measure of a product, something that is not kept, or a product?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pledgeapp.intake.totals import is_total, total_of
from pledgeapp.intake.values import folded, half_width


class Measure(Enum):
    """What a figure says of a product in a year."""

    REVENUE = "revenue"
    COST = "cost"
    GROSS_PROFIT = "gross_profit"
    OPERATING_PROFIT = "operating_profit"
    NET_PROFIT = "net_profit"
    GROSS_MARGIN = "gross_margin"
    OPERATING_MARGIN = "operating_margin"
    NET_MARGIN = "net_margin"

    @property
    def is_share(self) -> bool:
        """Whether it is a share of revenue, not a sum."""
        return self in (Measure.GROSS_MARGIN, Measure.OPERATING_MARGIN, Measure.NET_MARGIN)


class Sort(Enum):
    """What kind of thing a label is."""

    NOTHING = "nothing"
    MEASURE = "measure"
    TOTAL = "total"
    LEFT_OUT = "left_out"
    """A known item of accounts that says nothing of revenue and margins: expenses, quantities, growth."""
    NAME = "name"


@dataclass(frozen=True)
class Label:
    """What a label says: its sort, the measure and the product it names, the unit behind it."""

    sort: Sort
    measure: Measure | None = None
    name: str = ""
    unit: str = ""
    is_part: bool = False
    """`其中：…`: a part of the line above."""


_MEASURES = {
    Measure.REVENUE: (
        "营业收入;主营业务收入;销售收入;收入;营收;销售额;不含税收入;不含税销售收入;不含税销售额",
        "产品收入;产品销售收入;营业额;业务收入",
        "revenue;revenues;sales;netsales;netrevenue;salesrevenue;operatingrevenue;turnover;revenuefromsales",
    ),
    Measure.COST: (
        "营业成本;主营业务成本;销售成本;成本;产品成本;产品销售成本;业务成本",
        "cost;costs;costofsales;costofgoodssold;cogs;costofrevenue;costofgoods;operatingcost;operatingcosts",
    ),
    Measure.GROSS_PROFIT: ("毛利;毛利润;毛利额;销售毛利;主营业务毛利", "grossprofit"),
    Measure.OPERATING_PROFIT: (
        "营业利润;经营利润;主营业务利润",
        "operatingprofit;profitfromoperations;operatingprofit/loss;operatingprofit/(loss)",
    ),
    Measure.NET_PROFIT: (
        "净利润;净利;税后利润;税后净利润;净利润额",
        "netprofit;netincome;profitaftertax;profitfortheyear;netearnings;netprofit/loss",
    ),
    Measure.GROSS_MARGIN: ("毛利率;销售毛利率;毛利润率", "grossmargin;grossprofitmargin;grossmarginrate;gpmargin;gpm"),
    Measure.OPERATING_MARGIN: ("营业利润率;经营利润率", "operatingmargin;operatingprofitmargin;opm"),
    Measure.NET_MARGIN: ("净利率;净利润率;销售净利率;销售净利润率", "netmargin;netprofitmargin;npm"),
}
MEASURE_WORDS = {kind: tuple(word for line in lines for word in line.split(";")) for kind, lines in _MEASURES.items()}
"""The names of each measure, folded."""
_MEASURE_OF = {word: kind for kind, words in MEASURE_WORDS.items() for word in words}
_BY_LENGTH = sorted((word for word in _MEASURE_OF if not word.isascii()), key=len, reverse=True)
_LEFT_OUT = re.compile(
    r"增长率|增速|增幅|同比|环比|占比|比重|比例$|growth|yoy|cagr|%of|asa%|shareof"
    r"|税金|附加|所得税|增值税|利息|费用率?$|费用\(|费$|支出|损失|收益|补贴|补助|营业外|利润总额|税前利润|总成本|息税|其他业务"
    r"|销量|产量|销售量|产能|数量|单价|售价|均价|价格|人数|市场容量|市场规模|市场份额|市占率|含税|税率|折旧|摊销|资本性"
    r"|营运资金|现金流|净流量|存货|应收|应付|资产|负债|每股|少数股东|归属|综合收益|持续经营|ebit|tax|expense|interest"
    r"|volume|quantity|units?sold|price|capex|workingcapital|cashflow|pershare|depreciation|amorti[sz]ation|overhead"
    r"|beforetax|otherincome|operatingincome|headcount|marketsize|r&d"
)
_PREFIX = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[ivx]{1,4})[)）]?[.、．)）]\s*"
    r"|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*"
    r"|减\s*[:：]\s*|加\s*[:：]\s*|less\s*[:：]\s*|add\s*[:：]\s*|[*·•◆]\s*)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:其中\s*[:：]?\s*|of\s+which\s*[:：]?\s*|including\s*[:：]?\s*|thereof\s*[:：]?\s*)", re.IGNORECASE
)
_BRACKET = re.compile(r"^(.*?)\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]$")
_PARTED = re.compile(r"^(.+?)\s*(?:[-—–_:：/|·]|之|的)\s*(.+)$")
_LONGEST_NAME = 200


def read_label(text: str) -> Label:
    """What `text` says as the label of a row or column."""
    plain = half_width(text)
    is_part = False
    while True:
        shorter = _PREFIX.sub("", plain)
        part = _PART.sub("", shorter)
        is_part = is_part or part != shorter
        if part == plain:
            break
        plain = part
    if not plain or plain.isdecimal():
        return Label(Sort.NOTHING)
    bare, unit = _without_bracket(plain)
    if is_total(bare):
        return Label(Sort.TOTAL)
    measure = _MEASURE_OF.get(folded(bare)) or _MEASURE_OF.get(folded(plain))
    if measure is not None:
        return Label(Sort.MEASURE, measure, unit=unit, is_part=is_part)
    return _sum_or_name(bare, plain, unit, is_part=is_part)


def _sum_or_name(bare: str, plain: str, unit: str, *, is_part: bool) -> Label:
    whole = total_of(bare)
    if whole is not None:
        measure = _MEASURE_OF.get(whole)
        # The total of revenue is the revenue of all there is; the subtotal of anything else is a sum of lines.
        return Label(Sort.MEASURE, measure, unit=unit) if measure is not None else Label(Sort.TOTAL)
    named = _named_measure(bare)
    if named is not None:
        return Label(Sort.MEASURE, named[0], named[1], unit, is_part)
    if _LEFT_OUT.search(folded(plain)):
        return Label(Sort.LEFT_OUT)
    name = plain if unit == "" else bare
    return Label(Sort.NAME, name=name[:_LONGEST_NAME], unit=unit, is_part=is_part)


def _named_measure(bare: str) -> tuple[Measure, str] | None:
    """`粉体-营业收入`, `Revenue: powder`, `粉体销售收入`: a measure together with its product."""
    match = _PARTED.match(bare)
    if match:
        for name, word in ((match[1], match[2]), (match[2], match[1])):
            measure = _MEASURE_OF.get(folded(word))
            if measure is not None and not _LEFT_OUT.search(folded(name)):
                return measure, name.strip()
    plain = bare.strip()
    for word in _BY_LENGTH:
        rest = plain.removesuffix(word)
        is_product = len(rest) > 1 and not _LEFT_OUT.search(rest) and not rest.endswith(("总", "业务", "其他"))
        if rest != plain and is_product:
            return _MEASURE_OF[word], rest.strip()
    return None


def unit_behind(text: str) -> str:
    """What stands in brackets behind a label: `主营进账（万元）`."""
    return _without_bracket(half_width(text))[1]


def _without_bracket(plain: str) -> tuple[str, str]:
    """The label without what stands in brackets behind it, and that."""
    match = _BRACKET.match(plain)
    return (match[1].strip(), match[2].strip()) if match and match[1].strip() else (plain, "")


def measure_in(texts: list[str]) -> Measure | None:
    """Revenue, where titles speak of it and of no cost or profit: what the figures of a list of products are."""
    words = folded(" ".join(texts))
    speaks = any(word in words for word in ("收入", "销售额", "营收", "revenue", "sales"))
    others = any(
        word in words for word in ("成本", "毛利", "利润", "费用", "cost", "profit", "margin", "销量", "volume")
    )
    return Measure.REVENUE if speaks and not others else None
