"""Of which assumptions of the case can a method's result be the answer, and how is it taken over?"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.errors import Problem
from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.assumption import Assumption, SourceKind, Uncertainty
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from ui.state.edits import replace_at
from valuation.model import Model

FIELD_OF_FAMILY = {
    "discounting": "discount_rate",
    "royalty": "split_rate",
    "useful_life": "economic_life_years",
}
DIGITS = Decimal("0.000001")
"""A rate or life is taken over to this: finer than anybody reads, coarse enough to be read."""


def targets(model: Model, case: Case) -> tuple[str, ...]:
    """Paths of the assumptions that a method's result may answer: one for each product line that is valued."""
    field = FIELD_OF_FAMILY.get(model.family)
    if field is None:
        return ()
    valued = [at for at, product in enumerate(case.products) if product.income is not None]
    return tuple(f"products[{at}].income.{field}" for at in valued)


def taken_over(case: Case, at: int, path: str, value: float, source: str) -> Case | Problem:
    """`case` whose assumption at `path` is the result of the method at position `at`, named as its source."""
    number = Decimal(str(value)).quantize(DIGITS).normalize()
    old = assumption_at(case, path)
    doubt = old.uncertainty
    holds = doubt.low is None or doubt.high is None or doubt.low <= number <= doubt.high
    new = Assumption(
        value=number,
        uncertainty=doubt if holds else Uncertainty(),
        source_kind=SourceKind.JUDGEMENT,
        source=source,
        reason=old.reason,
        evidence=old.evidence,
    )
    changed = replace_at(case, path, new)
    if isinstance(changed, Problem):
        return changed
    method: AppliedMethod = changed.methods[at]
    used = AppliedMethod.model_validate({**dict(method), "used_for": path})
    return replace_at(changed, f"methods[{at}]", used)
