"""Cases as wild as the records allow, each from a seed: facts missing, ends of every range, doubts of every shape."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from pledgeapp.records.case import Case

HOLDER = "甲公司"
TERM_YEARS = {"invention": 20, "utility_model": 10, "design": 15, "unknown": 10}
DAYS = (date(2026, 11, 22), date(2024, 2, 29), date(2026, 12, 31), date(2026, 1, 1), date(2027, 2, 28))


def assumption(rng: Random, low: float, high: float, *, open_share: float = 0.02) -> dict[str, Any]:
    """A number between `low` and `high`, often at an end, with any doubt; sometimes still open."""
    if rng.random() < open_share:
        return {"value": None}
    value = round(rng.choice([low, high, rng.uniform(low, high), rng.uniform(low, high)]), 6)
    kind = rng.choice(["fixed", "fixed", "uniform", "triangular", "pert", "normal"])
    doubt: dict[str, Any] = {"kind": kind}
    if kind == "normal":
        doubt["spread"] = f"{rng.uniform(0.001, max(0.002, (high - low) / 3)):.6f}"
    elif kind != "fixed":
        doubt["low"] = f"{value - rng.choice([0, rng.uniform(0, (high - low) / 3)]):.6f}"
        doubt["high"] = f"{value + rng.uniform(0.001, max(0.002, (high - low) / 3)):.6f}"
    return {"value": f"{value:.6f}", "uncertainty": doubt, "source_kind": rng.choice(["judgement", "unconfirmed"])}


def patent(rng: Random, number: int, valued: date, *, is_sound: bool) -> dict[str, Any]:
    """A patent; unless it `is_sound`, of any state and office, and perhaps ending around the valuation date."""
    kind = rng.choice(["invention", "utility_model", "design", "unknown"][: 3 if is_sound else 4])
    ends = valued + timedelta(days=rng.choice([-1, 0, 1, 2, rng.randint(-900, 3_000)]))
    filed = (ends + timedelta(days=1)) - timedelta(days=round(365.25 * TERM_YEARS[kind]))
    facts: dict[str, Any] = {
        "id": f"p{number}",
        "title": f"专利{number}",
        "right_type": kind,
        "publication_number": f"CN{100_000_000 + number}B",
        "filing_date": str(valued.replace(year=valued.year - rng.randint(1, 8), day=1) if is_sound else filed),
        "legal_state": "in_force",
        "patentees": [HOLDER],
        "annual_fee_state": "paid",
        "is_pledged": False,
        "has_preservation": False,
    }
    if not is_sound:
        facts["country"] = rng.choice(["CN", "CN", "CN", "US"])
        facts["legal_state"] = rng.choice(
            ["in_force", "in_force", "pending", "lapsed", "invalid", "expired", "unknown"]
        )
        facts["patentees"] = rng.choice([[HOLDER], [], [HOLDER, "乙大学"], ["丙"]])
        facts["annual_fee_state"] = rng.choice(["paid", "unknown", "unpaid", "grace_period"])
        facts["is_pledged"] = rng.choice([None, False, True])
        if rng.random() < 0.1:
            del facts["filing_date"]
    return facts


def figures(rng: Random, first: int) -> list[dict[str, Any]]:
    """Up to eight years; revenue may be zero or huge, margins negative, facts missing."""
    rows = []
    for year in range(first, first + rng.randint(1, 8)):
        row: dict[str, Any] = {"year": year, "is_forecast": rng.random() < 0.95}
        if rng.random() < 0.99:
            row["revenue"] = f"{rng.choice([0, 0.01, rng.uniform(1, 1e8), 1e13]):.2f}"
        for margin in ("gross_margin", "operating_margin", "net_margin"):
            if margin != "operating_margin" or rng.random() < 0.8:
                row[margin] = f"{rng.choice([-10, -0.2, 0, 1, rng.uniform(0, 0.6)]):.4f}"
        rows.append(row)
    return rows


def product(rng: Random, number: int, patents: list[dict[str, Any]], valued: date) -> dict[str, Any]:
    """A product line on some of the patents, which may serve other lines too."""
    basis, base = rng.choice(["pre_tax", "after_tax"]), rng.choice(["sales", "gross_profit", "operating_profit"])
    used = rng.sample(patents, min(len(patents), rng.randint(0, 4)))
    return {
        "id": f"l{number}",
        "name": f"产品{number}",
        "figures": figures(rng, valued.year + rng.choice([-2, 0, 0, 1, 2])),
        "patents": [{"patent_id": p["id"], "contribution": str(rng.choice([1, 50, 100]))} for p in used],
        "income": {
            "royalty_base": base,
            "tax_basis": basis,
            "discount_rate_basis": basis,
            "split_rate": assumption(rng, 0, 1),
            "split_decline": assumption(rng, 0, 0.9),
            "tax_rate": assumption(rng, 0, 0.6),
            "discount_rate": assumption(rng, -0.3, 0.6),
            "economic_life_years": assumption(rng, 0.1, 30),
            "growth_after_forecast": assumption(rng, -0.5, 0.3, open_share=0.3),
            "success_probability": assumption(rng, 0, 1),
            "revenue_factor": assumption(rng, 0, 3),
        },
    }


def comparable(rng: Random, number: int, currency: str, valued: date) -> dict[str, Any]:
    """A transaction, perhaps after the valuation date or paid over fifty years."""
    later = [{"years_after": "50", "amount": "0"}] if rng.random() < 0.3 else []
    factors = [rng.choice([0.01, 1, 20, rng.uniform(0.5, 2)]) for _ in range(rng.randint(0, 3))]
    return {
        "id": f"c{number}",
        "name": f"交易{number}",
        "currency": currency,
        "transaction_date": str(valued - timedelta(days=rng.randint(-100, 2_000))),
        "payments": [{"years_after": "0", "amount": f"{rng.uniform(1, 1e7):.2f}"}, *later],
        "patents_count": rng.choice([1, 2, 100_000]),
        "adjustments": [{"kind": "scope", "factor": f"{factor:.3f}"} for factor in factors],
        "similarity": str(rng.choice([1, 50, 100])),
        "grade": rng.choice("ABC"),
    }


def cost(rng: Random) -> dict[str, Any]:
    """A cost plan; obsolescence may take everything."""
    item = {"cost_class": "labour", "amount": assumption(rng, 0, 1e7), "index_factor": assumption(rng, 0.5, 2)}
    rates = ("capital_cost_rate", "profit_rate", "functional_obsolescence", "technological_obsolescence")
    return {
        "items": [item],
        "development_years": assumption(rng, 0, 10),
        **{name: assumption(rng, 0, 1) for name in (*rates, "economic_obsolescence")},
        "is_chained": rng.random() < 0.7,
    }


def lending(rng: Random, *, is_sound: bool) -> dict[str, Any]:
    """Loan, disposal plan and policy; those of a sound case leave something to lend."""
    amounts = ["2000000", "1000000000000000"] if is_sound else ["0", "1", "2000000"]
    caps = {kind: f"{rng.random():.2f}" for kind in ("invention", "utility_model", "design") if rng.random() < 0.8}
    return {
        "disposal": {
            "marketability_discount": assumption(rng, 0, 0.5 if is_sound else 1),
            "months_to_sale": assumption(rng, 0, 60),
            "holding_rate": assumption(rng, 0, 0.5),
            "selling_cost_rate": assumption(rng, 0, 0.5),
            "fixed_disposal_cost": assumption(rng, 0, 1e5),
        },
        "policy": {
            "key": "p",
            "name": "办法",
            "in_force_from": "2020-01-01",
            "source": "行内制度",
            "loan_to_value_caps": caps,
            "maximum_amount": rng.choice([None, "5000000"] if is_sound else [None, "0", "5000000"]),
        },
        "loan": {"amount": {"amount": rng.choice(amounts)}} if rng.random() < 0.8 else {},
    }


def wild_case(seed: int) -> Case:
    """The case of this seed; every third one has sound patents, so that something can be lent."""
    rng, valued = Random(seed), DAYS[seed % len(DAYS)]  # noqa: S311 - cases, not secrets
    is_sound = seed % 3 == 0
    patents = [patent(rng, n, valued, is_sound=is_sound) for n in range(rng.choice([1, 2, 3, 8]))]
    weights = {name: rng.choice([0, 30, 100]) for name in ("income", "market", "cost") if rng.random() < 0.9}
    return Case.model_validate(
        {
            "title": "随机",
            "valuation_date": str(valued),
            "borrower": {"name": HOLDER},
            "timing": rng.choice(["year_end", "mid_year", "exact"]),
            "patents": patents,
            "products": [product(rng, n, patents, valued) for n in range(rng.randint(0, 4))],
            "market": {
                "comparables": [comparable(rng, n, "CNY", valued) for n in range(rng.randint(0, 4))],
                "deferred_payment_rate": assumption(rng, 0, 0.2),
            },
            "cost": cost(rng),
            "approaches": [{"approach": name, "weight": str(weight)} for name, weight in weights.items()],
            "divergence_limit": rng.choice(["0.01", "0.35", "10"]),
            **lending(rng, is_sound=is_sound),
        }
    )
