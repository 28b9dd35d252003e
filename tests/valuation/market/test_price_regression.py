"""Does the regression find the line that is there, tell its error honestly, and refuse what no line can tell?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from valuation.market.least_squares import fitted
from valuation.market.price_regression import PriceRegression, price_regression
from valuation.market.price_regression_model import run
from valuation.wording import InputOutsideDomain


def sample(seed: int = 1, rows: int = 12, attributes: int = 2, noise: float = 0.2) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    table = rng.uniform(0.0, 10.0, (rows, attributes))
    logs = 3.0 + table @ np.linspace(0.1, 0.3, attributes) + rng.normal(0, noise, rows)
    return {
        "prices": tuple(np.exp(logs)),
        "attributes": tuple(map(tuple, table)),
        "subject_attributes": (5.0,) * attributes,
        "form": "log_price",
    }


def inputs(**changes: Any) -> PriceRegression:
    return PriceRegression(**{**sample(), **changes})


def value(**changes: Any) -> float:
    return float(price_regression(inputs(**changes)))


def steps(**changes: Any) -> dict[str, float]:
    return {step.symbol: step.value for step in run(inputs(**changes)).workings}


def codes(**changes: Any) -> list[str]:
    return [warning.code for warning in run(inputs(**changes)).warnings]


@given(seed=st.integers(0, 10_000), rows=st.integers(7, 20), attributes=st.integers(1, 4), power=st.integers(-4, 6))
def test_the_line_is_that_of_lstsq_in_whatever_units(seed: int, rows: int, attributes: int, power: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.normal(5.0, 2.0, (rows, attributes)) * 10.0**power
    seen = rng.normal(100.0, 10.0, rows)
    fit = fitted(seen, table)
    design = np.column_stack([np.ones(rows), table / 10.0**power])
    expected = np.linalg.lstsq(design, seen, rcond=None)[0]
    assert float(fit.constant) == pytest.approx(expected[0], rel=1e-8, abs=1e-8)
    assert fit.slopes * 10.0**power == pytest.approx(expected[1:], rel=1e-7, abs=1e-8)
    hat = design @ np.linalg.pinv(design)
    assert fit.leverage == pytest.approx(np.diag(hat), rel=1e-7)
    assert fit.leverage.sum() == pytest.approx(attributes + 1)
    covariance = np.linalg.inv(design.T @ design) * float(fit.error_variance)
    assert fit.slope_errors * 10.0**power == pytest.approx(np.sqrt(np.diag(covariance))[1:], rel=1e-7)


@given(seed=st.integers(0, 10_000))
def test_the_error_left_out_is_that_of_really_leaving_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table, seen = rng.normal(0, 3, (9, 2)), rng.normal(50, 9, 9)
    fit = fitted(seen, table)
    for i in range(9):
        kept = np.arange(9) != i
        without = fitted(seen[kept], table[kept])
        error = seen[i] - float(without.predicted(table[i]))
        assert fit.leave_one_out[i] == pytest.approx(error, rel=1e-7)
        deviation = np.sqrt(float(without.error_variance) * (1 + float(without.leverage_of(table[i]))))
        assert fit.studentised[i] == pytest.approx(error / deviation, rel=1e-6)


def test_a_single_attribute_is_the_line_of_the_textbook() -> None:
    from scipy import stats

    given_inputs = sample(attributes=1)
    x, y = np.asarray(given_inputs["attributes"])[:, 0], np.log(given_inputs["prices"])
    line = stats.linregress(x, y)
    found = steps(**given_inputs)
    assert (found["b_0"], found["b_1"], found["SE_1"]) == pytest.approx((line.intercept, line.slope, line.stderr))
    assert found["R2"] == pytest.approx(line.rvalue**2)


def test_prices_on_the_line_are_predicted_exactly() -> None:
    table = ((1.0,), (2.0,), (3.0,), (5.0,))
    level = {"prices": (30.0, 50.0, 70.0, 110.0), "attributes": table, "subject_attributes": (4.0,), "form": "price"}
    assert value(**level) == pytest.approx(90.0)
    logs = {**level, "prices": tuple(10 * 2.0 ** row[0] for row in table), "form": "log_price"}
    for way in ("naive", "smearing"):
        assert value(**logs, retransformation=way) == pytest.approx(160.0)
    found = steps(**level)
    assert (found["V_low"], found["V_high"]) == pytest.approx((90.0, 90.0))


def test_smearing_gives_the_mean_and_naive_the_median() -> None:
    """With a noise of 0.5 the mean of a lognormal price is exp(0.125) times its median."""
    many = sample(seed=5, rows=900, noise=0.5)
    ratio = value(**many, retransformation="smearing") / value(**many, retransformation="naive")
    assert ratio == pytest.approx(np.exp(0.125), rel=0.02)
    assert steps(retransformation="smearing")["S"] > 1


def test_the_range_covers_as_often_as_it_says() -> None:
    """Two thousand samples of a known line: the price of a further comparable lies inside nine times in ten."""
    from scipy import stats

    rng = np.random.default_rng(11)
    table = rng.uniform(0, 10, (10, 2))
    new = np.array([6.0, 3.0])
    slopes = np.array([2.0, 1.0])
    seen = 50 + table @ slopes + rng.normal(0, 3, (2000, 10))
    fit = fitted(seen, np.broadcast_to(table, (2000, 10, 2)))
    reach = stats.t.ppf(0.95, fit.degrees_of_freedom) * np.sqrt(fit.error_variance * (1 + fit.leverage_of(new)))
    further = 50 + new @ slopes + rng.normal(0, 3, 2000)
    assert (np.abs(further - fit.predicted(new)) <= reach).mean() == pytest.approx(0.9, abs=0.02)
    found = steps(confidence=0.9)
    assert found["t"] == pytest.approx(stats.t.ppf(0.95, 9))
    assert found["V_low"] < found["V"] < found["V_high"]


def test_the_order_of_comparables_and_the_currency_do_not_matter() -> None:
    base = sample()
    turned = {**base, "prices": base["prices"][::-1], "attributes": base["attributes"][::-1]}
    assert value(**turned) == pytest.approx(value())
    assert value(prices=tuple(7 * p for p in base["prices"])) == pytest.approx(7 * value())


def test_paths_are_the_loop_over_paths() -> None:
    given_inputs = EXAMPLES["price_regression"]
    prices = np.asarray(given_inputs["prices"]) * np.array([[1.0], [1.3], [0.8]]) + np.arange(8)
    for form in ("log_price", "price"):
        together = price_regression(PriceRegression(**{**given_inputs, "prices": prices, "form": form}))
        alone = [
            float(price_regression(PriceRegression(**{**given_inputs, "prices": tuple(row), "form": form})))
            for row in prices
        ]
        assert together == pytest.approx(alone, rel=1e-12)


def refused(**changes: Any) -> tuple[str, str, dict[str, Any]]:
    with pytest.raises(InputOutsideDomain) as trouble:
        value(**changes)
    return trouble.value.field_path, trouble.value.message.template, dict(trouble.value.message.params)


def test_too_few_comparables_are_refused() -> None:
    base = sample(rows=4)
    field, template, params = refused(**base)
    assert (field, params) == ("prices", {"rows": 4, "attributes": 2, "needed": 5})
    assert "too few" in template
    assert value(**sample(rows=5)) > 0


def with_column(column: np.ndarray) -> dict[str, Any]:
    table = np.column_stack([np.asarray(sample()["attributes"]), column])
    return {"attributes": tuple(map(tuple, table)), "subject_attributes": (5.0, 5.0, 5.0)}


def test_an_attribute_that_tells_nothing_new_is_named() -> None:
    table = np.asarray(sample()["attributes"])
    rng = np.random.default_rng(2)
    field, template, params = refused(**with_column(np.full(12, 3.0)))
    assert (field, params["number"]) == ("attributes", 3)
    assert "the same in every comparable" in template
    for column in (table[:, 0] * 2 + 1, table @ [1.0, 1.0], table[:, 1] + rng.normal(0, 0.01, 12)):
        field, template, params = refused(**with_column(column))
        assert (field, params["number"]) == ("attributes", 3)
        assert "all but follows" in template
    assert "attributes_run_together" in codes(**with_column(table[:, 1] + rng.normal(0, 0.5, 12)))


def test_a_comparable_that_nothing_checks_is_named() -> None:
    alone = np.zeros(12)
    alone[6] = 1.0
    field, template, params = refused(**with_column(alone))
    assert (field, params["number"]) == ("attributes", 7)
    assert "alone fixes" in template


def test_weak_points_are_said() -> None:
    assert codes() == []
    assert "extrapolation" in codes(subject_attributes=(5.0, 50.0))
    prices = list(sample()["prices"])
    prices[4] *= 20
    assert "far_off_the_line" in codes(prices=tuple(prices))
    noise = tuple(np.random.default_rng(8).lognormal(3, 1, 12))
    assert "no_better_than_mean" in codes(prices=noise)
    table = [list(row) for row in sample()["attributes"]]
    table[2] = [60.0, 5.0]
    assert "high_leverage" in codes(attributes=tuple(map(tuple, table)))


def test_a_price_below_nothing_or_beyond_numbers_is_refused() -> None:
    line = {"prices": (30.0, 50.0, 70.0, 110.0), "attributes": ((1.0,), (2.0,), (3.0,), (5.0,)), "form": "price"}
    assert refused(**line, subject_attributes=(-4.0,))[0] == "form"
    assert refused(**{**line, "form": "log_price"}, subject_attributes=(1e6,))[0] == "subject_attributes"
    far = inputs(subject_attributes=(5.0, 2250.0), retransformation="naive")
    assert np.isfinite(price_regression(far))
    with pytest.raises(InputOutsideDomain):
        run(far)


def test_tables_that_do_not_belong_together_are_refused() -> None:
    assert refused(prices=(1.0, 2.0))[0] == "attributes"
    assert refused(subject_attributes=(1.0,))[0] == "subject_attributes"
    assert refused(prices=(0.0,) * 12)[0] == "prices"


def test_an_attribute_that_all_the_others_together_contain_is_named() -> None:
    """No pair runs together, and no attribute follows from those before it; the first follows from both others."""
    rng = np.random.default_rng(4)
    second, third, noise = rng.normal(0, 1, (3, 40))
    table = np.column_stack([second + 0.05 * third + 0.015 * noise, second, third])
    prices = tuple(np.exp(rng.normal(3, 0.2, 40)))
    field, template, params = refused(prices=prices, attributes=table, subject_attributes=(0.0, 0.0, 0.0))
    assert (field, params["number"]) == ("attributes", 1)
    assert "all but follows" in template
