"""Does a preview come into the library as a whole or not at all, and do its counts add up?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgeapp.errors import Cancelled, DataProblem
from pledgeapp.progress import Progress
from pledgeapp.records.importing import ImportKind
from pledgeapp.services.context import Services
from pledgeapp.services.import_file import preview_import, take_over, write_refused, write_template

PATENTS = [["专利名称", "申请号", "权利要求数"], ["一", "ZL201410264351.3", "10"], ["二", "ZL201410264352.8", "8"]]


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: list[list[str]], name: str = "list.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return path

    return write


def test_patents_are_added_then_merged_with_what_the_library_has(
    services: Services, csv_file: Callable[..., Path]
) -> None:
    first = take_over(services, preview_import(csv_file(PATENTS), clock=services.clock))
    assert (first.added, first.merged, first.refused) == (2, 0, ())
    again = [*PATENTS[:2], ["二", "ZL201410264352.8", "9"], ["三", "ZL201410264353.2", ""], ["坏", "ZL2014", ""]]
    second = take_over(services, preview_import(csv_file(again), clock=services.clock))
    assert (second.added, second.merged, second.refused_rows) == (1, 2, 1)
    assert second.added + second.merged + second.refused_rows == second.rows
    assert [(c.kept, c.other) for c in second.conflicts] == [("8", "9")]
    assert services.store.patents.count() == 3


def test_the_whole_real_list_is_taken_over_and_a_second_time_adds_nothing(
    services: Services, google_list: Path
) -> None:
    preview = preview_import(google_list, clock=services.clock)
    outcome = take_over(services, preview)
    assert (outcome.rows, outcome.added, outcome.merged) == (4264, 4261, 3)
    assert services.store.patents.count() == 4261
    again = take_over(services, preview_import(google_list, clock=services.clock))
    assert (again.added, again.merged) == (0, 4264)
    assert services.store.patents.count() == 4261


def test_cancelling_leaves_the_library_as_it_was(services: Services, google_list: Path) -> None:
    preview = preview_import(google_list, clock=services.clock)

    def stop_in_the_middle(progress: Progress) -> None:
        if progress.done > 2000:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_over(services, preview, stop_in_the_middle)
    assert services.store.patents.count() == 0


def test_products_and_comparables_are_taken_over(services: Services, csv_file: Callable[..., Path]) -> None:
    revenue = [
        ["产品名称", "年度", "数据性质", "营业收入（万元）", "使用的专利及贡献度"],
        ["粉体", "2025", "实际", "100", "ZL201410264351.3:60"],
        ["粉体", "2026", "预测", "120", ""],
    ]
    outcome = take_over(services, preview_import(csv_file(revenue), clock=services.clock))
    assert (outcome.rows, outcome.added, outcome.merged) == (2, 1, 1)
    deals = [
        ["Transaction", "Kind of transaction", "Transaction date", "Price", "Unit", "Currency", "Number of patents"],
        ["A buys B", "assignment", "2025-03-18", "800", "10 thousand", "CNY", "4"],
    ]
    deals[0] += ["Similarity", "Source grade", "Source"]
    deals[1] += ["70", "B", "notice"]
    outcome = take_over(services, preview_import(csv_file(deals), clock=services.clock))
    assert (outcome.rows, outcome.added, outcome.merged) == (1, 1, 0)


def test_refused_rows_and_templates_are_written(
    services: Services, csv_file: Callable[..., Path], tmp_path: Path
) -> None:
    preview = preview_import(csv_file([*PATENTS, ["坏", "ZL2014", ""]]), clock=services.clock)
    target = tmp_path / "refused.csv"
    assert write_refused(preview, target) == 1
    assert "坏,ZL2014" in target.read_text(encoding="utf-8-sig")
    for kind in ImportKind:
        write_template(kind, tmp_path / f"{kind}.XLSX")
        assert preview_import(tmp_path / f"{kind}.XLSX", clock=services.clock).kind is kind
    with pytest.raises(DataProblem, match=r"\.xlsx or \.csv"):
        write_template(ImportKind.PATENTS, tmp_path / "x.ods")
    assert not (tmp_path / "x.ods").exists()
