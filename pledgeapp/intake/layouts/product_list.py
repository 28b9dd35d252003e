"""How is a list of products read that a person has taught: a line for each product and year, sums beside the revenue?

Our own template is stricter: it asks whether a year is a forecast, and for margins as shares.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from pledgeapp.intake.amounts import is_nothing, read_amount, read_signed_amount
from pledgeapp.intake.layouts import template_revenue
from pledgeapp.intake.layouts.account_items import Measure
from pledgeapp.intake.layouts.currency_of_sums import currency_of
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.layouts.product_figures import YearRead, margins_of
from pledgeapp.intake.layouts.template_loan import is_total_row
from pledgeapp.intake.layouts.years import FIRST_YEAR, LAST_YEAR, StatedYear, read_year
from pledgeapp.intake.values import Habits, read_text
from pledgeapp.records.importing import ImportedProduct, ImportKind
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_SUMS = {
    "revenue": Measure.REVENUE,
    "cost": Measure.COST,
    "gross_profit": Measure.GROSS_PROFIT,
    "operating_profit": Measure.OPERATING_PROFIT,
    "net_profit": Measure.NET_PROFIT,
}
_SHARES = {
    "gross_margin": Measure.GROSS_MARGIN,
    "operating_margin": Measure.OPERATING_MARGIN,
    "net_margin": Measure.NET_MARGIN,
}


def _read_year(text: str, habits: Habits) -> StatedYear:
    """`2024`, `FY2024`, `2025E`; what says nothing of itself is a forecast where the year is not over."""
    found = read_year(text)
    if found is None:
        raise RefusedValue(N_("must be a year between {first} and {last}"), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if found.is_forecast is None:
        return replace(found, is_forecast=found.year >= habits.latest_event.year)
    return found


def _build(values: Values, origin: Origin) -> ImportedProduct:
    sums = {key: amount for key in _SUMS if (amount := _amount(key, values, origin)) is not None}
    read = {_SUMS[key]: amount for key, amount in sums.items()}
    read |= {measure: values[key] for key, measure in _SHARES.items() if key in values}
    year: StatedYear = values["year"]
    is_forecast = bool(values.get("is_forecast", year.is_forecast))
    revenue, margins = sums.get("revenue"), margins_of(YearRead(values["name"], is_forecast, year.year, values=read))
    if revenue is None and not margins:
        raise RefusedCells(("revenue", Message("intake.no_figure", N_("the row has neither revenue nor a margin"))))
    figures = {"year": year.year, "is_forecast": is_forecast, "revenue": revenue, **margins}
    product = Product(
        name=values["name"],
        name_en=values.get("name_en", ""),
        industry=values.get("industry", ""),
        figures=(YearFigures.model_validate(figures),),
        source=values.get("source", "") or origin.source,
    )
    currency = currency_of(values, tuple(_SUMS), origin)
    return ImportedProduct(product=product, patents=values.get("patents", ()), currency=currency)


def _amount(key: str, values: Values, origin: Origin) -> Decimal | None:
    if key not in values or is_nothing(values[key]):
        return None
    read = read_amount if key == "revenue" else read_signed_amount
    try:
        return read(values[key], values.get("unit", origin.unit(key)))
    except RefusedValue as error:
        raise RefusedCells((key, error.message)) from error


def _columns() -> tuple[Column, ...]:
    """Those of the template, the year with its mark, and sums from which margins follow."""
    changed: dict[str, dict[str, Any]] = {"year": {"read": _read_year}, "is_forecast": {"is_required": False}}
    kept = tuple(replace(c, **changed.get(c.key, {})) for c in template_revenue.LAYOUT.columns)
    return (
        *kept,
        Column("cost", "营业成本", "Cost of sales", read_text),
        Column("gross_profit", "毛利", "Gross profit", read_text),
        Column("operating_profit", "营业利润", "Operating profit", read_text),
        Column("net_profit", "净利润", "Net profit", read_text),
    )


LAYOUT = Layout(
    key="product_list",
    label=N_("List of products and years"),
    kind=ImportKind.REVENUE,
    columns=_columns(),
    build=_build,
    one_of=(*_SUMS, *_SHARES),
    leaves_out=is_total_row,
    remark=N_("a year that is not marked counts as a forecast from the year of the reading on, before it as actual"),
)
