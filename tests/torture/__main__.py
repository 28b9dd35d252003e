"""Run every long test in this folder: `python -m tests.torture [--quick] [NAME ...]`.

Each prints its table and JSON; `--quick` takes some minutes for all of them, the long run about two hours.
"""

from __future__ import annotations

import subprocess
import sys

RUNS = {
    "mutated_files": ("20000", "600"),
    "kills": ("5000", "60"),
    "power_cuts": ("50000", "300"),
}
"""How much each does in the long and in the quick run."""


def main(arguments: list[str]) -> int:
    """Run those named, else all; 1 when one of them found anything."""
    names = [name for name in arguments if name != "--quick"] or list(RUNS)
    if unknown := sorted(set(names) - set(RUNS)):
        print(f"no torture {', '.join(unknown)}; there are {', '.join(RUNS)}", file=sys.stderr)
        return 2
    amount = 1 if "--quick" in arguments else 0
    codes = []
    for name in names:
        print(f"\n{name}", flush=True)
        # A process of its own: one of them forks and must hold no thread.
        command = [sys.executable, "-m", f"tests.torture.{name}", RUNS[name][amount]]
        codes.append(subprocess.run(command, check=False).returncode)
    return 1 if any(codes) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
