"""How fast are 10,000 paths of a full case, beside bare numpy, a peer library in a loop, and a spreadsheet?

Ours is what the application calls: every line, market, cost, conclusion and its parts by right, each input checked.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.benchmarks.comparison import Comparison, interleaved_seconds
from tests.benchmarks.peers.hand_written import HandCase, draw, hand_case
from tests.benchmarks.peers.sample_case import SEED, sample_case
from valuation.appraise import case_values
from valuation.inputs import CaseInputs
from valuation.uncertainty.simulate import simulate
from valuation.uncertainty.uncertain_inputs import UncertainInput, replace_inputs

PATHS = 10_000
AGREE = 1e-12
"""Relative difference from the case written by hand: what floats lose on the way, no more."""
Drawn = dict[str, np.ndarray]


def measure(paths: int = PATHS) -> list[Comparison]:
    """With drawing against bare numpy; without it, on numbers drawn before, against all three."""
    inputs, doubts = sample_case()
    by_hand = hand_case(inputs)
    return [_with_drawing(inputs, doubts, by_hand, paths), *_without_drawing(inputs, doubts, by_hand, paths)]


def _with_drawing(inputs: CaseInputs, doubts: tuple[UncertainInput, ...], by_hand: HandCase, paths: int) -> Comparison:
    """A simulation as the application runs it, with percentiles and standard errors, against bare numpy without them.

    Both draw a power of two of paths: Sobol points are even only then.
    """

    def bare() -> np.ndarray:
        return by_hand.values(drawn_by_hand(by_hand, doubts, paths))[0]

    def ours() -> np.ndarray:
        return simulate(inputs, doubts, paths=paths, seed=SEED).values

    _must_agree(ours(), bare())
    our_seconds, bare_seconds = interleaved_seconds([ours, bare])
    what = f"full case, {paths:,} paths, drawn and valued"
    return Comparison(what, our_seconds, "bare numpy and scipy", bare_seconds, at_most_times_slower=1.5)


def _without_drawing(
    inputs: CaseInputs, doubts: tuple[UncertainInput, ...], by_hand: HandCase, paths: int
) -> list[Comparison]:
    drawn = {path: numbers[:paths] for path, numbers in drawn_by_hand(by_hand, doubts, paths).items()}

    def ours() -> np.ndarray:
        return case_values(replace_inputs(inputs, drawn)).conclusion

    def bare() -> np.ndarray:
        return by_hand.values(drawn)[0]

    values, parts = by_hand.values(drawn)
    whole = case_values(replace_inputs(inputs, drawn))
    _must_agree(whole.conclusion, values)
    for key, part in parts.items():
        _must_agree(whole.by_right[key], part)
    our_seconds, bare_seconds = interleaved_seconds([ours, bare])
    what = f"full case, {paths:,} paths, valued"
    (peer_seconds,) = interleaved_seconds([peer_library(inputs, drawn)], 3)
    return [
        Comparison(what, our_seconds, "bare numpy", bare_seconds),
        Comparison(
            what,
            our_seconds,
            "intangible_valuation, royalties alone",
            peer_seconds,
            at_least_times_faster=250,
        ),
    ]


def drawn_by_hand(by_hand: HandCase, doubts: tuple[UncertainInput, ...], paths: int) -> Drawn:
    """What a simulation of the case draws."""
    return draw(doubts, paths, SEED, lambda draws: by_hand.values(draws)[0])


def peer_library(inputs: CaseInputs, drawn: Drawn) -> Callable[[], float]:
    """A loop over the paths that values the royalties of each line with the peer's own `relief_from_royalty`.

    It does less than we do: whole years at one rate of royalty, no expiry of rights, no parts by right, no market, no
    cost, no conclusion.
    """
    from intangible_valuation.income_methods.relief_from_royalty import relief_from_royalty

    def line(index: int) -> tuple[list[list[float]], list[int], list[float], list[float]]:
        revenue = inputs.lines[index].revenue
        growth = 1.0 + float(inputs.lines[index].growth_after_forecast or 0.0)
        longer = np.concatenate([revenue, revenue[-1] * growth ** np.arange(1, 7)])
        factor, split, rate, life = (
            drawn[f"lines[{index}].{name}"]
            for name in ("revenue_factor", "split_rate", "discount_rate", "economic_life_years")
        )
        years = np.ceil(life).astype(int).tolist()
        rows = [(longer[:n] * f).tolist() for n, f in zip(years, factor.tolist(), strict=True)]
        return rows, years, split.tolist(), rate.tolist()

    lines = [line(index) for index in range(len(inputs.lines))]

    def loop() -> float:
        total = 0.0
        for rows, years, splits, rates in lines:
            for row, n, split, rate in zip(rows, years, splits, rates, strict=True):
                total += relief_from_royalty(row, split, rate, 0.0, n, tab_enabled=False).value
        return total

    return loop


def _must_agree(ours: np.ndarray, theirs: np.ndarray) -> None:
    worst = float(np.max(np.abs(ours - theirs) / np.abs(theirs)))
    if not worst <= AGREE:
        raise AssertionError(f"the engine and the case written by hand differ by {worst:.3g}")
