"""Where in the case does an assumption belong, in words?"""

from __future__ import annotations

import re

from pledgeapp.reports.content.brief import Brief
from valuation.wording import N_

_POSITION = re.compile(r"\[(\d+)\]")
_ROOTS = {
    "market": N_("Market approach"),
    "cost": N_("Cost approach"),
    "disposal": N_("Disposal"),
}


def place_of(brief: Brief, path: str) -> str:
    """The product line, cost item, approach or plan that the assumption at `path` belongs to."""
    found = _POSITION.search(path)
    position = int(found.group(1)) if found else 0
    if path.startswith("products["):
        return brief.product_name(brief.case.products[position])
    if path.startswith("cost.items[") and brief.case.cost is not None:
        return brief.label(brief.case.cost.items[position].cost_class)
    return brief.texts(_ROOTS.get(path.split(".", maxsplit=1)[0], ""))
