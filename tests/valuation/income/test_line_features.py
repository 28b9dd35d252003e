"""Do delay, licence term, probabilities and split by year do what they say, and is a line's excess profit a bound?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_line, a_right, an_income_case
from tests.valuation.test_workings_recompute import assert_line_follows
from valuation.appraise import appraise, case_values
from valuation.cash_flows import coming_later
from valuation.results import LineResult
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.simulate import simulate
from valuation.uncertainty.uncertain_inputs import UncertainInput
from valuation.wording import InputOutsideDomain

FORECAST = np.array([100.0, 120.0, 150.0, 90.0, 60.0])


def line_of(**changes: Any) -> LineResult:
    """A line with a life of ten years, so that a delay of a few years loses nothing at the end."""
    case = an_income_case(a_line(**{"revenue": FORECAST, "economic_life_years": 10.0, **changes}))
    (line,) = appraise(case).approaches[0].lines
    assert_line_follows(line, 2026)
    return line


def value(**changes: Any) -> float:
    return line_of(**changes).value


def symbols(line: LineResult) -> set[str]:
    return {step.symbol for step in line.workings}


def test_features_that_are_not_used_have_no_step() -> None:
    plain = line_of()
    assert symbols(plain) == {"K_0", "d", "r", "p", "L_economic", "L_legal", "N", "PV", "V"}
    assert symbols(line_of(launch_delay_years=1.5)) - symbols(plain) == {"δ"}
    assert symbols(line_of(licence_term_years=3.0)) - symbols(plain) == {"L_licence"}
    assert symbols(line_of(validity_probability=0.8)) - symbols(plain) == {"p_s", "p_v"}
    assert symbols(plain) - symbols(line_of(split_by_year=np.array([0.1]))) == {"K_0", "d"}


def test_a_whole_delay_is_the_forecast_written_later() -> None:
    assert value(launch_delay_years=2.0) == pytest.approx(value(first_year=2028), rel=1e-13)
    assert value(launch_delay_years=2.0) == pytest.approx(value() / 1.1**2, rel=1e-13)


def test_a_delay_by_half_a_year_sells_half_of_each_year_a_year_later() -> None:
    moved = line_of(launch_delay_years=1.5)
    assert [row.revenue for row in moved.rows] == pytest.approx([0, 50, 110, 135, 120, 75, 30, 0, 0, 0])
    assert moved.value == pytest.approx((value() / 1.1 + value() / 1.1**2) / 2, rel=1e-13)


def test_the_margin_goes_with_the_money() -> None:
    margins = np.array([0.5, 0.1, 0.2, 0.2, 0.2])
    moved = line_of(royalty_base="operating_profit", profit_margin=margins, launch_delay_years=0.25)
    money = [row.revenue * row.margin for row in moved.rows]
    profit = FORECAST * margins
    assert money[:6] == pytest.approx([*(0.75 * profit + 0.25 * np.array([0, *profit[:-1]])), 0.25 * profit[-1]])
    assert moved.rows[9].margin == 0


def test_a_delay_does_not_move_the_end_of_the_right() -> None:
    late = value(launch_delay_years=2.0, economic_life_years=5.0)
    assert late == pytest.approx(sum(0.1 * FORECAST[k] / 1.1 ** (3 + k) for k in range(3)), rel=1e-13)


def test_the_technology_ages_while_the_launch_is_late() -> None:
    """The split of a year falls with the calendar: after two lost years it starts two steps lower."""
    assert value(launch_delay_years=2.0, split_decline=0.2) == pytest.approx(
        0.8**2 * value(split_decline=0.2) / 1.1**2, rel=1e-12
    )


@given(st.floats(0.0, 12.0), st.floats(0.0, 3.0), st.floats(0.0, 0.5))
def test_a_longer_delay_is_never_worth_more(delay: float, more: float, rate: float) -> None:
    assert value(launch_delay_years=delay + more, discount_rate=rate) <= value(
        launch_delay_years=delay, discount_rate=rate
    ) * (1 + 1e-12)


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=8), st.floats(0.0, 5.0))
def test_a_delay_keeps_the_sum(amounts: list[float], delay: float) -> None:
    later = coming_later(np.array(amounts), delay, len(amounts) + 6)
    assert later.sum() == pytest.approx(sum(amounts), rel=1e-12, abs=1e-9)
    assert coming_later(np.array(amounts), 0.0, len(amounts)) == pytest.approx(amounts)


def test_growth_beyond_the_forecast_comes_later_too() -> None:
    grown = {"revenue": np.array([100.0]), "growth_after_forecast": 0.05}
    assert value(**grown, launch_delay_years=3.0) == pytest.approx(value(**grown, first_year=2029), rel=1e-13)


def test_the_licence_ends_the_horizon_and_settles_its_last_part() -> None:
    """A licence of 2.5 years is what an economic life of 2.5 years is."""
    licensed = line_of(licence_term_years=2.5)
    assert licensed.value == pytest.approx(value(economic_life_years=2.5), rel=1e-14)
    assert {step.symbol: step.value for step in licensed.workings}["N"] == 2.5
    assert value(licence_term_years=50.0) == value()


def test_validity_and_success_multiply() -> None:
    both = line_of(validity_probability=0.8, success_probability=0.5)
    assert both.value == pytest.approx(0.4 * value(), rel=1e-13)
    assert both.rows[0].success_probability == pytest.approx(0.4)


def test_two_probabilities_are_said_to_be_two() -> None:
    def codes(**changes: Any) -> set[str]:
        return {warning.code for warning in appraise(an_income_case(a_line(**changes))).warnings}

    assert "risk_counted_twice" not in codes(success_probability=0.5)
    assert {"validity_in_probability"} <= codes(validity_probability=0.5)
    assert "risk_counted_twice" in codes(success_probability=0.5, validity_probability=0.5)


def test_a_split_by_year_is_a_decline_written_out_and_its_last_holds() -> None:
    written = 0.1 * 0.8 ** np.arange(10)
    assert value(split_by_year=written) == pytest.approx(value(split_decline=0.2), rel=1e-13)
    assert value(split_by_year=np.array([0.1])) == pytest.approx(value(), rel=1e-14)


def refusal(**changes: Any) -> InputOutsideDomain:
    with pytest.raises(InputOutsideDomain) as refused:
        appraise(an_income_case(a_line(**changes)))
    return refused.value


MARGIN = np.full(5, 0.15)


def test_the_rights_may_take_the_whole_excess_profit_and_not_a_yuan_more() -> None:
    """An operating margin of 15 % less 5 % for the other assets leaves 10 % of sales."""
    assert value(operating_margin=MARGIN, other_assets_charge=0.05) == pytest.approx(value(), rel=1e-14)
    error = refusal(operating_margin=MARGIN, other_assets_charge=0.0500001)
    assert (error.field_path, error.message.code) == ("lines[0].split_rate", "line_takes_too_much")
    assert error.message.params["year"] == 2026


def test_a_royalty_above_the_margin_is_an_error() -> None:
    assert refusal(operating_margin=np.full(5, 0.08)).message.code == "line_takes_too_much"
    late = np.array([0.2, 0.2, 0.2, 0.09, 0.2])
    assert refusal(operating_margin=late).message.params["year"] == 2029
    by_year = refusal(operating_margin=late, split_by_year=np.array([0.05, 0.3]))
    assert (by_year.field_path, by_year.message.params["year"]) == ("lines[0].split_by_year", 2029)


def test_a_year_beyond_the_horizon_is_nobody_s_claim() -> None:
    loss = np.array([0.15, 0.15, 0.0, 0.0, 0.0])
    assert appraise(an_income_case(a_line(operating_margin=loss, economic_life_years=2.0))).value > 0


def test_a_split_of_operating_profit_knows_its_margin() -> None:
    """Half of a margin of 12 % takes 6 % of sales; 7 % for the other assets leaves 5 %."""
    split = {"royalty_base": "operating_profit", "profit_margin": np.full(5, 0.12), "split_rate": 0.5}
    assert value(**split, other_assets_charge=0.06) == pytest.approx(value(**split))
    assert refusal(**split, other_assets_charge=0.07).field_path == "lines[0].split_rate"


def test_a_share_of_net_profit_is_held_against_the_profit_before_tax() -> None:
    """80 % of a net margin of 9 % costs 9.6 % of sales before a tax of 25 %."""
    net = {
        "royalty_base": "net_profit",
        "profit_margin": np.full(5, 0.09),
        "split_rate": 0.8,
        "tax_basis": "after_tax",
        "discount_rate_basis": "after_tax",
    }
    assert value(**net, operating_margin=np.full(5, 0.0961)) == pytest.approx(value(**net))
    assert refusal(**net, operating_margin=np.full(5, 0.0959)).message.code == "line_takes_too_much"


def test_a_return_on_assets_needs_a_margin_to_be_held_against() -> None:
    assert refusal(other_assets_charge=0.01).field_path == "lines[0].operating_margin"
    assert refusal(operating_margin=np.full(4, 0.2)).message.code == "lengths_differ"


def test_drawn_values_beyond_the_bound_are_cut_to_it() -> None:
    drawn = np.array([0.05, 0.1, 0.2, 0.4])
    line = a_line(operating_margin=MARGIN, other_assets_charge=0.05, split_rate=drawn)
    values = case_values(an_income_case(line)).conclusion
    plain = case_values(an_income_case(a_line(split_rate=np.minimum(drawn, 0.1)))).conclusion
    assert values == pytest.approx(plain, rel=1e-13)


def test_a_simulation_says_on_how_many_paths_it_cut() -> None:
    doubt = UncertainInput("lines[0].split_rate", Distribution(kind="uniform", low=0.05, mode=0.08, high=0.15))
    bounded = an_income_case(a_line(operating_margin=MARGIN, other_assets_charge=0.05, split_rate=0.08))
    simulation = simulate(bounded, [doubt], paths=256, seed=1)
    (said,) = [w for w in simulation.warnings if w.code == "split_cut_to_excess_profit"]
    assert (said.params["paths"], said.params["count"]) == (256, pytest.approx(128, abs=2))
    assert simulation.values.max() == pytest.approx(value(split_rate=0.1, revenue=np.full(5, 100.0)), rel=1e-12)
    free = simulate(an_income_case(a_line(split_rate=0.08)), [doubt], paths=256, seed=1)
    assert "split_cut_to_excess_profit" not in {w.code for w in free.warnings}


def test_every_feature_takes_paths() -> None:
    paths = {
        "launch_delay_years": np.array([0.0, 1.25, 3.0]),
        "licence_term_years": np.array([2.5, 4.0, 9.0]),
        "validity_probability": np.array([0.5, 0.9, 1.0]),
        "other_assets_charge": np.array([0.0, 0.01, 0.02]),
    }
    fixed = {
        "revenue": np.array([[100.0, 120.0, 130.0]] * 3) * np.array([[1.0], [0.9], [0.8]]),
        "profit_margin": np.array([0.3, 0.2, 0.25]),
        "royalty_base": "gross_profit",
        "operating_margin": np.array([0.2, 0.2, 0.2]),
        "growth_after_forecast": 0.02,
        "economic_life_years": 8.0,
    }
    together = case_values(an_income_case(a_line(**fixed, **paths))).conclusion
    alone = [
        appraise(
            an_income_case(
                a_line(
                    **{**fixed, "revenue": fixed["revenue"][k]}, **{name: float(row[k]) for name, row in paths.items()}
                )
            )
        ).value
        for k in range(3)
    ]
    assert together == pytest.approx(alone, rel=1e-13)


def test_a_delay_and_a_short_right_end_together() -> None:
    """A right of three years and a launch in year four: nothing is left, and nothing is below nothing."""
    case = an_income_case(a_line(launch_delay_years=3.0), rights=(a_right(years=3),))
    assert appraise(case).value == 0
    codes = {warning.code for warning in appraise(replace(case, rights=(a_right(years=9),))).warnings}
    assert "forecast_starts_late" not in codes
