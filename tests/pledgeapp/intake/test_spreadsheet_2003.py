"""Is an "XML Spreadsheet 2003" read as the table it is? Synthetic: made as Excel writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.records.importing import ImportPreview

Read = Callable[..., ImportPreview]
BOOK = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles/>{sheets}</Workbook>'
)
SHEET = '<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>'


def _row(*cells: str, attributes: str = "") -> str:
    return f"<Row{attributes}>" + "".join(c if c.startswith("<") else _cell(c) for c in cells) + "</Row>"


def _cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell{attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_rows_gaps_days_and_numbers(read_bytes: Read) -> None:
    rows = (
        _row("专利清单")
        + _row("专利名称", "申请号", "申请日", "权利要求数", attributes=' ss:Index="3"')
        + _row(
            "一种电池", "ZL201410264351.3", _cell("2014-06-13T00:00:00.000", kind="DateTime"), _cell("8", kind="Number")
        )
        + _row("二", "ZL201410264352.8", _cell("9", ' ss:Index="4"', "Number"))
        + _row("三", "ZL201410264353.2", '<Cell ss:Formula="=1+1"/>')
    )
    preview = read_bytes(BOOK.format(sheets=SHEET.format(name="清单", rows=rows)).encode(), "export.xls")
    assert [(p.title, p.filing_date, p.claims_count) for p in preview.patents] == [
        ("一种电池", date(2014, 6, 13), 8),
        ("二", None, 9),
    ]
    assert [(p.row, p.value) for p in preview.refused] == [(6, "=1+1")]
    assert preview.lines == (4, 5)


def test_merged_cells_keep_their_width(read_bytes: Read) -> None:
    rows = _row("专利名称", _cell("备注", ' ss:MergeAcross="1"'), "申请号") + _row("一", "", "", "ZL201410264351.3")
    (patent,) = read_bytes(BOOK.format(sheets=SHEET.format(name="a", rows=rows)).encode()).patents
    assert patent.application_number == "201410264351.3"


def test_bounds_hold_and_nothing_is_no_table(read_bytes: Read) -> None:
    far = _row(_cell("a", ' ss:Index="99999"'))
    for sheets, bounds, code in (
        (SHEET.format(name="a", rows=far), Bounds(), "too_many_columns"),
        (SHEET.format(name="a", rows=_row("a", "b")), Bounds(workbook_cells=1), "too_many_cells"),
        (SHEET.format(name="a", rows=""), Bounds(), "no_table"),
    ):
        with pytest.raises(DataProblem) as caught:
            read_bytes(BOOK.format(sheets=sheets).encode(), bounds=bounds)
        assert caught.value.message.code == f"intake.{code}"
