"""Do comparable sales and licences bring every comparable to the subject, and say what weakens the figure?"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_full_case, a_right, weights
from valuation.appraise import appraise
from valuation.inputs import Adjustment, Deal, MarketPlan
from valuation.market.comparable_licences import ComparableLicences, comparable_licences
from valuation.market.comparable_licences import run as run_licences
from valuation.market.comparable_sales import ComparableSales, comparable_sales
from valuation.market.comparable_sales import run as run_sales
from valuation.market.comparison import ADJUSTMENTS
from valuation.wording import InputOutsideDomain

FACTOR = st.floats(0.6, 1.5)


def sales(prices: tuple[float, ...] = (100.0, 110.0, 130.0), **changes: Any) -> ComparableSales:
    count = len(prices)
    plain = {
        "payments": tuple((price,) for price in prices),
        "payment_years": ((0.0,),) * count,
        "combination": "chained",
        "similarity": (1.0,) * count,
        "outliers": "none",
        "middle": "weighted_mean",
        "units": (1.0,) * count,
        "subject_units": 1.0,
    }
    return ComparableSales(**{**plain, **changes})


def licences(rates: tuple[float, ...] = (0.02, 0.03, 0.1), **changes: Any) -> ComparableLicences:
    plain = {
        "combination": "chained",
        "similarity": (1.0,) * len(rates),
        "outliers": "none",
        "middle": "weighted_median",
        "royalty_rates": rates,
    }
    return ComparableLicences(**{**plain, **changes})


def value(inputs: ComparableSales) -> float:
    return float(comparable_sales(inputs))


def rate(inputs: ComparableLicences) -> float:
    return float(comparable_licences(inputs))


def codes(result: Any) -> list[str]:
    return [warning.code for warning in result.warnings]


def test_without_differences_the_middle_of_the_prices() -> None:
    assert value(sales()) == pytest.approx(340 / 3)
    assert value(sales(middle="weighted_median")) == 110.0
    assert value(sales((100.0, 110.0, 130.0, 500.0), middle="weighted_median")) == pytest.approx(120.0)
    assert value(sales(similarity=(1.0, 2.0, 1.0), source_grade=(1.0, 0.5, 2.0))) == pytest.approx(
        (100 + 110 + 260) / 4
    )


@given(
    prices=st.lists(st.floats(1, 1e6), min_size=2, max_size=5),
    factors=st.tuples(FACTOR, FACTOR),
    deferral=st.floats(0, 0.5),
    combination=st.sampled_from(["chained", "additive"]),
    rule=st.sampled_from(["none", "quartile_fences", "median_deviation"]),
)
def test_the_method_gives_the_market_approach_of_a_case(prices, factors, deferral, combination, rule) -> None:
    """One formula: a case's plan and the single method agree to the last digits."""
    count = len(prices)
    names = ("territory", "technology")
    deals = tuple(
        Deal(
            key=str(j),
            payments=((0.0, price), (2.0, price / 3)),
            patents_count=j + 1,
            transaction_date=date(2025, 1, 2),
            adjustments=tuple(Adjustment(name=n, factor=f) for n, f in zip(names, factors, strict=True)),
            weight=float(j + 1),
        )
        for j, price in enumerate(prices)
    )
    plan = MarketPlan(
        deals=deals, deferred_payment_rate=deferral, combination=combination, outliers=rule, outlier_limit=1.5
    )
    case = a_full_case(
        rights=tuple(a_right(f"r{k}") for k in range(3)), lines=(), cost=None, market=plan, weights=weights(market=1.0)
    )
    single = sales(
        payments=tuple((price, price / 3) for price in prices),
        payment_years=((0.0, 2.0),) * count,
        deferred_payment_rate=deferral,
        territory=(factors[0],) * count,
        technology=(factors[1],) * count,
        combination=combination,
        similarity=tuple(float(j + 1) for j in range(count)),
        units=tuple(float(j + 1) for j in range(count)),
        subject_units=3.0,
        outliers=rule,
        outlier_limit=1.5,
    )
    assert value(single) == pytest.approx(appraise(case).value, rel=1e-12)


def test_the_published_terms_of_payment_come_out_of_the_grid() -> None:
    """甲, 乙, 丁 of the examination: 4,652.81, 4,860.4 and 4,492.6 a square metre at 10 %. tihaiku.com/jzgc/1115979."""
    inputs = sales(
        payments=((24e4, 16e4, 8e4), (24e4, 36e4, 0.0), (20e4, 0.0, 32.36e4)),
        payment_years=((0.0, 0.5, 1.0),) * 3,
        deferred_payment_rate=0.1,
        units=(100.0, 120.0, 110.0),
    )
    steps = {step.symbol: step.value for step in run_sales(inputs).workings}
    assert (steps["p_1"], steps["p_2"], steps["p_3"]) == pytest.approx((4652.81, 4860.39, 4492.56), abs=0.005)


def test_a_milestone_counts_with_its_probability_and_its_time() -> None:
    base = {"payment_years": ((0.0, 2.0),) * 3, "deferred_payment_rate": 0.1}
    paid = ((60.0, 60.5), (80.0, 24.2), (100.0, 0.0))
    certain = value(sales(payments=paid, **base))
    assert certain == pytest.approx((110 + 100 + 100) / 3)
    half = ((1.0, 0.5),) * 3
    assert value(sales(payments=paid, payment_probabilities=half, **base)) == pytest.approx((85 + 90 + 100) / 3)
    assert value(sales(payments=paid, payment_probabilities=((1.0, 1.0),) * 3, **base)) == pytest.approx(certain)
    never = ((1.0, 0.0),) * 3
    assert value(sales(payments=paid, payment_probabilities=never, **base)) == pytest.approx(80.0)


def test_currency_and_date_bring_each_comparable_to_the_valuation_date() -> None:
    """US dollars at 7, and an index that rose by a tenth since: 10 dollars are 77."""
    inputs = sales((10.0,), exchange_rates=(7.0,), transaction_index=(100.0,), valuation_index=110.0)
    assert value(inputs) == pytest.approx(77.0)
    unmoved = sales(transaction_index=(90.0, 95.0, 100.0), valuation_index=100.0)
    assert value(unmoved) == pytest.approx((100 / 0.9 + 110 / 0.95 + 130) / 3)


@pytest.mark.parametrize("name", ADJUSTMENTS)
@pytest.mark.parametrize("combination", ["chained", "additive"])
def test_each_difference_moves_its_comparable(name: str, combination: str) -> None:
    """A factor of 1.2 on the first alone; 1 on all is no difference."""
    moved = sales(combination=combination, **{name: (1.2, 1.0, 1.0)})
    assert value(moved) == pytest.approx((120 + 110 + 130) / 3)
    assert value(sales(combination=combination, **{name: (1.0,) * 3})) == pytest.approx(value(sales()))


def test_factors_are_chained_or_added_as_stated() -> None:
    factors = {"territory": (1.1,) * 3, "scope": (0.8,) * 3}
    assert value(sales(combination="chained", **factors)) == pytest.approx(0.88 * 340 / 3)
    assert value(sales(combination="additive", **factors)) == pytest.approx(0.9 * 340 / 3)


def test_a_comparable_that_is_the_subject_gives_its_own_price() -> None:
    assert value(sales((123.0,), units=(5.0,), subject_units=5.0)) == pytest.approx(123.0)


@given(scale=st.floats(0.01, 100), which=st.integers(0, 4))
def test_a_dearer_comparable_never_lowers_the_value(scale: float, which: int) -> None:
    prices = [90.0, 100.0, 110.0, 120.0, 130.0]
    before = value(sales(tuple(prices), middle="weighted_median"))
    prices[which] *= 1 + scale
    assert value(sales(tuple(prices), middle="weighted_median")) >= before
    assert value(sales(tuple(prices))) > 110.0


def test_the_result_has_its_range_and_quartiles() -> None:
    steps = {s.symbol: s.value for s in run_sales(sales((10.0, 40.0, 20.0, 30.0))).workings}
    found = [steps[name] for name in ("p_low", "Q_1", "Q_2", "Q_3", "p_high")]
    assert found == pytest.approx([10.0, 17.5, 25.0, 32.5, 40.0])


@pytest.mark.parametrize("rule", ["quartile_fences", "median_deviation"])
def test_an_outlier_is_shown_with_weight_0_and_named(rule: str) -> None:
    result = run_sales(sales((100.0, 104.0, 96.0, 101.0, 900.0), outliers=rule, outlier_limit=2.0))
    assert result.value == pytest.approx(100.25)
    steps = {s.symbol: s.value for s in result.workings}
    assert (steps["p_5"], steps["w_5"], steps["o_5"], steps["o_1"]) == (900.0, 0.0, 0.0, 1.0)
    assert steps["F_high"] < 900.0
    (said,) = [w for w in result.warnings if w.code == "outliers"]
    assert said.params == {"numbers": "5"}


def test_one_comparable_is_not_enough_to_go_unsaid() -> None:
    """A figure from one or two comparables, or from one that counts among many, is said to be so."""
    assert codes(run_sales(sales((100.0,)))) == ["few_comparables"]
    assert codes(run_sales(sales((100.0, 101.0)))) == ["few_comparables"]
    assert codes(run_sales(sales(similarity=(1.0, 0.0, 0.0)))) == ["few_comparables"]
    assert codes(run_sales(sales())) == []
    assert codes(run_licences(licences((0.05,)))) == ["few_comparables"]


def test_scatter_beyond_the_limit_and_a_blind_rule_are_said() -> None:
    assert codes(run_sales(sales((10.0, 100.0, 400.0)))) == ["dispersion"]
    assert codes(run_sales(sales((10.0, 100.0, 400.0), dispersion_limit=2.0))) == []
    same = sales((5.0, 5.0, 5.0, 5.0, 9.0), outliers="median_deviation", outlier_limit=3.0)
    assert codes(run_sales(same)) == ["outlier_rule_blind"]
    assert value(same) == pytest.approx(5.8)


def test_licences_without_differences_give_the_middle_of_their_rates() -> None:
    assert rate(licences()) == 0.03
    assert rate(licences((0.02, 0.1))) == pytest.approx(0.06)
    assert rate(licences(middle="weighted_mean")) == pytest.approx(0.05)


@given(share=st.floats(0, 0.2), scale=st.floats(0.01, 100))
def test_a_lump_sum_adds_its_share_of_the_sales_whatever_the_currency(share: float, scale: float) -> None:
    worth = (1e6 * scale, 2e6 * scale, 3e6 * scale)
    inputs = licences(
        payments=tuple((share * s,) for s in worth), payment_years=((0.0,),) * 3, sales_present_values=worth
    )
    assert rate(inputs) == pytest.approx(0.03 + share)


def test_a_licence_that_is_only_a_lump_sum_has_a_rate() -> None:
    inputs = licences((0.0,), payments=((110.0,),), payment_years=((1.0,),), sales_present_values=(2000.0,))
    inputs = ComparableLicences(**{**vars(inputs), "deferred_payment_rate": 0.1})
    assert rate(inputs) == pytest.approx(0.05)


def refused(ask: Any) -> tuple[str, str]:
    with pytest.raises(InputOutsideDomain) as trouble:
        ask()
    return trouble.value.field_path, trouble.value.message.code


def test_a_royalty_above_the_margin_is_no_rate() -> None:
    assert refused(lambda: rate(licences(profit_margin=0.029))) == ("profit_margin", "royalty_above_margin")
    assert rate(licences(profit_margin=0.03)) == 0.03
    above = licences((0.9,) * 3, scope=(1.5,) * 3)
    assert refused(lambda: rate(above)) == ("royalty_rates", "royalty_above_sales")


def test_percent_typed_for_a_fraction_is_refused() -> None:
    assert refused(lambda: rate(licences((5.0, 3.0, 4.0)))) == ("royalty_rates", "rate_too_high")
    assert refused(lambda: value(sales(deferred_payment_rate=8.0)))[0] == "deferred_payment_rate"


BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    "no price": ({"payments": ((1.0,), (0.0,), (2.0,))}, "payments", "no_price"),
    "a milestone that never comes": (
        {"payment_probabilities": ((1.0,), (0.0,), (1.0,))},
        "payments",
        "no_price",
    ),
    "rows missing": ({"payments": ((1.0,), (2.0,))}, "payments", "mixed_lengths"),
    "times of another layout": ({"payment_years": ((0.0, 1.0),) * 3}, "payment_years", "table_differs"),
    "chances of another layout": ({"payment_probabilities": ((1.0,),)}, "payment_probabilities", "table_differs"),
    "units missing": ({"units": (1.0,)}, "units", "mixed_lengths"),
    "rates of exchange missing": ({"exchange_rates": (7.0,)}, "exchange_rates", "mixed_lengths"),
    "factor missing": ({"scope": (1.0, 1.0)}, "scope", "mixed_lengths"),
    "index at the valuation date missing": ({"transaction_index": (1.0,) * 3}, "valuation_index", "index_half"),
    "index at the transaction missing": ({"valuation_index": 1.0}, "transaction_index", "index_half"),
    "limit missing": ({"outliers": "quartile_fences"}, "outlier_limit", "outlier_limit_missing"),
    "nothing counts": ({"similarity": (0.0,) * 3}, "similarity", "no_deal_weight"),
    "nothing left": (
        {"combination": "additive", "scope": (0.2,) * 3, "territory": (1.0, 0.1, 1.0)},
        "combination",
        "adjusted_to_nothing",
    ),
}


@pytest.mark.parametrize(("changes", "field", "code"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_is_refused_by_name(changes: dict[str, Any], field: str, code: str) -> None:
    for ask in (comparable_sales, run_sales):
        assert refused(lambda ask=ask: ask(sales(**changes))) == (field, code)


def test_licences_need_the_sales_behind_a_lump_sum() -> None:
    inputs = licences(payments=((1.0,),) * 3, payment_years=((0.0,),) * 3)
    assert refused(lambda: rate(inputs)) == ("sales_present_values", "licence_sales_missing")
    assert refused(lambda: rate(licences(payments=((1.0,),) * 3))) == ("payment_years", "payment_half")


def test_a_misspelt_adjustment_is_refused_not_ignored() -> None:
    with pytest.raises(TypeError, match="teritory"):
        sales(teritory=(0.5, 1.0, 1.0))


def test_arrays_of_paths_are_the_loop_over_paths() -> None:
    given_inputs = EXAMPLES["comparable_sales"]
    rates = np.array([0.0, 0.05, 0.4])
    factors = np.asarray(given_inputs["territory"]) * np.array([[1.0], [1.4], [0.7]])
    together = comparable_sales(
        ComparableSales(**{**given_inputs, "deferred_payment_rate": rates, "territory": factors})
    )
    alone = [
        value(ComparableSales(**{**given_inputs, "deferred_payment_rate": float(r), "territory": tuple(f)}))
        for r, f in zip(rates, factors, strict=True)
    ]
    assert together == pytest.approx(alone, rel=1e-12)


def test_many_comparables_over_paths_give_one_value_a_path() -> None:
    count, paths = 200, 1000
    rng = np.random.default_rng(3)
    inputs = sales(
        tuple(rng.lognormal(3, 0.4, count)),
        outliers="median_deviation",
        outlier_limit=3.0,
        territory=rng.uniform(0.9, 1.1, (paths, count)),
        middle="weighted_median",
    )
    assert comparable_sales(inputs).shape == (paths,)


@given(
    prices=st.lists(st.floats(1e-3, 1e12), min_size=1, max_size=8),
    rule=st.sampled_from(["none", "quartile_fences", "median_deviation"]),
    limit=st.floats(1, 10),
    middle=st.sampled_from(["weighted_mean", "weighted_median"]),
    data=st.data(),
)
def test_over_wide_inputs_the_middle_lies_among_those_that_count(prices, rule, limit, middle, data) -> None:
    count = len(prices)
    several = st.lists(st.floats(1e-3, 20), min_size=count, max_size=count).map(tuple)
    inputs = sales(
        tuple(prices),
        outliers=rule,
        outlier_limit=limit,
        middle=middle,
        similarity=data.draw(several),
        territory=data.draw(several),
        exchange_rates=data.draw(several),
        transaction_index=data.draw(several),
        valuation_index=data.draw(st.floats(1e-3, 1e6)),
        units=data.draw(several),
    )
    result = run_sales(inputs)
    known = {step.symbol: step.value for step in result.workings}
    among = known["p_low"] * (1 - 1e-9) <= known["m"] <= known["p_high"] * (1 + 1e-9)
    assert among, (known["p_low"], known["m"], known["p_high"])
    assert sum(known[f"w_{j + 1}"] for j in range(count)) == pytest.approx(1)
    assert np.isfinite(list(known.values())).all()
    said = ", ".join(str(w.params["numbers"]) for w in result.warnings if w.code == "outliers")
    out = [str(j) for j in range(1, count + 1) if known[f"w_{j}"] == 0]
    assert said == ", ".join(out), "every one that counts as nothing is named, and no other"
