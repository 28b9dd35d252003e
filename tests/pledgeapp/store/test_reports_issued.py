"""Is a report either issued, kept and in the folder, or none of the three?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.base import ReportId
from pledgeapp.store import Store, durable_file
from tests.pledgeapp.store.samples import a_case, a_patent, a_report, issue, keep_assessed, open_store

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 5_000


class PowerGoes(BaseException):
    """Stands for the moment after which nothing runs any more."""


def test_numbers_run_by_year_and_never_come_twice(store: Store, folder: Path) -> None:
    assert [store.reports.next_number(2026) for _ in range(2)] == ["2026-0001", "2026-0002"]
    assert store.reports.next_number(2027) == "2027-0001"
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(store.reports.next_number, [2026] * 40))
    assert sorted(numbers) == [f"2026-{n:04d}" for n in range(3, 43)]
    store.close()
    again = open_store(folder)
    assert again.reports.next_number(2026) == "2026-0043"
    again.close()


def test_a_report_is_kept_and_written(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out" / "2026-0001-报告.pdf"
    target.parent.mkdir()
    report = issue(store, a_case(), target, CONTENT)
    assert target.read_bytes() == CONTENT
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    assert store.reports.content(report.id) == CONTENT
    assert store.reports.find() == (report,)
    assert store.cases.find()[0].reports_count == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "安澜",
        "2026-0001",
        "ZL201410264351.3",
        "zl201410264351.3",
        "201410264351.3",
        "201410264351",
        "2014102643513",
        "ZL 201410264351",
        "固态电池质押",
        "质押 安澜",
    ],
)
def test_a_report_is_found_by(store: Store, tmp_path: Path, text: str) -> None:
    report = issue(store, a_case(), tmp_path / "r.pdf")
    assert store.reports.find(text) == (report,)


def test_reports_are_told_apart(store: Store, tmp_path: Path) -> None:
    one = issue(store, a_case("甲"), tmp_path / "1.pdf")
    two = issue(store, a_case("乙", patents=(a_patent(777777),)), tmp_path / "2.pdf")
    assert store.reports.find() == (two, one)
    assert store.reports.find("777777") == (two,)
    assert store.reports.find("2026-0001") == (one,)
    assert store.reports.find("2025-0001") == ()


def test_two_reports_never_share_a_number(store: Store, tmp_path: Path) -> None:
    assessment = keep_assessed(store, a_case())
    store.reports.issue(a_report(assessment, CONTENT, "2026-0001"), CONTENT, tmp_path / "1.pdf")
    with pytest.raises(KnownTrouble) as trouble:
        store.reports.issue(a_report(assessment, b"other", "2026-0001"), b"other", tmp_path / "2.pdf")
    assert trouble.value.message.code == "report_number_taken"
    assert sorted(p.name for p in tmp_path.glob("*.pdf")) == ["1.pdf"]
    assert len(store.reports.find()) == 1


def test_a_report_needs_its_assessment_and_its_hash(store: Store, tmp_path: Path) -> None:
    assessment = keep_assessed(store, a_case())
    stranger = assessment.model_copy(update={"id": "0" * 32})
    with pytest.raises(KnownTrouble) as trouble:
        store.reports.issue(a_report(stranger, CONTENT, "2026-0001"), CONTENT, tmp_path / "r.pdf")
    assert trouble.value.message.code == "report_without_assessment"
    with pytest.raises(ValueError, match="hash"):
        store.reports.issue(a_report(assessment, CONTENT, "2026-0001"), b"other bytes", tmp_path / "r.pdf")
    with pytest.raises(KnownTrouble):
        store.reports.content(ReportId("0" * 32))
    _assert_nothing_issued(store, tmp_path)


@pytest.mark.parametrize("obstacle", ["no folder", "a folder of that name"])
def test_a_place_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path, obstacle: str) -> None:
    assessment = keep_assessed(store, a_case())
    target = tmp_path / "absent" / "r.pdf" if obstacle == "no folder" else tmp_path / "r.pdf"
    if obstacle != "no folder":
        target.mkdir()
    with pytest.raises(KnownTrouble) as trouble:
        store.reports.issue(a_report(assessment, CONTENT, "2026-0001"), CONTENT, target)
    assert trouble.value.message.code == "file_not_written"
    _assert_nothing_issued(store, tmp_path)


def _steps() -> list[tuple[str, bool]]:
    functions = ("write_and_sync", "sync_folder", "publish")
    return [(name, before) for name in functions for before in (True, False)]


@pytest.mark.parametrize(("step", "is_before"), _steps())
def test_when_the_power_goes_store_and_folder_agree_after_the_next_open(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, is_before: bool
) -> None:
    target = tmp_path / "out" / "r.pdf"
    target.parent.mkdir()
    store = open_store(folder)
    assessment = keep_assessed(store, a_case())
    report = a_report(assessment, CONTENT, store.reports.next_number(2026))
    with monkeypatch.context() as patch:
        patch.setattr(durable_file, step, _power_goes(getattr(durable_file, step), is_before=is_before))
        with pytest.raises(PowerGoes):
            store.reports.issue(report, CONTENT, target)
    store.close()
    assert not target.exists() or target.read_bytes() == CONTENT
    again = open_store(folder)
    issued = again.reports.find()
    assert [p.name for p in target.parent.iterdir()] == [target.name] * len(issued)
    assert issued == ((report,) if step == "publish" else ())
    if issued:
        assert target.read_bytes() == again.reports.content(report.id) == CONTENT
    again.close()


def test_a_report_whose_folder_is_away_is_put_there_when_it_is_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    store = open_store(folder)
    assessment = keep_assessed(store, a_case())
    report = a_report(assessment, CONTENT, "2026-0001")
    with monkeypatch.context() as patch:
        patch.setattr(durable_file, "publish", _power_goes(durable_file.publish, is_before=True))
        with pytest.raises(PowerGoes):
            store.reports.issue(report, CONTENT, stick / "r.pdf")
    store.close()
    stick.rename(away)
    open_store(folder).close()
    away.rename(stick)
    open_store(folder).close()
    assert [p.name for p in stick.iterdir()] == ["r.pdf"]
    assert (stick / "r.pdf").read_bytes() == CONTENT


def test_a_file_that_someone_put_there_since_is_not_replaced(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "r.pdf"
    store = open_store(folder)
    assessment = keep_assessed(store, a_case())
    with monkeypatch.context() as patch:
        patch.setattr(durable_file, "publish", _power_goes(durable_file.publish, is_before=False))
        with pytest.raises(PowerGoes):
            store.reports.issue(a_report(assessment, CONTENT, "2026-0001"), CONTENT, target)
    store.close()
    target.write_bytes(b"notes of the officer")
    open_store(folder).close()
    assert target.read_bytes() == b"notes of the officer"


def _power_goes(function: Callable[..., object], *, is_before: bool) -> Callable[..., object]:
    def stop(*args: object, **named: object) -> object:
        if not is_before:
            function(*args, **named)
        raise PowerGoes

    return stop


def _assert_nothing_issued(store: Store, folder: Path) -> None:
    assert store.reports.find() == ()
    assert [p for p in folder.rglob("*") if p.is_file() and "home" not in p.parts] == []


def test_a_name_no_disk_takes_is_a_trouble_and_nothing_is_kept(store: Store, tmp_path: Path) -> None:
    case = a_case()
    with pytest.raises(KnownTrouble) as trouble:
        issue(store, case, tmp_path / ("长" * 200 + ".pdf"), CONTENT)
    assert trouble.value.message.code == "file_not_written"
    assert store.reports.find() == ()
    assert list(tmp_path.glob("*.pdf")) == []
