"""Is the Shapley value that of the axioms and of the games of the literature, and does sampling tell its error?"""

from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.inputs import FloatArray
from valuation.portfolio.shapley import Game, exact_shapley, membership, sampled_shapley
from valuation.wording import InputOutsideDomain

SEEDS = st.integers(0, 2**32 - 1)


def a_game(players: int, seed: int, paths: tuple[int, ...] = ()) -> Game:
    worths = np.random.default_rng(seed).normal(size=(*paths, 2**players)).cumsum(axis=-1)
    worths[..., 0] = 0.0
    return lambda coalitions: worths[..., coalitions]


def weighted_votes(weights: tuple[int, ...], quota: int) -> Game:
    return lambda coalitions: (membership(coalitions, len(weights)) @ np.array(weights) >= quota).astype(float)


def by_definition(game: Game, players: int) -> FloatArray:
    """Every order of joining, one after the other."""
    total = np.zeros(players)
    for order in permutations(range(players)):
        inside = 0
        for player in order:
            before, inside = inside, inside | (1 << player)
            total[player] += float(game(np.array([inside]))[0] - game(np.array([before]))[0])
    return total / factorial(players)


@given(players=st.integers(1, 5), seed=SEEDS)
@settings(max_examples=15)
def test_the_weights_are_those_of_all_orders(players: int, seed: int) -> None:
    game = a_game(players, seed)
    assert exact_shapley(game, players) == pytest.approx(by_definition(game, players), abs=1e-9)


def test_glove_game() -> None:
    """One left glove, two right ones, a pair is worth 1: 2/3, 1/6, 1/6."""
    left = lambda c: membership(c, 3)[:, 0] & membership(c, 3)[:, 1:].any(axis=1)  # noqa: E731 - a game is a function
    assert exact_shapley(lambda c: left(c).astype(float), 3) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_airport_game() -> None:
    """A runway for the largest of its users, costs 8, 11, 13, 18: each part is shared by those that need it."""
    costs = np.array([8.0, 11.0, 13.0, 18.0])
    shares = exact_shapley(lambda c: (membership(c, 4) * costs).max(axis=1), 4)
    assert shares == pytest.approx([2.0, 3.0, 4.0, 9.0])


def test_security_council() -> None:
    """Five vetoes among nine of fifteen votes: 421/2145 each with a veto, 4/2145 each without."""
    weights = (7,) * 5 + (1,) * 10
    sampled = sampled_shapley(weighted_votes(weights, 39), 15, 800, np.random.default_rng(5))
    exact = np.array([421 / 2145] * 5 + [4 / 2145] * 10)
    assert (np.abs(sampled.values - exact) <= 4 * sampled.standard_errors).all()
    assert sampled.values.sum() == pytest.approx(1.0, rel=1e-12)
    assert sampled.standard_errors[:5].max() < 0.01


@given(players=st.integers(1, 8), seed=SEEDS)
def test_efficiency(players: int, seed: int) -> None:
    game = a_game(players, seed)
    assert exact_shapley(game, players).sum() == pytest.approx(float(game(np.array([2**players - 1]))[0]), abs=1e-9)


@given(players=st.integers(2, 8), seed=SEEDS)
def test_who_adds_nothing_gets_nothing_and_equals_get_the_same(players: int, seed: int) -> None:
    game = a_game(players, seed)
    without_first = exact_shapley(lambda c: game(c & ~1), players)
    assert without_first[0] == pytest.approx(0.0, abs=1e-9)
    # Players 0 and 1 only count by how many of them are there.
    shares = exact_shapley(lambda c: game((c & ~3) | ((c & 1) + (c >> 1 & 1))), players)
    assert shares[0] == pytest.approx(shares[1], abs=1e-9)


@given(players=st.integers(1, 8), seed=SEEDS, factor=st.floats(-100, 100))
def test_games_that_add_up_have_values_that_add_up(players: int, seed: int, factor: float) -> None:
    one, other = a_game(players, seed), a_game(players, seed + 1)
    together = exact_shapley(lambda c: one(c) + factor * other(c), players)
    apart = exact_shapley(one, players) + factor * exact_shapley(other, players)
    assert together == pytest.approx(apart, abs=1e-7)


def test_paths_are_the_games_one_by_one() -> None:
    game = a_game(6, 3, paths=(4,))
    together = exact_shapley(game, 6)
    assert together.shape == (4, 6)
    for path in range(4):
        assert together[path] == pytest.approx(exact_shapley(lambda c, p=path: game(c)[p], 6), abs=1e-12)
    sampled = sampled_shapley(game, 6, 20, np.random.default_rng(1))
    single = sampled_shapley(lambda c: game(c)[2], 6, 20, np.random.default_rng(1))
    assert sampled.values[2] == pytest.approx(single.values, abs=1e-12)
    assert sampled.standard_errors[2] == pytest.approx(single.standard_errors, abs=1e-12)


@given(players=st.integers(3, 9), seed=SEEDS)
@settings(max_examples=20)
def test_sampling_is_near_the_exact_value_and_shares_out_everything(players: int, seed: int) -> None:
    game = a_game(players, seed)
    exact = exact_shapley(game, players)
    sampled = sampled_shapley(game, players, 60, np.random.default_rng(seed))
    assert (np.abs(sampled.values - exact) <= 4 * sampled.standard_errors + 1e-9).mean() >= 1 - 1 / players
    assert (np.abs(sampled.values - exact) <= 7 * sampled.standard_errors + 1e-9).all()
    assert sampled.values.sum() == pytest.approx(exact.sum(), abs=1e-8)
    assert sampled.permutations == 60 * 2 * players


def test_twelve_players_within_four_standard_errors_and_the_error_is_honest() -> None:
    """Over many seeds the misses, in standard errors, spread as those of a mean do."""
    game = a_game(12, 1)
    exact = exact_shapley(game, 12)
    first = sampled_shapley(game, 12, 100, np.random.default_rng(8))
    assert (np.abs(first.values - exact) <= 4 * first.standard_errors).all()
    runs = [sampled_shapley(game, 12, 30, np.random.default_rng(seed)) for seed in range(30)]
    misses = np.array([(run.values - exact) / run.standard_errors for run in runs])
    assert 0.8 < misses.std() < 1.3


def test_an_additive_game_is_sampled_without_error() -> None:
    worth = np.arange(1.0, 21.0)
    sampled = sampled_shapley(lambda c: membership(c, 20) @ worth, 20, 2, np.random.default_rng(0))
    assert sampled.values == pytest.approx(worth)
    assert sampled.standard_errors == pytest.approx(np.zeros(20), abs=1e-12)


def test_the_same_seed_gives_the_same_number() -> None:
    one, again, other = (sampled_shapley(a_game(8, 2), 8, 5, np.random.default_rng(s)).values for s in (4, 4, 5))
    assert (one == again).all()
    assert (one != other).any()


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (lambda g: exact_shapley(g, 13), "players"),
        (lambda g: exact_shapley(g, 0), "players"),
        (lambda g: sampled_shapley(g, 63, 9, np.random.default_rng(0)), "players"),
        (lambda g: sampled_shapley(g, 4, 1, np.random.default_rng(0)), "blocks"),
    ],
)
def test_too_many_players_and_too_few_samples_are_refused(ask, field) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        ask(a_game(4, 0))
    assert refused.value.field_path == field
