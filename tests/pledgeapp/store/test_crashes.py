"""Killed, out of disk, opened twice, used by many threads: does the store stay whole and tell the truth?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import Store
from tests.pledgeapp.store.samples import (
    HOW,
    a_case,
    a_document,
    a_patent,
    a_report,
    issue,
    keep_assessed,
    open_store,
    save,
)
from tests.torture import kills

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_any_moment_of_an_import_or_an_issue() -> None:
    """The short version of `python -m tests.torture.kills`, in a process without threads, which may fork."""
    script = """
import dataclasses, json
from tests.torture.kills import run
print(json.dumps([dataclasses.asdict(outcome) for outcome in run(22, 5).values()]))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = [kills.Outcome(**fields) for fields in json.loads(done.stdout)]
    for outcome in outcomes:
        assert outcome.problems == []
        assert outcome.kills == 22
        assert outcome.acknowledged > 0, "the kills came before anything was done"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 3 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("only an administrator may mount a small disk; the limited file size is tested beside")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_said_and_loses_nothing(small_disk: Path) -> None:
    store = open_store(small_disk / "home")
    case = a_case()
    assessment = keep_assessed(store, case)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(2_500_000))
    content = bytes(range(256)) * 2_344
    report = a_report(assessment, content, "2026-0001")
    verbs = (
        lambda: save(
            store,
            a_case("大案件", note="长" * 20_000, patents=tuple(a_patent(n, title="长" * 300) for n in range(500))),
        ),
        lambda: store.patents.merge([a_patent(n) for n in range(2_000)], **HOW),
        lambda: store.evidence.put(a_document(content).sha256, content),
        lambda: store.reports.issue(report, content, small_disk / "r.pdf"),
        lambda: store.back_up(small_disk / "copy.db"),
    )
    for verb in verbs:
        if verb is verbs[-1]:
            filler.write_bytes(bytes(2_500_000 + _free_bytes(small_disk) - 50_000))
        with pytest.raises(KnownTrouble) as trouble:
            verb()
        assert "full" in trouble.value.message.code
        assert trouble.value.remedy is not None
    assert store.cases.find()[0].case_id == case.id
    assert (len(store.cases.find()), store.patents.count(), store.reports.find()) == (1, 0, ())
    assert sorted(p.name for p in small_disk.iterdir()) == ["filler", "home"]
    filler.unlink()
    assert issue(store, a_case("有空间后"), small_disk / "r.pdf")
    assert all(check.ok for check in store.check())
    store.close()
    again = open_store(small_disk / "home")
    assert len(again.cases.find()) == 2
    again.close()


def test_a_disk_that_fills_while_the_database_is_made(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(3_100_000 - 60_000))
    with pytest.raises(KnownTrouble):
        open_store(small_disk / "home")
    assert not (small_disk / "home" / "pledgeapp.db").exists()
    filler.unlink()
    store = open_store(small_disk / "home")
    assert save(store, a_case()) == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_file_that_may_not_grow_is_said_and_loses_nothing(folder: Path) -> None:
    store = open_store(folder)
    save(store, a_case())
    store.close()
    script = """
import resource, signal, sys
from pathlib import Path
from pledgeapp.errors import KnownTrouble
from tests.pledgeapp.store.samples import HOW, a_patent, open_store
store = open_store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    store.patents.merge([a_patent(n) for n in range(3_000)], **HOW)
except KnownTrouble as trouble:
    print(trouble.message.code, store.patents.count(), len(store.cases.find()))
"""
    done = subprocess.run([sys.executable, "-c", script, folder], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() in (["not_saved", "0", "1"], ["not_saved_full", "0", "1"]), done.stderr
    again = open_store(folder)
    assert again.patents.count() == 0
    assert all(check.ok for check in again.check())
    again.close()


def test_many_threads_read_whole_states_while_one_writes(store: Store) -> None:
    case = a_case("起始", note="0")
    save(store, case)
    stop = threading.Event()

    def read() -> int:
        seen = 0
        while not stop.is_set():
            # An import comes in hundreds, and with its entry in the log.
            assert store.patents.count() % 100 == 0
            assert len(store.patents.find("电解")) in (0, 100, 200)
            current = store.cases.get(case.id)
            assert current.title == ("起始" if current.note == "0" else f"第{current.note}次")
            seen += 1
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for n in range(1, 6):
                store.patents.merge([a_patent(1_000 * n + m) for m in range(100)], **HOW)
                save(store, case.model_copy(update={"title": f"第{n}次", "note": str(n)}))
        finally:
            stop.set()
        assert all(reader.result() > 0 for reader in readers)
    assert store.cases.find()[0].revision == 6


def test_two_threads_write_in_turn_and_nothing_is_lost(store: Store) -> None:
    def work(name: str) -> None:
        for n in range(15):
            save(store, a_case(f"{name}{n}"))

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(work, name) for name in "甲乙"]:
            future.result()
    assert len(store.cases.find()) == 30
    assert [e.sequence for e in store.audit.entries()] == list(range(30, 0, -1))
    assert all(check.ok for check in store.check())


@pytest.mark.skipif(sys.platform == "win32", reason="one script for a POSIX shell of processes")
def test_processes_that_race_for_the_database_take_turns(folder: Path) -> None:
    script = """
import sys
from pathlib import Path
from pledgeapp.errors import KnownTrouble
from tests.pledgeapp.store.samples import a_case, open_store, save
done = held = 0
for n in range(400):
    try:
        store = open_store(Path(sys.argv[1]))
    except KnownTrouble as trouble:
        assert trouble.message.code.startswith("database_held"), trouble
        held += 1
        continue
    save(store, a_case(f"{sys.argv[2]}-{n}"))
    store.close()
    done += 1
    if done == 25:
        break
print(done, held)
"""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", script, folder, name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    answers = [racer.communicate() for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0], answers
    done = sum(int(out.split()[0]) for out, _ in answers)
    store = open_store(folder)
    assert len(store.cases.find()) == done
    assert all(check.ok for check in store.check())
    store.close()


def test_nothing_of_a_case_can_be_read_from_the_files(folder: Path, tmp_path: Path) -> None:
    """Planted names and amounts, looked for in every byte: database, log, lock, backup, key."""
    planted = ["某某机密借款人有限公司", "CONFIDENTIAL-BORROWER-77", "保密产品代号天枢", "88776655"]
    place = tmp_path / "out"
    place.mkdir()
    store = open_store(folder)
    party = a_case().borrower
    assert party is not None
    case = a_case(
        planted[2],
        borrower=party.model_copy(update={"name": planted[0], "name_en": planted[1]}),
        note=planted[3],
        evidence=(a_document(planted[0].encode() * 100),),
    )
    store.evidence.put(case.evidence[0].sha256, planted[0].encode() * 100)
    issue(store, case, place / "r.pdf", b"%PDF-1.7 nothing secret in the file that leaves the house")
    store.patents.merge([a_patent(n, title=planted[2], patentees=(planted[0],)) for n in range(300)], **HOW)
    store.patents.find(planted[2])
    store.back_up(folder / "backups" / "copy.db")
    needles = [text.encode(encoding) for text in planted for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    assert (folder / "pledgeapp.db-wal").stat().st_size > 0
    assert _found(folder, needles) == []
    store.cases.delete(case.id, at=HOW["at"], who="李工")
    store.close()
    assert _found(folder, needles) == []
    assert _found(place, [b"nothing secret"]) == ["r.pdf"], "the search would find what is there"


def _free_bytes(place: Path) -> int:
    return shutil.disk_usage(place).free


def _found(folder: Path, needles: list[bytes]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]
