"""With which inputs does each method of the catalogue run? A new method adds one entry, under its name, in its family.

The keys are the names in `valuation.catalogue`, the values the keyword arguments of the method's inputs class: one
plain case, floats and tuples only, every input inside its bounds. `test_catalogue.py` runs each entry, recomputes its
steps, sets its inputs as paths and takes them one after the other out of their bounds. Give inputs that may be left
out, too, where they change the value.
"""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    # income
    "capitalised_earnings": {"next_income": 120_000.0, "discount_rate": 0.11, "growth": 0.02},
    # market
    # cost
    # options
    # discounting
    # royalty
    # useful_life
}
