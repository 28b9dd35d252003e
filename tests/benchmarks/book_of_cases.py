"""Does a case cost the same in a book of 100,000 as in one of 1,000, in the memory of a block, next to bare numpy?

Full cases (two lines, market, cost, conclusion, five rights) that differ in every case by what the sample has in doubt.
"""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np

from tests.benchmarks.comparison import Comparison, Figure, Measured, interleaved_seconds
from tests.benchmarks.peers.hand_written import HandCase, hand_case
from tests.benchmarks.peers.sample_case import SEED, sample_case
from valuation.book import book_values, method_values
from valuation.catalogue import models
from valuation.inputs import CaseInputs
from valuation.uncertainty.simulate import sample_inputs
from valuation.uncertainty.uncertain_inputs import replace_inputs

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
MEGABYTE = 2**20
AGREE = 1e-12


def measure(sizes: tuple[int, ...] = SIZES) -> list[Measured]:
    """Exponent of time in the number of cases, memory beyond the results, and the rate beside bare numpy."""
    book, by_hand, draws = a_book(max(sizes))
    parts = [book_of(book, draws, size) for size in sizes]
    repeats = 7
    seconds = interleaved_seconds([lambda part=part: book_values(part) for part in parts], repeats)
    royalties = [_royalties(size) for size in sizes]
    model = models()["relief_from_royalty"]
    by_method = interleaved_seconds([lambda part=part: method_values(model, part) for part in royalties], repeats)
    return [
        Figure(_what("full cases", sizes), exponent(sizes, seconds), "", "time ~ cases ^ exponent", at_most=1.05),
        Figure(_what("royalties", sizes), exponent(sizes, by_method), "", "time ~ cases ^ exponent", at_most=1.05),
        *_memory(parts, sizes),
        _beside_bare_numpy(book, by_hand, draws, max(sizes)),
    ]


def a_book(count: int) -> tuple[CaseInputs, HandCase, dict[str, np.ndarray]]:
    """The sample, as written by hand too, and what stands in its place in each of `count` cases."""
    inputs, doubts = sample_case()
    values, _ = sample_inputs(inputs, doubts, paths=count, seed=SEED, points="pseudo_random")
    draws = {path: np.asarray(numbers) for path, numbers in values.items()}
    return inputs, hand_case(inputs), draws


def book_of(inputs: CaseInputs, draws: dict[str, np.ndarray], count: int) -> CaseInputs:
    """A book of the first `count` cases, with revenue by case and year."""
    book = replace_inputs(inputs, {path: numbers[:count] for path, numbers in draws.items()})
    return replace(book, lines=tuple(replace(line, revenue=np.tile(line.revenue, (count, 1))) for line in book.lines))


def exponent(sizes: tuple[int, ...], seconds: list[float]) -> float:
    """b in time = a n^b, by least squares of the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def _what(cases: str, sizes: tuple[int, ...]) -> str:
    return f"{cases}, {min(sizes):,} to {max(sizes):,} in one call"


def _royalties(count: int) -> object:
    rng = np.random.default_rng(SEED)
    return models()["relief_from_royalty"].inputs(
        revenue=rng.uniform(1e6, 9e6, (count, 10)),
        royalty_rate=rng.uniform(0.01, 0.06, (count, 1)),
        discount_rate=rng.uniform(0.1, 0.3, count),
        discount_rate_basis="pre_tax",
        tax_basis="pre_tax",
        remaining_life_years=rng.uniform(3.0, 10.0, count),
    )


def _memory(parts: list[CaseInputs], sizes: tuple[int, ...]) -> list[Figure]:
    """Most memory in use at once beyond the inputs and the results: that of one block."""
    beyond = []
    for part, size in zip((parts[-2], parts[-1]), sizes[-2:], strict=True):
        tracemalloc.start()
        values = book_values(part)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        results = 8 * size * (4 + len(values.by_right))
        beyond.append((most - results) / MEGABYTE)
    return [
        Figure(f"memory beyond the results, {sizes[-1]:,} full cases", beyond[1], "MB", "", at_most=64.0),
        Figure(f"the same over {sizes[-2]:,} cases", beyond[1] / beyond[0], "times", "", at_most=1.25),
    ]


def _beside_bare_numpy(inputs: CaseInputs, by_hand: HandCase, draws: dict[str, np.ndarray], count: int) -> Comparison:
    """Bare numpy gets the same cases in one piece; the revenue of a line is the same in all of them."""
    book = replace_inputs(inputs, draws)
    expected, parts = by_hand.values(draws)
    found = book_values(book)
    for ours, theirs in ((found.conclusion, expected), *((found.by_right[key], part) for key, part in parts.items())):
        worst = float(np.max(np.abs(ours - theirs) / np.abs(theirs)))
        if not worst <= AGREE:
            raise AssertionError(f"the book and the cases written by hand differ by {worst:.3g}")
    ours_seconds, bare = interleaved_seconds([lambda: book_values(book), lambda: by_hand.values(draws)], 7)
    return Comparison(f"{count:,} full cases in one call", ours_seconds, "bare numpy", bare, at_most_times_slower=2)
