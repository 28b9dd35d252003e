"""Which share of a group of rights survives how long, when some are observed for a shorter time than others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.cash_flows import by_year
from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import COUNT, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_TIME = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
_AT_RISK = Domain(1.0, 1e9)
_LAPSED = Domain(0.0, 1e9)
_RULE = "valuation.useful_life.kaplan_meier"


@dataclass(frozen=True, kw_only=True)
class KaplanMeier:
    """At each time: how many rights were under observation just before it and how many of them lapsed at it."""

    times: Any = series(N_("Time of the lapses"), YEARS, _TIME)
    at_risk: Any = series(N_("Rights under observation just before"), COUNT, _AT_RISK)
    lapsed: Any = series(N_("Rights that lapsed then"), COUNT, _LAPSED)
    legal_years: Number = quantity(N_("Remaining legal life"), YEARS, Domain(0.0, LONGEST_YEARS))


def lapse_hazards(inputs: KaplanMeier) -> FloatArray:
    """h_k = d_k / n_k, shape (..., times)."""
    return np.asarray(as_series(inputs.lapsed) / as_series(inputs.at_risk))


def survival_shares(inputs: KaplanMeier) -> FloatArray:
    """S_k = product over j up to k of (1 - d_j / n_j), shape (..., times): the product limit."""
    return np.asarray(np.cumprod(1.0 - lapse_hazards(inputs), axis=-1))


def standard_errors(inputs: KaplanMeier) -> FloatArray:
    """S_k sqrt(sum over j up to k of d_j / (n_j (n_j - d_j))), shape (..., times); 0 once nobody is left.

    Source: Greenwood (1926).
    """
    at_risk, lapsed = as_series(inputs.at_risk), as_series(inputs.lapsed)
    left = at_risk - lapsed
    terms = np.divide(lapsed, at_risk * left, out=np.zeros(np.broadcast_shapes(left.shape)), where=left > 0)
    return np.asarray(survival_shares(inputs) * np.sqrt(np.cumsum(terms, axis=-1)))


def kaplan_meier(inputs: KaplanMeier) -> FloatArray:
    """E = sum of S_(k-1) (min(t_k, L) - min(t_(k-1), L)), S_0 = 1, t_0 = 0: mean life up to L or the last time, (...).

    Years; S the product limit, L the legal life. Source: Kaplan and Meier (1958). InputOutsideDomain where times do not
    rise, more lapse than are there, or more are observed than were left.
    Known to be right: the remission times of Freireich et al. (1963); the plain mean where nobody leaves early.
    """
    _check(inputs)
    end = np.minimum(as_series(inputs.times), by_year(inputs.legal_years))
    lengths = np.diff(end, axis=-1, prepend=0.0)
    shares = survival_shares(inputs)
    before = np.concatenate([np.ones((*shares.shape[:-1], 1)), shares[..., :-1]], axis=-1)
    return np.asarray(np.sum(before * lengths, axis=-1))


def _check(inputs: KaplanMeier) -> None:
    check_model_inputs(inputs)
    require_same_length(inputs, "times", "at_risk", "lapsed")
    times, at_risk, lapsed = (as_series(values) for values in (inputs.times, inputs.at_risk, inputs.lapsed))
    if (np.diff(times, axis=-1) <= 0).any():
        raise InputOutsideDomain("times", Message("times_not_rising", N_("The times must rise.")))
    if (lapsed > at_risk).any():
        template = N_("More rights lapse than were under observation.")
        raise InputOutsideDomain("lapsed", Message("more_lapsed_than_there", template))
    if ((at_risk - lapsed)[..., :-1] < at_risk[..., 1:]).any():
        template = N_("More rights are under observation than were left at the time before.")
        raise InputOutsideDomain("at_risk", Message("more_than_left", template))


def run(inputs: KaplanMeier) -> ModelResult:
    """The mean life with hazard and survival at each time and the error of the last share."""
    life, shares, hazard = float(kaplan_meier(inputs)), survival_shares(inputs), lapse_hazards(inputs)
    count = len(shares)
    lapse, alive = N_("Part that lapses then"), N_("Share still in force afterwards")
    symbols = {"times": "t", "at_risk": "n", "lapsed": "d", "legal_years": "L"}
    steps = list(given_steps(inputs, symbols))
    for k in range(1, count + 1):
        before = f"S_{k - 1} × " if k > 1 else ""
        steps.append(Step(f"h_{k}", lapse, f"d_{k} / n_{k}", float(hazard[k - 1]), SHARE, _RULE))
        steps.append(Step(f"S_{k}", alive, f"{before}(1 − h_{k})", float(shares[k - 1]), SHARE, _RULE))
    steps.append(_error_step(inputs, float(shares[-1])))
    strips = [
        f"S_{k - 1} × (min(t_{k}, L) − min(t_{k - 1}, L))" if k > 1 else "min(t_1, L)" for k in range(1, count + 1)
    ]
    label = N_("Mean life within the observation and the law")
    steps.append(Step("E", label, " + ".join(strips), life, YEARS, _RULE))
    return ModelResult(life, YEARS, tuple(steps), _warnings(inputs, float(shares[-1])))


def _error_step(inputs: KaplanMeier, last: float) -> Step:
    count = as_series(inputs.times).shape[-1]
    terms = sum_of("d_{k} / (n_{k} × (n_{k} − d_{k}))", count)
    formula = f"S_{count} × ({terms})^0.5" if last > 0 else "0"
    error = float(standard_errors(inputs)[-1])
    return Step("e", N_("Standard error of the last share"), formula, error, SHARE, _RULE)


def _warnings(inputs: KaplanMeier, last_share: float) -> tuple[Message, ...]:
    last, legal = float(as_series(inputs.times)[-1]), float(inputs.legal_years)
    if legal <= last or last_share <= 0:
        return ()
    params = {"last": last, "share": last_share * 100}
    template = N_(
        "At the last observation, after {last:g} years, {share:.1f} % are in force: their later years are not counted."
    )
    return (Message("observation_censored", template, params),)


MODELS = (
    Model(
        "kaplan_meier",
        N_("Survival from lapse counts"),
        "useful_life",
        KaplanMeier,
        kaplan_meier,
        run,
        unit=YEARS,
    ),
)
