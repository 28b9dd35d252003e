"""Do flows on exact dates discount by actual days over 365, as published values of XNPV say?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from valuation.discounting.present_value import present_value

LIBRARY_CASES = {
    "ordered": (
        0.1,
        {date(2020, 1, 1): -10000.0, date(2020, 3, 1): 5750.0, date(2020, 10, 30): 4250.0, date(2021, 2, 15): 3250.0},
        2506.579458169746,
    ),
    "unordered": (
        0.1,
        {
            date(2015, 6, 11): -1000.0,
            date(2015, 7, 21): -9000.0,
            date(2018, 6, 10): 20000.0,
            date(2015, 10, 17): -3000.0,
        },
        2218.42566365675,
    ),
}


@pytest.mark.parametrize(("rate", "flows", "printed"), LIBRARY_CASES.values(), ids=LIBRARY_CASES.keys())
def test_pyxirr(rate: float, flows: dict[date, float], printed: float) -> None:
    """github.com/Anexen/pyxirr, tests/test_scheduled.rs and docs/functions.md."""
    start = next(iter(flows))
    years = np.array([(day - start).days / 365 for day in flows])
    assert float(present_value(np.array(list(flows.values())), rate, years)) == pytest.approx(printed, rel=1e-12)
