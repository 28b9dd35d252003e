"""Which valuation methods are there? A new method is one file and one line here; commands, menus and help read this."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from valuation.model import Model

_MODULES = ("valuation.income.capitalised_earnings",)
"""Each defines `MODELS`, a tuple of the methods in it; imported when the catalogue is first asked."""


def models() -> Mapping[str, Model]:
    """Every method by its name, in the order of the families."""
    found = [model for name in _MODULES for model in import_module(name).MODELS]
    return MappingProxyType({model.name: model for model in found})
