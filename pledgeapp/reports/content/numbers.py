"""How is a value printed when only its unit is known: a step of a working, an assumption, an adjustment?"""

from __future__ import annotations

from pledgeapp.records.assumption import Assumption, DistributionKind
from pledgeapp.records.wording import assumption_unit
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.figures import DASH, NBSP, Numeric
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_

_UNITS = {
    "1": "",
    "1/year": N_("per year"),
    "years": N_("years"),
    "months": N_("months"),
    "factor": "",
    "count": "",
}


def step_value(brief: Brief, step: Step) -> str:
    """The value of a step without its unit, in full precision for money and up to six decimals otherwise."""
    return brief.figures.money_in_full(step.value) if step.unit == MONEY else brief.figures.plain(step.value)


def step_unit(brief: Brief, step: Step) -> str:
    """The unit of a step, in words of the report's language."""
    return brief.figures.full_unit if step.unit == MONEY else brief.texts(_UNITS.get(step.unit, step.unit))


def value_in_unit(brief: Brief, value: Numeric | None, unit: str) -> str:
    """A value as it was entered, in `percent`, `years`, `months`, `money` or `factor`, with its unit."""
    if unit == "percent" and value is not None and _has_more_digits(value):
        return f"{brief.figures.plain(float(value) * 100)}%"
    return rounded_in_unit(brief, value, unit)


def rounded_in_unit(brief: Brief, value: Numeric | None, unit: str) -> str:
    """A computed value in its unit: percentages and lives with two decimals at most."""
    figures = brief.figures
    if value is None:
        return DASH
    if unit == "money":
        return figures.money_with_unit(value)
    if unit == "percent":
        return figures.percent(value)
    if unit == "factor":
        return figures.plain(value)
    number = figures.plain(round(float(value), 2))
    return brief.texts("{number} {unit}", number=number, unit=brief.texts(unit)).replace(" ", NBSP)


def assumption_value(brief: Brief, path: str, assumption: Assumption) -> str:
    """The value of an assumption in its unit, or a dash while it is open."""
    return value_in_unit(brief, assumption.value, assumption_unit(path, brief.case))


def uncertainty(brief: Brief, path: str, assumption: Assumption) -> str:
    """The stated doubt about a value: its distribution with its ends, or a dash when none is stated."""
    doubt, unit = assumption.uncertainty, assumption_unit(path, brief.case)
    if doubt.kind is DistributionKind.FIXED:
        return DASH
    name = brief.label(doubt.kind)
    if doubt.kind is DistributionKind.NORMAL:
        return brief.texts(
            "{kind}, standard deviation {spread}", kind=name, spread=value_in_unit(brief, doubt.spread, unit)
        )
    low, high = value_in_unit(brief, doubt.low, unit), value_in_unit(brief, doubt.high, unit)
    return brief.texts("{kind}, {low} to {high}", kind=name, low=low, high=high)


def _has_more_digits(rate: Numeric) -> bool:
    """Whether two decimals of a percentage would hide digits that were entered."""
    percent = float(rate) * 100
    return abs(percent - round(percent, 2)) > 1e-9
