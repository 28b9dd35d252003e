"""What is a revenue line worth to some of its patents, to each of them, and without one of them?

Each patent has a role: all essential ones are needed, one of the substitutes for each other is enough, an improvement
raises the income of a line that runs without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from valuation.inputs import FloatArray
from valuation.portfolio.shapley import EXACT_PLAYERS, Coalitions, Game, exact_shapley, membership, sampled_shapley
from valuation.wording import N_, InputOutsideDomain, Message

Role = Literal["essential", "improvement", "substitute"]


@dataclass(frozen=True, kw_only=True)
class SharedLine:
    """A line as its patents see it; arrays broadcast over leading axes of paths."""

    present_values: FloatArray
    """Of what the patents take from the line in each period under full protection, shape (..., periods)."""
    period_ends: FloatArray
    """Years from the valuation date to the end of each period, rising, shape (periods,); a period starts where the
    one before ends."""
    protection_years: FloatArray
    """Years of protection left, 0 for a dead patent, shape (..., patents)."""
    roles: tuple[Role, ...]
    uplifts: FloatArray
    """By which share of the income without improvements an improvement raises it, shape (..., patents); else 0."""
    groups: tuple[int, ...] = ()
    """Which substitutes replace each other, a number for each patent; empty: all substitutes of the line do."""


@dataclass(frozen=True)
class LineShares:
    """What each patent gets, shape (..., patents), and the standard error where orders were sampled."""

    values: FloatArray
    standard_errors: FloatArray | None = None


def coalition_worth(line: SharedLine) -> Game:
    """v(S) = (A(B) + sum of u_j A(min(B, L_j)) over improvements j in S) / (1 + sum of u over all improvements).

    B = min(L_i of every essential i, max(L_k of the substitutes in S) for each group): how long S holds all it needs;
    0 as soon as one essential patent or a whole group is absent. A(x) = sum over periods of the present value times
    the part of the period before x. Where nothing is essential and nothing has a substitute, the income without
    improvements belongs to no patent: A(B) is left out and B has no end.
    Worths are in the unit of `present_values`, shape (..., coalitions); nobody is worth 0, all together under full
    protection the whole. Linear in the income, so that what is valued year by year adds up.
    Source: definition of this program; the roles are those of essential, improvement and alternative patents in pools
    (Lerner and Tirole 2004). Known to be right: by-hand cases, one patent gets all, equal patents get the same.
    """
    _check_roles(line)
    improvements = [k for k, role in enumerate(line.roles) if role == "improvement"]
    whole = 1.0 + sum((line.uplifts[..., k] for k in improvements), np.asarray(0.0))
    has_base = len(improvements) < len(line.roles)

    def game(coalitions: Coalitions) -> FloatArray:
        belongs = membership(coalitions, len(line.roles))
        base = base_years(line, belongs)
        total = protected_value(line, base) if has_base else np.zeros(base.shape)
        for k in improvements:
            years = np.minimum(base, line.protection_years[..., k, None])
            total = total + line.uplifts[..., k, None] * np.where(belongs[:, k], protected_value(line, years), 0.0)
        return np.asarray(total / np.asarray(whole)[..., None])

    return game


def protected_value(line: SharedLine, years: FloatArray) -> FloatArray:
    """A(x) = sum of PV_t min(max(x - start_t, 0), length_t) / length_t, for x of shape (..., any), same shape.

    The line's income over x years of protection. Period by period, so that memory stays that of x.
    """
    starts = np.concatenate([[0.0], line.period_ends[:-1]])
    total = np.zeros(())
    for t, (start, end) in enumerate(zip(starts, line.period_ends, strict=True)):
        part = np.clip(years - start, 0.0, end - start) / (end - start)
        total = total + line.present_values[..., t, None] * part
    return np.asarray(total)


def line_value(line: SharedLine) -> FloatArray:
    """Worth of all patents of the line together, shape (...)."""
    return _worth_of(line, _all_of(line))


def drop_one_losses(line: SharedLine) -> FloatArray:
    """Loss of value if patent k alone falls, D_k = v(all) - v(all but k), shape (..., patents).

    The losses do not add up to the value: of two essential patents each takes everything with it, of two substitutes
    neither takes anything while the other lives as long.
    """
    everybody = _all_of(line)
    without = everybody & ~(np.int64(1) << np.arange(len(line.roles), dtype=np.int64))
    worths = coalition_worth(line)(np.concatenate([[everybody], without]))
    return np.asarray(worths[..., :1] - worths[..., 1:])


def share_by_shapley(line: SharedLine, blocks: int, rng: np.random.Generator) -> LineShares:
    """The value of the line by Shapley value, exact up to 12 patents, from `blocks` of sampled orders beyond.

    Patents that the line cannot tell apart get the same also where orders are sampled: each the mean of theirs. Their
    standard error is the mean of the errors, which is never too small.
    """
    game, patents = coalition_worth(line), len(line.roles)
    if patents <= EXACT_PLAYERS:
        return LineShares(exact_shapley(game, patents))
    sampled = sampled_shapley(game, patents, blocks, rng)
    alike = _alike(line)
    return LineShares(sampled.values @ alike, sampled.standard_errors @ alike)


def share_by_score(line: SharedLine, scores: FloatArray) -> LineShares:
    """W_k = V s_k A(L_k) / sum of s A(L) over the patents, shape (..., patents).

    `scores` (..., patents) on any scale. A patent that lapses early earns less, a dead one nothing. Sums to the value.
    InputOutsideDomain for `scores` where the line has value and no living patent has a score.
    """
    value = np.asarray(line_value(line))[..., None]
    keys = np.asarray(scores) * protected_value(line, line.protection_years)
    total = keys.sum(axis=-1, keepdims=True)
    if ((total <= 0) & (value != 0)).any():
        message = Message("no_score_in_force", N_("No patent in force has a score: the line cannot be shared."))
        raise InputOutsideDomain("scores", message)
    return LineShares(np.asarray(value * keys / np.where(total > 0, total, 1.0)))


def base_years(line: SharedLine, belongs: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> FloatArray:
    """B for each coalition, shape (..., coalitions)."""
    years = np.full(belongs.shape[:1], line.period_ends[-1])
    groups = line.groups or (0,) * len(line.roles)
    by_group: dict[int, FloatArray] = {}
    for k, role in enumerate(line.roles):
        held = np.where(belongs[:, k], line.protection_years[..., k, None], 0.0)
        if role == "essential":
            years = np.minimum(years, held)
        elif role == "substitute":
            by_group[groups[k]] = np.maximum(by_group.get(groups[k], np.asarray(0.0)), held)
    for longest in by_group.values():
        years = np.minimum(years, longest)
    return np.asarray(years)


def _alike(line: SharedLine) -> FloatArray:
    """Matrix that gives each patent the mean over those of its role, group, uplift and protection, on every path."""
    patents = len(line.roles)
    groups = line.groups or (0,) * patents
    uplifts, protection = (np.asarray(values).reshape(-1, patents) for values in (line.uplifts, line.protection_years))
    kinds = [
        (role, group, tuple(uplifts[:, k].tolist()), tuple(protection[:, k].tolist()))
        for k, (role, group) in enumerate(zip(line.roles, groups, strict=True))
    ]
    same = np.array([[float(one == other) for other in kinds] for one in kinds])
    return np.asarray(same / same.sum(axis=0))


def _all_of(line: SharedLine) -> np.int64:
    return np.int64(2 ** len(line.roles) - 1)


def _worth_of(line: SharedLine, coalition: np.int64) -> FloatArray:
    return np.asarray(coalition_worth(line)(np.array([coalition]))[..., 0])


def _check_roles(line: SharedLine) -> None:
    """An uplift belongs to an improvement; only that can be told of a case whose inputs are all possible."""
    for k, role in enumerate(line.roles):
        if role != "improvement" and (np.asarray(line.uplifts)[..., k] != 0).any():
            message = Message("uplift_of_no_improvement", N_("Only an improvement patent has an uplift."))
            raise InputOutsideDomain(f"uplifts[{k}]", message)
