"""Does a damaged old workbook (.xls) ever do more than be refused? Nothing can look into it before the library does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.preview import preview_file

TODAY = date(2026, 11, 24)
LISTS = Path(__file__).parent / "data" / "result_lists"
WHOLE = {name: (LISTS / f"{name}_synthetic.xls").read_bytes() for name in ("espacenet", "patentscope")}
PATCHES = st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6)


def _read(path: Path, content: bytes, bounds: Bounds | None = None) -> str:
    path.write_bytes(content)
    try:
        return preview_file(path, source_day=TODAY, bounds=bounds).layout
    except DataProblem as problem:
        return problem.problems[0].message.code.removeprefix("intake.")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(WHOLE)), patches=PATCHES, kept=st.floats(0.05, 1))
def test_whatever_is_wrong_with_it_the_program_goes_on(
    tmp_path: Path, name: str, patches: list[tuple[float, bytes]], kept: float
) -> None:
    content = bytearray(WHOLE[name])
    for place, patch in patches:
        at = int(place * len(content))
        content[at : at + len(patch)] = patch
    assert _read(tmp_path / "list.xls", bytes(content[: int(kept * len(content))]))


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (Bounds(old_workbook_bytes=1000), "too_large"),
        (Bounds(workbook_area=20), "too_many_cells"),
        (Bounds(sheets=1), "too_many_sheets"),
        (Bounds(columns=3), "too_many_columns"),
    ],
)
def test_what_is_too_large_says_so(tmp_path: Path, bounds: Bounds, code: str) -> None:
    assert _read(tmp_path / "list.xls", WHOLE["espacenet"], bounds) == code


def test_another_file_of_that_container_is_no_workbook(tmp_path: Path) -> None:
    content = WHOLE["espacenet"].replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert _read(tmp_path / "list.xls", content) == "wrong_type"


def test_a_sheet_that_claims_to_be_as_large_as_can_be(tmp_path: Path) -> None:
    """A cell in the last row and column makes the library reserve sixteen million others."""
    content = bytearray(WHOLE["patentscope"])
    cell = content.index(b"\xfd\x00\x0a\x00")
    content[cell + 4 : cell + 8] = b"\xff\xff\xff\x00"
    assert _read(tmp_path / "list.xls", bytes(content)) in {"too_many_cells", "crashed", "memory"}
