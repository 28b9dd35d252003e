"""What is a right to invest worth that may be taken up at any time, on a tree of the asset value?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain, whole_number
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.options.black_scholes import closed_steps, distances
from valuation.options.terms import (
    AMERICAN,
    EUROPEAN,
    TERM_SYMBOLS,
    OptionTerms,
    TermArrays,
    exercised_today,
    option_warnings,
    sign_of,
    terms_as_arrays,
)
from valuation.results import Step
from valuation.units import COUNT, FACTOR, MONEY, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.binomial_tree"
COX_ROSS_RUBINSTEIN, LEISEN_REIMER = "cox_ross_rubinstein", "leisen_reimer"
_BLOCK_BYTES = 400_000
"""Values of one block of options: small enough to stay in the processor's cache through all steps back."""
_FARTHEST = 4.0
"""Distance, in roots of the steps, beyond which a branch has less than a ten-millionth of probability."""

_HIGHEST_LOG = 700.0
"""Of an asset value: e to that power is next to the largest float."""


@dataclass(frozen=True, kw_only=True)
class BinomialTree(OptionTerms):
    """A right on a tree, with the exercise style and the branching named."""

    style: str = choice(N_("Exercise at any time (American) or at the end (European)"), (AMERICAN, EUROPEAN))
    branching: str = choice(N_("Branching"), (LEISEN_REIMER, COX_ROSS_RUBINSTEIN), default=LEISEN_REIMER)
    steps: int = quantity(N_("Steps of the tree"), COUNT, Domain(1.0, 5001.0), default=501)


@dataclass(frozen=True)
class Branches:
    """One step of each tree: factors up and down, probability up, discount factor; each of shape (options,)."""

    up: FloatArray
    down: FloatArray
    probability: FloatArray
    discount: FloatArray


def binomial_tree(inputs: BinomialTree) -> FloatArray:
    """V = max(exercise, e^(-r dt) (p V_up + (1 - p) V_down)) back from the end; CNY, shape of the inputs.

    Source: Cox, Ross and Rubinstein (1979), u = e^(σ √dt), d = 1/u; Leisen and Reimer (1996), probabilities by the
    second inversion of Peizer and Pratt, an odd number of steps. All options go back together, no loop over them.
    Raises InputOutsideDomain naming the field; `steps` when a probability would leave 0 to 1.
    Known to be right: limit is the closed form; an American call without cost of delay equals the European one;
    published American values; equal to a loop over single options.
    """
    check_model_inputs(inputs)
    terms = terms_as_arrays(inputs)
    flat = terms.flat()
    steps = _whole_steps(inputs)
    size = max(1, _BLOCK_BYTES // (8 * (steps + 1)))
    value = np.empty(flat.asset.shape)
    for start in range(0, value.size, size):
        block = slice(start, start + size)
        part = flat.part(block)
        tree = branches(inputs.branching, part, steps)
        if (steps * np.log(tree.up) + np.log(part.asset) > _HIGHEST_LOG).any():
            template = N_("With this volatility over these years the top of the tree leaves the range of numbers.")
            raise InputOutsideDomain("volatility", Message("tree_too_high", template))
        value[block] = _values_at(0, part, tree, (steps, sign_of(inputs.right), inputs.style == AMERICAN))[0]
    return value.reshape(terms.asset.shape)


def branches(branching: str, terms: TermArrays, steps: int) -> Branches:
    """The branching of trees, `terms` of shape (options,)."""
    interval = terms.years / steps
    discount, growth = np.exp(-terms.rate * interval), np.exp((terms.rate - terms.delay) * interval)
    if branching == COX_ROSS_RUBINSTEIN:
        up = np.exp(terms.volatility * np.sqrt(interval))
        probability = (growth - 1.0 / up) / (up - 1.0 / up)
        if not ((probability >= 0.0) & (probability <= 1.0)).all():
            message = N_("With so few steps a branch would have a probability outside 0 to 1: take more steps.")
            raise InputOutsideDomain("steps", Message("too_few_steps", message))
        return Branches(up, 1.0 / up, probability, discount)
    first, second = distances(terms)
    up_first, down_first = _inverted(first, steps)
    up_second, down_second = _inverted(second, steps)
    return Branches(growth * up_first / up_second, growth * down_first / down_second, up_second, discount)


def _inverted(distance: FloatArray, steps: int) -> tuple[FloatArray, FloatArray]:
    """Peizer and Pratt: the probability whose binomial tail at the middle is N(distance), and its complement.

    Both tails are built without a difference of nearly equal numbers, so that their ratios hold far from the money.
    """
    far = _FARTHEST * np.sqrt(steps)
    near = np.clip(distance, -far, far)
    power = np.exp(-((near / (steps + 1.0 / 3.0 + 0.1 / (steps + 1.0))) ** 2) * (steps + 1.0 / 6.0))
    root = np.sqrt(1.0 - power)
    small, large = 0.5 * power / (1.0 + root), 0.5 * (1.0 + root)
    return np.where(near > 0.0, large, small), np.where(near > 0.0, small, large)


def _values_at(level: int, terms: TermArrays, tree: Branches, how: tuple[int, float, bool]) -> FloatArray:
    """Values at the nodes of `level` (0 is today), shape (level + 1, options); `how` is steps, sign, is American."""
    steps, sign, is_american = how
    with np.errstate(under="ignore"):
        ups = np.arange(steps + 1.0)[:, None]
        signed = sign * terms.asset * np.exp(ups * np.log(tree.up) + (steps - ups) * np.log(tree.down))
        due = sign * terms.price
        values = np.maximum(signed - due, 0.0)
        rises, falls = tree.discount * tree.probability, tree.discount * (1.0 - tree.probability)
        back = 1.0 / tree.down
        scratch = np.empty_like(values)
        for count in range(steps, level, -1):
            kept, raised = values[:count], scratch[:count]
            np.multiply(values[1 : count + 1], rises, out=raised)
            kept *= falls
            kept += raised
            if is_american:
                now = signed[:count]
                now *= back
                np.subtract(now, due, out=raised)
                np.maximum(kept, raised, out=kept)
    return values[: level + 1]


def _whole_steps(inputs: BinomialTree) -> int:
    steps = whole_number("steps", inputs.steps)
    if inputs.branching == LEISEN_REIMER and steps % 2 == 0:
        message = Message("steps_not_odd", "A tree after Leisen and Reimer needs an odd number of steps.")
        raise InputOutsideDomain("steps", message)
    return steps


def run(inputs: BinomialTree) -> ModelResult:
    """The value with the branching of the tree, its two nodes after the first step, and the European value beside."""
    value = float(binomial_tree(inputs))
    style = _style_steps(inputs)
    steps = (*given_steps(inputs, TERM_SYMBOLS), exercised_today(inputs, _RULE), *closed_steps(inputs), *style)
    end = Step("V", N_("Value"), "max(I, H)" if inputs.style == AMERICAN else "H", value, MONEY, _RULE)
    return ModelResult(value, MONEY, (*steps, end), option_warnings(inputs.style, float(inputs.cost_of_delay)))


def _style_steps(inputs: BinomialTree) -> tuple[Step, ...]:
    terms = terms_as_arrays(inputs).flat()
    count = _whole_steps(inputs)
    tree = branches(inputs.branching, terms, count)
    how = (count, sign_of(inputs.right), inputs.style == AMERICAN)
    low, high = (float(value) for value in _values_at(1, terms, tree, how)[:, 0])
    up, down, likely, discount = (float(part[0]) for part in (tree.up, tree.down, tree.probability, tree.discount))
    held = discount * (likely * high + (1.0 - likely) * low)
    if inputs.branching == COX_ROSS_RUBINSTEIN:
        texts = ("exp(σ × Δt^0.5)", "1 / u", "(exp((r − q) × Δt) − d) / (u − d)")
    else:
        texts = ("", "", "(exp((r − q) × Δt) − d) / (u − d)")
    return (
        *given_steps(inputs, {"steps": "n"}),
        Step("Δt", N_("Years per step"), "T / n", float(inputs.years) / count, YEARS, _RULE),
        Step("u", N_("Factor of a step up"), texts[0], up, FACTOR, _RULE),
        Step("d", N_("Factor of a step down"), texts[1], down, FACTOR, _RULE),
        Step("p", N_("Risk-neutral probability of a step up"), texts[2], likely, FACTOR, _RULE),
        Step("D", N_("Discount factor of a step"), "exp(−r × Δt)", discount, FACTOR, _RULE),
        Step("V_u", N_("Value after a first step up"), "", high, MONEY, _RULE),
        Step("V_d", N_("Value after a first step down"), "", low, MONEY, _RULE),
        Step("H", N_("Value of waiting one step"), "D × (p × V_u + (1 − p) × V_d)", held, MONEY, _RULE),
    )


MODELS = (Model("binomial_tree", N_("Option on a binomial tree"), "options", BinomialTree, binomial_tree, run),)
