"""Where in the case is an input of the engine set?

Workings name inputs as the engine knows them (`lines[0].split_rate`, `plan.months_to_sale`); a person sets them in the
case (`products[2].income.split_rate`, `disposal.months_to_sale`). The engine's lines and methods are those that could
be valued, in their order.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.method_inputs import method_record_path
from valuation.results import Step

_LINE = re.compile(r"lines\[(\d+)\]")
_METHOD = re.compile(r"methods\[(\d+)\]")
_CAP = re.compile(r"plan\.loan_to_value_caps\.(\w+)")
_PLAN = {
    "plan.requested_amount": "loan.amount",
    "plan.policy_maximum": "policy.maximum_amount",
    "plan.rounding_unit": "policy.rounding_unit",
}


def sourced(assessment: Assessment, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """`steps` with field paths of the case as their sources, where an input of the engine was one."""
    return tuple(replace(step, source=record_path(assessment, step.source)) for step in steps)


def record_path(assessment: Assessment, source: str) -> str:
    """The field path of the case for an engine source; anything else comes back as it is."""
    if source in _PLAN:
        return _PLAN[source]
    cap = _CAP.fullmatch(source)
    if cap:
        return f"policy.loan_to_value_caps[{cap.group(1)}]"
    method = _METHOD.match(source)
    if method:
        return _method_path(assessment, int(method.group(1)), source[method.end() :])
    line = _LINE.match(source)
    if line:
        return _line_path(assessment, int(line.group(1)), source[line.end() :])
    for engine, record in (
        ("plan.", "disposal."),
        ("market.deals[", "market.comparables["),
        ("weights[", "approaches["),
    ):
        if source.startswith(engine):
            return record + source[len(engine) :]
    return source


def _line_path(assessment: Assessment, position: int, rest: str) -> str:
    keys = [line.key for approach in assessment.appraisal.approaches for line in approach.lines]
    products = [str(product.id) for product in assessment.case.products]
    if position >= len(keys) or keys[position] not in products:
        return f"lines[{position}]{rest}"
    product = f"products[{products.index(keys[position])}]"
    return f"{product}.income{rest}" if rest else product


def _method_path(assessment: Assessment, position: int, rest: str) -> str:
    keys = [value.key for value in assessment.appraisal.methods]
    methods = [method.id for method in assessment.case.methods]
    if position >= len(keys) or keys[position] not in methods:
        return f"methods[{position}]{rest}"
    return method_record_path(assessment.case, methods.index(keys[position]), rest)
