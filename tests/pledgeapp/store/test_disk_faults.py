"""When the disk fails at any operation: is what the program then says true, and is everything else still there?"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.case import Case
from pledgeapp.store import Store, engine
from pledgeapp.store.troubles import CommitTrouble
from tests.pledgeapp.store.samples import (
    HOW,
    NOW,
    WHO,
    a_case,
    a_document,
    a_patent,
    a_report,
    an_assessment,
    keep_assessed,
    open_store,
    save,
)
from tests.torture import power_cuts
from tests.torture.fault_vfs import (
    FULL,
    IO_READ,
    IO_SYNC,
    IO_TRUNCATE,
    IO_WRITE,
    FaultVfs,
    Operation,
    Plan,
    after_power_cut,
    is_available,
)

pytestmark = pytest.mark.skipif(not is_available(), reason="this build of SQLCipher hides the symbols of its VFS")

KEPT = a_case("已保存的案件")
ASSESSED = an_assessment(KEPT)
BYTES = random.Random(1).randbytes(12_000)  # noqa: S311 - any bytes
PDF = b"%PDF-1.7 " + BYTES


@dataclass(frozen=True)
class Verb:
    """Something a person does, and how to see whether it was done."""

    act: Callable[[Store, Path], object]
    is_done: Callable[[Store], bool]


NEW = a_case("新案件", note="长" * 6_000)
REPORT = a_report(ASSESSED, PDF, "2026-0001")
LATER = an_assessment(KEPT)
VERBS = {
    "save": Verb(lambda store, _: save(store, NEW), lambda store: _has_case(store, NEW)),
    "assess": Verb(
        lambda store, _: store.assessments.save(LATER), lambda store: store.assessments.latest(KEPT.id) == LATER
    ),
    "issue": Verb(
        lambda store, place: store.reports.issue(REPORT, PDF, place / "r.pdf"),
        lambda store: store.reports.find() == (REPORT,),
    ),
    "import": Verb(
        lambda store, _: store.patents.merge([a_patent(n) for n in range(30)], **HOW),
        lambda store: store.patents.count() == 30,
    ),
    "attach": Verb(
        lambda store, _: store.evidence.put(a_document(BYTES).sha256, BYTES),
        lambda store: bool(
            store._connection.rows("SELECT 1 FROM evidence WHERE sha256 = ?", (a_document(BYTES).sha256,))
        ),
    ),
    "delete": Verb(
        lambda store, _: store.cases.delete(KEPT.id, at=NOW, who=WHO), lambda store: not _has_case(store, KEPT)
    ),
}
FAULTS = [
    ("write", FULL, True),
    ("write", IO_WRITE, False),
    ("sync", IO_SYNC, False),
    ("sync", IO_SYNC, True),
    ("truncate", IO_TRUNCATE, True),
    ("read", IO_READ, True),
]
"""What fails, with which code, and whether from then on or once."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with one assessed case."""
    folder = tmp_path_factory.mktemp("template")
    store = open_store(folder)
    save(store, KEPT)
    store.assessments.save(ASSESSED)
    store.close()
    return folder


@pytest.mark.parametrize(("kind", "code", "is_persistent"), FAULTS)
@pytest.mark.parametrize("name", VERBS)
def test_at_every_operation_the_program_says_what_is_true(
    template: Path, tmp_path: Path, name: str, kind: str, code: int, *, is_persistent: bool
) -> None:
    nth, has_fired = 0, True
    while has_fired:
        nth += 1
        home, place = tmp_path / f"home{nth}", tmp_path / f"place{nth}"
        shutil.copytree(template, home)
        place.mkdir()
        plan = Plan()
        with FaultVfs(plan):
            store = open_store(home)
            plan.kind, plan.nth, plan.code, plan.is_persistent = kind, nth, code, is_persistent
            said = _what_is_said(VERBS[name], store, place)
            plan.nth, has_fired = 0, plan.fired > 0
            store.close()
        _assert_true(VERBS[name], home, place, said)
        shutil.rmtree(home)
        assert has_fired or said is True, "without a fault it is done"
        assert nth < 400


def _what_is_said(verb: Verb, store: Store, place: Path) -> bool | None:
    """What a person is told: saved, not saved, or not known."""
    try:
        verb.act(store, place)
    except CommitTrouble as trouble:
        return trouble.is_saved
    except KnownTrouble as trouble:
        return None if trouble.message.code == "unknown_whether_saved" else False
    return True


def _assert_true(verb: Verb, home: Path, place: Path, said: bool | None) -> None:
    store = open_store(home)
    is_done = verb.is_done(store)
    assert said is None or is_done is said, f"said saved={said}, found {is_done}"
    assert all(check.ok for check in store.check())
    reports = store.reports.find()
    assert [p.name for p in place.iterdir()] == ["r.pdf"] * len(reports)
    if reports:
        assert (place / "r.pdf").read_bytes() == store.reports.content(REPORT.id)
    store.close()


def test_after_a_fault_the_store_goes_on(template: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(template, home)
    plan = Plan("sync", 1, IO_SYNC)
    with FaultVfs() as disk:
        store = open_store(home)
        disk.plan = plan
        with pytest.raises(CommitTrouble) as trouble:
            save(store, NEW)
        assert trouble.value.is_saved == _has_case(store, NEW)
        assert save(store, a_case("之后的")) == 1
        store.close()


def test_a_commit_that_failed_but_is_there_is_said_to_be_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst answer of a disk: it complains although it did the work."""

    class Complains:
        def __init__(self, raw: Any) -> None:
            self._raw = raw

        def execute(self, sql: str, *values: Any) -> Any:
            answer = self._raw.execute(sql, *values)
            if sql == "COMMIT":
                raise engine.OperationalError("disk I/O error")
            return answer

        def __getattr__(self, name: str) -> Any:
            return getattr(self._raw, name)

    store._connection._raw = Complains(store._connection._raw)
    with pytest.raises(CommitTrouble) as trouble:
        save(store, NEW)
    assert trouble.value.is_saved
    assert trouble.value.message.code == "saved_despite_error"
    assert _has_case(store, NEW)
    monkeypatch.setattr(store._connection, "_connect", _cannot_open)
    store._connection._raw = Complains(store._connection._raw)
    with pytest.raises(KnownTrouble) as unknown:
        keep_assessed(store, a_case("未知"))
    assert unknown.value.message.code == "unknown_whether_saved"


def _cannot_open() -> None:
    raise engine.OperationalError("unable to open database file")


def test_power_cuts_lose_nothing_that_was_reported_as_saved() -> None:
    """The short version of `python -m tests.torture.power_cuts`, with its two controls."""
    shipped, normal, off = power_cuts.run(cuts=50, seed=7, actions=30).values()
    assert (shipped.lost, shipped.damaged) == (0, 0)
    assert shipped.acknowledged > 400
    assert normal.lost > 0, "the harness cannot fail"
    assert off.damaged > 0, "the harness cannot fail"


def test_the_power_cut_keeps_what_was_synced_and_only_that_for_sure() -> None:
    path = Path("x")
    log = [Operation("write", "x", 0, b"a" * 1024), Operation("sync", "x"), Operation("write", "x", 512, b"b" * 1024)]
    results = {after_power_cut({}, log, random.Random(seed))[path] for seed in range(50)}  # noqa: S311 - repeatable
    assert all(content[:512] == b"a" * 512 for content in results)
    assert len(results) > 2


def _has_case(store: Store, case: Case) -> bool:
    try:
        return store.cases.get(case.id) == case
    except KnownTrouble as trouble:
        if trouble.message.code != "case_gone":
            raise
        return False
