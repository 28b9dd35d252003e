"""Has everything in resources/ a line in SOURCES.md that says where it is from and under which licence?"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

import pytest

FOLDER = Path(str(files("resources")))
SOURCES = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in SOURCES.splitlines() if re.match(r"\|\s*`", line)
]
OUR_OWN_TREE = ("__pycache__", "__init__.py", "README.md", "SOURCES.md")
SHIPPED = sorted(
    f.relative_to(FOLDER).as_posix()
    for f in FOLDER.rglob("*")
    if f.is_file() and not any(part in OUR_OWN_TREE for part in f.relative_to(FOLDER).parts)
)


def _pattern(row: list[str]) -> str:
    return row[0].strip("`")


@pytest.mark.parametrize("row", ROWS, ids=_pattern)
def test_every_line_names_a_source_and_a_licence(row: list[str]) -> None:
    pattern, source, licence = row[:3]
    assert pattern
    assert source
    assert licence


@pytest.mark.parametrize("name", SHIPPED)
def test_every_file_has_a_line(name: str) -> None:
    assert [row for row in ROWS if fnmatch(name, _pattern(row))], f"resources/{name} has no line in SOURCES.md"


@pytest.mark.parametrize("row", ROWS, ids=_pattern)
def test_no_line_speaks_of_files_that_are_gone(row: list[str]) -> None:
    assert any(fnmatch(name, _pattern(row)) for name in SHIPPED)


def test_data_files_have_a_line_of_their_own() -> None:
    """Facts are listed one by one: a pattern must not hide where a parameter, policy, table or rule file is from."""
    for name in SHIPPED:
        if name.startswith("reference/"):
            assert f"`{name}`" in SOURCES, name


def test_licences_that_must_travel_are_beside_their_files() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (FOLDER / "icons" / "LICENSE-lucide.txt").read_text(encoding="utf-8")
