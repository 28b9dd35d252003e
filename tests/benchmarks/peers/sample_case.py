"""The first sample as the engine sees it: the case that every benchmark of the engine values."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from pledgeapp.reference import load_reference
from pledgeapp.services.assess_case_file import read_case_file
from pledgeapp.services.case_inputs import prepare_case
from pledgeapp.services.value_case import uncertain_inputs
from valuation.inputs import CaseInputs
from valuation.uncertainty.uncertain_inputs import UncertainInput

SEED = 20261122


def sample_case() -> tuple[CaseInputs, tuple[UncertainInput, ...]]:
    """Two product lines, three comparables, cost and conclusion of five patents, with what is in doubt about them.

    Without further methods and fees: these are the parts that the peers are given, too.
    """
    case = read_case_file(Path(str(files("resources") / "samples" / "solid_electrolyte_powder.json")))
    prepared = prepare_case(case, load_reference())
    inputs = replace(prepared.inputs, methods=(), fees=None)
    doubts = tuple(u for u in uncertain_inputs(case, prepared) if not u.path.startswith("methods"))
    return inputs, doubts
