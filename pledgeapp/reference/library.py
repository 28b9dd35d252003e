"""Which parameters, policies and templates are shipped with the program?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pledgeapp.records.policy import Policy
from pledgeapp.reference.parameter import Parameter


@dataclass(frozen=True)
class Reference:
    """All shipped reference data; `version` is a digest over the files, printed on reports."""

    parameters: Mapping[str, Parameter]
    policies: tuple[Policy, ...]
    version: str
    notes: Mapping[str, str] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter:
        """The parameter called `name`; KeyError names what is missing."""
        return self.parameters[name]


def load_reference() -> Reference:
    """Read everything under resources/reference; raises DataProblem naming file and line of anything unclear."""
    return Reference({}, (), "0")
