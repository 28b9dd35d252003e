"""What is a revenue line worth that several patents share, what is each one's part, and what falls with each?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.discounting.present_value import discount_factor
from valuation.domains import LONGEST_YEARS, Domain, whole_number
from valuation.income.step_lists import by_year_steps, given_by_year
from valuation.income.tax_amortisation import TIMINGS
from valuation.income.yearly_stream import count_years
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.portfolio.excess_profit import check_excess_profit, excess_profit
from valuation.portfolio.line_steps import part_steps, worth_steps
from valuation.portfolio.shapley import EXACT_PLAYERS, MOST_PLAYERS
from valuation.portfolio.shared_line import (
    LineShares,
    Role,
    SharedLine,
    line_value,
    share_by_score,
    share_by_shapley,
)
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import COUNT, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_AMOUNT = Domain(0.0, 1e15)
_SIGNED_AMOUNT = Domain(-1e15, 1e15)
_RATE = Domain(-0.9, 1.0, is_rate=True)
BY_YEAR = ("profit", "other_assets_return", "patent_income", "other_claims")


@dataclass(frozen=True, kw_only=True)
class LineAllocation:
    """Series by year: what the line earns and who takes of it; series by patent: how long and as what each serves.

    A patent with an uplift is an improvement, one with a group number above 0 a substitute for the others of its group;
    all others are essential.
    """

    profit: Any = series(N_("Profit of the line in the year"), MONEY, _SIGNED_AMOUNT)
    other_assets_return: Any = series(N_("Return on the other assets that the line uses"), MONEY, _AMOUNT)
    patent_income: Any = series(N_("What the patents take from the line in the year"), MONEY, _AMOUNT)
    other_claims: Any = series(
        N_("What other rights and methods take from the same line"), MONEY, _AMOUNT, default=(0.0,)
    )
    discount_rate: Number = quantity(N_("Discount rate"), RATE, _RATE)
    timing: str = choice(N_("When the money of a year comes"), TIMINGS, default="year_end")
    protection_years: Any = series(N_("Years of protection left"), YEARS, Domain(0.0, LONGEST_YEARS))
    uplifts: Any = series(
        N_("Uplift of the income by an improvement patent, 0 for others"), SHARE, Domain(0.0, 10.0), default=None
    )
    substitute_groups: Any = series(
        N_("Group of patents that replace each other, 0 for none"), COUNT, Domain(0.0, 1000.0), default=None
    )
    allocation: str = choice(N_("How the value is shared among the patents"), ("shapley", "score"), default="shapley")
    scores: Any = series(N_("Contribution score of the patent"), SHARE, Domain(0.0, 1e9), default=None)
    sample_blocks: int = quantity(
        N_("Blocks of sampled orders, for more than 12 patents"), COUNT, Domain(2.0, 10_000.0), default=100
    )
    seed: int = quantity(N_("Seed of the random numbers"), COUNT, Domain(0.0, 2.0**53), default=0)


def shared_line(inputs: LineAllocation) -> SharedLine:
    """The line as `shared_line` takes it: whole years from the valuation date; InputOutsideDomain where inputs clash.

    Among them: patents and methods that together take more than the line's excess profit in a year. A series by year of
    one number holds every year.
    """
    check_model_inputs(inputs)
    years = count_years(inputs, BY_YEAR)
    named = ("uplifts", "substitute_groups", "scores")
    require_same_length(inputs, "protection_years", *(name for name in named if getattr(inputs, name) is not None))
    income = as_series(inputs.patent_income)
    check_excess_profit(
        (income, as_series(inputs.other_claims)),
        as_series(inputs.profit),
        as_series(inputs.other_assets_return),
        field_path="patent_income",
    )
    ends = np.arange(1.0, years + 1.0)
    when = ends - 0.5 if inputs.timing == "mid_year" else ends
    protection = as_series(inputs.protection_years)
    roles, groups = _roles(inputs, protection.shape[-1])
    return SharedLine(
        present_values=income * discount_factor(inputs.discount_rate, when) * np.ones(years),
        period_ends=ends,
        protection_years=protection,
        roles=roles,
        uplifts=np.zeros(protection.shape[-1]) if inputs.uplifts is None else as_series(inputs.uplifts),
        groups=groups,
    )


def line_allocation(inputs: LineAllocation) -> FloatArray:
    """V = v(all patents), shape (...): worth of the line to all of them together, see `coalition_worth`.

    Source: relief from royalty or income split of one line, bounded by its excess earnings (IVS 210), shared by the
    Shapley value (1953) or by score. InputOutsideDomain where claims exceed the excess profit of a year.
    Known to be right: an annuity while all protect; parts add up to it; by-hand cases of each role.
    """
    return line_value(shared_line(inputs))


def line_parts(inputs: LineAllocation) -> LineShares:
    """What each patent gets of V, shape (..., patents); adds up to V."""
    line = shared_line(inputs)
    if inputs.allocation == "score":
        if inputs.scores is None:
            message = Message("scores_missing", N_("Sharing by score needs the score of each patent."))
            raise InputOutsideDomain("scores", message)
        return share_by_score(line, as_series(inputs.scores))
    if len(line.roles) > MOST_PLAYERS:
        params = {"given": len(line.roles), "most": MOST_PLAYERS}
        template = N_("{given} patents are given; at most {most} can be shared by Shapley value.")
        raise InputOutsideDomain("protection_years", Message("too_many_patents", template, params))
    blocks, seed = (whole_number(name, getattr(inputs, name)) for name in ("sample_blocks", "seed"))
    return share_by_shapley(line, blocks, np.random.default_rng(seed))


def _roles(inputs: LineAllocation, patents: int) -> tuple[tuple[Role, ...], tuple[int, ...]]:
    """Role and group of each patent; they shape the game, so they are the same on every path."""
    nothing = np.zeros(patents)
    raised = (nothing if inputs.uplifts is None else as_series(inputs.uplifts)) > 0
    numbers = nothing if inputs.substitute_groups is None else as_series(inputs.substitute_groups)
    groups = tuple(whole_number("substitute_groups", numbers[..., k]) for k in range(patents))
    roles: list[Role] = []
    for k, group in enumerate(groups):
        is_raising = bool(raised[..., k].any())
        if is_raising and not raised[..., k].all():
            template = N_("Patent {number} must be an improvement on every path or on none.")
            raise InputOutsideDomain("uplifts", Message("role_by_path", template, {"number": k + 1}))
        if group and is_raising:
            template = N_("Patent {number} cannot be an improvement and a substitute at once.")
            raise InputOutsideDomain("substitute_groups", Message("two_roles", template, {"number": k + 1}))
        roles.append("improvement" if is_raising else "substitute" if group else "essential")
    return tuple(roles), groups


def run(inputs: LineAllocation) -> ModelResult:
    """The value with the excess profit, the years of protection, the part of each patent and the loss without it."""
    line, shares = shared_line(inputs), line_parts(inputs)
    steps = (
        *_claim_steps(inputs, len(line.period_ends)),
        *worth_steps(inputs, line),
        *part_steps(inputs, line, shares),
    )
    return ModelResult(steps[-1].value, MONEY, steps, _sampling_error(shares, len(line.roles)))


def _claim_steps(inputs: LineAllocation, years: int) -> list[Step]:
    """From profit to what the claims leave of the excess profit."""
    symbols = zip(("G_t", "Z_t", "I_t", "X_t"), BY_YEAR, strict=True)
    steps = [step for symbol, name in symbols for step in given_by_year(symbol, inputs, name, years)]
    excess = excess_profit(as_series(inputs.profit), as_series(inputs.other_assets_return)) * np.ones(years)
    unclaimed = excess - as_series(inputs.patent_income) - as_series(inputs.other_claims)
    rule = "valuation.portfolio.excess_profit"
    steps += by_year_steps(Step("E_t", N_("Excess profit of the line"), "G_t − Z_t", 0.0, MONEY, rule), excess)
    left = Step("F_t", N_("Excess profit that nobody claims"), "E_t − I_t − X_t", 0.0, MONEY, rule)
    return [*steps, *by_year_steps(left, unclaimed)]


def _sampling_error(shares: LineShares, patents: int) -> tuple[Message, ...]:
    if shares.standard_errors is None:
        return ()
    template = N_(
        "The line has {patents} patents: beyond {most} the Shapley values are estimated from sampled orders. "
        "The largest standard error is {error:,.2f}."
    )
    error = float(shares.standard_errors.max())
    return (Message("shapley_sampled", template, {"patents": patents, "most": EXACT_PLAYERS, "error": error}),)


MODELS = (
    Model("line_allocation", N_("Revenue line shared by patents"), "portfolio", LineAllocation, line_allocation, run),
)
