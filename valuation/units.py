"""In which units do the steps of a working stand?"""

from __future__ import annotations

MONEY = "CNY"
"""Whole currency units of the case."""
SHARE = "1"
"""A part of a whole or a rate once, as decimal."""
RATE = "1/year"
"""A decimal per year."""
FACTOR = "factor"
YEARS = "years"
MONTHS = "months"
COUNT = "count"
