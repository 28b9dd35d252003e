"""Where in the case does an assumption or an open point belong, in words?"""

from __future__ import annotations

import re

from pledgeapp.records.method_inputs import method_name
from pledgeapp.records.wording import assumption_label
from pledgeapp.reports.content.brief import Brief
from valuation.wording import N_

_POSITION = re.compile(r"\[(\d+)\]")
_ROOTS = {
    "market": N_("Market approach"),
    "cost": N_("Cost approach"),
    "disposal": N_("Disposal"),
    "policy": N_("Lending policy"),
    "borrower": N_("Parties and loan"),
    "loan": N_("Parties and loan"),
    "patents": N_("Patents pledged"),
    "findings": N_("Rights check"),
    "approaches": N_("Choice of approaches"),
}


def place_of(brief: Brief, path: str) -> str:
    """The product line, cost item, approach or plan that `path` leads into; the path where there is no word for it."""
    found = _POSITION.search(path)
    position = int(found.group(1)) if found else 0
    if path.startswith("products["):
        return brief.product_name(brief.case.products[position])
    if path.startswith("cost.items[") and brief.case.cost is not None:
        return brief.label(brief.case.cost.items[position].cost_class)
    if path.startswith("methods[") and position < len(brief.case.methods):
        return brief.texts(method_name(brief.case.methods[position]))
    root = re.split(r"[.\[]", path, maxsplit=1)[0]
    return brief.texts(_ROOTS.get(root, path))


def assumption_words(brief: Brief, path: str) -> str:
    """An assumption with the place it belongs to: `Sulfide powder: Discount rate`."""
    return brief.texts(
        "{name}: {words}", name=place_of(brief, path), words=brief.texts(assumption_label(path, brief.case))
    )
