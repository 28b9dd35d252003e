"""What do rates, cost, market, options and collateral give for the inputs of each published case?"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.published.income_cases import Figures, run, step, value
from tests.valuation.engine_cases import a_lending_plan, a_pledge
from valuation.collateral.lending_chain import lending_chain
from valuation.collateral.pool_ratio import charged_ratio, pool_capacity
from valuation.options.least_squares_monte_carlo import exercise_by_regression
from valuation.options.terms import cost_of_delay


def twice(own: Figures) -> Figures:
    """The same figures as published and as recomputed."""
    return {f"{part}.{name}": figure for part in ("published", "recomputed") for name, figure in own.items()}


def case_10(given: dict[str, Any]) -> Figures:
    fee = run(
        "licence_minimum_fee",
        cost_spent=given["replacement_cost"],
        price_changes=given["index"],
        used_years=given["legal_life"] - given["remaining"],
        remaining_years=given["remaining"],
        owner_capacity=given["capacity_owner"],
        licensee_capacity=given["capacity_licensee"],
        lost_income=given["lost_income_pv"],
        added_cost=given["added_cost_pv"],
    )
    return {
        **twice({"net_replacement": step(fee, "C_n"), "value": fee.value}),
        "published.share": step(fee, "k"),
        "published.opportunity_cost": step(fee, "A"),
    }


def case_12(given: dict[str, Any]) -> Figures:
    fees = [
        value(
            "licence_minimum_fee",
            cost_spent=row["book"],
            price_changes=(row["index"],),
            used_years=row["used"],
            remaining_years=row["remaining"],
            owner_capacity=row["capacity_owner"],
            licensee_capacity=row["capacity_licensee"],
            lost_income=row["opportunity_cost"],
            added_cost=0.0,
        )
        for row in given["rows"]
    ]
    return twice({f"values[{k}]": fee for k, fee in enumerate(fees)})


def case_13(given: dict[str, Any]) -> Figures:
    know_how = run(
        "self_created_know_how",
        material_cost=sum(given["material_C"]),
        labour_cost=given["labour_V"],
        labour_multiplier=given["b1"],
        risk_rate=given["b2"],
        return_rate=given["L"],
        used_years=given["used"],
        remaining_years=given["remaining"],
    )
    return twice(
        {"replacement_cost": step(know_how, "C_r"), "depreciation": step(know_how, "o"), "value": know_how.value}
    )


def case_16(given: dict[str, Any]) -> Figures:
    share = run(
        "equivalent_investment",
        rights_cost=given["patent_cost"],
        rights_profit_rate=given["patent_rate"],
        other_cost=given["buyer_assets"],
        other_profit_rate=given["buyer_rate"],
    )
    return {
        "published.patent_equiv": step(share, "I_rights"),
        "published.buyer_equiv": step(share, "I_other"),
        **twice({"share_pct": 100 * share.value}),
    }


def case_23(given: dict[str, Any]) -> Figures:
    own = {
        name: value(
            "deferred_payment",
            payments=tuple(amount * 1e4 for amount in given[name]["pay"].values()),
            payment_years=tuple(float(years) for years in given[name]["pay"]),
            deferred_payment_rate=given["discount_rate"],
            units=given[name]["area"],
        )
        for name in "甲乙丁"
    }
    assert own["乙"] > given["丙"]["price"] > own["甲"] > own["丁"]
    return twice(own)


def case_25(given: dict[str, Any]) -> Figures:
    def price(row: dict[str, Any]) -> float:
        return value(
            "capacity_exponent",
            comparable_price=row["price"],
            comparable_capacity=row["cap_ref"],
            subject_capacity=row["cap_subject"],
            exponent=row["exponent"],
        )

    first = price(given)
    return {"published.options[2]": first, "recomputed.value": first, "recomputed.second": price(given["second"])}


def case_26(given: dict[str, Any]) -> Figures:
    return twice(
        {
            name: value(
                "royalty_capitalisation",
                sales=given[name]["revenue"],
                royalty_rate=given[name]["royalty"],
                discount_rate=given[name]["rate"],
            )
            for name in "ab"
        }
    )


def option(given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    terms = {
        "asset_value": given["S"],
        "exercise_price": given["K"],
        "years": float(given["T"]),
        "volatility": given["sigma"] if "sigma" in given else given["sigma2"] ** 0.5,
        "risk_free_rate": given["r"],
        "cost_of_delay": float(cost_of_delay(float(given["T"]))),
    }
    return terms | changes


def case_37(given: dict[str, Any]) -> Figures:
    patent = run("black_scholes", **option(given))
    first = float(_normal(step(patent, "d_1")))
    return {
        "published.Nd1": first,
        "published.Nd2": step(patent, "P"),
        "published.value": patent.value,
        "recomputed.d1": step(patent, "d_1"),
        "recomputed.d2": step(patent, "d_2"),
        "recomputed.Nd1": first,
        "recomputed.Nd2": step(patent, "P"),
        "recomputed.value": patent.value,
        "recomputed.value_y_5_88pct": value("black_scholes", **option(given, cost_of_delay=0.0588)),
    }


def _normal(d: float) -> float:
    from scipy.stats import norm

    return float(norm.cdf(d))


def case_38(given: dict[str, Any]) -> Figures:
    patent = run("black_scholes", **option(given))
    own = {"value": patent.value, "npv": step(patent, "I"), "time_premium": patent.value - step(patent, "I")}
    shorter = option(given, years=16.0, cost_of_delay=float(cost_of_delay(16.0)))
    return {
        **twice(own),
        "recomputed.d1": step(patent, "d_1"),
        "recomputed.d2": step(patent, "d_2"),
        "recomputed.Nd1": _normal(step(patent, "d_1")),
        "recomputed.Nd2": step(patent, "P"),
        "recomputed.value_16_years_same_S": value("black_scholes", **shorter),
    }


def row_terms(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "right": row["kind"],
        "exercise_price": row["K"],
        "asset_value": row["S"],
        "cost_of_delay": row["q"],
        "risk_free_rate": row["r"],
        "years": row["T"],
        "volatility": row["vol"],
    }


def case_40(given: dict[str, Any]) -> Figures:
    return twice({f"values[{k}]": value("black_scholes", **row_terms(row)) for k, row in enumerate(given["rows"])})


def case_42(given: dict[str, Any]) -> Figures:
    def on_tree(row: dict[str, Any]) -> float:
        terms = {**row_terms(row), "style": "american", "branching": "cox_ross_rubinstein"}
        return float(np.mean([value("binomial_tree", **terms, steps=steps) for steps in (1500, 1501)]))

    return twice({f"values[{k}]": on_tree(row) for k, row in enumerate(given["rows"])})


def case_43(given: dict[str, Any]) -> Figures:
    paths, factor = np.array(given["paths"])[:, 1:], np.asarray(np.exp(-given["rate"]))
    american = exercise_by_regression(paths, np.asarray(given["strike"]), factor, 2, -1.0).mean()
    european = (factor**3 * np.maximum(given["strike"] - paths[:, -1], 0.0)).mean()
    row = given["row1"]
    put = {**option(row, cost_of_delay=0.0), "right": "put"}
    simulated = value(
        "least_squares_monte_carlo",
        **put,
        exercise_dates=row["exercise_per_year"],
        seed=2001,
        path_pairs=50_000,
    )
    waiting = value("black_scholes", **put)
    return {
        **twice({"american": float(american), "european": float(european)}),
        "published.row1.finite_difference": simulated,
        "published.row1.lsm": simulated,
        "published.row1.european": waiting,
        "recomputed.row1_tree_50_dates": simulated,
        "recomputed.row1_european": waiting,
    }


def case_46(given: dict[str, Any]) -> Figures:
    trials = run(
        "decision_tree",
        success_value=given["value"],
        stage_costs=(given["cost"],),
        success_probabilities=(given["p_success"],),
        failure_values=(0.0,),
        stop_values=(given["sell_now"],),
        stage_years=(0.0,),
        discount_rate=0.0,
    )
    assert [warning.code for warning in trials.warnings] == ["go_on_with_stage"]
    return twice({"expected": trials.value})


def case_49(given: dict[str, Any]) -> Figures:
    def less(amounts: tuple[float, ...], part: dict[str, Any], combination: str) -> float:
        return value(
            "cost_less_obsolescence",
            amounts=amounts,
            index_factors=(1.0,) * len(amounts),
            functional_obsolescence=part["functional"],
            technological_obsolescence=0.0,
            economic_obsolescence=part.get("economic", 0.0),
            combination=combination,
        )

    both = tuple(given["b"][name] for name in ("labour", "material", "overhead"))
    own = {"a": less((given["a"]["cost"],), given["a"], "additive"), "b": less(both, given["b"], "additive")}
    return {**twice(own), "recomputed.b_if_multiplicative": less(both, given["b"], "chained")}


def case_54(given: dict[str, Any]) -> Figures:
    figures: Figures = {}
    for place, base in enumerate(("sales", "ebitda", "capital")):
        brand = run(
            "multiple_less_generic",
            **{f"subject_{name}": given["coke"][name] for name in ("equity", "debt", "cash")},
            **{f"generic_{name}": given["cott"][name] for name in ("equity", "debt", "cash")},
            subject_base=given["coke"][base],
            generic_base=given["cott"][base],
        )
        figures |= twice({f"values[{2 * place}]": step(brand, "M"), f"values[{2 * place + 1}]": step(brand, "M_0")})
        figures |= {f"recomputed.brand_by_{base}": brand.value}
        figures |= {f"published.enterprise_value[{k}]": step(brand, name) for k, name in enumerate(("EV", "EV_0"))}
    return figures


def case_55(given: dict[str, Any]) -> Figures:
    def on_tree(style: str, steps: int, branching: str = "cox_ross_rubinstein") -> float:
        return value("binomial_tree", **option(given), style=style, steps=steps, branching=branching)

    return {
        "published.value": on_tree("european", 9),
        "recomputed.value_crr_european_9_steps": on_tree("european", 9),
        "recomputed.value_crr_european_1001": on_tree("european", 1001),
        "recomputed.value_crr_american": on_tree("american", 1001, "leisen_reimer"),
        **{f"recomputed.american_by_steps.{n}": on_tree("american", n) for n in (17, 34, 50, 100, 200)},
    }


def case_59(given: dict[str, Any]) -> Figures:
    values, caps = ([item[name] for item in given["items"]] for name in ("value", "cap"))
    capacity = pool_capacity(values, caps)
    plan = a_lending_plan(loan_to_value_caps=dict(zip(("invention", "design"), caps, strict=True)))
    pledges = (a_pledge("a", values[0]), a_pledge("b", values[1], right_type="design"))
    assert lending_chain(pledges, plan).capped_amount == capacity
    liens = given["liens"]
    return twice(
        {
            "pool_capacity": capacity,
            "pool_ratio_pct": 100 * charged_ratio((given["debt"],), capacity),
            "lien_ratio_pct": 100 * charged_ratio((liens["first"], liens["second"]), liens["value"]),
        }
    )
