"""Does concentration tell how much hangs on one patent, without taking anything from the value?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.portfolio.portfolio_concentration import (
    PortfolioConcentration,
    herfindahl,
    portfolio_concentration,
    run,
    total_value,
)
from valuation.wording import InputOutsideDomain

VALUES = st.lists(st.floats(0.01, 1e9), min_size=1, max_size=20)


def measured(values: Any, losses: Any = None, measure: str = "largest_loss") -> float:
    return float(portfolio_concentration(PortfolioConcentration(values=values, losses=losses, measure=measure)))


@given(value=st.floats(0.01, 1e12))
def test_a_portfolio_of_one_patent_loses_nothing_by_being_one(value: float) -> None:
    """It is as concentrated as can be, and worth what it is worth: no hidden discount for diversification."""
    alone = PortfolioConcentration(values=(value,))
    assert measured((value,)) == measured((value,), measure="herfindahl") == 1.0
    assert float(total_value(alone)) == value
    assert [step.value for step in run(alone).workings if step.symbol == "T"] == [value]


@given(count=st.integers(1, 40), value=st.floats(0.01, 1e9))
def test_equal_patents_are_one_nth_each(count: int, value: float) -> None:
    assert measured((value,) * count) == pytest.approx(1 / count)
    assert measured((value,) * count, measure="herfindahl") == pytest.approx(1 / count)


@given(values=VALUES)
def test_bounds_and_order_of_the_measures(values: list[float]) -> None:
    largest, index = measured(values), measured(values, measure="herfindahl")
    assert 1 / len(values) - 1e-12 <= index <= largest + 1e-12 <= 1.0 + 1e-11
    assert float(total_value(PortfolioConcentration(values=values))) == pytest.approx(sum(values))


@given(values=VALUES, scale=st.floats(0.001, 1000))
def test_neither_scale_nor_order_matters(values: list[float], scale: float) -> None:
    scaled = [value * scale for value in reversed(values)]
    assert float(herfindahl(np.array(scaled))) == pytest.approx(float(herfindahl(np.array(values))))


def test_index_by_hand() -> None:
    assert measured((50.0, 30.0, 20.0), measure="herfindahl") == pytest.approx(0.25 + 0.09 + 0.04)


def test_an_essential_patent_takes_the_whole_line_with_it() -> None:
    """Worth half by allocation, yet everything falls with it."""
    assert measured((50.0, 50.0), losses=(100.0, 100.0)) == 1.0
    assert measured((50.0, 50.0), losses=(0.0, 0.0)) == 0.0, "two substitutes"


@pytest.mark.parametrize(
    ("values", "losses", "field", "code"),
    [
        ((0.0, 0.0), None, "values", "portfolio_worthless"),
        ((1.0, 2.0), (1.0,), "losses", "mixed_lengths"),
        ((1.0, 2.0), (1.0, 3.1), "losses", "loss_above_total"),
        ((1.0, -2.0), None, "values", "outside_domain"),
    ],
)
def test_what_cannot_be_is_refused(values: Any, losses: Any, field: str, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        measured(values, losses)
    assert (refused.value.field_path, refused.value.message.code) == (field, code)
