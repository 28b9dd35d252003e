"""How is the value of a case distributed when its uncertain inputs vary together, each by its own doubt?

Quasi-random points of Sobol, scrambled by a given seed: evenly spread, so that a few thousand paths suffice, and the
same for the same case on any machine. Inputs vary independently of each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.domains import Domain, domain_of, require_inside
from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, FloatArray, Number
from valuation.results import Simulation
from valuation.uncertainty.distributions import cut_value_at
from valuation.uncertainty.uncertain_inputs import UncertainInput, check_uncertain, input_label, replace_inputs
from valuation.wording import InputOutsideDomain, Message

__all__ = ["UncertainInput", "sample_inputs", "simulate"]

MOST_PATHS = 2**20
NOTICEABLE_CUT = 0.001
"""Probability outside the domain from which on a warning is raised: less does not show in any printed figure."""
_PATHS = Domain(1.0, MOST_PATHS)
_SEED = Domain(0.0, 2.0**63)


def simulate(inputs: CaseInputs, uncertain: Sequence[UncertainInput], *, paths: int, seed: int) -> Simulation:
    """The distribution of the conclusion, in currency units, over `paths` (rounded up to a power of two).

    Percentiles interpolate linearly between ordered values. Each input keeps its points whatever the order of
    `uncertain`. Raises InputOutsideDomain for an unknown path, an impossible doubt, or a case without conclusion.
    Known to be right: closed-form mean and percentiles of a case that is linear in one uniform input; equal to a loop
    over the paths.
    """
    count = _power_of_two(int(require_inside("paths", paths, _PATHS)))
    require_inside("seed", seed, _SEED)
    values, warnings = sample_inputs(inputs, uncertain, paths=count, seed=seed)
    evaluation = evaluate(replace_inputs(inputs, values))
    if not evaluation.values:
        raise InputOutsideDomain("weights", Message("nothing_to_simulate", "Without a value there is no distribution."))
    conclusion = np.broadcast_to(evaluation.conclusion, (count,)).copy()
    p05, p10, p50, p90, p95 = np.quantile(conclusion, [0.05, 0.1, 0.5, 0.9, 0.95]).tolist()
    return Simulation(
        values=conclusion,
        mean=float(np.mean(conclusion)),
        p05=p05,
        p10=p10,
        p50=p50,
        p90=p90,
        p95=p95,
        paths=count,
        seed=seed,
        warnings=warnings,
    )


def sample_inputs(
    inputs: CaseInputs, uncertain: Sequence[UncertainInput], *, paths: int, seed: int
) -> tuple[dict[str, Number], tuple[Message, ...]]:
    """Drawn values of shape (paths,) by input path, cut at the domains, and what had to be cut noticeably."""
    check_uncertain(inputs, uncertain)
    # By path, so that the order of the list does not decide which input gets which coordinate.
    varying = sorted((u for u in uncertain if not u.distribution.is_fixed), key=lambda u: u.path)
    values: dict[str, Number] = {u.path: u.distribution.mode for u in uncertain if u.distribution.is_fixed}
    warnings = []
    points = _sobol_points(len(varying), paths, seed)
    for column, doubt in enumerate(varying):
        values[doubt.path], cut_off = cut_value_at(doubt.distribution, points[:, column], domain_of(doubt.path))
        if cut_off > NOTICEABLE_CUT:
            warnings.append(
                Message(
                    "distribution_cut",
                    "{input_label}: {percent:.1f} % of its distribution lies outside what is possible and was cut off.",
                    {"input_label": input_label(doubt.path), "percent": cut_off * 100},
                )
            )
    return values, tuple(warnings)


def _sobol_points(dimensions: int, paths: int, seed: int) -> FloatArray:
    """Scrambled Sobol points of shape (paths, dimensions), strictly between 0 and 1."""
    if dimensions == 0:
        return np.zeros((paths, 0))
    from scipy.stats import qmc

    points = qmc.Sobol(dimensions, scramble=True, rng=seed).random_base2(paths.bit_length() - 1)
    # Points lie on a grid that includes 0: half a step inwards keeps unbounded distributions finite.
    return np.asarray(points) + 2.0**-31


def _power_of_two(paths: int) -> int:
    return 1 << (paths - 1).bit_length()
