"""What do the bundled cases come to, computed a second time from their files alone?

Written from the textbook formulas over the raw JSON, sharing no line with the engine: a float gives one case, an array
of draws gives that many. What the assessment says is compared with this.
"""

from __future__ import annotations

import calendar
import json
import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import numpy as np

TERM_YEARS = {"invention": 20, "utility_model": 10}
MARGINS = {"gross_profit": "gross_margin", "operating_profit": "operating_margin", "net_profit": "net_margin"}
GRADES = {"A": 1.0, "B": 0.7, "C": 0.4}
Numbers = Callable[[dict[str, Any]], Any]
"""Gives the number of an assumption: its value, or draws of it."""


def the_value(assumption: dict[str, Any]) -> float:
    """The assumption as entered."""
    return float(assumption["value"])


def drawing(rng: np.random.Generator, paths: int, case: dict[str, Any]) -> Numbers:
    """Draws of each assumption by its stated doubt, correlated as stated; its value where none is stated."""
    together = {id(assumption): drawn for assumption, drawn in _correlated(rng, paths, case)}

    def draw(assumption: dict[str, Any]) -> Any:
        if id(assumption) in together:
            return together[id(assumption)]
        mode, doubt = the_value(assumption), assumption.get("uncertainty") or {}
        return mode if doubt.get("kind", "fixed") == "fixed" else _drawn(rng, paths, mode, doubt)

    return draw


def _drawn(rng: np.random.Generator, paths: int, mode: float, doubt: dict[str, Any]) -> Any:
    points = np.array([float(point) for point in doubt.get("points", ())])
    spread, low, high = (float(doubt.get(name) or 0) for name in ("spread", "low", "high"))
    match doubt["kind"]:
        case "normal":
            drawn = rng.normal(mode, spread, paths)
        case "lognormal":
            drawn = mode * np.exp(rng.normal(0.0, spread, paths))
        case "discrete":
            weights = np.array([float(weight) for weight in doubt["weights"]])
            drawn = rng.choice(points, paths, p=weights / weights.sum())
        case "empirical":
            drawn = np.interp(rng.uniform(0, len(points) - 1, paths), np.arange(len(points)), np.sort(points))
        case "uniform":
            drawn = rng.uniform(low, high, paths)
        case "triangular":
            drawn = rng.triangular(low, mode, high, paths)
        case _:
            peak = (mode - low) / (high - low)
            drawn = low + (high - low) * rng.beta(1 + 4 * peak, 5 - 4 * peak, paths)
    return drawn


def _correlated(rng: np.random.Generator, paths: int, case: dict[str, Any]) -> Any:
    """Pairs of triangular assumptions by the inverse of their distribution at correlated normal scores."""
    for stated in case.get("correlations", ()):
        first = rng.standard_normal(paths)
        rho = float(stated["value"])
        second = rho * first + math.sqrt(1 - rho**2) * rng.standard_normal(paths)
        for path, scores in ((stated["first"], first), (stated["second"], second)):
            assumption = at_path(case, path)
            low, high = (float(assumption["uncertainty"][end]) for end in ("low", "high"))
            mode, below = the_value(assumption), np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in scores])
            rising = low + np.sqrt(below * (high - low) * (mode - low))
            falling = high - np.sqrt((1 - below) * (high - low) * (high - mode))
            yield assumption, np.where(below < (mode - low) / (high - low), rising, falling)


def at_path(case: dict[str, Any], path: str) -> Any:
    """The node of the raw file at `products[0].income.revenue_factor`."""
    node: Any = case
    for name, position in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        node = node[name][int(position)] if position else node[name]
    return node


def case_file(key: str) -> dict[str, Any]:
    """The raw content of a bundled case."""
    loaded: dict[str, Any] = json.loads((files("resources") / "samples" / f"{key}.json").read_text(encoding="utf-8"))
    return loaded


def days_in(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def on_calendar_axis(day: date) -> float:
    """1 January is the whole number, every calendar year one long."""
    return day.year + day.timetuple().tm_yday / days_in(day.year)


def last_day(patent: dict[str, Any]) -> date:
    """The day before the anniversary of filing."""
    filed = date.fromisoformat(patent["filing_date"])
    return filed.replace(year=filed.year + TERM_YEARS[patent["right_type"]]) - timedelta(days=1)


def line_by_patent(case: dict[str, Any], product: dict[str, Any], number: Numbers) -> dict[str, Any]:
    """Present value of each patent's part of a product line's income."""
    plan, valued = product["income"], date.fromisoformat(case["valuation_date"])
    start_of_time, timing = on_calendar_axis(valued), case.get("timing", "year_end")
    told = {f["year"]: f for f in product["figures"] if f["is_forecast"]}
    first, last = min(told), max(told)
    given = {name: number(plan[name]) for name in plan if isinstance(plan[name], dict)}
    points = {use["patent_id"]: float(use.get("contribution", 50)) for use in product["patents"]}
    patents = {p["id"]: p for p in case["patents"]}
    protected = {key: max(on_calendar_axis(last_day(patents[key])) - start_of_time, 0.0) for key in points}
    horizon = np.minimum(given["economic_life_years"], max(protected.values()))
    keeps_after_tax = 1 - given["tax_rate"] if plan.get("tax_basis") == "after_tax" else 1.0
    by_patent: dict[str, Any] = dict.fromkeys(points, 0.0)
    for year in range(valued.year, valued.year + 25):
        begin, end = max(year - start_of_time, 0.0), year + 1 - start_of_time
        stop = np.clip(horizon, begin, end)
        if year <= last:
            revenue, figures = float(told[year]["revenue"]), told[year]
        else:
            revenue = float(told[last]["revenue"]) * (1 + given["growth_after_forecast"]) ** (year - last)
            figures = told[last]
        base = plan.get("royalty_base", "sales")
        margin = 1.0 if base == "sales" else float(figures[MARGINS[base]])
        rate = given["split_rate"] * (1 - given["split_decline"]) ** (year - first)
        whole_year = revenue * given.get("revenue_factor", 1.0) * margin * rate
        whole_year = whole_year * keeps_after_tax * given["success_probability"]
        when = arrives(timing, begin, stop, year, valued)
        now = whole_year * (1 + given["discount_rate"]) ** -when
        for key, share in points.items():
            lived = np.maximum(np.minimum(stop, protected[key]) - begin, 0.0)
            by_patent[key] = by_patent[key] + now * lived * share / sum(points.values())
    return by_patent


def arrives(timing: str, begin: float, stop: Any, year: int, valued: date) -> Any:
    """Years until the money of a year comes: end or middle of the part that counts, or actual days over 365."""
    if timing == "mid_year":
        return (begin + stop) / 2
    if timing == "year_end":
        return stop
    days_before = max((date(year - 1, 12, 31) - valued).days, 0)
    return (days_before + (stop - begin) * days_in(year)) / 365


def market(case: dict[str, Any], number: Numbers) -> Any:
    """Weighted adjusted cash price per patent times the number of patents."""
    rate, weighted, weights = number(case["market"]["deferred_payment_rate"]), 0.0, 0.0
    for deal in case["market"]["comparables"]:
        cash = sum(float(p["amount"]) / (1 + rate) ** float(p["years_after"]) for p in deal["payments"])
        factors = np.prod([float(a["factor"]) for a in deal.get("adjustments", [])])
        weight = float(deal["similarity"]) * GRADES[deal.get("grade", "C")]
        weighted, weights = weighted + cash / deal["patents_count"] * factors * weight, weights + weight
    return weighted / weights * len(case["patents"])


def cost(case: dict[str, Any], number: Numbers) -> Any:
    """Direct cost, capital cost of half the time, profit, less obsolescence one after the other."""
    plan = case["cost"]
    given = {name: number(plan[name]) for name in plan if name != "items" and isinstance(plan[name], dict)}
    direct = sum(number(item["amount"]) * number(item["index_factor"]) for item in plan["items"])
    with_capital = direct * (1 + given["capital_cost_rate"]) ** (given["development_years"] / 2)
    new = with_capital * (1 + given["profit_rate"])
    for kind in ("functional", "technological", "economic"):
        new = new * (1 - given[f"{kind}_obsolescence"])
    return new


def valued(case: dict[str, Any], number: Numbers = the_value) -> dict[str, Any]:
    """Value by approach, the conclusion, and what of it each patent has."""
    lines = [line_by_patent(case, product, number) for product in case["products"] if product.get("income")]
    income = {p["id"]: sum(line.get(p["id"], 0.0) for line in lines) for p in case["patents"]}
    approaches = {"income": sum(income.values()), "market": market(case, number), "cost": cost(case, number)}
    weights = {choice["approach"]: float(choice["weight"]) for choice in case["approaches"]}
    conclusion = sum(approaches[name] * weights[name] for name in approaches) / sum(weights.values())
    shares = {key: conclusion * part / approaches["income"] for key, part in income.items()}
    return {**approaches, "conclusion": conclusion, "by_patent": shares}


def lent(case: dict[str, Any], by_patent: dict[str, float], excluded: set[str]) -> dict[str, float]:
    """From the value of what can be pledged to the loan limit."""
    plan = {name: the_value(a) for name, a in case["disposal"].items() if isinstance(a, dict)}
    free = {p["id"]: p for p in case["patents"] if p["id"] not in excluded}
    pledgeable = sum(by_patent[key] for key in free)
    proceeds = pledgeable * (1 - plan["marketability_discount"]) * (1 - plan["selling_cost_rate"])
    liquidation = proceeds / (1 + plan["holding_rate"]) ** (plan["months_to_sale"] / 12) - plan["fixed_disposal_cost"]
    lending_value = min(pledgeable, max(liquidation, 0.0))
    caps = {kind: float(cap) for kind, cap in case["policy"]["loan_to_value_caps"].items()}
    cap = sum(by_patent[key] * caps.get(p["right_type"], 0.0) for key, p in free.items()) / pledgeable
    bounds = [lending_value * cap, float(case["loan"]["amount"]["amount"])]
    if case["policy"].get("maximum_amount"):
        bounds.append(float(case["policy"]["maximum_amount"]))
    limit = min(bounds) // 10_000 * 10_000
    return {"liquidation": liquidation, "lending_value": lending_value, "cap": cap, "limit": limit}
