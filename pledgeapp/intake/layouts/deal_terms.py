"""How are the terms of a licence or assignment read: parties, exclusivity, territory, royalty, milestones?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pledgeapp.intake.amounts import read_amount
from pledgeapp.intake.layouts.layout import Column, RefusedCells, Values
from pledgeapp.intake.values import Habits, half_width, read_date, read_share, read_text
from pledgeapp.intake.words import Words
from pledgeapp.records.comparable import Exclusivity, Milestone
from pledgeapp.records.product import RoyaltyBase
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

EXCLUSIVITIES = Words[Exclusivity](
    {
        Exclusivity.EXCLUSIVE: (("独占许可", "独占", "独占实施许可"), ("exclusive", "exclusive licence")),
        Exclusivity.SOLE: (("排他许可", "排他", "独家许可", "排他实施许可"), ("sole", "sole licence")),
        Exclusivity.NON_EXCLUSIVE: (
            ("普通许可", "普通", "非独占", "非独占许可", "普通实施许可", "开放许可"),
            ("non-exclusive", "nonexclusive", "non_exclusive", "non-exclusive licence", "open licence"),
        ),
        Exclusivity.UNKNOWN: (("未知", "不详"), ("unknown",)),
    }
)
ROYALTY_BASES = Words[RoyaltyBase](
    {
        RoyaltyBase.SALES: (
            ("销售收入", "净销售额", "销售额", "营业收入", "产品销售额", "净销售收入"),
            ("sales", "net sales", "revenue"),
        ),
        RoyaltyBase.GROSS_PROFIT: (("毛利", "毛利润"), ("gross profit", "gross_profit")),
        RoyaltyBase.OPERATING_PROFIT: (("营业利润", "销售利润"), ("operating profit", "operating_profit")),
        RoyaltyBase.NET_PROFIT: (("净利润", "税后利润"), ("net profit", "net_profit", "net income")),
    }
)
_OF_SALES = re.compile(
    r"^(?:按|以|为)?\s*(?:年?度?)(?:净?销售额|净?销售收入|营业收入)的?\s*([\d.]+\s*%)$|^([\d.]+\s*%) of (?:net )?sales$"
)
_PARTS = re.compile(r"[;|\n]")
_MILESTONE = re.compile(r"^(.+?)\s*[:=]\s*([^:=]+)$")


def read_royalty(text: str, habits: Habits) -> Decimal:
    """`3%`, `0.03` or `按净销售额的3%`; a range is refused, for it is not one rate."""
    plain = half_width(text)
    match = _OF_SALES.match(plain)
    rate = read_share((match[1] or match[2]) if match else plain, habits)
    if not 0 <= rate <= 1:
        raise RefusedValue(N_("must lie between {low} and {high}"), low="0%", high="100%")
    return rate


def milestones_of(values: Values, unit: Decimal | None) -> tuple[Milestone, ...]:
    """`临床批件:300; 上市:500`: what is paid only if something happens."""
    parts = [part.strip() for part in _PARTS.split(half_width(values.get("milestones", ""))) if part.strip()]
    return tuple(_milestone(part, unit) for part in parts)


def _milestone(part: str, unit: Decimal | None) -> Milestone:
    match = _MILESTONE.match(part)
    if match is None:
        text = N_("write each milestone as what happens and the amount: approval:300; launch:500")
        raise RefusedCells(("milestones", Message("intake.milestone_form", text)))
    try:
        return Milestone(event=match[1].strip(), amount=read_amount(match[2], unit))
    except RefusedValue as error:
        raise RefusedCells(("milestones", error.message)) from error


def terms_of(values: Values, unit: Decimal | None) -> dict[str, Any]:
    """The fields of a comparable that are terms of its contract; what is not stated stays unknown."""
    kept = ("grantor", "grantee", "exclusivity", "territory", "end_date", "royalty_rate", "royalty_base")
    return {**{key: values[key] for key in kept if key in values}, "milestones": milestones_of(values, unit)}


TERM_COLUMNS = (
    Column(
        "grantor",
        "转让方或许可方",
        "Assignor or licensor",
        read_text,
        note=N_("Who gives the right; empty when not known."),
        aliases=(
            "许可方",
            "转让方",
            "许可人",
            "转让人",
            "让与人",
            "出让方",
            "出让人",
            "licensor name",
            "licensor",
            "assignor",
            "seller",
        ),
        width=24,
        example=("（示例）乙大学", "(Example) University B"),
    ),
    Column(
        "grantee",
        "受让方或被许可方",
        "Assignee or licensee",
        read_text,
        note=N_("Who takes the right; empty when not known."),
        aliases=(
            "被许可方",
            "受让方",
            "被许可人",
            "受让人",
            "受让单位",
            "licensee name",
            "licensee",
            "assignee",
            "buyer",
        ),
        width=24,
        example=("（示例）甲公司", "(Example) Company A"),
    ),
    Column(
        "exclusivity",
        "许可方式",
        "Exclusivity",
        EXCLUSIVITIES.read,
        note=N_("Exclusive: nobody else; sole: the licensor as well; non-exclusive: others too."),
        aliases=(
            "许可种类",
            "许可类型",
            "许可形式",
            "licence type",
            "license type",
            "type of licence",
            "type of license",
        ),
        words=EXCLUSIVITIES,
        width=14,
    ),
    Column(
        "territory",
        "地域",
        "Territory",
        read_text,
        note=N_("Where the right may be used; empty when not known."),
        aliases=("许可地域", "地域范围", "许可范围", "许可区域", "region"),
        width=14,
        example=("中国大陆", "Mainland China"),
    ),
    Column(
        "end_date",
        "许可届满日",
        "End of the licence",
        read_date,
        note=N_("Last day of the licence, such as 2032-12-31; empty for an assignment."),
        aliases=(
            "许可终止日",
            "许可截止日",
            "合同终止日",
            "合同到期日",
            "终止日期",
            "许可期限届满日",
            "expiry date",
            "end date",
        ),
        width=14,
    ),
    Column(
        "royalty_rate",
        "提成率",
        "Royalty rate",
        read_royalty,
        note=N_("Running royalty as 3% or 0.03; with it the licence is no price but ground for a royalty rate."),
        aliases=(
            "许可费率",
            "提成比例",
            "销售提成率",
            "销售提成",
            "许可费提成率",
            "费率",
            "royalty",
            "running royalty",
        ),
        width=12,
    ),
    Column(
        "royalty_base",
        "提成基数",
        "Base of the royalty",
        ROYALTY_BASES.read,
        note=N_("What the royalty is a share of; empty when not known."),
        aliases=("计提基数", "提成依据", "royalty base"),
        words=ROYALTY_BASES,
        width=14,
    ),
    Column(
        "milestones",
        "里程碑付款",
        "Milestones",
        read_text,
        note=N_("What happens and the amount: approval:300; launch:500. Not counted in the price: it is not certain."),
        aliases=("里程碑", "里程碑款", "milestone payments"),
        width=24,
    ),
)
