"""Is the example of patent renewals read with its source and caveat, and does it fit the method that takes it?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.reference.library import load_reference
from pledgeapp.reference.parameter import Confidence
from pledgeapp.reference.tables import read_table, renewal_table
from valuation.useful_life.renewal_survival import RenewalSurvival, renewal_survival

HEAD = "# title: renewals\n# read: excerpt\nyears_after_grant,in_force_pct\n"


def test_the_example_has_its_source_and_says_that_it_is_no_default() -> None:
    example = load_reference().renewal_example
    assert example.years_after_grant == (4, 8, 12)
    assert example.in_force_shares == (Decimal("0.84"), Decimal("0.63"), Decimal("0.49"))
    assert example.source.read is Confidence.EXCERPT
    assert "United States" in example.caveat


def test_the_example_feeds_the_method() -> None:
    """Trapezia between grant, 4, 8 and 12 years: 3.68 + 2.94 + 2.24."""
    example = load_reference().renewal_example
    inputs = RenewalSurvival(
        ages=tuple(map(float, example.years_after_grant)),
        survival_shares=tuple(map(float, example.in_force_shares)),
        age_now=0.0,
        legal_age=12.0,
    )
    assert float(renewal_survival(inputs)) == pytest.approx(8.86)


@pytest.mark.parametrize("row", ["3,80", "8,90", "8,many", "nan,50", "8,-1"])
def test_an_unclear_row_is_named(row: str, tmp_path: Path) -> None:
    table = read_table("renewals", f"{HEAD}4,84\n{row}\n", "renewals.csv")
    with pytest.raises(DataProblem) as caught:
        renewal_table(table)
    assert caught.value.problems[0].row == 5
