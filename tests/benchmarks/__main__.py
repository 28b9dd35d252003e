"""Run every benchmark in this folder once and print its figures as a table and as JSON.

A benchmark is a module with `measure() -> list[Comparison | Figure]`. Names given as arguments choose some of them.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import platform
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

import tests.benchmarks
from tests.benchmarks.comparison import Measured

_NO_BENCHMARKS = {"__main__", "comparison", "peers"}
_ROW = "{:<62} {:>13} {:<34} {:>13} {:>9}  {}"


def main(names: list[str]) -> int:
    """Measure, print; 1 when a figure misses its aim."""
    known = [m.name for m in pkgutil.iter_modules(tests.benchmarks.__path__) if m.name not in _NO_BENCHMARKS]
    if unknown := sorted(set(names) - set(known)):
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    found: list[Measured] = []
    for name in names or known:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        found += importlib.import_module(f"tests.benchmarks.{name}").measure()
    print(" · ".join(f"{key} {value}" for key, value in machine().items()))
    print(_ROW.format("what", "ours", "held against", "theirs", "ratio", "aim"))
    for one in found:
        print(_ROW.format(one.what, *one.columns, f"{one.aim} ({'met' if one.is_met else 'MISSED'})"))
    rows = [{**asdict(one), "ratio": one.ratio, "is_met": one.is_met} for one in found]
    print(json.dumps({"machine": machine(), "comparisons": rows}, indent=1))
    return 0 if all(one.is_met for one in found) else 1


def machine() -> dict[str, str]:
    """What the figures were measured on: they mean nothing without it."""
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _processor() -> str:
    """Name of the processor where the system tells it in a file, else its architecture."""
    table = Path("/proc/cpuinfo")
    if table.exists():
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
