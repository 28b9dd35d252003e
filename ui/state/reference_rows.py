"""What is a dated value of a reference parameter as a row of a list?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pledgeapp.reference.parameter import DatedValue, Parameter


@dataclass(frozen=True)
class ParameterValue:
    """One dated value of a reference parameter."""

    parameter: Parameter
    dated: DatedValue
    is_current: bool
    """In force today."""
