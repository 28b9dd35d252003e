"""Are the usual slips of people who fill in and save tables read as they meant them, or refused with what helps?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportPreview
from tests.pledgeapp.intake.conftest import TODAY

Read = Callable[..., ImportPreview]
HEADER = ["产品名称", "年度", "数据性质", "营业收入（万元）", "毛利率"]


def _write(path: Path, draw: Callable[..., None]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        draw(book.add_worksheet("收入"))
    return path


def test_a_product_name_merged_over_its_years_belongs_to_each_of_them(tmp_path: Path) -> None:
    def draw(sheet: object) -> None:
        sheet.write_row(0, 0, HEADER)  # type: ignore[attr-defined]
        sheet.merge_range(1, 0, 3, 0, "电解质粉体")  # type: ignore[attr-defined]
        for row, year in enumerate((2025, 2026, 2027), start=1):
            sheet.write_row(row, 1, [year, "预测", 100 * row, "35%"])  # type: ignore[attr-defined]
        sheet.write_row(4, 0, ["电池", 2026, "预测", 7, "20%"])  # type: ignore[attr-defined]
        # Beyond the last filled row, and two columns wide: neither makes rows nor fills cells.
        sheet.merge_range(8, 0, 900, 0, "")  # type: ignore[attr-defined]

    preview = preview_file(_write(tmp_path / "merged.xlsx", draw), source_day=TODAY)
    assert preview.refused == ()
    powder, cell = (p.product for p in preview.products)
    assert [(f.year, f.revenue) for f in powder.figures] == [
        (2025, Decimal(1_000_000)),
        (2026, Decimal(2_000_000)),
        (2027, Decimal(3_000_000)),
    ]
    assert [f.year for f in cell.figures] == [2026]


def test_cells_merged_across_columns_fill_no_figure(tmp_path: Path) -> None:
    def draw(sheet: object) -> None:
        sheet.merge_range(0, 0, 0, 4, "收入预测表")  # type: ignore[attr-defined]
        sheet.write_row(1, 0, HEADER)  # type: ignore[attr-defined]
        sheet.write_row(2, 0, ["粉体", 2026, "预测"])  # type: ignore[attr-defined]
        sheet.merge_range(2, 3, 3, 4, 100)  # type: ignore[attr-defined]
        sheet.write_row(3, 0, ["粉体", 2027, "预测"])  # type: ignore[attr-defined]

    preview = preview_file(_write(tmp_path / "wide.xlsx", draw), source_day=TODAY)
    assert [p.row for p in preview.refused] == [4]


@pytest.mark.parametrize("text", ["专利名称,申请号\n一种电池,ZL201410264351.3\n一种固态电", "专利名称,申请号\n一"])
def test_a_file_that_ends_within_a_character_is_cut_off(read_bytes: Read, text: str) -> None:
    with pytest.raises(DataProblem) as caught:
        read_bytes(text.encode()[:-1])
    assert caught.value.message.code == "intake.cut_off"
    assert caught.value.message.params["line"] == text.count("\n") + 1


def test_a_table_saved_without_chinese_characters_says_how_to_save_it(read_bytes: Read) -> None:
    text = "专利名称*,申请号/专利号,权利要求数\n一种电池,ZL201410264351.3,8\n".encode("ascii", "replace")
    with pytest.raises(DataProblem) as caught:
        read_bytes(text.replace(b"?/?", b"??????"))
    assert caught.value.message.code == "intake.question_marks"
    assert "UTF-8" in caught.value.message.text


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (("mimetype", "content.xml"), "an OpenDocument file"),
        (("[Content_Types].xml", "word/document.xml"), "a Word document"),
    ],
)
def test_another_office_file_is_called_by_its_name(read_bytes: Read, parts: tuple[str, ...], kind: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part in parts:
            archive.writestr(part, "<a/>")
    with pytest.raises(DataProblem) as caught:
        read_bytes(content.getvalue(), "list.xlsx")
    assert caught.value.message.params["found_label"] == kind


def test_of_the_layouts_only_the_nearest_is_held_against_a_header(read_rows: Read) -> None:
    with pytest.raises(DataProblem) as caught:
        read_rows(["产品名称", "年度", "毛利率"], ["粉体", "2026", "35%"])
    assert "rows.csv" in caught.value.message.text
    (problem,) = caught.value.problems
    assert problem.message.params["missing"] == "数据性质/Forecast or actual, 营业收入/Revenue"


def test_a_formula_that_was_never_calculated_is_no_zero(tmp_path: Path) -> None:
    """A program that writes formulas without calculating them stores 0 and leaves the rest to the spreadsheet."""

    def draw(sheet: object) -> None:
        sheet.write_row(0, 0, HEADER)  # type: ignore[attr-defined]
        for row, value in ((1, 0), (2, 250), (3, "")):
            sheet.write_row(row, 0, ["粉体", 2025 + row, "预测", None, "35%"])  # type: ignore[attr-defined]
            sheet.write_formula(row, 3, "=100*2.5", None, value)  # type: ignore[attr-defined]
        sheet.write_row(4, 0, ["粉体", 2030, "预测", 0, "35%"])  # type: ignore[attr-defined]

    preview = preview_file(_write(tmp_path / "formulas.xlsx", draw), source_day=TODAY)
    assert [(p.row, p.value) for p in preview.refused] == [(2, "=100*2.5"), (4, "=100*2.5")]
    (product,) = (p.product for p in preview.products)
    assert [(f.year, f.revenue) for f in product.figures] == [(2027, Decimal(2_500_000)), (2030, Decimal(0))]
