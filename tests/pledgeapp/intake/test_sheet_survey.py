"""Does counting see what walking through a sheet sees, and leave alone what it does not know?"""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.sheet_survey import SheetSurvey, StringsSurvey
from pledgeapp.intake.workbook_scan import SheetScan, scan_workbook

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLACES = st.tuples(st.sampled_from(["A", "B", "Z", "AA", "AZ", "XFD"]), st.integers(1, 90))
CELLS = st.tuples(PLACES, st.sampled_from(["", ' t="s"', ' s="3"', ' s="3" t="n"']))


def _sheet(body: str, prologue: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}{prologue}<worksheet {_MAIN}><sheetData>{body}</sheetData></worksheet>".encode()


def _survey(content: bytes, piece: int) -> SheetSurvey:
    survey = SheetSurvey()
    for start in range(0, len(content), piece):
        survey.feed(content[start : start + piece])
    survey.close()
    return survey


def _scan(sheet: bytes, bounds: Bounds | None = None) -> SheetScan:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", f"<workbook {_MAIN}/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return scan_workbook(content, bounds or Bounds())["xl/worksheets/sheet1.xml"]


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.integers(1, 300))
def test_counting_gives_what_walking_gives(rows: list[list[tuple[tuple[str, int], str]]], piece: int) -> None:
    """An attribute the survey does not know sends the same sheet through the walk."""
    body = "".join(
        f'<row r="{number}">' + "".join(f'<c r="{c}{r}"{more}><v>1</v></c>' for (c, r), more in cells) + "</row>"
        for number, cells in enumerate(rows, start=1)
    )
    survey = _survey(_sheet(body), piece)
    walked = _scan(_sheet(body.replace("<c r=", '<c cm="1" r=') + "<x/>"))
    assert survey.is_usual
    assert (survey.cells, survey.last_row, survey.last_column) == (walked.cells, walked.last_row, walked.last_column)


@pytest.mark.parametrize(
    "content",
    [
        _sheet("<row r=\"1\"><c r='XFD1048576'><v>1</v></c></row>"),
        _sheet('<row r="1"><c  r="XFD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c t="n" r="XFD1048576"><v>1</v></c></row>'),
        _sheet('<row r="1"><c><v>1</v></c></row>'),
        _sheet('<row><c r="A1"><v>1</v></c></row>'),
        _sheet('<row r="1"><x:c r="XFD1048576"><v>1</v></x:c></row>'),
        _sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
        _sheet('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>'),
        _sheet('<row r="1"></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells><sheetData>'),
        _sheet("", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'),
        _sheet("<!-- --><row/>"),
        _sheet("<deeper><deeper></deeper></deeper>"),
        _sheet('<row r="1"><c r="XFD1048576"/></row>').decode().encode("utf-16"),
        _sheet('<row r="1"><c r="XFD1048576"/></row>').decode().encode("cp037"),
    ],
)
def test_what_is_spelt_in_another_way_is_left_to_the_walk(content: bytes) -> None:
    assert not _survey(content, 64).is_usual


def test_the_bounds_hold_for_a_surveyed_sheet() -> None:
    far = _sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert _survey(far, 1000).is_usual
    with pytest.raises(Refused) as refused:
        _scan(far)
    assert (refused.value.code, refused.value.params["cell"]) == ("sheet_area", "XFD1048576")
    many = _sheet('<row r="1"><c r="A1"/><c r="B1"/></row>')
    with pytest.raises(Refused) as refused:
        _scan(many, Bounds(workbook_cells=1))
    assert refused.value.code == "too_many_cells"


def test_shared_strings_are_counted() -> None:
    survey = StringsSurvey()
    survey.feed(b'<sst count="3"><si><t>a</t></si><si><r><rPr><b/></rPr><t>b</t></r></si><si ')
    survey.feed(b'xml:space="preserve"><t>c</t></si></sst>')
    survey.close()
    assert (survey.is_usual, survey.strings) == (True, 3)
    strange = StringsSurvey()
    strange.feed(b"<sst><si><![CDATA[<si>]]></si></sst>")
    strange.close()
    assert not strange.is_usual
