"""How are products with their yearly figures read from our own template: one row for each product and year?"""

from __future__ import annotations

import re
from decimal import Decimal

from pledgeapp.intake.amounts import read_amount
from pledgeapp.intake.layouts.currency_of_sums import CURRENCY_OF_SUMS, currency_of
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.values import (
    Habits,
    half_width,
    looks_like_formula,
    read_number,
    read_patent_number,
    read_share,
    read_text,
    read_whole_number,
)
from pledgeapp.intake.words import FIGURE_KINDS, MONEY_UNITS
from pledgeapp.records.importing import ImportedProduct, ImportKind
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_USE = re.compile(r"^(.+?)\s*[:=]\s*([^:=]+)$")
_USE_SEPARATOR = re.compile(r"[;|、\n]")
_CLASS_CODE = re.compile(r"^[A-T]?\d{2,4}$")
FIRST_YEAR, LAST_YEAR = 1990, 2098


def _read_year(text: str, habits: Habits) -> int:
    plain = half_width(text).removesuffix("年").removesuffix("年度").removesuffix("E").removesuffix("A")
    year = read_whole_number(plain, habits)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedValue(N_("must be a year between {first} and {last}"), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return year


def _read_class(text: str, _: Habits) -> str:
    plain = half_width(text).upper()
    if not _CLASS_CODE.match(plain):
        raise RefusedValue(N_("is not a class code of GB/T 4754-2017, such as 3985"))
    return plain


def _read_margin(text: str, habits: Habits) -> Decimal:
    share = read_share(text, habits)
    if not -10 <= share <= 1:
        raise RefusedValue(N_("must lie between {low} and {high}"), low="-1000%", high="100%")
    return share


def _read_uses(text: str, habits: Habits) -> tuple[tuple[str, Decimal], ...]:
    """`ZL201410264351.3:60; CN109417194B:40`; a single patent may stand without its contribution."""
    parts = [part.strip() for part in _USE_SEPARATOR.split(half_width(text)) if part.strip()]
    uses: dict[str, Decimal] = {}
    for part in parts:
        match = _USE.match(part)
        if match is None and (len(parts) > 1 or looks_like_formula(text)):
            raise RefusedValue(
                N_("write each number with its contribution from 0 to 100: ZL201410264351.3:60; CN109417194B:40")
            )
        number, contribution = (match[1], read_number(match[2].strip("% "))) if match else (part, Decimal(100))
        if not 0 <= contribution <= 100:
            raise RefusedValue(N_("a contribution lies between 0 and 100"))
        number = read_patent_number(number, habits)
        if number in uses:
            raise RefusedValue(N_("{number} stands twice in the cell"), number=number)
        uses[number] = contribution
    return tuple(uses.items())


def _build(values: Values, origin: Origin) -> ImportedProduct:
    revenue = None
    if "revenue" in values:
        try:
            revenue = read_amount(values["revenue"], values.get("unit", origin.unit("revenue")))
        except RefusedValue as error:
            raise RefusedCells(("revenue", error.message)) from error
    margins = {key: values[key] for key in ("gross_margin", "operating_margin", "net_margin") if key in values}
    if revenue is None and not margins:
        raise RefusedCells(("revenue", Message("intake.no_figure", N_("the row has neither revenue nor a margin"))))
    figures = YearFigures(year=values["year"], is_forecast=values["is_forecast"], revenue=revenue, **margins)
    product = Product(
        name=values["name"],
        name_en=values.get("name_en", ""),
        industry=values.get("industry", ""),
        figures=(figures,),
        source=values.get("source", "") or origin.source,
    )
    currency = currency_of(values, ("revenue",), origin)
    return ImportedProduct(product=product, patents=values.get("patents", ()), currency=currency)


def _margin(key: str, zh: str, en: str, example: str) -> Column:
    note = N_("As 35% or 0.35 of revenue; a loss is negative. Empty when not known.")
    return Column(key, zh, en, _read_margin, note=note, width=11, example=(example, example))


LAYOUT = Layout(
    key="template_revenue",
    label=N_("PledgeApp template: products and yearly figures"),
    kind=ImportKind.REVENUE,
    columns=(
        Column(
            "name",
            "产品名称",
            "Product",
            read_text,
            note=N_("One row for each product and year; the same name means the same product."),
            aliases=("产品", "product name"),
            is_required=True,
            width=30,
            example=("（示例）固态电解质粉体", "(Example) Solid-electrolyte powder"),
        ),
        Column(
            "name_en",
            "产品英文名称",
            "English name",
            read_text,
            note=N_("For reports in English; may stay empty."),
            width=26,
            example=("Solid-electrolyte powder", ""),
        ),
        Column(
            "industry",
            "国民经济行业分类代码",
            "Industry class",
            _read_class,
            note=N_("Class code of GB/T 4754-2017, such as 3985; empty when not known."),
            aliases=("行业代码", "industry"),
            example=("3985", "3985"),
        ),
        Column(
            "year",
            "年度",
            "Year",
            _read_year,
            note=N_("Four digits, such as 2026."),
            aliases=("年份",),
            is_required=True,
            width=8,
            example=("2026", "2026"),
        ),
        Column(
            "is_forecast",
            "数据性质",
            "Forecast or actual",
            FIGURE_KINDS.read,
            note=N_("Whether the figures are a forecast or actual."),
            aliases=("预测/实际", "性质", "kind"),
            is_required=True,
            words=FIGURE_KINDS,
            width=16,
            example=("预测", "forecast"),
        ),
        Column(
            "revenue",
            "营业收入",
            "Revenue",
            read_text,
            note=N_("Not negative; empty when not known. Without value-added tax."),
            aliases=("收入", "销售收入", "sales"),
            width=16,
            example=("3,200", "3,200"),
        ),
        Column(
            "unit",
            "单位",
            "Unit",
            MONEY_UNITS.read,
            note=N_("Unit of the revenue; it may also stand in the cell or behind the column's name."),
            aliases=("金额单位",),
            words=MONEY_UNITS,
            width=12,
            example=("万元", "10 thousand"),
        ),
        CURRENCY_OF_SUMS,
        _margin("gross_margin", "毛利率", "Gross margin", "35%"),
        _margin("operating_margin", "营业利润率", "Operating margin", "18%"),
        _margin("net_margin", "净利率", "Net margin", "14%"),
        Column(
            "patents",
            "使用的专利及贡献度",
            "Patents and contribution",
            _read_uses,
            note=N_(
                "Number and contribution 0 to 100: ZL201410264351.3:60; CN109417194B:40. Once per product is enough."
            ),
            aliases=("使用的专利", "专利", "patents"),
            width=44,
            example=("ZL202010123456.2:60；CN109417194B:40", "ZL202010123456.2:60; CN109417194B:40"),
        ),
        Column(
            "source",
            "来源",
            "Source",
            read_text,
            note=N_("Audit report, contract or plan the figures are taken from; empty: this file."),
            aliases=("资料来源",),
            width=26,
            example=("经营计划 2026", "Business plan 2026"),
        ),
    ),
    build=_build,
    signature=("revenue",),
)
