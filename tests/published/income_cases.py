"""What do the income methods give for the inputs of each published case? One function for each, by its number."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from valuation.catalogue import models
from valuation.income.with_and_without import WithAndWithout, income_share
from valuation.model import ModelResult

Figures = dict[str, float]
PRE = {"discount_rate_basis": "pre_tax", "tax_basis": "pre_tax"}
AFTER = {"discount_rate_basis": "after_tax", "tax_basis": "after_tax"}
TABLES = {"factor_digits": "four_digits"}


def run(name: str, **inputs: Any) -> ModelResult:
    model = models()[name]
    return model.run(model.inputs(**inputs))


def value(name: str, **inputs: Any) -> float:
    return float(run(name, **inputs).value)


def step(result: ModelResult, symbol: str) -> float:
    return next(float(found.value) for found in result.workings if found.symbol == symbol)


def case_01(given: dict[str, Any]) -> Figures:
    share = run(
        "equivalent_investment",
        rights_cost=given["patent_replacement_cost"],
        rights_profit_rate=given["patent_cost_profit_rate"],
        other_cost=given["other_assets_replacement_cost"],
        other_profit_rate=given["other_cost_profit_rate"],
    )
    rate = value("build_up_rate", risk_free_rate=given["risk_free"], risk_premiums=(given["risk_premium"],))

    def split(part: float, **digits: Any) -> ModelResult:
        profit = {"revenue": given["net_income"], "royalty_rate": (part,), "remaining_life_years": 5.0}
        return run("relief_from_royalty", **profit, discount_rate=rate, **PRE, **digits)

    printed = split(0.1539, **TABLES)
    return {
        "published.patent_equiv_investment": step(share, "I_rights"),
        "published.firm_equiv_investment": step(share, "I_other"),
        "published.share_pct": 100 * share.value,
        "published.discount_rate": rate,
        **{f"published.factors[{k}]": step(printed, f"D_{k + 1}") for k in range(5)},
        "published.value": printed.value,
        "recomputed.share_exact": share.value,
        "recomputed.value_with_printed_factors_and_1539": printed.value,
        "recomputed.value_unrounded": split(share.value).value,
    }


def case_04(given: dict[str, Any]) -> Figures:
    rate = value("build_up_rate", risk_free_rate=given["risk_free"], risk_premiums=(given["risk_premium"],))
    profit = {"additional_units": given["units"], "unit_profit": (given["profit_per_unit"],), "discount_rate": rate}
    whole = run("incremental_income", **profit, **PRE)
    own = value("incremental_income", **profit, split_rate=given["profit_share"], **PRE)
    return {
        **{f"published.incremental_profit[{k}]": step(whole, f"C_{k + 1}") for k in range(6)},
        "published.pv_sum": whole.value,
        "published.value": own,
        "recomputed.pv_sum_true": whole.value,
        "recomputed.value_true": own,
    }


def case_05(given: dict[str, Any]) -> Figures:
    sales = given["profit"] / given["sales_margin"]
    common = {"revenue": (sales,) * given["years"], "discount_rate": given["discount_rate"], **AFTER}
    on_sales = run("relief_from_royalty", **common, royalty_rate=(given["royalty_on_sales"],), tax_rate=given["tax"])
    on_profit = {"royalty_base": "operating_profit", "profit_margin": (given["sales_margin"],)}
    whole = value("relief_from_royalty", **common, **on_profit, royalty_rate=(1.0,), tax_rate=given["tax"])
    return {
        f"{part}.{name}": figure
        for part in ("published", "recomputed")
        for name, figure in (
            ("profit_share", on_sales.value / whole),
            ("after_tax_income", step(on_sales, "F_1")),
            ("value", on_sales.value),
        )
    }


def case_06(given: dict[str, Any]) -> Figures:
    exact = run(
        "incremental_income",
        units=(given["units_10k"],) * given["years"],
        price_premium=(given["price_after"] - given["price_before"],),
        cost_saving=(given["cost_before"] - given["cost_after"],),
        discount_rate=given["discount_rate"],
        tax_rate=given["tax"],
        **AFTER,
    )
    kept = 1 - given["tax"]
    level = {"first_income": 22.5, "years": given["years"], "discount_rate": given["discount_rate"]}
    table = run("growing_annuity", **level, **TABLES)
    parts = {"R1": kept * step(exact, "B_1"), "R2": kept * step(exact, "A_1")}
    return {
        **{f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in parts.items()},
        "published.R": step(exact, "F_1"),
        "published.factor": step(table, "a"),
        "published.value": table.value,
        "recomputed.value": exact.value,
    }


def case_08(given: dict[str, Any]) -> Figures:
    profit = {
        "additional_units": (given["units_after"] - given["units_before"],) * given["years"],
        "unit_profit": (given["price"] - given["cost"],),
        "discount_rate": given["discount_rate"],
        "tax_rate": given["tax"],
    }
    tabled = (given["units_after"] - given["units_before"]) * (given["price"] - given["cost"]) * (1 - given["tax"])
    table = value(
        "growing_annuity", first_income=tabled, years=given["years"], discount_rate=given["discount_rate"], **TABLES
    )
    after = value("incremental_income", **profit, **AFTER)
    return {
        "published.value": after,
        "published.other_option_B": table,
        "recomputed.pre_tax": value("incremental_income", **profit, **PRE),
        "recomputed.after_tax": after,
    }


def case_15(given: dict[str, Any]) -> Figures:
    def stream(income: Any, **digits: Any) -> float:
        common = {"revenue": income, "royalty_rate": (1.0,), "discount_rate": given["discount_rate"]}
        return value("relief_from_royalty", **common, **PRE, **digits)

    worlds = {
        "income_with": given["with_"],
        "income_without": given["without"],
        "discount_rate": given["discount_rate"],
        **PRE,
    }
    share = 100 * float(income_share(WithAndWithout(**worlds)))
    own = {"pv_without": stream(given["without"]), "pv_with": stream(given["with_"]), "share_pct": share}
    return {
        **{f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in own.items()},
        "published.kaotiyun.pv_with": stream(given["with_"], **TABLES),
        "published.kaotiyun.pv_additional": value("with_and_without", **worlds, **TABLES),
    }


def case_17(given: dict[str, Any]) -> Figures:
    stages = {
        "first_income": given["stage1"],
        "first_years": given["n1"],
        "second_income": given["stage2"],
        "second_years": given["n2"],
        "discount_rate": given["discount_rate"],
    }
    return {
        "published.value": value("two_stage_annuity", **stages, **TABLES),
        "recomputed.value": value("two_stage_annuity", **stages),
        "recomputed.value_4digit": value("two_stage_annuity", **stages, **TABLES),
    }


def case_18(given: dict[str, Any]) -> Figures:
    licence = value(
        "licence_payments",
        sales=(given["sales"],) * given["legal_life"],
        royalty_rate=(given["royalty"],),
        tax_rate=given["tax"],
        discount_rate=given["discount_rate"],
        remaining_life_years=float(min(given["licence_years"], given["excess_life"], given["legal_life"])),
        **AFTER,
    )
    return {"published.options[0]": licence, "recomputed.value": licence}


def case_20(given: dict[str, Any]) -> Figures:
    income = given["units"] * given["unit_profit"] / 1e4
    level = {"first_income": income, "years": given["years"], "discount_rate": given["discount_rate"]}
    table = run("growing_annuity", **level, **TABLES)
    return {
        "published.factor": step(table, "a"),
        "published.value": table.value,
        "recomputed.value": value("growing_annuity", **level),
    }


def single_period(earnings: float, year: str, rate: float, growth: float, *assets: tuple[float, float]) -> ModelResult:
    return run(
        "single_period_excess_earnings",
        earnings=earnings,
        earnings_year=year,
        contributory_assets=tuple(asset for asset, _ in assets),
        required_returns=tuple(owed for _, owed in assets),
        discount_rate=rate,
        growth=growth,
    )


def case_27(given: dict[str, Any]) -> Figures:
    assets = (given["working_capital"], given["wc_return"]), (given["fixed_assets"], given["fa_return"])
    result = single_period(given["earnings"], "last_year", given["discount_intangibles"], given["growth"], *assets)
    firm = result.value + given["working_capital"] + given["fixed_assets"]
    own = {"excess": step(result, "X"), "intangibles": result.value, "firm": firm}
    return {
        "published.wc_charge": step(result, "C_1"),
        "published.fa_charge": step(result, "C_2"),
        **{f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in own.items()},
    }


def case_29(given: dict[str, Any]) -> Figures:
    result = single_period(
        given["earnings"], "next_year", given["cap_rate"], 0.0, (given["tangible"], given["fair_return"])
    )
    return {
        "published.excess": step(result, "X"),
        "published.intangibles": result.value,
        "published.total": result.value + given["tangible"],
        "recomputed.total": result.value + given["tangible"],
    }


def case_30(given: dict[str, Any]) -> Figures:
    assets = (given["working_capital"], given["wc_rate"]), (given["fixed_assets"], given["fa_rate"])
    result = single_period(given["earnings"], "next_year", given["cap_rate"], 0.0, *assets)
    own = {"total_cac": step(result, "C"), "value": result.value}
    return {f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in own.items()}


def benefit(before: float, tax: float, years: float, rate: float, timing: str = "year_end") -> ModelResult:
    return run(
        "tax_amortisation_benefit",
        value_before_benefit=before,
        tax_rate=tax,
        amortisation_years=years,
        discount_rate=rate,
        timing=timing,
    )


def case_32(given: dict[str, Any]) -> Figures:
    terms = (1.0, given["tax"], given["years"], given["discount_rate"])
    return {
        "published.factor": benefit(*terms).value,
        "recomputed.factor_year_end": benefit(*terms).value,
        "recomputed.factor_mid_year": benefit(*terms, "mid_year").value,
    }


def case_33(given: dict[str, Any]) -> Figures:
    level = {"first_income": given["cash_flow"], "years": given["years"], "discount_rate": given["discount_rate"]}
    flows = run("growing_annuity", **level)
    lifted = benefit(flows.value, given["tax"], given["years"], given["discount_rate"])
    return {
        "published.PVCF": flows.value,
        "published.PVA": step(flows, "a"),
        "published.AB": step(lifted, "B"),
        "recomputed.PVCF": flows.value,
        "recomputed.PVA_of_1": step(flows, "a"),
        "recomputed.AB": step(lifted, "B"),
        "recomputed.tab_factor": step(lifted, "f"),
    }


def case_34(given: dict[str, Any]) -> Figures:
    lifted = benefit(1.0, given["tax"], given["years"], given["rate"])
    saved = given["tax"] * step(lifted, "a")
    return {
        "published.factor": given["rate"] * saved,
        "recomputed.as_printed": given["rate"] * saved,
        "recomputed.standard_tab_factor": lifted.value,
        "recomputed.standard_pv_share": saved / given["years"],
    }


def case_35(given: dict[str, Any]) -> Figures:
    lifted = benefit(given["pre_tab"], given["tab_share"], 10.0, 0.0).value
    return {"published.value": lifted, "published.wrong_choice": lifted, "recomputed.value": lifted}


def case_44(given: dict[str, Any]) -> Figures:
    level = value(
        "growing_annuity",
        first_income=given["annual_income"],
        years=given["remaining_life"],
        discount_rate=given["taxpayer_rate"],
    )
    fund = value(
        "two_rate_annuity",
        yearly_income=given["annual_income"],
        years=given["remaining_life"],
        yield_rate=given["hoskold_yield"],
        sinking_fund_rate=given["hoskold_sinking"],
    )
    return {
        "published.taxpayer": level,
        "published.commissioner_hoskold": fund,
        "recomputed.annuity_4pct": level,
        "recomputed.hoskold": fund,
    }


def case_48(given: dict[str, Any]) -> Figures:
    level = value("growing_annuity", first_income=given["income"], years=given["years"], discount_rate=given["rate"])
    return {"published.value": level, "recomputed.value": level}


def case_50(given: dict[str, Any]) -> Figures:
    goodwill = value(
        "residual_value",
        price=given["price"],
        tangible_assets=given["tangible"],
        intangible_assets=given["intangibles"],
        liabilities=given["liabilities"],
    )
    return {"published.goodwill": goodwill, "recomputed.goodwill": goodwill}


def present(rate: float, flows: Any, years: Any) -> float:
    return value("net_present_value", flows=flows, flow_years=years, discount_rate=rate)


def case_51(given: dict[str, Any]) -> Figures:
    first, second, dated = given["npv_np"], given["npv_px"], given["xnpv"]
    unordered = given["xnpv_unordered"]
    days = [date.fromisoformat(day) for day in dated["dates"]]
    other = [date.fromisoformat(day) for day, _ in unordered["flows"]]
    own = {
        "npv_np": present(first["rate"], first["cf"], np.arange(6.0)),
        "npv_px": present(second["rate"], second["cf"], np.arange(5.0)),
        "npv_px_first_flow_at_1": present(second["rate"], second["cf"], np.arange(1.0, 6.0)),
        **{f"irr[{k}]": value("internal_rate_of_return", flows=flows) for k, flows in enumerate(given["irr"])},
        "xnpv": present(dated["rate"], dated["values"], [(day - days[0]).days / 365 for day in days]),
        "xnpv_unordered": present(
            unordered["rate"],
            [amount for _, amount in unordered["flows"]],
            [(day - other[0]).days / 365 for day in other],
        ),
    }
    return {f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in own.items()}
