"""Do thousands of random streams come out as numpy-financial, an independent library, says?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy_financial
import pytest

from valuation.discounting.annuity import annuity_factor
from valuation.income.annuities import GrowingAnnuity, growing_annuity
from valuation.income.dated_flows import (
    InternalRateOfReturn,
    NetPresentValue,
    internal_rate_of_return,
    net_present_value,
)
from valuation.income.relief_from_royalty import ReliefFromRoyalty, relief_from_royalty

COUNT = 5000


def random() -> np.random.Generator:
    return np.random.default_rng(20260101)


def test_present_values_of_level_payments() -> None:
    drawn = random()
    rate, years = drawn.uniform(-0.5, 0.9, COUNT), drawn.uniform(0.1, 60.0, COUNT)
    amount = drawn.uniform(-1e6, 1e6, COUNT)
    ours = growing_annuity(GrowingAnnuity(first_income=amount, years=years, discount_rate=rate))
    assert ours == pytest.approx(-numpy_financial.pv(rate, years, amount), rel=1e-9)
    # Paid at the beginning of each year is half a year before its middle.
    early = numpy_financial.pv(rate, years, -1.0, when="begin")
    assert annuity_factor(rate, years, timing="mid_year") == pytest.approx(early / np.sqrt(1 + rate), rel=1e-9)


def test_net_present_values() -> None:
    """All of ours in one call over paths, theirs one by one."""
    drawn = random()
    flows, rates = drawn.uniform(-1e6, 1e6, (COUNT, 12)), drawn.uniform(-0.5, 0.9, COUNT)
    ours = net_present_value(NetPresentValue(flows=flows, flow_years=np.arange(12.0), discount_rate=rates))
    theirs = np.array([numpy_financial.npv(rate, row) for rate, row in zip(rates, flows, strict=True)])
    size = np.array([numpy_financial.npv(rate, np.abs(row)) for rate, row in zip(rates, flows, strict=True)])
    assert np.all(np.abs(ours - theirs) <= 1e-11 * size)


def test_royalties_after_tax() -> None:
    drawn = random()
    revenue, rates = drawn.uniform(0.0, 1e8, (COUNT, 10)), drawn.uniform(0.0, 0.6, COUNT)
    share, tax = drawn.uniform(0.0, 0.3, COUNT), drawn.uniform(0.0, 0.5, COUNT)
    ours = relief_from_royalty(
        ReliefFromRoyalty(
            revenue=revenue,
            royalty_rate=share[:, np.newaxis],
            discount_rate=rates,
            tax_rate=tax,
            tax_basis="after_tax",
            discount_rate_basis="after_tax",
        )
    )
    paid = revenue * (share * (1 - tax))[:, np.newaxis]
    theirs = [numpy_financial.npv(rate, [0.0, *row]) for rate, row in zip(rates, paid, strict=True)]
    assert ours == pytest.approx(theirs, rel=1e-11)


def test_rates_of_return() -> None:
    drawn = random()
    count = 1000
    flows = drawn.uniform(0.0, 100.0, (count, 8))
    flows[:, 0] = -drawn.uniform(50.0, 500.0, count)
    ours = internal_rate_of_return(InternalRateOfReturn(flows=flows))
    theirs = np.array([numpy_financial.irr(row) for row in flows])
    assert np.all(np.isfinite(theirs))
    assert ours == pytest.approx(theirs, abs=1e-8)


def test_dated_flows_are_daily_flows_at_the_daily_rate() -> None:
    """XNPV has no counterpart there; a row of days, most of them without money, has."""
    drawn, start = random(), date(2026, 3, 20)
    for _ in range(200):
        days = np.sort(drawn.choice(2000, 5, replace=False))
        amounts, rate = drawn.uniform(-1e5, 1e5, 5), float(drawn.uniform(-0.3, 0.8))
        daily = np.zeros(2000)
        daily[days] = amounts
        dates = [start + timedelta(days=int(day)) for day in days]
        ours = net_present_value(
            NetPresentValue(
                flows=amounts, flow_years=np.array([(day - start).days / 365 for day in dates]), discount_rate=rate
            )
        )
        theirs = numpy_financial.npv((1 + rate) ** (1 / 365) - 1, daily)
        assert float(ours) == pytest.approx(theirs, rel=1e-8, abs=1e-6)
