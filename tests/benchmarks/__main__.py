"""Run every benchmark in this folder once and print ratios as a table and as JSON.

A benchmark is a module with `measure() -> list[Comparison]`. Names given as arguments choose some of them.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import platform
import sys
from dataclasses import asdict

import tests.benchmarks
from tests.benchmarks.comparison import Comparison


def main(names: list[str]) -> int:
    """Measure, print; 1 when a ratio misses its aim."""
    found: list[Comparison] = []
    for module in pkgutil.iter_modules(tests.benchmarks.__path__):
        if module.name in {"__main__", "comparison"} or (names and module.name not in names):
            continue
        print(f"measuring {module.name} …", file=sys.stderr, flush=True)
        found += importlib.import_module(f"tests.benchmarks.{module.name}").measure()
    print(f"{'what':<46} {'ours':>10} {'peer':<26} {'theirs':>10} {'ratio':>7}  aim")
    for one in found:
        mark = "met" if one.is_met else "MISSED"
        print(
            f"{one.what:<46} {one.ours_seconds * 1000:>8.1f}ms {one.peer:<26} "
            f"{one.peer_seconds * 1000:>8.1f}ms {one.ratio:>7.2f}  {one.aim} ({mark})"
        )
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    rows = [{**asdict(one), "ratio": one.ratio, "is_met": one.is_met} for one in found]
    print(json.dumps({"machine": machine, "comparisons": rows}, indent=1))
    return 0 if all(one.is_met for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
