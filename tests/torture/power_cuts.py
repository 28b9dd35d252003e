"""Is everything that was reported as saved still there after the power went, at any moment?

`python -m tests.torture.power_cuts [CUTS] [SEED]` runs the long version (default 5,000 cuts) and prints a table and
JSON. A harness that cannot fail proves nothing: the same cuts with weaker settings must lose and corrupt.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import Store, engine, settings
from tests.pledgeapp.store.samples import HOW, a_case, a_document, a_patent, an_assessment, open_store, save
from tests.torture.fault_vfs import FaultVfs, Operation, after_power_cut


@dataclass
class Outcome:
    """How many cuts, how many lost something reported as saved, how many left a damaged database."""

    cuts: int = 0
    lost: int = 0
    damaged: int = 0
    acknowledged: int = 0


@dataclass(frozen=True)
class Recording:
    """A day at the desk: the files before it and every operation on the disk, with what was reported as saved."""

    start: dict[Path, bytes]
    log: list[Operation]
    home: Path


@contextmanager
def weaker(**other: tuple[str, str]) -> Iterator[None]:
    """Settings changed to (value, answer); a log that is written back often, so that cuts meet that moment too."""
    wanted = settings._WANTED
    changed = other | {"wal_autocheckpoint": ("12", "12")}
    settings._WANTED = tuple((n, *changed.get(n, (v, e))) for n, v, e in wanted)
    try:
        yield
    finally:
        settings._WANTED = wanted


def record(home: Path, actions: int, seed: int) -> Recording:
    """Let `actions` random actions happen in a store in `home`."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable sequence is wanted
    open_store(home).close()
    start = {path: path.read_bytes() for path in home.iterdir() if not path.name.endswith(".lock")}
    log: list[Operation] = []
    with FaultVfs(log=log) as disk:
        store = open_store(home)
        cases: list[Any] = []
        for number in range(actions):
            _act(store, rng, cases, number)
            disk.mark(_contents(store))
        # The store is not closed: the power goes while it is open.
        taken = list(log)
        store.close()
    return Recording(start, taken, home)


def _act(store: Store, rng: random.Random, cases: list[Any], number: int) -> None:
    choice = rng.random()
    if choice < 0.4 or not cases:
        cases.append(a_case(f"案件{number}", note="长" * rng.randrange(3_000)))
        save(store, cases[-1])
    elif choice < 0.6:
        changed = cases[-1].model_copy(update={"note": f"修改{number}"})
        cases[-1] = changed
        save(store, changed)
        store.assessments.save(an_assessment(changed))
    elif choice < 0.75:
        content = rng.randbytes(rng.randrange(1, 20_000))
        store.evidence.put(a_document(content).sha256, content)
    elif choice < 0.9:
        store.patents.merge([a_patent(rng.randrange(500)) for _ in range(10)], **HOW)
    else:
        store.reports.next_number(2026)


def _contents(store: Store) -> dict[str, int]:
    return {
        "entries": store.audit.head()[0],
        "patents": store.patents.count(),
        "revisions": sum(len(store.cases.revisions(c.case_id)) for c in store.cases.find()),
        "contents": store._connection.rows("SELECT count(*) FROM content")[0][0],
    }


def cut(recording: Recording, cuts: int, seed: int) -> Outcome:
    """Cut the power at `cuts` random moments and look at what is left."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable sequence is wanted
    outcome = Outcome()
    operations = [n for n, operation in enumerate(recording.log) if operation.kind != "mark"]
    for _ in range(cuts):
        moment = rng.choice(operations) + 1
        done = recording.log[:moment]
        acknowledged = [operation.data for operation in done if operation.kind == "mark"]
        last: dict[str, int] = acknowledged[-1] if acknowledged else {}
        files = after_power_cut(recording.start, done, rng)
        with tempfile.TemporaryDirectory(prefix="power-cut-") as place:
            for path, content in files.items():
                (Path(place) / path.relative_to(recording.home)).write_bytes(content)
            _look(Path(place), last, outcome)
        outcome.cuts += 1
        outcome.acknowledged += len(acknowledged)
    return outcome


def _look(home: Path, last: dict[str, int], outcome: Outcome) -> None:
    try:
        store = open_store(home)
        try:
            is_sound = all(check.ok for check in store.check())
            found = _contents(store) if is_sound else {}
        finally:
            store.close()
    except (KnownTrouble, engine.Error):
        outcome.damaged += 1
        return
    if not is_sound:
        outcome.damaged += 1
    elif last and any(found[name] < count for name, count in last.items()):
        outcome.lost += 1


def run(cuts: int, seed: int, actions: int = 60) -> dict[str, Outcome]:
    """The settings of the program, and two weaker ones that show that the harness can fail."""
    kinds: dict[str, dict[str, tuple[str, str]]] = {
        "as shipped (FULL)": {},
        "control: NORMAL": {"synchronous": ("NORMAL", "1")},
        "control: OFF": {"synchronous": ("OFF", "0")},
    }
    outcomes = {}
    for name, other in kinds.items():
        folder = Path(tempfile.mkdtemp(prefix="power-cuts-"))
        try:
            with weaker(**other):
                recording = record(folder / "home", actions, seed)
                outcomes[name] = cut(recording, cuts, seed)
        finally:
            shutil.rmtree(folder)
    return outcomes


def main() -> int:
    """The long version; 1 when something was lost or a control did not fail."""
    cuts = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261124
    began = time.monotonic()
    outcomes = run(cuts, seed)
    print(f"{'settings':20} {'cuts':>7} {'lost':>7} {'damaged':>8}")
    for name, outcome in outcomes.items():
        print(f"{name:20} {outcome.cuts:7} {outcome.lost:7} {outcome.damaged:8}")
    print(json.dumps({n: asdict(o) for n, o in outcomes.items()} | {"seconds": round(time.monotonic() - began)}))
    shipped, normal, off = outcomes.values()
    is_proof = normal.lost > 0 and off.damaged > 0
    return 0 if is_proof and shipped.lost == shipped.damaged == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
