"""At which points of the unit cube are the uncertain inputs drawn, and how are they turned towards what matters?

Sobol points are evenly spread, so that a few thousand suffice; pseudo-random ones are independent, so that their error
follows the textbook. Both come from a given seed and are the same on any machine.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from valuation.inputs import FloatArray
from valuation.wording import InputOutsideDomain, Message

PointKind = Literal["sobol", "pseudo_random"]
_HALF_STEP = {"sobol": 2.0**-31, "pseudo_random": 2.0**-54}
"""Points lie on a grid that includes 0: half a step inwards keeps unbounded distributions finite."""


def unit_points(kind: PointKind, dimensions: int, count: int, seed: int) -> FloatArray:
    """Points of shape (count, dimensions), strictly between 0 and 1; `count` is a power of two for Sobol points.

    Sobol: direction numbers of Joe and Kuo (2008), scrambled by a random linear matrix and a digital shift (Matousek
    1998). Pseudo-random: PCG64. InputOutsideDomain for another kind.
    """
    if kind not in get_args(PointKind):
        message = Message("unknown_choice", "{given} is not one of the choices.", {"given": str(kind)})
        raise InputOutsideDomain("points", message)
    if dimensions == 0:
        return np.zeros((count, 0))
    if kind == "pseudo_random":
        points = np.random.Generator(np.random.PCG64(seed)).random((count, dimensions))
    else:
        from scipy.stats import qmc

        points = np.asarray(qmc.Sobol(dimensions, scramble=True, rng=seed).random_base2(count.bit_length() - 1))
    return np.asarray(points + _HALF_STEP[kind])


def correlated(points: FloatArray, root: FloatArray) -> FloatArray:
    """Points whose normal scores are those of `points` times the matrix `root`: u' = Phi(R Phi^-1(u)), same shape.

    With `root` the root of a correlation matrix this is the Gaussian copula (Nelsen, An Introduction to Copulas, 2.3);
    with a rotation, the same distribution seen from another side.
    """
    from scipy import special

    scores = special.ndtri(points) @ root.T
    # Beyond 8 standard deviations the normal distribution function is 1 in floats.
    return np.asarray(np.clip(special.ndtr(scores), 2.0**-54, 1.0 - 2.0**-53))


def turn_towards(slopes: FloatArray) -> FloatArray:
    """A rotation or reflection A, shape (n, n), whose first column points along `slopes`; no turn without a slope.

    A standard normal stays one under A, so that points may be turned freely. The first coordinate of Sobol points is
    the most even one: turned towards the steepest rise of the value it carries most of it, which makes percentiles more
    exact (the linear transformation of Imai and Tan 2006). A = I - 2 v v' / v'v with v = a - e_1 (Householder).
    """
    length = float(np.linalg.norm(slopes))
    if not np.isfinite(length) or length == 0:
        return np.eye(slopes.size)
    mirror = slopes / length
    mirror[0] -= 1.0
    square = float(mirror @ mirror)
    return np.eye(slopes.size) - (2.0 / square) * np.outer(mirror, mirror) if square > 0 else np.eye(slopes.size)
