"""Can a written template be filled in and read back, and does its example stay out of the data?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from pledgeapp.i18n import LANGUAGES, Language, texts
from pledgeapp.intake.layouts import layout_named
from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.refused_export import guarded, refused_csv
from pledgeapp.intake.templates import TEMPLATE_LAYOUTS, template_csv, template_workbook
from pledgeapp.records.importing import ImportKind, ImportPreview

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ImportKind))
def test_an_empty_template_is_recognised_and_holds_no_rows(
    tmp_path: Path, kind: ImportKind, language: Language
) -> None:
    for name, content in (("t.xlsx", template_workbook(kind, language)), ("t.csv", template_csv(kind, language))):
        path = tmp_path / name
        path.write_bytes(content)
        preview = preview_file(path, source_day=TODAY)
        assert (preview.kind, preview.layout, preview.rows) == (kind, TEMPLATE_LAYOUTS[kind], 0)
        assert preview.ignored == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ImportKind))
def test_the_example_is_a_row_the_import_accepts(
    read_rows: Callable[..., ImportPreview], kind: ImportKind, language: Language
) -> None:
    columns = layout_named(TEMPLATE_LAYOUTS[kind]).columns
    at = 0 if language == "zh" else 1
    preview = read_rows([c.header(language) for c in columns], [c.example[at] for c in columns])
    assert [(p.column, p.message.text) for p in preview.refused] == []
    assert preview.accepted == 1


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_column_is_explained_in_both_languages(kind: ImportKind) -> None:
    for column in layout_named(TEMPLATE_LAYOUTS[kind]).columns:
        assert column.note, column.key
        assert texts("zh")(column.note) != column.note, column.key


def test_the_workbook_has_lists_text_cells_and_no_formula() -> None:
    content = template_workbook(ImportKind.PATENTS, "zh")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert '"发明,实用新型,外观设计,未知"' in sheet
    assert "<f>" not in sheet
    assert 'numFmtId="49"' in styles
    assert "pane" in sheet


def test_a_template_is_the_same_bytes_every_time() -> None:
    assert template_workbook(ImportKind.REVENUE, "en") == template_workbook(ImportKind.REVENUE, "en")


def test_refused_rows_go_out_and_come_back(
    read_rows: Callable[..., ImportPreview], read_bytes: Callable[..., ImportPreview]
) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "来源"],
        ["好", "ZL201410264351.3", ""],
        ["=cmd()", "ZL201410264352.1", "@SUM(1)"],
        ["+坏", "ZL201410264353.9", "第一行\n第二行"],
    )
    (content,) = refused_csv(preview, texts("zh"))
    assert content.startswith(b"\xef\xbb\xbf")
    again = read_bytes(content)
    assert again.rows == 2
    assert [p.value for p in again.refused] == ["ZL201410264352.1", "ZL201410264353.9"]
    corrected = content.replace(b"352.1", b"352.8").replace(b"353.9", b"353.2")
    accepted = read_bytes(corrected)
    assert [p.title for p in accepted.patents] == ["=cmd()", "+坏"]
    assert accepted.patents[0].source == "@SUM(1)"
    assert accepted.ignored == (texts("zh")("Line"), texts("zh")("Reason"))


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1", "\t=1", "\u00a0=1", "\r=1"])
def test_no_exported_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+7", "-1,200.5", "text", "", "a=b"])
def test_plain_cells_are_exported_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell
