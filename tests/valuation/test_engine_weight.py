"""Is the engine light to import and fast enough to follow a slider?"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.valuation.engine_cases import a_line, a_right, an_income_case
from valuation.appraise import case_values
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.simulate import UncertainInput, simulate

ROOT = Path(__file__).resolve().parents[2]
PATHS, YEARS, LINES = 4096, 20, 3


def test_importing_the_engine_brings_no_heavy_library() -> None:
    modules = sorted((ROOT / "valuation").rglob("*.py"))
    names = [".".join(m.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for m in modules]
    program = (
        f"import sys; [__import__(n) for n in {names!r}]; "
        "print([m for m in ('scipy', 'pandas', 'pydantic', 'PySide6') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """The best of several runs: other work on the machine only ever adds."""
    work()
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def test_a_simulation_is_far_cheaper_than_a_loop_over_its_paths() -> None:
    """4,096 paths x 3 lines x 20 years (30 ms on a small laptop) against as many single cases, measured on 32."""
    names = {
        "split_rate": Distribution(kind="triangular", mode=0.05, low=0.03, high=0.06),
        "discount_rate": Distribution(kind="normal", mode=0.18, spread=0.02),
        "economic_life_years": Distribution(kind="pert", mode=19.0, low=15.0, high=20.0),
        "revenue_factor": Distribution(kind="uniform", mode=1.0, low=0.7, high=1.1),
    }
    lines = tuple(
        a_line(key=f"line {k}", revenue=np.linspace(1e6, 2e6, YEARS), economic_life_years=20.0) for k in range(LINES)
    )
    case = an_income_case(*lines, rights=(a_right(years=YEARS),))
    doubts = tuple(UncertainInput(f"lines[{k}].{n}", d) for k in range(LINES) for n, d in names.items())
    taken = seconds(lambda: simulate(case, doubts, paths=PATHS, seed=1))
    loop = seconds(lambda: [case_values(case) for _ in range(32)], times=3) * PATHS / 32
    assert taken < loop / 20, f"{taken * 1e3:.1f} ms against {loop * 1e3:.1f} ms"
