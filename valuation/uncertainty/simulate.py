"""How is the value of a case distributed when its uncertain inputs vary together, each by its own doubt?

The same seed gives the same distribution for the same case on any machine. Inputs vary independently of each other
unless correlations are given.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.case_warnings import path_warnings
from valuation.domains import Domain, require_inside
from valuation.inputs import CaseInputs, FloatArray, Number
from valuation.results import Simulation
from valuation.uncertainty.case_paths import path_values, possible_conclusions
from valuation.uncertainty.correlation import Correlation, CorrelationMatrix, correlation_matrix
from valuation.uncertainty.distributions import cut_value_at
from valuation.uncertainty.points import PointKind, correlated, turn_towards, unit_points
from valuation.uncertainty.sampling_error import error_of_mean, error_of_quantile
from valuation.uncertainty.uncertain_inputs import (
    UncertainInput,
    check_uncertain,
    domain_at,
    input_label,
    replace_inputs,
)
from valuation.wording import Message

__all__ = ["UncertainInput", "probability_covered", "quantile", "sample_inputs", "simulate"]

MOST_PATHS = 2**20
NOTICEABLE_CUT = 0.001
"""Probability outside the domain from which on a warning is raised: less does not show in any printed figure."""
LEVELS = (0.05, 0.1, 0.5, 0.9, 0.95)
"""Of the percentiles that are stated, with their standard errors."""
_PATHS = Domain(1.0, MOST_PATHS)
_SEED = Domain(0.0, 2.0**63)
_AMOUNT = Domain(-np.inf, np.inf, is_low_excluded=True, is_high_excluded=True)
_LEVEL = Domain(0.0, 1.0)


def simulate(
    inputs: CaseInputs,
    uncertain: Sequence[UncertainInput],
    *,
    paths: int,
    seed: int,
    correlations: Sequence[Correlation] = (),
    points: PointKind = "sobol",
) -> Simulation:
    """The distribution of the conclusion, in currency units, over `paths` (Sobol: rounded up to a power of two).

    Percentiles interpolate linearly between ordered values: level p stands at place p (n - 1), counted from 0. Each
    input keeps its points whatever the order of `uncertain`. Standard errors: see `sampling_error`. Raises
    InputOutsideDomain for an unknown path, an impossible doubt or correlation, or a case without conclusion.
    Known to be right: closed-form mean and percentiles of a case that is linear in one uniform input; equal to a loop
    over the paths; standard errors against the spread of many seeds.
    """
    wished = int(require_inside("paths", paths, _PATHS))
    count = _power_of_two(wished) if points == "sobol" else wished
    require_inside("seed", seed, _SEED)
    values, warnings = sample_inputs(
        inputs, uncertain, paths=count, seed=seed, correlations=correlations, points=points
    )
    fixed = {path: number for path, number in values.items() if not isinstance(number, np.ndarray)}
    drawn = {path: number for path, number in values.items() if isinstance(number, np.ndarray)}
    found = path_values(replace_inputs(inputs, fixed), drawn, count)
    conclusion = found.conclusions
    p05, p10, p50, p90, p95 = np.quantile(conclusion, LEVELS).tolist()
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
        warnings=warnings + path_warnings(found.capped_paths, count),
        points=points,
        standard_error=error_of_mean(conclusion, points),
        percentile_errors=tuple(error_of_quantile(conclusion, level, points) for level in LEVELS),
    )


def quantile(simulation: Simulation, level: float) -> tuple[float, float]:
    """The value not exceeded with probability `level` (from 0 to 1), and its standard error, in currency units."""
    require_inside("level", level, _LEVEL)
    value = float(np.quantile(simulation.values, level))
    return value, error_of_quantile(simulation.values, level, simulation.points)


def probability_covered(simulation: Simulation, amount: float) -> tuple[float, float]:
    """Share of the paths on which the value is at least `amount` (currency units), and its standard error."""
    require_inside("amount", amount, _AMOUNT)
    covered = (simulation.values >= amount).astype(np.float64)
    return float(np.mean(covered)), error_of_mean(covered, simulation.points)


def sample_inputs(
    inputs: CaseInputs,
    uncertain: Sequence[UncertainInput],
    *,
    paths: int,
    seed: int,
    correlations: Sequence[Correlation] = (),
    points: PointKind = "sobol",
) -> tuple[dict[str, Number], tuple[Message, ...]]:
    """Drawn values of shape (paths,) by input path, cut at the domains, and what must be said about them.

    That is: what had to be cut noticeably, and correlations that were repaired. A correlation with an input of one
    possible value has no effect.
    """
    check_uncertain(inputs, uncertain)
    # By path, so that the order of the list does not decide which input gets which coordinate.
    ordered = sorted(uncertain, key=lambda u: u.path)
    matrix = correlation_matrix([u.path for u in ordered], correlations)
    varies = np.array([not u.distribution.is_fixed for u in ordered], dtype=np.bool_)
    varying = [u for u in ordered if not u.distribution.is_fixed]
    values: dict[str, Number] = {u.path: u.distribution.mode for u in ordered if u.distribution.is_fixed}
    root = _root(matrix, varies, has_correlations=bool(correlations))
    unit = unit_points(points, len(varying), paths, seed)
    if points == "sobol" and len(varying) > 1:
        turn = turn_towards(_slopes(replace_inputs(inputs, values), varying, root))
        root = turn if root is None else root @ turn
    if root is not None:
        unit = correlated(unit, root)
    warnings = list(matrix.warnings)
    for column, doubt in enumerate(varying):
        values[doubt.path], cut_off = cut_value_at(doubt.distribution, unit[:, column], domain_at(inputs, doubt.path))
        if cut_off > NOTICEABLE_CUT:
            warnings.append(
                Message(
                    "distribution_cut",
                    "{input_label}: {percent:.1f} % of its distribution lies outside what is possible and was cut off.",
                    {"input_label": input_label(inputs, doubt.path), "percent": cut_off * 100},
                )
            )
    return values, tuple(warnings)


def _root(matrix: CorrelationMatrix, varies: np.ndarray, *, has_correlations: bool) -> FloatArray | None:
    """The root of the correlations among the inputs that vary; None where they are independent."""
    if not has_correlations or not varies.any():
        return None
    among = CorrelationMatrix((), matrix.values[np.ix_(varies, varies)], 0.0, ())
    return among.root


def _slopes(inputs: CaseInputs, varying: Sequence[UncertainInput], root: FloatArray | None) -> FloatArray:
    """How the value rises with each independent normal score, between one standard deviation below and above."""
    from scipy import special

    steps = np.concatenate([np.eye(len(varying)), -np.eye(len(varying))])
    unit = special.ndtr(steps if root is None else steps @ root.T)
    values = {
        doubt.path: cut_value_at(doubt.distribution, unit[:, column], domain_at(inputs, doubt.path))[0]
        for column, doubt in enumerate(varying)
    }
    up, down = np.split(possible_conclusions(inputs, values, len(steps)), 2)
    return np.nan_to_num((up - down) / 2.0)


def _power_of_two(paths: int) -> int:
    return 1 << (paths - 1).bit_length()
