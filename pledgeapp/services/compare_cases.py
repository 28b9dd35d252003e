"""Why do two valuations of the same case differ: which inputs explain the gap, and how much of it?

Bank, agency and borrower value the same patents on their own inputs. Parts that belong together (a product line, a
patent, a comparable) are found by their id; what only one side has is one difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.case import Case
from pledgeapp.records.method_inputs import method_name
from pledgeapp.records.wording import ASSUMPTION_LABELS, ASSUMPTION_UNITS, assumption_label, assumption_unit, label
from pledgeapp.reference import Reference
from pledgeapp.services.assess_case_file import case_in_tree
from pledgeapp.services.case_inputs import PreparedCase, prepare_case
from pledgeapp.services.json_file import read_json
from valuation.uncertainty.case_differences import DifferingInput
from valuation.uncertainty.difference import explain_difference
from valuation.wording import N_, InputOutsideDomain, Message

SEED = 20260901
"""Of the orders in which many differences are exchanged: the same pair of cases gives the same parts."""
Value = float | str | None
_PLACE = re.compile(
    r"(?P<part>lines|rights|market\.deals|cost\.items|weights|methods)\[(?P<position>\d+)\](?P<rest>.*)"
)
_WHOLE = {
    "lines": N_("The whole product line"),
    "rights": N_("The whole patent"),
    "market.deals": N_("The whole comparable"),
    "cost.items": N_("The whole cost item"),
    "weights": N_("The whole approach"),
    "methods": N_("The whole method"),
    "market": N_("The whole market approach"),
    "cost": N_("The whole cost approach"),
    "fees": N_("Annual fees"),
}
_FIELDS = {
    "revenue": N_("Forecast revenue"),
    "profit_margin": N_("Margin of the base"),
    "operating_margin": N_("Operating margin"),
    "first_year": N_("First forecast year"),
    "contributions": N_("Contribution of a patent"),
    "split_by_year": N_("Split rate by year"),
    "royalty_base": N_("Base of the rate"),
    "tax_basis": N_("Income before or after tax"),
    "discount_rate_basis": N_("Discount rate before or after tax"),
    "weight": N_("Weight"),
    "rights": N_("Patents valued"),
    "payments": N_("Payments"),
    "patents_count": N_("Number of patents"),
    "adjustments": N_("Adjustments"),
    "transaction_date": N_("Date of the transaction"),
    "combination": N_("How the parts are combined"),
    "worthless_reason": N_("Whether the patent is in force"),
    "expiry_date": N_("End of protection"),
    "timing": N_("When the money of a year comes"),
    "valuation_date": N_("Valuation date"),
    "model": N_("Method"),
}


@dataclass(frozen=True)
class ComparedInput:
    """One input in which the cases differ."""

    path: str
    """Field path in the first case, or in the second for what only that has."""
    subject: str
    """Name of the product line, patent, comparable or method it belongs to, as entered; empty for the case itself."""
    label: str
    """English msgid of what differs."""
    unit: str
    """`percent`, `years`, `money` or `factor` where the values are numbers."""
    first: Value
    second: Value
    """A number or a word; None for tables, and for what the case does not have."""
    only_in: str
    """`first` or `second` where only that case has it, else empty."""


@dataclass(frozen=True)
class GapStep:
    """What one difference, or several that only make sense together, adds to the value."""

    inputs: tuple[ComparedInput, ...]
    contribution: float
    standard_error: float
    matters: bool


@dataclass(frozen=True)
class Comparison:
    """From the first value to the second: `first_value` plus all contributions is `second_value`."""

    first_title: str
    second_title: str
    currency: str
    first_value: float
    second_value: float
    steps: tuple[GapStep, ...]
    """Largest first, those without effect last."""
    is_exact: bool
    """All orders of exchange were looked at; else contributions have standard errors."""


def compare_cases(first: Case, second: Case, reference: Reference) -> Comparison:
    """Which inputs explain the gap between two valuations, by Shapley value.

    Raises DataProblem for cases in two currencies, a case without value, or an impossible input, naming the field.
    """
    if first.currency != second.currency:
        message = Message("two_currencies", N_("The cases are in two currencies; their values cannot be compared."))
        raise DataProblem(message, (Problem(message, column="currency", value=second.currency),))
    one, other = prepare_case(first, reference), prepare_case(second, reference)
    try:
        found = explain_difference(one.inputs, other.inputs, seed=SEED)
    except InputOutsideDomain as error:
        raise DataProblem(error.message, (Problem(error.message, column=error.field_path),)) from error
    return Comparison(
        first_title=first.title,
        second_title=second.title,
        currency=first.currency,
        first_value=found.first_value,
        second_value=found.second_value,
        steps=tuple(
            GapStep(
                inputs=tuple(_compared(given, other if given.only_in == "second" else one) for given in part.inputs),
                contribution=part.contribution,
                standard_error=part.standard_error,
                matters=part.matters,
            )
            for part in found.parts
        ),
        is_exact=found.is_exact,
    )


def read_compared(path: Path) -> Case:
    """The case in a case file or in the file of an assessment; DataProblem names file and field."""
    tree = read_json(path)
    if isinstance(tree, dict) and isinstance(tree.get("case"), dict) and "fingerprint" in tree:
        tree = tree["case"]
    return case_in_tree(tree, path.name)


def _compared(given: DifferingInput, prepared: PreparedCase) -> ComparedInput:
    path = _record_path(given.path, prepared)
    return ComparedInput(
        path=path,
        subject=_subject(given.path, prepared),
        label=_label(given.path, path, prepared.case),
        unit=_unit(given.path, path, prepared.case),
        first=_value(given.first),
        second=_value(given.second),
        only_in=given.only_in or "",
    )


def _record_path(engine_path: str, prepared: PreparedCase) -> str:
    place = _PLACE.fullmatch(engine_path)
    if place is None:
        return engine_path
    part, position, rest = place["part"], int(place["position"]), place["rest"]
    if part == "lines":
        bare = re.sub(r"\[[^\]]*\]$", "", rest)
        return prepared.record_path(f"lines[{position}]{bare}") if bare else f"products[{prepared.lines[position]}]"
    if part == "methods":
        return prepared.record_path(f"methods[{position}]{rest.replace('.inputs.', '.', 1)}")
    names = {"rights": "patents", "market.deals": "market.comparables", "weights": "approaches"}
    return f"{names.get(part, part)}[{position}]{'' if part == 'rights' else rest}"


def _subject(engine_path: str, prepared: PreparedCase) -> str:
    place = _PLACE.fullmatch(engine_path)
    if place is None:
        return ""
    case, position = prepared.case, int(place["position"])
    if place["part"] == "market.deals":
        return case.market.comparables[position].name if case.market else ""
    if place["part"] == "cost.items":
        return label(case.cost.items[position].cost_class) if case.cost else ""
    names: dict[str, Callable[[], str]] = {
        "lines": lambda: case.products[prepared.lines[position]].name,
        "rights": lambda: case.patents[position].number,
        "weights": lambda: label(case.approaches[position].approach),
        "methods": lambda: method_name(case.methods[prepared.methods[position]]),
    }
    return names[place["part"]]()


def _label(engine_path: str, path: str, case: Case) -> str:
    place = _PLACE.fullmatch(engine_path)
    if place is not None and not place["rest"]:
        return _WHOLE[place["part"]]
    name = re.sub(r"\[[^\]]*\]$", "", engine_path).rsplit(".", maxsplit=1)[-1]
    if name in _FIELDS:
        return _FIELDS[name]
    if path.startswith("methods[") or name in ASSUMPTION_LABELS:
        return assumption_label(path, case)
    return _WHOLE.get(name, engine_path)


def _unit(engine_path: str, path: str, case: Case) -> str:
    name = engine_path.rsplit(".", maxsplit=1)[-1]
    if path.startswith("methods[") and ".inputs[" in path:
        return assumption_unit(path, case)
    return assumption_unit(path) if name in ASSUMPTION_LABELS or name in ASSUMPTION_UNITS else "factor"


def _value(given: object) -> Value:
    if isinstance(given, bool | int | float):
        return float(given)
    if isinstance(given, date):
        return given.isoformat()
    return given if isinstance(given, str) else None
