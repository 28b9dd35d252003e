"""Are published aggregates read with their source and caveat, and do they fit the methods that take them?"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.reference.library import load_reference
from pledgeapp.reference.royalty_tables import licensing_shares, profit_margins, royalty_ranges, score_sheet
from pledgeapp.reference.tables import read_table
from valuation.royalty.split_by_range import SplitByRange, split_by_range

REFERENCE = load_reference()


@pytest.mark.parametrize("name", ["profit_margins", "licensing_shares", "royalty_ranges", "split_score_sheet"])
def test_each_table_says_what_it_is_not_good_for(name: str) -> None:
    benchmarks = getattr(REFERENCE, name)
    assert len(benchmarks.rows) >= 10
    assert "never a default" in benchmarks.caveat or "never a silent default" in benchmarks.caveat
    assert benchmarks.source.title
    assert benchmarks.is_confirmed == (name != "split_score_sheet")


@pytest.mark.parametrize("name", ["profit_margins", "licensing_shares", "split_score_sheet"])
def test_each_table_is_dated_and_says_whom_it_describes(name: str) -> None:
    benchmarks = getattr(REFERENCE, name)
    assert benchmarks.year
    assert benchmarks.population
    assert benchmarks.confidence


def test_known_rows_stand_in_the_tables() -> None:
    margins = {row.industry: row for row in REFERENCE.profit_margins.rows}
    aerospace = margins["Aerospace/Defense"]
    assert (aerospace.companies, aerospace.gross, aerospace.net) == (79, Decimal("0.1748"), Decimal("0.0499"))
    assert all(row.net <= row.gross for row in margins.values() if row.gross > 0)
    shares = {row.industry: row.share_of_sales for row in REFERENCE.licensing_shares.rows}
    assert shares["Pharmaceuticals and medicines"] == Decimal("0.016792")
    machinery = next(row for row in REFERENCE.royalty_ranges.rows if row.industry_en == "Machinery")
    assert (machinery.low, machinery.high) == (Decimal("0.015"), Decimal("0.03"))


def test_the_licensing_share_follows_from_both_amounts() -> None:
    for row in REFERENCE.table("licensing_revenue_us_2022").rows:
        share = 100 * Decimal(row["licensing_revenue_musd"]) / Decimal(row["domestic_net_sales_musd"])
        assert float(row["licensing_to_sales_pct"]) == pytest.approx(float(share), abs=6e-5)


def test_the_score_sheet_holds_together_and_feeds_the_method() -> None:
    """Weights make 1 over the classes and in each class; full marks give the highest rate."""
    rows = REFERENCE.split_score_sheet.rows
    indicators = [next(levels) for _, levels in groupby(rows, key=lambda row: (row.class_zh, row.indicator_zh))]
    classes = {row.class_zh: float(row.class_weight) for row in indicators}
    names = list(classes)
    assert len(indicators) == 11
    best = {i: max(row.score for row in rows if row.indicator_zh == i) for i in {row.indicator_zh for row in rows}}
    assert set(best.values()) == {Decimal(100)}
    inputs = SplitByRange(
        royalty_base="sales",
        lower_rate=0.01,
        upper_rate=0.03,
        weights=tuple(float(row.weight) for row in indicators),
        scores=tuple(float(best[row.indicator_zh]) for row in indicators),
        class_weights=tuple(classes.values()),
        item_classes=tuple(float(names.index(row.class_zh) + 1) for row in indicators),
    )
    assert float(split_by_range(inputs)) == pytest.approx(0.03)


UNCLEAR = {
    "range reversed": (royalty_ranges, "industry_zh,industry_en,low_pct,high_pct\n化学,Chemicals,3,2\n"),
    "range no number": (royalty_ranges, "industry_zh,industry_en,low_pct,high_pct\n化学,Chemicals,3,nan\n"),
    "margin missing": (profit_margins, "industry,companies,gross_margin_pct,operating_margin_pct\nFood,1,20,10\n"),
    "margin above sales": (
        profit_margins,
        "industry,companies,gross_margin_pct,operating_margin_pct,net_margin_pct\nFood,1,120,10,5\n",
    ),
    "share negative": (licensing_shares, "industry,licensing_to_sales_pct\nFood,-1\n"),
    "score too high": (score_sheet, "class_weight,weight,score\n0.3,0.4,101\n"),
}


@pytest.mark.parametrize(("read", "text"), UNCLEAR.values(), ids=UNCLEAR.keys())
def test_an_unclear_row_is_named(read, text: str) -> None:
    table = read_table("mine", f"# title: mine\n# read: excerpt\n{text}", "tables/mine.csv")
    with pytest.raises(DataProblem) as trouble:
        read(table)
    assert trouble.value.problems[0].row == 4
