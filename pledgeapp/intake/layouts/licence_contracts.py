"""How is a list of licence contracts and assignments read, as agencies, universities and registers keep them?"""

from __future__ import annotations

import re
from dataclasses import replace

from pledgeapp.intake.amounts import is_nothing
from pledgeapp.intake.layouts.currency_of_sums import currency_of, read_currency
from pledgeapp.intake.layouts.deal_terms import EXCLUSIVITIES, TERM_COLUMNS, terms_of
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.layouts.template_comparables import payments_of
from pledgeapp.intake.layouts.template_loan import is_total_row
from pledgeapp.intake.stated_units import MoneyUnit, read_money_unit
from pledgeapp.intake.values import Habits, folded, half_width, read_past_date, read_text, read_texts, read_whole_number
from pledgeapp.intake.words import DEAL_KINDS, MONEY_UNITS
from pledgeapp.records.comparable import Comparable, DealKind, Exclusivity
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_LICENCE = frozenset(
    {"许可", "实施许可", "专利实施许可", "专利许可", "许可合同", "licence", "license", "patentlicence"}
)
_ASSIGNMENT = frozenset({"转让合同", "专利权转移", "专利申请权转让", "转让协议", "patentassignment"})
_COUNTED = re.compile(r"\s*(?:件|项|个|patents?)$", re.IGNORECASE)
_YUAN = re.compile(r"[元万亿¥]")
"""Of a list of Chinese contracts that names no other currency."""


def _read_kind(text: str, habits: Habits) -> DealKind | Exclusivity | None:
    """The kind of deal, or of licence; None for a licence of which the payments must say what it is."""
    word = folded(text)
    if word in _LICENCE:
        return None
    if word in _ASSIGNMENT:
        return DealKind.ASSIGNMENT
    try:
        return EXCLUSIVITIES.read(text, habits)
    except RefusedValue:
        return DEAL_KINDS.read(text, habits)


def _read_count(text: str, habits: Habits) -> int:
    """`3`, `3件`, `3 patents`."""
    return read_whole_number(_COUNTED.sub("", half_width(text)), habits)


def _or_nothing(column: Column) -> Column:
    """The column with a dash in a cell read as nothing stated."""
    read = column.read

    def lenient(text: str, habits: Habits) -> object:
        return None if is_nothing(text) else read(text, habits)

    return replace(column, read=lenient, holds_days=column.is_date)


def _read_unit(text: str, habits: Habits) -> MoneyUnit:
    return read_money_unit(text) or MoneyUnit(MONEY_UNITS.read(text, habits))


def _build(values: Values, origin: Origin) -> Comparable:
    values = {key: value for key, value in values.items() if value is not None or key == "kind"}
    if isinstance(values.get("kind"), Exclusivity):
        values = {"exclusivity": values["kind"], **values, "kind": None}
    parties = (values.get("grantor", ""), values.get("grantee", ""))
    name = values.get("name", "") or " → ".join(filter(None, parties))
    if not name:
        text = N_("needs a name, or its parties")
        raise RefusedCells(("name", Message("intake.no_deal_name", text)))
    stated = values.get("unit")
    if stated is not None:
        values = {**values, "unit": stated.factor}
    unit = values.get("unit", origin.unit("price"))
    return Comparable(
        name=name[:200],
        kind=_kind(values),
        transaction_date=values["transaction_date"],
        currency=_currency(values, origin, stated),
        payments=payments_of(values, origin),
        patents_count=_count(values),
        source=values.get("source", "") or origin.source,
        **{key: values[key] for key in ("similarity", "grade") if key in values},
        **terms_of(values, unit),
    )


def _kind(values: Values) -> DealKind:
    """A running royalty makes a licence one for royalties; without it a licence is paid for in a sum."""
    stated = values.get("kind")
    if "royalty_rate" in values and stated is not DealKind.ASSIGNMENT:
        return DealKind.ROYALTY_LICENCE
    if stated is not None:
        return DealKind(stated)
    if "kind" in values or "exclusivity" in values:
        return DealKind.LUMP_SUM_LICENCE
    text = N_("is this an assignment or a licence? Add the kind of transaction")
    raise RefusedCells(("kind", Message("intake.no_deal_kind", text)))


def _count(values: Values) -> int:
    if "patents_count" in values:
        return int(values["patents_count"])
    if "patents" in values:
        return len(values["patents"])
    text = N_("how many patents does it cover? Add their number or their numbers")
    raise RefusedCells(("patents_count", Message("intake.no_patents_count", text)))


def _currency(values: Values, origin: Origin, unit: MoneyUnit | None) -> str:
    """As stated, by the sign at the sum, or renminbi where the unit is one of 元."""
    keys = ("price", "instalments", "milestones")
    if unit is not None and unit.currency and "currency" not in values:
        values = {**values, "currency": unit.currency}
    said = currency_of(values, keys, origin)
    if said is not None:
        return said
    sums = " ".join(half_width(values[key]) for key in keys if key in values)
    is_yuan = origin.stated.is_yuan or (unit is not None and unit.is_yuan)
    if is_yuan or not sums or _YUAN.search(" ".join((sums, *origin.units.values()))):
        return "CNY"
    text = N_("in which currency? Add a column with it")
    raise RefusedCells(("currency", Message("intake.no_currency", text)))


LAYOUT = Layout(
    key="licence_contracts",
    label=N_("List of licence contracts and assignments"),
    kind=ImportKind.COMPARABLES,
    columns=(
        Column(
            "name",
            "合同名称",
            "Contract",
            read_text,
            aliases=("合同编号", "项目名称", "成果名称", "许可项目", "contract name"),
        ),
        Column(
            "kind",
            "合同类型",
            "Kind of contract",
            _read_kind,
            aliases=("交易类型", "合同类别", "转化方式", "deal type"),
        ),
        Column(
            "transaction_date",
            "签订日期",
            "Date of signing",
            read_past_date,
            aliases=(
                *(
                    "合同签订日",
                    "合同签订日期",
                    "签约日期",
                    "合同签署日期",
                    "签署日期",
                    "生效日期",
                    "合同生效日",
                    "交易日期",
                    "成交日期",
                    "备案日期",
                ),
                *("signing date", "effective date", "agreement date", "contract date", "date"),
            ),
            is_required=True,
        ),
        _or_nothing(
            Column(
                "price",
                "合同金额",
                "Contract amount",
                read_text,
                aliases=(
                    *(
                        "许可费",
                        "许可使用费",
                        "许可费用",
                        "转让费",
                        "转让价款",
                        "转让金额",
                        "成交金额",
                        "成交价",
                        "总价款",
                    ),
                    *(
                        "合同价款",
                        "一次性许可费",
                        "入门费",
                        "首付款",
                        "price",
                        "lump sum",
                        "upfront payment",
                        "upfront",
                        "upfront fee",
                    ),
                    "consideration",
                ),
            )
        ),
        Column("unit", "单位", "Unit", _read_unit, aliases=("金额单位",)),
        Column("currency", "币种", "Currency", read_currency),
        Column("instalments", "分期付款", "Instalments", read_text, aliases=("付款安排", "分期支付")),
        Column(
            "patents_count",
            "专利件数",
            "Number of patents",
            _read_count,
            aliases=("专利数量", "许可专利件数", "转让专利件数", "涉及专利件数", "no. of patents", "patent count"),
        ),
        Column(
            "patents",
            "专利号",
            "Patent numbers",
            read_texts,
            aliases=("许可专利", "涉及专利", "专利清单", "许可专利号", "转让专利", "licensed patents", "patents"),
        ),
        *(_or_nothing(replace(column, note="")) for column in TERM_COLUMNS),
        Column("source", "来源", "Source", read_text, aliases=("资料来源", "信息来源")),
    ),
    build=_build,
    leaves_out=is_total_row,
    signature=("grantee",),
    one_of=("price", "instalments", "royalty_rate"),
    remark=N_("similarity and grade of the source are not in the file: 50 and C stand until they are judged"),
)
