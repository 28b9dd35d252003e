"""How are comparable transactions read from our own template?"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from pledgeapp.intake.amounts import read_amount
from pledgeapp.intake.layouts.currency_of_sums import CURRENCY_OF_SUMS, currency_of
from pledgeapp.intake.layouts.deal_terms import TERM_COLUMNS, terms_of
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.values import (
    Habits,
    half_width,
    read_number,
    read_past_date,
    read_text,
    read_whole_number,
)
from pledgeapp.intake.words import DEAL_KINDS, GRADES, MONEY_UNITS
from pledgeapp.records.comparable import AdjustmentKind, Comparable, Instalment, PriceAdjustment
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_INSTALMENT = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:年|y|years?)?\s*[:=]\s*(.+)$", re.IGNORECASE)
_ADJUSTMENTS = {
    AdjustmentKind.CONDITION_OF_SALE: ("交易情况", "Condition of sale"),
    AdjustmentKind.MARKET_CONDITIONS: ("市场状况", "Market conditions"),
    AdjustmentKind.TERRITORY: ("地域范围", "Territory"),
    AdjustmentKind.EXCLUSIVITY: ("独占性", "Exclusivity"),
    AdjustmentKind.REMAINING_LIFE: ("剩余寿命", "Remaining life"),
    AdjustmentKind.TECHNOLOGY: ("技术水平", "Technology"),
    AdjustmentKind.SCOPE: ("保护范围", "Scope of protection"),
}


def _read_factor(text: str, habits: Habits) -> Decimal:
    factor = read_number(text, habits)
    if not 0 < factor <= 20:
        raise RefusedValue(N_("is not a factor above 0 and up to 20; 1 means no difference"))
    return factor


def _read_score(text: str, habits: Habits) -> Decimal:
    score = read_number(half_width(text).removesuffix("%"), habits)
    if not 0 <= score <= 100:
        raise RefusedValue(N_("must lie between {low} and {high}"), low="0", high="100")
    return score


def _build(values: Values, origin: Origin) -> Comparable:
    return Comparable(
        name=values["name"],
        kind=values["kind"],
        transaction_date=values["transaction_date"],
        currency=currency_of(values, ("price", "instalments", "milestones"), origin),
        payments=payments_of(values, origin),
        patents_count=values["patents_count"],
        adjustments=_adjustments(values),
        similarity=values["similarity"],
        grade=values["grade"],
        source=values["source"],
        **terms_of(values, values.get("unit", origin.unit("milestones"))),
    )


def payments_of(values: Values, origin: Origin) -> tuple[Instalment, ...]:
    """The price at once, or its instalments; both together must be the same sum."""
    unit = values.get("unit", origin.unit("price"))
    price = _amount("price", values["price"], unit) if "price" in values else None
    if "instalments" not in values:
        if price is None and "royalty_rate" in values:
            return ()
        if price is None:
            message = Message("intake.no_price", N_("needs a price or instalments"))
            raise RefusedCells(("price", message))
        return (Instalment(years_after=Decimal(0), amount=price),)
    parts = [part.strip() for part in re.split(r"[;|、\n]", half_width(values["instalments"])) if part.strip()]
    payments = tuple(_instalment(part, unit or origin.unit("instalments")) for part in parts)
    total = sum((p.amount for p in payments), Decimal(0))
    if price is not None and price != total:
        message = Message(
            "intake.instalments", N_("the instalments add up to {total}, not to the price"), {"total": f"{total:,f}"}
        )
        raise RefusedCells(("instalments", message))
    return payments


def _instalment(part: str, unit: Decimal | None) -> Instalment:
    match = _INSTALMENT.match(part)
    if match is None or Decimal(match[1]) > 50:
        message = Message(
            "intake.instalment_form",
            N_("write each instalment as years after signing and amount: 0:500; 1:300 (at most 50 years)"),
        )
        raise RefusedCells(("instalments", message))
    return Instalment(years_after=Decimal(match[1]), amount=_amount("instalments", match[2], unit))


def _amount(key: str, text: str, unit: Decimal | None) -> Decimal:
    try:
        return read_amount(text, unit)
    except RefusedValue as error:
        raise RefusedCells((key, error.message)) from error


def _adjustments(values: Values) -> tuple[PriceAdjustment, ...]:
    adjustments = []
    for kind in AdjustmentKind:
        factor, reason = values.get(f"{kind.value}_factor"), values.get(f"{kind.value}_reason", "")
        if factor is None and reason:
            message = Message("intake.no_factor", N_("a reason without its factor"))
            raise RefusedCells((f"{kind.value}_reason", message))
        if factor is not None and factor != 1 and not reason:
            message = Message("intake.no_reason", N_("a factor other than 1 needs its reason in the next column"))
            raise RefusedCells((f"{kind.value}_factor", message))
        if factor is not None:
            adjustments.append(PriceAdjustment(kind=kind, factor=factor, reason=reason))
    return tuple(adjustments)


def _adjustment_columns(kind: AdjustmentKind) -> tuple[Column, Column]:
    zh, en = _ADJUSTMENTS[kind]
    is_shown = kind is AdjustmentKind.MARKET_CONDITIONS
    return (
        Column(
            f"{kind.value}_factor",
            f"{zh}修正系数",
            f"{en} factor",
            _read_factor,
            note=N_("Factor on the price of the comparable; 1 means no difference, empty: not adjusted."),
            width=13,
            example=("1.05", "1.05") if is_shown else ("", ""),
        ),
        Column(
            f"{kind.value}_reason",
            f"{zh}修正理由",
            f"{en} reason",
            read_text,
            note=N_("Why the factor is what it is; needed for every factor other than 1."),
            width=24,
            example=("（示例）自交易日至基准日行业价格上涨", "(Example) prices rose since the deal")
            if is_shown
            else ("", ""),
        ),
    )


LAYOUT = Layout(
    key="template_comparables",
    label=N_("PledgeApp template: comparable transactions"),
    kind=ImportKind.COMPARABLES,
    columns=(
        Column(
            "name",
            "交易名称",
            "Transaction",
            read_text,
            note=N_("A name by which the transaction is known; name and day make it the same transaction."),
            aliases=("可比案例", "案例名称", "name"),
            is_required=True,
            width=34,
            example=(
                "（示例）甲公司受让乙大学电解质专利包",
                "(Example) Company A buys electrolyte patents of University B",
            ),
        ),
        Column(
            "kind",
            "交易类型",
            "Kind of transaction",
            DEAL_KINDS.read,
            note=N_("Assignment and lump-sum licence give a price per patent; a royalty licence is ground for a rate."),
            aliases=("kind",),
            is_required=True,
            words=DEAL_KINDS,
            width=18,
            example=("转让", "assignment"),
        ),
        Column(
            "transaction_date",
            "交易日期",
            "Transaction date",
            read_past_date,
            note=N_("Day of signing, such as 2024-05-01."),
            aliases=("成交日期", "date"),
            is_required=True,
            width=16,
            example=("2025-03-18", "2025-03-18"),
        ),
        Column(
            "price",
            "成交价",
            "Price",
            read_text,
            note=N_("The whole price; when paid in parts, the instalments say when."),
            aliases=("交易价格", "成交价格", "成交金额"),
            example=("800", "800"),
        ),
        Column(
            "unit",
            "单位",
            "Unit",
            MONEY_UNITS.read,
            note=N_("Unit of price and instalments; it may also stand in the cell or behind the column's name."),
            aliases=("金额单位",),
            words=MONEY_UNITS,
            width=12,
            example=("万元", "10 thousand"),
        ),
        replace(CURRENCY_OF_SUMS, note=N_("Three letters, such as CNY."), is_required=True),
        Column(
            "instalments",
            "分期付款",
            "Instalments",
            read_text,
            note=N_("Years after signing and amount: 0:500; 1:300. Empty: paid at signing."),
            aliases=("付款安排",),
            width=20,
            example=("0:500；1:300", "0:500; 1:300"),
        ),
        Column(
            "patents_count",
            "专利件数",
            "Number of patents",
            read_whole_number,
            note=N_("How many patents the price covers."),
            aliases=("专利数量", "patents"),
            is_required=True,
            width=16,
            example=("4", "4"),
        ),
        *TERM_COLUMNS,
        *chain.from_iterable(_adjustment_columns(kind) for kind in AdjustmentKind),
        Column(
            "similarity",
            "相似度",
            "Similarity",
            _read_score,
            note=N_("0 to 100: how like the subject the comparable is."),
            is_required=True,
            width=10,
            example=("70", "70"),
        ),
        Column(
            "grade",
            "来源等级",
            "Source grade",
            GRADES.read,
            note=N_("A: contract or filing seen; B: published by a party; C: second hand."),
            aliases=("等级", "grade"),
            is_required=True,
            words=GRADES,
            width=12,
            example=("B", "B"),
        ),
        Column(
            "source",
            "来源",
            "Source",
            read_text,
            note=N_("Where the transaction can be looked up."),
            aliases=("资料来源",),
            is_required=True,
            width=36,
            example=("（示例）乙大学科技成果转化公示", "(Example) public notice of University B"),
        ),
    ),
    build=_build,
    one_of=("price", "instalments", "royalty_rate"),
)
