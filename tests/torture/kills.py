"""Does a program that is killed at any moment leave half an import, or a part of a report?

`python -m tests.torture.kills [KILLS] [SEED]` prints a table and JSON (default 500 kills). One process forks the
children, kills them and looks: it holds no database open and no thread while it forks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import Store
from tests.pledgeapp.store.samples import HOW, a_case, a_patent, a_report, keep_assessed, open_store

BATCH = 40
PDF = b"%PDF-1.7 " + bytes(range(256)) * 400


@dataclass
class Outcome:
    """What the kills did; `problems` must stay empty."""

    kills: int = 0
    acknowledged: int = 0
    midway: int = 0
    """Kills after which there was more than what was reported as done: they hit a commit or a file."""
    problems: list[str] = field(default_factory=list)


def run(kills: int, seed: int) -> dict[str, Outcome]:
    """Kill `kills` children during imports, and as many while they issue reports."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable sequence is wanted
    return {
        "import": _kill_often(kills, rng, _import, _look_at_patents),
        "issue": _kill_often(kills, rng, _issue, _look_at_reports),
    }


def _kill_often(
    kills: int, rng: random.Random, work: Callable[[Path, int], None], look: Callable[[Path, int, int, Outcome], int]
) -> Outcome:
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        home = Path(place)
        (home / "out").mkdir()
        open_store(home).close()
        known = 0
        for _ in range(kills):
            acknowledged = _kill_one(home, work, rng.uniform(0.0, 0.12))
            outcome.kills += 1
            outcome.acknowledged += acknowledged
            known = look(home, known, acknowledged, outcome)
    return outcome


def _kill_one(home: Path, work: Callable[[Path, int], None], seconds: float) -> int:
    """Let a child work and kill it; how many pieces of work it had reported as done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(home, writing)
        finally:
            os._exit(3)
    os.close(writing)
    os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    done = 0
    while piece := os.read(reading, 65_536):
        done += len(piece)
    os.close(reading)
    return done


def _import(home: Path, reports: int) -> None:
    store = open_store(home)
    os.write(reports, b"r")
    while True:
        start = store.patents.count()
        store.patents.merge([a_patent(start + n) for n in range(BATCH)], **HOW)
        os.write(reports, b".")


def _look_at_patents(home: Path, known: int, acknowledged: int, outcome: Outcome) -> int:
    store = open_store(home)
    count = store.patents.count()
    expected = known + acknowledged * BATCH
    outcome.midway += count == expected + BATCH
    if count not in (expected, expected + BATCH):
        outcome.problems.append(f"{count} patents where {expected} were reported as saved")
    entries = len(store.audit.entries(1_000_000))
    if entries != count // BATCH:
        outcome.problems.append(f"{entries} entries of the log for {count} patents")
    _check(store, outcome)
    return count


def _issue(home: Path, reports: int) -> None:
    store = open_store(home)
    os.write(reports, b"r")
    while True:
        number = store.reports.next_number(2026)
        content = PDF + number.encode()
        report = a_report(keep_assessed(store, a_case(number)), content, number)
        store.reports.issue(report, content, home / "out" / report.file_name)
        os.write(reports, b".")


def _look_at_reports(home: Path, known: int, acknowledged: int, outcome: Outcome) -> int:
    partial = [
        p.name
        for p in (home / "out").glob("*.pdf")
        if not p.read_bytes().startswith(PDF) or p.stat().st_size != len(PDF) + 9
    ]
    if partial:
        outcome.problems.append(f"partial files before the next open: {partial}")
    store = open_store(home)
    reports = store.reports.find()
    outcome.midway += len(reports) == known + acknowledged + 1
    if len(reports) not in (known + acknowledged, known + acknowledged + 1):
        outcome.problems.append(f"{len(reports)} reports where {known + acknowledged} were issued")
    if sorted(p.name for p in (home / "out").iterdir()) != sorted(r.file_name for r in reports):
        outcome.problems.append("folder and store do not agree")
    if any((home / "out" / r.file_name).read_bytes() != store.reports.content(r.id) for r in reports):
        outcome.problems.append("a file is not the report that was issued")
    _check(store, outcome)
    return len(reports)


def _check(store: Store, outcome: Outcome) -> None:
    try:
        outcome.problems += [check.name for check in store.check() if not check.ok]
    except KnownTrouble as trouble:
        outcome.problems.append(str(trouble))
    store.close()


def main() -> int:
    """Print what the kills did; 1 when anything was lost, half or left over."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261124
    outcomes = run(kills, seed)
    print(f"{'during':8} {'kills':>6} {'reported':>9} {'midway':>7} {'problems':>9}")
    for name, o in outcomes.items():
        print(f"{name:8} {o.kills:6} {o.acknowledged:9} {o.midway:7} {len(o.problems):9}")
    print(json.dumps({name: asdict(outcome) for name, outcome in outcomes.items()}))
    return 1 if any(outcome.problems for outcome in outcomes.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
