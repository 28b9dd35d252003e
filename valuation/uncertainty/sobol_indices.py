"""Which share of the doubt about the value comes from which input, alone and together with the others?

First order: the part of the variance that would vanish on average if the input were known. Total order: the part that
would stay if everything but the input were known. Both need inputs that vary independently.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain, require_inside
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.case_paths import conclusions
from valuation.uncertainty.correlation import Correlation
from valuation.uncertainty.distributions import cut_value_at
from valuation.uncertainty.points import unit_points
from valuation.uncertainty.uncertain_inputs import UncertainInput, check_uncertain, domain_at, replace_inputs
from valuation.wording import N_, InputOutsideDomain, Message

BLOCKS = 32
RESAMPLES = 400
_POINTS = Domain(BLOCKS, 2**18)
_SEED = Domain(0.0, 2.0**63)


@dataclass(frozen=True)
class Indices:
    """Shares of the variance by coordinate, shape (dimensions,), with their standard errors; 0 where nothing varies."""

    first_order: FloatArray
    total_order: FloatArray
    first_order_error: FloatArray
    total_order_error: FloatArray
    variance: float


@dataclass(frozen=True)
class SobolIndex:
    """Share of the variance of the conclusion that the input at `path` explains, with standard errors."""

    path: str
    first_order: float
    total_order: float
    first_order_error: float
    total_order_error: float


def sobol_indices(
    inputs: CaseInputs,
    uncertain: Sequence[UncertainInput],
    *,
    points: int,
    seed: int,
    correlations: Sequence[Correlation] = (),
) -> tuple[SobolIndex, ...]:
    """The indices of every input in doubt, largest total order first; points x (inputs + 2) paths are evaluated.

    `points` (at least 32) are rounded up to a power of two. Raises InputOutsideDomain as `simulate` does, and for
    correlations other than 0: the shares of correlated inputs overlap and would not be what they are called.
    """
    check_uncertain(inputs, uncertain)
    if any(one.value != 0 for one in correlations):
        message = Message(
            "indices_correlated", N_("Shares of the variance can only be told apart for independent inputs.")
        )
        raise InputOutsideDomain("correlations", message)
    varying = sorted((u for u in uncertain if not u.distribution.is_fixed), key=lambda u: u.path)
    fixed = {u.path: u.distribution.mode for u in uncertain if u.distribution.is_fixed}
    case = replace_inputs(inputs, fixed)

    def conclusion(unit: FloatArray) -> FloatArray:
        values = {
            doubt.path: cut_value_at(doubt.distribution, unit[:, column], domain_at(inputs, doubt.path))[0]
            for column, doubt in enumerate(varying)
        }
        return conclusions(case, values, len(unit))

    found = indices_of(conclusion, len(varying), points=points, seed=seed)
    columns = (found.first_order, found.total_order, found.first_order_error, found.total_order_error)
    named = [SobolIndex(u.path, *(float(c[k]) for c in columns)) for k, u in enumerate(varying)]
    return tuple(sorted(named, key=lambda i: (-i.total_order, i.path)))


def indices_of(function: Callable[[FloatArray], FloatArray], dimensions: int, *, points: int, seed: int) -> Indices:
    """Sobol indices of `function`, which takes points of the unit cube (n, dimensions) to values (n,).

    With A, B two sets of points, A_i the set A with column i of B, and f less its mean:
    S_i = mean(f(B) (f(A_i) - f(A))) / V (Saltelli et al. 2010, table 2, b),
    T_i = mean((f(A) - f(A_i))^2) / (2 V) (Jansen 1999).
    Standard errors by bootstrap over 32 blocks of consecutive points.
    Known to be right: Ishigami's function, the g-function of Sobol and additive functions, whose indices are known.
    """
    count = 1 << (int(require_inside("points", points, _POINTS)) - 1).bit_length()
    require_inside("seed", seed, _SEED)
    first_set, second_set = _two_sets(dimensions, count, seed)
    of_first, of_second = function(first_set), function(second_set)
    middle = (of_first.mean() + of_second.mean()) / 2.0
    of_first, of_second = of_first - middle, of_second - middle
    first_products, total_products = np.empty((dimensions, count)), np.empty((dimensions, count))
    for column in range(dimensions):
        mixed = first_set.copy()
        mixed[:, column] = second_set[:, column]
        of_mixed = function(mixed) - middle
        first_products[column] = of_second * (of_mixed - of_first)
        total_products[column] = np.square(of_first - of_mixed) / 2.0
    squares = (np.square(of_first) + np.square(of_second)) / 2.0
    variance = float(squares.mean())
    if variance <= np.square(np.finfo(np.float64).eps * middle) * count:
        nothing = np.zeros(dimensions)
        return Indices(nothing, nothing, nothing, nothing, 0.0)
    return Indices(
        first_products.mean(axis=1) / variance,
        total_products.mean(axis=1) / variance,
        _ratio_errors(first_products, squares, seed),
        _ratio_errors(total_products, squares, seed),
        variance,
    )


def _two_sets(dimensions: int, count: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Two scrambled Sobol sets, the second in random order (Latin supercube sampling, Owen 1998).

    Two halves of one set of twice the dimensions would be more even, but pairs of its coordinates may lie on few lines,
    which no standard error tells.
    """
    order = np.random.Generator(np.random.PCG64(seed)).permutation(count)
    return unit_points("sobol", dimensions, count, seed), unit_points("sobol", dimensions, count, seed + 1)[order]


def _ratio_errors(products: FloatArray, squares: FloatArray, seed: int) -> FloatArray:
    """Standard deviation of mean(products) / mean(squares) over resampled blocks, shape (dimensions,)."""
    above = products.reshape(len(products), BLOCKS, -1).mean(axis=2)
    below = squares.reshape(BLOCKS, -1).mean(axis=1)
    generator = np.random.Generator(np.random.PCG64(seed))
    chosen = generator.multinomial(BLOCKS, np.full(BLOCKS, 1.0 / BLOCKS), size=RESAMPLES).astype(np.float64)
    weights = chosen @ below
    ratios = np.divide(above @ chosen.T, weights, out=np.zeros((len(products), RESAMPLES)), where=weights > 0)
    return np.asarray(np.std(ratios, axis=1, ddof=1))
