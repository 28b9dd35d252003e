"""How long do 100,000 patents take for state, term, fees and rank: at once, one by one, and merely to be read?"""

from __future__ import annotations

import io
from datetime import date

import numpy as np

from pledgeapp.reference import load_reference
from pledgeapp.services.patent_columns import MEASURES, PatentColumns, ScreenColumns
from pledgeapp.services.screen_portfolio import PortfolioColumns, screen_portfolio
from tests.benchmarks.comparison import Comparison, Measured, interleaved_seconds, median_seconds
from valuation.rights.events import Events, Meaning

PATENTS, EVENTS_OF_EACH, SINGLE = 100_000, 4, 200
DAY, UNTIL = date(2026, 11, 22), date(2029, 11, 22)


def measure() -> list[Measured]:
    """One pass against the same pass patent by patent, and against pandas reading the same table."""
    import pandas as pd

    reference = load_reference()
    columns = _portfolio(PATENTS, np.random.default_rng(7))
    singles = [_one(columns, place) for place in range(SINGLE)]
    one_by_one = median_seconds(lambda: [screen_portfolio(c, reference, DAY, UNTIL) for c in singles], repeats=3)
    patents, events = _tables(columns)
    days = {"patents": ["filed", "granted"], "events": ["day"]}

    def read() -> None:
        pd.read_csv(io.StringIO(patents), parse_dates=days["patents"])
        pd.read_csv(io.StringIO(events), parse_dates=days["events"])

    at_once, reading = interleaved_seconds([lambda: screen_portfolio(columns, reference, DAY, UNTIL), read], repeats=9)
    what = f"{PATENTS:,} patents with {EVENTS_OF_EACH * PATENTS:,} events: state, term, fees, rank"
    return [
        Comparison(
            what, at_once, "the same, patent by patent", one_by_one * PATENTS / SINGLE, at_least_times_faster=50
        ),
        Comparison(what, at_once, "pandas reading the same table", reading, at_most_times_slower=3),
    ]


def _portfolio(count: int, rng: np.random.Generator) -> PortfolioColumns:
    filed = np.datetime64("2004-01-01") + rng.integers(0, 8000, count)
    patents = PatentColumns(
        kind=rng.integers(0, 3, count).astype(np.int8),
        filed=filed,
        granted=filed + rng.integers(200, 1500, count),
        compensation_days=np.where(rng.random(count) < 0.02, rng.integers(1, 900, count), 0).astype(np.float64),
        extension_days=np.zeros(count),
        fee_reduction=rng.choice([0.0, 0.7, 0.85, np.nan], count),
        has_open_licence=rng.random(count) < 0.01,
    )
    rows = count * EVENTS_OF_EACH
    events = Events(
        np.repeat(np.arange(count), EVENTS_OF_EACH),
        np.datetime64("2006-01-01") + rng.integers(0, 7000, rows),
        rng.integers(0, len(Meaning), rows).astype(np.int8),
        count,
    )
    counts = {name: np.where(rng.random(count) < 0.1, np.nan, rng.integers(1, 40, count)) for name in MEASURES}
    return PortfolioColumns(patents, events, ScreenColumns(counts, rng.integers(-1, 3000, count)))


def _one(columns: PortfolioColumns, place: int) -> PortfolioColumns:
    chosen = slice(place, place + 1)
    own = columns.events.right == place
    return PortfolioColumns(
        PatentColumns(**{name: values[chosen] for name, values in vars(columns.patents).items()}),
        Events(np.zeros(own.sum(), dtype=np.int64), columns.events.day[own], columns.events.meaning[own], 1),
        ScreenColumns(
            {name: values[chosen] for name, values in columns.counts.measures.items()}, columns.counts.cohort[chosen]
        ),
    )


def _tables(columns: PortfolioColumns) -> tuple[str, str]:
    import pandas as pd

    patents = pd.DataFrame({**vars(columns.patents), **columns.counts.measures, "cohort": columns.counts.cohort})
    events = pd.DataFrame({"right": columns.events.right, "day": columns.events.day, "meaning": columns.events.meaning})
    return patents.to_csv(index=False), events.to_csv(index=False)
