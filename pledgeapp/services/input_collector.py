"""What is gathered while a case is read into the engine: what is open, and where each engine input is set?"""

from __future__ import annotations

from dataclasses import dataclass, field

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.case import ApproachName, Case
from pledgeapp.services.assumption_points import no_value


@dataclass
class InputCollector:
    """Gathers, while a case is read: what is open, and which engine path stands for which record path."""

    case: Case
    open_points: list[OpenPoint] = field(default_factory=list)
    record_paths: dict[str, str] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    """Position of the product by that of its line in the engine: a product that is not valued has no line."""
    methods: dict[int, int] = field(default_factory=dict)
    """Position of the applied method in the case by that in the engine."""
    left_out: list[str] = field(default_factory=list)
    """Names of the products that are planned and cannot be valued yet."""
    methods_left_out: list[str] = field(default_factory=list)
    """Names of the further methods that cannot be applied yet."""

    def counts(self, approach: ApproachName) -> bool:
        """Whether the approach has a weight."""
        return any(c.approach is approach and c.weight > 0 for c in self.case.approaches)

    def missing(self, path: str, template: str, *, place: str = "", **params: str) -> None:
        """An open point at `path`; `place` tells one gap of a table from another."""
        key = f"missing:{path}{place}"
        self.open_points.append(OpenPoint(key=key, template=template, params=params, path=path))

    def number(self, record_path: str, engine_path: str, assumption: Assumption) -> float:
        """The assumption's value, or NaN (never passed on) with an open point."""
        self.record_paths[engine_path] = record_path
        if assumption.value is None:
            self.open_points.append(no_value(self.case, record_path))
            return float("nan")
        return float(assumption.value)

    def leave_out(self, engine_path: str) -> None:
        """A part that is not passed on has no engine paths either: nothing of it can be drawn or moved."""
        for path in [p for p in self.record_paths if p.startswith(f"{engine_path}.")]:
            del self.record_paths[path]
