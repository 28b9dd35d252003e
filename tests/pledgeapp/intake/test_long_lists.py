"""Is a list that is too long to be kept as it is read, corrected, compared and taken over just as a short one?"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import Cancelled
from pledgeapp.i18n import texts
from pledgeapp.intake.refused_export import refused_csv
from pledgeapp.progress import Progress
from pledgeapp.records.import_differences import Decided, DifferenceKind, Everything
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import Patent
from pledgeapp.records.spool import Large
from pledgeapp.services.context import Services
from pledgeapp.services.import_file import take_over
from pledgeapp.services.import_files import compare_import, correct_import, preview_imports, update_of

Packing = Callable[[], AbstractContextManager[None]]
HEADER = ["专利名称", "申请号", "公开（公告）号", "申请日", "权利要求数"]


@pytest.fixture
def packing() -> Packing:
    """Everything above seven items is packed, keys above three are hashes."""

    @contextmanager
    def made() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as changed:
            changed.setattr("pledgeapp.records.spool._BLOCK", 7)
            changed.setattr("pledgeapp.records.spool.MOST_LIVE", 0)
            changed.setattr("pledgeapp.services.compare_import._MOST_LIVE", 0)
            changed.setattr("pledgeapp.services.import_files.MOST_LIVE", 0)
            changed.setattr("pledgeapp.records.key_places.KeyPlaces.__init__.__defaults__", (3,))
            yield

    return made


def rows(claims: int = 10) -> list[list[str]]:
    """Good rows, each third of them twice; rows with two faults; rows that contradict an earlier one."""
    made = []
    for number in range(60):
        publication = f"CN{100_000_000 + number}B"
        made.append([f"电池 {number}", "", publication, "2014-06-13", str(claims + number % 3)])
        if number % 3 == 0:
            made.append([f"电池 {number}", "", publication, "2014-06-13", str(claims + 5)])
        if number % 5 == 0:
            made.append([f"坏行 {number}", "", f"CN{200_000_000 + number}B", "2099-13-01", "-4"])
    # The same right as the first row, but a design that cannot be an invention.
    made += [["电池 1", "ZL201410264351.3", "CN100000001B", "", ""], ["x", "ZL201430264351.4", "CN100000001B", "", ""]]
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, content: list[list[str]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *content])
        return path

    return make


def preview_of(services: Services, *paths: Path) -> ImportPreview:
    (preview,) = preview_imports(services, paths).previews
    return preview


def without_ids(preview: ImportPreview) -> list[Any]:
    """All that a preview holds; the records without the id that each reading gives anew."""
    records = [record.model_dump(exclude={"id"}) for record in preview.patents]
    parts = (preview.lines, preview.origins, preview.refused, preview.refused_cells, preview.refused_in)
    return [records, *map(list, parts), list(preview.conflicts), preview.rows, preview.merged, preview.refused_rows]


def test_what_is_packed_is_what_a_short_list_holds(services: Services, write: Any, packing: Packing) -> None:
    path = write("list.csv", rows())
    plain = preview_of(services, path)
    with packing():
        packed = preview_of(services, path)
        assert isinstance(plain.patents, tuple)
        assert isinstance(packed.patents, Large)
        assert isinstance(packed.refused, Large)
        assert without_ids(packed) == without_ids(plain)
        assert list(refused_csv(packed, texts("zh"))) == list(refused_csv(plain, texts("zh")))
        assert packed.rows == packed.accepted + packed.merged + packed.refused_rows
    assert plain.merged >= 20
    assert plain.refused_rows >= 12


def test_several_files_are_put_together_alike(services: Services, write: Any, packing: Packing) -> None:
    paths = [write("one.csv", rows()), write("two.csv", rows(claims=12)), write("three.csv", rows()[5:9])]
    plain = preview_of(services, *paths)
    with packing():
        packed = preview_of(services, *paths)
        assert without_ids(packed) == without_ids(plain)
        assert list(refused_csv(packed, texts("en"))) == list(refused_csv(plain, texts("en")))


def test_rows_are_corrected_alike(services: Services, write: Any, packing: Packing) -> None:
    path = write("list.csv", rows())

    def corrected() -> ImportPreview:
        preview = preview_of(services, path)
        places = list(zip(preview.refused_in, preview.refused_cells, strict=True))[:3]
        (name, (first, cells)), (_, (second, _)), _ = places
        good = (*cells[:3], "2015-01-01", "4")
        return correct_import(services, preview, {(name, first): good, (name, second): cells})

    plain = corrected()
    with packing():
        packed = corrected()
        assert without_ids(packed) == without_ids(plain)
        with pytest.raises(KeyError):
            correct_import(services, packed, {("list.csv", 1): ()})


def test_a_packed_list_is_taken_over_whole_or_not_at_all(services: Services, write: Any, packing: Packing) -> None:
    with packing():
        preview = preview_of(services, write("list.csv", rows()))

        def stop(progress: Progress) -> None:
            if progress.done >= 40:
                raise Cancelled

        with pytest.raises(Cancelled):
            take_over(services, preview, stop)
        assert services.store.patents.count() == 0
        outcome = take_over(services, preview)
        assert outcome.added == preview.accepted == services.store.patents.count()
        assert outcome.rows == outcome.added + outcome.merged + outcome.refused_rows
        stored = services.store.patents.find(limit=1_000)
        assert [patent.id for patent in stored] == [patent.id for patent in preview.patents]


def test_differences_are_found_and_accepted_alike(services: Services, write: Any, packing: Packing) -> None:
    take_over(services, preview_of(services, write("list.csv", rows())))
    newer = write("list.csv", [*rows(claims=20)[:60], ["新", "", "CN300000000B", "", ""]])
    plain = compare_import(services, preview_of(services, newer), None)
    with packing():
        preview = preview_of(services, newer)
        packed = compare_import(services, preview, None)
        assert isinstance(packed.records, Large)
        assert [(r.kind, r.subject, r.fields, r.row) for r in packed.records] == [
            (r.kind, r.subject, r.fields, r.row) for r in plain.records
        ]
        assert packed.counts == plain.counts
        assert packed.counts[DifferenceKind.GONE] > 0
        assert packed.counts[DifferenceKind.CHANGED] > 7
        assert dict(packed.proposed) == {r.key: frozenset(r.proposed) for r in packed.records if r.proposed}
        assert len(packed.proposed) == len(dict(packed.proposed))
        assert packed.proposed.get("absent") is None
        take_over(services, preview, whose=update_of(services, preview))
    changed = next(r for r in plain.records if r.kind is DifferenceKind.CHANGED)
    known = next(p for p in services.store.patents.find(limit=1_000) if p.number == changed.subject)
    assert str(known.claims_count) == next(f.new for f in changed.fields if f.field == "claims_count")


def test_of_too_many_differences_the_changed_ones_are_shown_first(
    services: Services, write: Any, packing: Packing, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(services, preview_of(services, write("list.csv", rows()[:20])))
    monkeypatch.setattr("pledgeapp.records.import_differences.FIRST_SHOWN", 4)
    with packing():
        preview = preview_of(services, write("list.csv", rows(claims=30)))
        differences = compare_import(services, preview, None)
        kinds = [record.kind for record in differences.first]
    assert kinds == [DifferenceKind.CHANGED] * 4
    assert differences.counts[DifferenceKind.NEW] > 4


def test_what_was_decided_on_one_record_counts_before_what_holds_for_all() -> None:
    one = Decided({"a": frozenset({"x"}), "b": frozenset({"y"})}, {"b": frozenset()})
    assert dict(one) == {"a": frozenset({"x"}), "b": frozenset()}
    assert len(one) == 2
    everything = Decided(Everything(), {"b": frozenset({"y"})})
    assert (everything.get("a"), everything.get("b")) == (frozenset({"*"}), frozenset({"y"}))


def test_many_are_asked_of_the_library_as_one_would_be(services: Services) -> None:
    library = services.store.patents
    known = [
        Patent(title="a", publication_number="CN100000001A"),
        Patent(title="b", application_number="201410264351.3", publication_number="CN100000002B"),
        Patent(title="c", application_number="201410264352.8"),
        Patent(title="没有号码", patentees=("甲",)),
    ]
    take = {"source": "x", "at": services.clock(), "who": "me"}
    library.merge(known, **take)  # type: ignore[arg-type]
    asked = [
        Patent(title="?", publication_number="CN100000001B"),
        Patent(title="?", publication_number="CN100000002A"),
        Patent(title="?", application_number="201410264352.8", publication_number="CN100000001B"),
        Patent(title="?", application_number="201410264353.2", publication_number="CN100000002B"),
        Patent(title="没有号码", patentees=("甲",)),
        Patent(title="没有号码", patentees=("乙",)),
        Patent(title="?", publication_number="CN999999999A"),
    ]
    found = list(library.same_as_each(asked))
    assert [patent for patent, _ in found] == asked
    assert [there for _, there in found] == [library.same_as(patent) for patent in asked]
    assert [there is not None for _, there in found] == [True, True, True, True, True, False, False]


def test_sheets_of_one_name_are_told_apart(read_bytes: Callable[..., ImportPreview]) -> None:
    """As a damaged workbook names them: rows must add up and be corrected in the sheet they stand in."""
    sheet = (
        '<Worksheet ss:Name="专利"><Table><Row><Cell><Data ss:Type="String">专利名称</Data></Cell>'
        '<Cell><Data ss:Type="String">申请号</Data></Cell></Row><Row><Cell><Data ss:Type="String">x</Data></Cell></Row>'
        "</Table></Worksheet>"
    )
    head = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    names = 'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    preview = read_bytes(f"{head}{names}{sheet}{sheet}</Workbook>".encode(), "twice.xls")
    assert (preview.rows, preview.refused_rows) == (2, 2)
    assert len(set(preview.refused_in)) == 2
    assert set(preview.refused_in) == set(preview.readers)
