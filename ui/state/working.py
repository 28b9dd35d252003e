"""How did a number come about? A figure that can be opened, and the figures behind it that can be opened in turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # records and numpy are loaded with the first case, not with the window
    from pledgeapp.records.assumption import Assumption
    from pledgeapp.records.case import Case
    from valuation.results import Step

_WORD = re.compile(r"[^\W\d][\w′'.]*")


@dataclass(frozen=True)
class Working:
    """One step of a calculation with all steps around it; a page emits it by `Page.open_working`."""

    steps: tuple[Step, ...]
    index: int
    context: str = ""
    """msgid or name of what it belongs to, as "Income approach" or a product's name."""

    @property
    def step(self) -> Step:
        """The figure that was opened."""
        return self.steps[self.index]

    def inputs(self) -> tuple[Working, ...]:
        """The figures whose symbols stand in the formula, in the order of the formula."""
        earlier = {step.symbol: i for i, step in enumerate(self.steps) if i != self.index}
        found = dict.fromkeys(word for word in _WORD.findall(self.step.formula) if word in earlier)
        return tuple(Working(self.steps, earlier[symbol], self.context) for symbol in found)

    def assumption(self, case: Case) -> Assumption | None:
        """The input of the case behind the figure, when its source is a field path of the case."""
        from pledgeapp.records.assumption_paths import assumption_at

        try:
            return assumption_at(case, self.step.source)
        except KeyError:
            return None


def single(step: Step, inputs: tuple[Step, ...] = (), context: str = "") -> Working:
    """A figure with its inputs given: for numbers that a page shows from a row of a result."""
    return Working((*inputs, step), len(inputs), context)


def working_of(steps: tuple[Step, ...], symbol: str, context: str = "") -> Working | None:
    """The last step called `symbol`, or None."""
    for index in range(len(steps) - 1, -1, -1):
        if steps[index].symbol == symbol:
            return Working(steps, index, context)
    return None
