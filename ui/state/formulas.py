"""How is a formula read with its numbers in it, and how is a figure of a step written with its unit?"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pledgeapp.i18n import Texts
from ui.state.figures import MoneyUnit, quantity
from ui.state.working import Working
from valuation.notation import Run, set_formula
from valuation.units import MONEY
from valuation.wording import N_

if TYPE_CHECKING:
    from valuation.results import Step

_WORD = re.compile(r"[^\W\d][\w′'.]*")
_UNITS = {"years": N_("years"), "months": N_("months"), "factor": "×", "count": "", "1": "", "": ""}
_AS_PERCENT = {"share", "rate", "/year", "1/year", "1"}


def figure(step: Step, unit: MoneyUnit) -> str:
    """The value of a step as a person reads it, without its unit's name."""
    return quantity(step.value, step.unit, unit)


def unit_name(step: Step, money_name: str, texts: Texts) -> str:
    """The name of the step's unit, `money_name` for money; empty where the figure says it all (a percentage)."""
    if step.unit == MONEY:
        return money_name
    return texts(_UNITS.get(step.unit, ""))


def with_numbers(working: Working, unit: MoneyUnit) -> str:
    """The formula of the figure with the values of its symbols in place of them; empty when there is no formula."""
    values = {source.step.symbol: figure(source.step, unit) for source in working.inputs()}
    return _WORD.sub(lambda word: values.get(word.group(), word.group()), working.step.formula)


def as_html(formula: str) -> str:
    """`formula` for a label, its indices lowered and its exponents raised."""
    return "".join(_run_as_html(run) for run in set_formula(formula))


def _run_as_html(run: Run) -> str:
    words = escape(run.text)
    if not run.rise:
        return words
    tag = "sup" if run.rise > 0 else "sub"
    return f"<{tag}>{words}</{tag}>"


def as_text(working: Working, unit: MoneyUnit, money_name: str, texts: Texts) -> str:
    """Label, formula, numbers and inputs as lines of text for the clipboard."""
    step = working.step
    result = f"{figure(step, unit)} {unit_name(step, money_name, texts)}".rstrip()
    lines = [f"{texts(step.label)} ({step.symbol}) = {result}"]
    if step.formula:
        lines += [f"{step.symbol} = {step.formula}", f"{step.symbol} = {with_numbers(working, unit)}"]
    for source in working.inputs():
        one = source.step
        named = f"{one.symbol}\t{texts(one.label)}\t{figure(one, unit)}\t{unit_name(one, money_name, texts)}"
        lines.append(named.rstrip())
    return "\n".join(lines)
