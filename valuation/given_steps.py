"""How do the inputs of a method become the first steps of its workings?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from valuation.model import as_series, described_inputs
from valuation.results import Step


def given_steps(inputs: Any, symbols: Mapping[str, str]) -> tuple[Step, ...]:
    """A step without formula for each field of `inputs` named in `symbols` (field -> symbol), in that order.

    Label and unit are the field's own. The items of a series are symbol_1, symbol_2 … from `field[0]`, `field[1]` …,
    those of a table symbol_1_1, symbol_1_2 … from `field[0][0]`, `field[0][1]` …; an input that was left out (None)
    has no step.
    """
    described = described_inputs(type(inputs))
    steps: list[Step] = []
    for name, symbol in symbols.items():
        value, about = getattr(inputs, name), described[name]
        if value is None:
            continue
        if about.is_table:
            steps += [
                Step(f"{symbol}_{j + 1}_{k + 1}", about.description, "", float(item), about.unit, f"{name}[{j}][{k}]")
                for j, row in enumerate(as_series(value))
                for k, item in enumerate(row)
            ]
        elif about.is_series:
            steps += [
                Step(f"{symbol}_{k + 1}", about.description, "", float(item), about.unit, f"{name}[{k}]")
                for k, item in enumerate(as_series(value))
            ]
        else:
            steps.append(Step(symbol, about.description, "", float(value), about.unit, name))
    return tuple(steps)


def sum_of(template: str, count: int) -> str:
    """`template` for each item from 1 joined by plus: sum_of("w_{k} × s_{k}", 2) is "w_1 × s_1 + w_2 × s_2"."""
    return " + ".join(template.format(k=k) for k in range(1, count + 1))
