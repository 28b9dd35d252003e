"""A complete case in another currency than yuan, as a case file brings it."""

from __future__ import annotations

from pledgeapp.records.base import new_id
from pledgeapp.records.case import Case
from pledgeapp.services.samples import load_sample


def dollar_case(loan_currency: str = "USD", policy_maximum: str | None = None) -> Case:
    """The first sample with every sum in dollars; the policy bounds no amount, or one in yuan."""
    tree = load_sample("solid_electrolyte_powder").model_dump(mode="json")
    tree |= {"id": new_id(), "is_sample": False, "currency": "USD"}
    tree["loan"]["amount"]["currency"] = loan_currency
    for comparable in tree["market"]["comparables"]:
        comparable["currency"] = "USD"
    tree["policy"]["maximum_amount"] = policy_maximum
    return Case.model_validate(tree)
