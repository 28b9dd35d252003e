"""How much smaller is the standard error of Sobol points than that of pseudo-random ones, at the same number of paths?

The sample case is simulated with many seeds; the standard error is the spread of a result over them, not the one that
a simulation states. The stated one is measured as well: it must not promise more than the points keep.
"""

from __future__ import annotations

import numpy as np

from tests.benchmarks.comparison import Figure
from tests.benchmarks.peers.sample_case import sample_case
from valuation.results import Simulation
from valuation.uncertainty.simulate import simulate

PATHS = 4096
SEEDS = 64


def measure(paths: int = PATHS, seeds: int = SEEDS) -> list[Figure]:
    """Ratios of standard errors over `seeds` randomisations of each kind; each is known to about an eighth."""
    inputs, doubts = sample_case()
    even = [simulate(inputs, doubts, paths=paths, seed=seed) for seed in range(seeds)]
    independent = [simulate(inputs, doubts, paths=paths, seed=seed, points="pseudo_random") for seed in range(seeds)]
    at = f"at {paths:,} paths"
    theirs = "standard error of pseudo-random"
    stated = float(np.sqrt(np.mean([one.standard_error**2 for one in even])))
    return [
        Figure(
            f"standard error of the mean, Sobol, {at}",
            _spread(even, "mean") / _spread(independent, "mean"),
            "",
            theirs,
            at_most=1 / 50,
        ),
        Figure(
            f"standard error of the 5 % quantile, Sobol, {at}",
            _spread(even, "p05") / _spread(independent, "p05"),
            "",
            theirs,
            at_most=1 / 5,
        ),
        Figure(
            f"stated standard error of the mean, Sobol, {at}",
            stated / _spread(even, "mean"),
            "",
            "spread over seeds",
            at_least=1.0,
        ),
    ]


def _spread(simulations: list[Simulation], name: str) -> float:
    return float(np.std([getattr(one, name) for one in simulations], ddof=1))
