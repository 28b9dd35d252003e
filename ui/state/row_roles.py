"""Under which role numbers do tables of records tell more than text? Shared by models and the table that shows them."""

from __future__ import annotations

_FIRST = 257
"""The first number Qt leaves to users is 256; pages use that one."""
SORT_ROLE = _FIRST
"""The value behind a cell; None is unknown."""
TONE_ROLE = _FIRST + 1
"""Tone of the badge drawn around a cell's text, or None."""
ROW_ROLE = _FIRST + 2
"""The record of a row."""
WIDTH_ROLE = _FIRST + 3
"""Of a title: pixels of its column at 100 %; 0 takes what is left."""
