"""Files for the import tests: made in the test's own folder, from text, bytes or rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportPreview

TODAY = date(2026, 11, 24)
GOOGLE_LIST = Path(__file__).parent / "data" / "google_patents_solid_electrolyte.csv"


@pytest.fixture
def google_list() -> Path:
    """The real result list with its 4,264 rows."""
    return GOOGLE_LIST


@pytest.fixture
def read_rows(tmp_path: Path) -> Callable[..., ImportPreview]:
    """Preview of a CSV made of these rows; the first is the header."""

    def read(*rows: Sequence[str], **options: object) -> ImportPreview:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path = tmp_path / "rows.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        return preview_file(path, source_day=TODAY, **options)  # type: ignore[arg-type]

    return read


@pytest.fixture
def read_bytes(tmp_path: Path) -> Callable[..., ImportPreview]:
    """Preview of a file with this content."""

    def read(content: bytes, name: str = "file.csv", **options: object) -> ImportPreview:
        path = tmp_path / name
        path.write_bytes(content)
        return preview_file(path, source_day=TODAY, **options)  # type: ignore[arg-type]

    return read


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with these sheets: name -> rows of values; dates, numbers, booleans and texts keep their type."""

    def write(sheets: dict[str, Sequence[Sequence[object]]], name: str = "book.xlsx") -> Path:
        import xlsxwriter

        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            for sheet_name, rows in sheets.items():
                sheet = book.add_worksheet(sheet_name)
                for at, row in enumerate(rows):
                    sheet.write_row(at, 0, row)
        return path

    return write
