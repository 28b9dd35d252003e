"""What is a right to invest worth on simulated paths, the worth of waiting being read off by regression?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.domains import Domain, whole_number
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.options.black_scholes import closed_steps
from valuation.options.terms import (
    TERM_SYMBOLS,
    OptionTerms,
    exercised_today,
    option_warnings,
    sign_of,
    terms_as_arrays,
)
from valuation.results import Step
from valuation.units import COUNT, MONEY
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.least_squares_monte_carlo"
_BLOCK_NUMBERS = 4_000_000
"""Asset values held at once: bounds the memory whatever the number of options."""
_MOST_DRAWN = 20_000_000
"""Numbers on the paths of one option: more would not fit the memory of an office computer."""
_LEAST_SINGULAR = 1e-12
"""Of the normal equations, relative to the largest: below it a power adds nothing to the others."""


@dataclass(frozen=True, kw_only=True)
class LeastSquaresMonteCarlo(OptionTerms):
    """A right that may be taken up on equally spaced dates, on antithetic paths of a given seed."""

    exercise_dates: int = quantity(
        N_("Dates on which the right may be taken up"), COUNT, Domain(1.0, 1000.0), default=50
    )
    path_pairs: int = quantity(N_("Pairs of mirrored paths"), COUNT, Domain(2.0, 500_000.0), default=10_000)
    degree: int = quantity(N_("Highest power in the regression"), COUNT, Domain(1.0, 5.0), default=3)
    seed: int = quantity(N_("Seed of the random numbers"), COUNT, Domain(0.0, 2.0**53))


def least_squares_monte_carlo(inputs: LeastSquaresMonteCarlo) -> FloatArray:
    """V = max(exercise today, mean over paths of the discounted cash at the first date where exercise beats waiting).

    CNY, shape of the inputs; all options share the paths of the seed. Source: Longstaff and Schwartz (2001).
    Raises InputOutsideDomain naming the field.
    Known to be right: the authors' eight paths to the last digit, their table within its error, the binomial tree.
    """
    return _value_and_error(inputs)[0]


def exercise_by_regression(
    asset_paths: FloatArray, exercise_price: FloatArray, discount: FloatArray, degree: int, sign: float
) -> FloatArray:
    """Cash of each path discounted to the start, shape (..., paths), by regression back from the last date.

    `asset_paths` has shape (..., paths, dates) without the start; `exercise_price` and `discount` (per interval) have
    shape (...). Only paths in the money enter the regression on 1, X, ..., X^degree. Source: as above.
    """
    price, factor = np.asarray(exercise_price)[..., None], np.asarray(discount)[..., None]
    paid = np.maximum(sign * (asset_paths[..., -1] - price), 0.0)
    for date in range(asset_paths.shape[-1] - 2, -1, -1):
        paid = paid * factor
        now = np.maximum(sign * (asset_paths[..., date] - price), 0.0)
        relative = asset_paths[..., date] / price
        waiting = _fitted(relative, paid, now > 0.0, degree)
        paid = np.where((now > 0.0) & (now > waiting), now, paid)
    return np.asarray(paid * factor)


def _fitted(relative: FloatArray, paid: FloatArray, is_in_money: NDArray[np.bool_], degree: int) -> FloatArray:
    """Least squares of `paid` on the powers of `relative` over the paths in the money, at every path."""
    powers = relative[..., None] ** np.arange(degree + 1)
    counted = powers * is_in_money[..., None]
    gram = np.swapaxes(counted, -1, -2) @ powers
    right = np.swapaxes(counted, -1, -2) @ paid[..., None]
    coefficients = np.linalg.pinv(gram, rcond=_LEAST_SINGULAR, hermitian=True) @ right
    return np.asarray((powers @ coefficients)[..., 0])


def _value_and_error(inputs: LeastSquaresMonteCarlo) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Value, standard error of the mean, and the mean itself (the value of waiting)."""
    check_model_inputs(inputs)
    counts = ("exercise_dates", "path_pairs", "degree", "seed")
    dates, pairs, degree, seed = (whole_number(name, getattr(inputs, name)) for name in counts)
    if 2 * pairs * dates > _MOST_DRAWN:
        params = {"asked": 2 * pairs * dates, "most": _MOST_DRAWN}
        template = N_("Paths times dates come to {asked}; at most {most} are possible.")
        raise InputOutsideDomain("path_pairs", Message("too_many_paths", template, params))
    terms = terms_as_arrays(inputs)
    flat = terms.flat()
    drawn = np.cumsum(np.random.default_rng(seed).standard_normal((pairs, dates)), axis=-1)
    walks = np.concatenate([drawn, -drawn])
    sign = sign_of(inputs.right)
    mean, error = np.empty(flat.asset.shape), np.empty(flat.asset.shape)
    size = max(1, _BLOCK_NUMBERS // walks.size)
    for start in range(0, mean.size, size):
        block = slice(start, start + size)
        part = flat.part(np.s_[block, None, None])
        interval = part.years / dates
        drift = (part.rate - part.delay - 0.5 * part.volatility**2) * interval * np.arange(1.0, dates + 1.0)
        paths = part.asset * np.exp(drift + part.volatility * np.sqrt(interval) * walks)
        cash = exercise_by_regression(paths, part.price[:, 0, 0], np.exp(-part.rate * interval)[:, 0, 0], degree, sign)
        pair_means = 0.5 * (cash[:, :pairs] + cash[:, pairs:])
        mean[block] = pair_means.mean(axis=-1)
        error[block] = pair_means.std(axis=-1, ddof=1) / np.sqrt(pairs)
    today = np.maximum(sign * (flat.asset - flat.price), 0.0)
    shape = terms.asset.shape
    return np.maximum(today, mean).reshape(shape), error.reshape(shape), mean.reshape(shape)


def run(inputs: LeastSquaresMonteCarlo) -> ModelResult:
    """The value with its standard error and the European value beside; the exercise dates are said."""
    value, error, waiting = (float(part) for part in _value_and_error(inputs))
    drawn = given_steps(inputs, {"exercise_dates": "m", "path_pairs": "n", "degree": "k", "seed": "s"})
    label = N_("Value of waiting, mean of the paths")
    ends = (
        Step("ε", N_("Standard error of the mean"), "", error, MONEY, _RULE),
        Step("H", label, "", waiting, MONEY, _RULE),
        Step("V", N_("Value"), "max(I, H)", value, MONEY, _RULE),
    )
    steps = (*given_steps(inputs, TERM_SYMBOLS), exercised_today(inputs, _RULE), *closed_steps(inputs), *drawn, *ends)
    said = Message(
        "exercise_style_on_dates",
        "Exercise on {dates} equally spaced dates and today; the standard error of the value is {error:g}.",
        {"dates": int(inputs.exercise_dates), "error": error},
    )
    free = option_warnings("", float(inputs.cost_of_delay))[1:]
    return ModelResult(value, MONEY, steps, (said, *free))


MODELS = (
    Model(
        "least_squares_monte_carlo",
        N_("Option by least-squares Monte Carlo"),
        "options",
        LeastSquaresMonteCarlo,
        least_squares_monte_carlo,
        run,
    ),
)
