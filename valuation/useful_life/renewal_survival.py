"""How many more years is a right of this age kept alive, as far as renewals of others tell?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np

from valuation.cash_flows import by_year
from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_AGE = Domain(0.0, LONGEST_YEARS)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_LEAST_GAP = 1e-3
"""Years between two observations, some hours: closer ones are one, and a line through them would be none."""
_RULE = "valuation.useful_life.renewal_survival"


@dataclass(frozen=True, kw_only=True)
class RenewalSurvival:
    """Which share of rights is alive at which age; at age 0 all are. Ages count from the same day as `age_now`."""

    ages: Any = series(N_("Age up to which the survival was observed"), YEARS, _AGE)
    survival_shares: Any = series(N_("Share of the rights still in force at that age"), SHARE, _SHARE)
    age_now: Number = quantity(N_("Age of the right now"), YEARS, _AGE)
    legal_age: Number = quantity(N_("Age at which the protection ends by law"), YEARS, _AGE)


def survival_at(ages: FloatArray, survival_shares: FloatArray, points: FloatArray) -> FloatArray:
    """S(u), shape (..., points): 1 at age 0, straight between the ages observed (lapses spread evenly), then level.

    `ages` (..., n) rise, `survival_shares` (..., n) do not.
    """
    knots, values = _from_birth(ages, 0.0), _from_birth(survival_shares, 1.0)
    slopes = np.diff(values, axis=-1) / np.diff(knots, axis=-1)
    inside = np.clip(points[..., None], knots[..., None, :-1], knots[..., None, 1:]) - knots[..., None, :-1]
    return np.asarray(1.0 + np.sum(slopes[..., None, :] * inside, axis=-1))


def survival_from_now(inputs: RenewalSurvival, years: FloatArray) -> FloatArray:
    """Probability that a right of age x is still alive after t more years, S(x + t) / S(x), shape (..., years).

    0 from the end of the legal protection on. Feeds a yearly probability of the income methods.
    """
    _check(inputs)
    ages, shares, now = as_series(inputs.ages), as_series(inputs.survival_shares), by_year(inputs.age_now)
    later = now + np.asarray(years, dtype=np.float64)
    alive = survival_at(ages, shares, later) / survival_at(ages, shares, now)
    return np.where(later <= by_year(inputs.legal_age), alive, 0.0)


def hazards(survival_shares: FloatArray) -> FloatArray:
    """h_k = 1 - S_k / S_(k-1), shape (..., n): which part of those alive before is gone at each age; 1 when none is."""
    values = _from_birth(survival_shares, 1.0)
    before = values[..., :-1]
    return np.where(before > 0, 1.0 - values[..., 1:] / np.where(before > 0, before, 1.0), 1.0)


def renewal_survival(inputs: RenewalSurvival) -> FloatArray:
    """E = integral of S(u) from x to min(end of the law, last age observed) / S(x); expected years left, shape (...).

    x is the age now. What lies after the last observation is not guessed: it counts for nothing, and is said.
    Source: curtate life table of demography as Pakes and Schankerman (1984) read patent renewals. InputOutsideDomain
    where ages do not rise, shares do, the right is older than the observations or none of its age is alive.
    Known to be right: numerical integration, certainty without lapses, half the span of an even decline, an older right
    is never expected to reach a lower age.
    """
    _check(inputs)
    ages, shares = as_series(inputs.ages), as_series(inputs.survival_shares)
    now, end = by_year(inputs.age_now), np.minimum(by_year(inputs.legal_age), ages[..., -1:])
    points = np.clip(_from_birth(ages, 0.0), np.minimum(now, end), end)
    alive = survival_at(ages, shares, points)
    area = np.sum(np.diff(points, axis=-1) * (alive[..., 1:] + alive[..., :-1]) / 2.0, axis=-1)
    return np.asarray(area / survival_at(ages, shares, now)[..., 0])


def _from_birth(values: FloatArray, first: float) -> FloatArray:
    return np.concatenate([np.full((*values.shape[:-1], 1), first), values], axis=-1)


def _check(inputs: RenewalSurvival) -> None:
    check_model_inputs(inputs)
    require_same_length(inputs, "ages", "survival_shares")
    ages, shares = as_series(inputs.ages), as_series(inputs.survival_shares)
    if (np.diff(_from_birth(ages, 0.0), axis=-1) < _LEAST_GAP).any():
        raise InputOutsideDomain("ages", Message("not_rising", N_("The ages must rise, the first above 0.")))
    if (np.diff(_from_birth(shares, 1.0), axis=-1) > 0).any():
        template = N_("A share of survivors cannot rise with age.")
        raise InputOutsideDomain("survival_shares", Message("survival_rising", template))
    now = by_year(inputs.age_now)
    if (now > ages[..., -1:]).any():
        template = N_("The right is older than the observations reach.")
        raise InputOutsideDomain("age_now", Message("beyond_observations", template))
    if (survival_at(ages, shares, now) <= 0).any():
        raise InputOutsideDomain("age_now", Message("none_alive", N_("No right of this age was still in force.")))


def run(inputs: RenewalSurvival) -> ModelResult:
    """The expected life with the probability of being alive after each year and the part that lapses in it."""
    life = float(renewal_survival(inputs))
    ages, shares, now = as_series(inputs.ages), as_series(inputs.survival_shares), float(inputs.age_now)
    last = float(ages[-1])
    end = max(min(float(inputs.legal_age), last), now)
    at_now, at_end = survival_at(ages, shares, np.array([now, end])).tolist()
    symbols = {"ages": "a", "survival_shares": "s", "age_now": "x", "legal_age": "N"}
    alive, stop = N_("Share in force at this age"), N_("Age at which the count ends")
    steps = [
        *given_steps(inputs, symbols),
        Step("S_x", alive, _between(ages, now, "x"), at_now, SHARE, _RULE),
        Step("B", stop, f"max(min(N, a_{len(ages)}), x)", end, YEARS, _RULE),
        *_year_steps(inputs, ages, end - now),
        Step("S_B", alive, _between(ages, end, "B"), at_end, SHARE, _RULE),
    ]
    inside = [k for k, age in enumerate(ages, 1) if now < age < end]
    corners = [("x", "S_x"), *((f"a_{k}", f"s_{k}") for k in inside), ("B", "S_B")]
    strips = [f"({here} − {before}) × ({high} + {low}) / 2" for (before, high), (here, low) in pairwise(corners)]
    area = f"({' + '.join(strips)}) / S_x"
    steps.append(Step("E", N_("Expected years of renewal left"), area, life, YEARS, _RULE))
    return ModelResult(life, YEARS, tuple(steps), _warnings(float(inputs.legal_age), last))


def _year_steps(inputs: RenewalSurvival, ages: FloatArray, years: float) -> list[Step]:
    """Probability of being alive after each whole year before the end, and the part lapsing in that year."""
    whole = np.arange(1.0, ceil(years))
    probabilities, steps = survival_from_now(inputs, whole), []
    alive, lapsing = N_("Probability of being in force after the year"), N_("Part that lapses in the year")
    before = 1.0
    for t, probability in enumerate(probabilities.tolist(), 1):
        shown = f"({_between(ages, float(inputs.age_now) + t, f'(x + {t})')}) / S_x"
        steps.append(Step(f"P_{t}", alive, shown, probability, SHARE, _RULE))
        if before > 0:
            formula = f"1 − P_{t} / P_{t - 1}" if t > 1 else "1 − P_1"
            steps.append(Step(f"h_{t}", lapsing, formula, 1.0 - probability / before, SHARE, _RULE))
        before = probability
    return steps


def _between(ages: FloatArray, age: float, written: str) -> str:
    """The straight line of the observations on which `age` lies, at `written`."""
    k = min(int(np.searchsorted(ages, age)), len(ages) - 1) + 1
    low, start = (f"s_{k - 1}", f"a_{k - 1}") if k > 1 else ("1", "0")
    return f"{low} + (s_{k} − {low}) × ({written} − {start}) / (a_{k} − {start})"


def _warnings(legal_age: float, last: float) -> tuple[Message, ...]:
    if legal_age <= last:
        return ()
    params = {"last": last, "legal": legal_age}
    template = N_(
        "The observations end at age {last:g}, the protection at age {legal:g}: the years between are not counted."
    )
    return (Message("observations_end_early", template, params),)


MODELS = (
    Model(
        "renewal_survival",
        N_("Expected life from renewals"),
        "useful_life",
        RenewalSurvival,
        renewal_survival,
        run,
        unit=YEARS,
    ),
)
