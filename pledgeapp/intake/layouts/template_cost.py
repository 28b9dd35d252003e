"""How is a ledger of development cost read: when, for what, how much?"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.intake.amounts import read_signed_amount
from pledgeapp.intake.layouts.cost_classes import COST_CLASSES, class_of
from pledgeapp.intake.layouts.currency_of_sums import CURRENCY_OF_SUMS, currency_of
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.layouts.template_loan import is_total_row
from pledgeapp.intake.layouts.unit_of_sums import UNIT_OF_SUMS
from pledgeapp.intake.layouts.years import read_spent_year
from pledgeapp.intake.values import read_past_date, read_text
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportedCost, ImportKind
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message


def _build(values: Values, origin: Origin) -> ImportedCost:
    day, year = values.get("date"), values.get("year")
    if day is not None and year is not None and day.year != year:
        text = N_("is another year than that of the date")
        raise RefusedCells(("year", Message("intake.other_year", text)))
    word = values["cost_class"]
    known = class_of(word)
    return ImportedCost(
        cost_class=known or CostClass.OTHER,
        word="" if known else word,
        year=year if year is not None else day.year if day is not None else None,
        project=values.get("project", ""),
        amount=_amount(values, origin),
        source=values.get("source", "") or origin.source,
        currency=currency_of(values, ("amount",), origin),
    )


def _amount(values: Values, origin: Origin) -> Decimal:
    try:
        return read_signed_amount(values["amount"], values.get("unit", origin.unit("amount")))
    except RefusedValue as error:
        raise RefusedCells(("amount", error.message)) from error


LAYOUT = Layout(
    key="template_cost",
    label=N_("PledgeApp template: development cost"),
    kind=ImportKind.COST,
    columns=(
        Column(
            "date",
            "日期",
            "Date",
            read_past_date,
            note=N_("Day of the entry; where the year alone is known, leave it empty and fill in the year."),
            aliases=("记账日期", "凭证日期", "发生日期", "入账日期", "posting date", "voucher date"),
            width=14,
        ),
        Column(
            "year",
            "年度",
            "Year",
            read_spent_year,
            note=N_("Year in which it was spent; empty when not known."),
            aliases=("年份", "会计年度", "期间", "fiscal year", "period"),
            width=10,
            example=("2024", "2024"),
        ),
        Column(
            "cost_class",
            "费用类别",
            "Class of cost",
            read_text,
            note=N_("Labour, materials and so on; another word counts as other cost and is kept."),
            aliases=(
                *("类别", "费用项目", "费用科目", "费用明细", "科目", "科目名称", "明细科目", "成本类别", "支出类别"),
                *("研发费用类别", "费用名称", "cost class", "class", "category", "cost category", "account"),
                *("account name", "cost type"),
            ),
            is_required=True,
            words=COST_CLASSES,
            width=18,
            example=("人工费", "labour"),
        ),
        Column(
            "amount",
            "金额",
            "Amount",
            read_text,
            note=N_("What was spent; corrections are negative or in brackets. Entries of a class and year are added."),
            aliases=(
                *("发生额", "借方金额", "借方", "支出金额", "费用金额", "发生金额"),
                *("debit", "sum", "cost", "expenditure"),
            ),
            is_required=True,
            width=16,
            example=("128", "128"),
        ),
        UNIT_OF_SUMS,
        CURRENCY_OF_SUMS,
        Column(
            "project",
            "研发项目",
            "Project",
            read_text,
            note=N_("Which development it was spent on; empty when there is one alone."),
            aliases=("项目", "项目名称", "研发项目名称", "课题", "课题名称", "project name", "r&d project"),
            width=30,
            example=("（示例）固态电解质粉体", "(Example) Solid-electrolyte powder"),
        ),
        Column(
            "source",
            "来源",
            "Source",
            read_text,
            note=N_("Ledger, audit report or statement the sum is taken from; empty: this file."),
            aliases=("资料来源",),
            width=26,
            example=("研发支出辅助账 2024", "R&D ledger 2024"),
        ),
    ),
    build=_build,
    one_of=("date", "year"),
    leaves_out=is_total_row,
)
