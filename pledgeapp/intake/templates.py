"""What does an import template look like: an empty table to fill in, an example, and what each column means?"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pledgeapp.i18n import Language, Texts, texts
from pledgeapp.intake.layouts import layout_named
from pledgeapp.intake.layouts.layout import Column, Layout
from pledgeapp.records.importing import ImportKind
from valuation.wording import N_

TEMPLATE_LAYOUTS = {
    ImportKind.PATENTS: "template_patents",
    ImportKind.COMPARABLES: "template_comparables",
    ImportKind.REVENUE: "template_revenue",
    ImportKind.LOAN: "template_loan",
    ImportKind.COST: "template_cost",
}
"""Layout of the template of each kind."""
_SHEET_NAMES = {
    ImportKind.PATENTS: ("专利", "Patents"),
    ImportKind.COMPARABLES: ("可比交易", "Comparables"),
    ImportKind.REVENUE: ("产品与收入", "Revenue"),
    ImportKind.LOAN: ("还款计划", "Repayments"),
    ImportKind.COST: ("研发成本", "Development cost"),
}
_EXAMPLE, _NOTES = ("示例", "Example"), ("填写说明", "Notes")
_FILLED_ROWS = 2_000
"""Rows of the table that carry formats and lists."""
_A4 = 9
"""The number of the paper in the file format."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""What a spreadsheet program shows beside a cell at most."""
_NAVY, _PALE, _GREY, _LINE = "#1F3A5F", "#DCE6F2", "#5F6B7A", "#B8C4D2"
# A fixed day: the same template has the same bytes, whenever it is written.
_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - the file format knows no time zone


def template_csv(kind: ImportKind, language: Language) -> bytes:
    """The header alone as CSV with the mark by which spreadsheet programs know UTF-8."""
    layout = layout_named(TEMPLATE_LAYOUTS[kind])
    text = io.StringIO()
    csv.writer(text).writerow(_marked(column, language) for column in layout.columns)
    return text.getvalue().encode("utf-8-sig")


def template_workbook(kind: ImportKind, language: Language, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A workbook with the table, empty or with `rows`, an example that is never imported, and notes on each column."""
    import xlsxwriter

    layout, at = layout_named(TEMPLATE_LAYOUTS[kind]), 0 if language == "zh" else 1
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": _SHEET_NAMES[kind][at], "author": "PledgeApp", "created": _WRITTEN})
        sheets = _Sheets(book, layout, language)
        sheets.add_table(_SHEET_NAMES[kind][at], rows)
        sheets.add_example(_EXAMPLE[at])
        sheets.add_notes(_NOTES[at])
    return content.getvalue()


def _marked(column: Column, language: Language) -> str:
    return column.header(language) + ("*" if column.is_required else "")


class _Sheets:
    """Draws the sheets of one template."""

    def __init__(self, book: Any, layout: Layout, language: Language) -> None:
        self._book, self._layout, self._language = book, layout, language
        self._texts: Texts = texts(language)
        base = {"font_name": "Microsoft YaHei" if language == "zh" else "Calibri", "font_size": 10, "valign": "vcenter"}
        header = {**base, "bold": True, "text_wrap": True, "border": 1, "border_color": _LINE, "align": "center"}
        self._required = book.add_format({**header, "bg_color": _NAVY, "font_color": "white"})
        self._optional = book.add_format({**header, "bg_color": _PALE, "font_color": _NAVY})
        self._cell = book.add_format({**base, "num_format": 49})
        self._wrapped = book.add_format(
            {**base, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": _LINE}
        )
        self._quiet = book.add_format({**base, "italic": True, "font_color": _GREY})

    def add_table(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """The table: text cells, so that numbers keep their digits and dates their day."""
        sheet = self._sheet_with_header(name, 0)
        last = len(self._layout.columns) - 1
        sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{_FILLED_ROWS}"})
        sheet.autofilter(0, 0, _FILLED_ROWS, last)
        for position, column in enumerate(self._layout.columns):
            sheet.data_validation(1, position, _FILLED_ROWS, position, self._guidance(column))
        for line, cells in enumerate(rows, start=1):
            for position, cell in enumerate(cells):
                sheet.write_string(line, position, cell, self._cell)
        sheet.activate()

    def add_example(self, name: str) -> None:
        """One filled row of a fictional case."""
        sheet = self._sheet_with_header(name, 1)
        remark = self._texts(N_("A fictional example. This sheet is not imported."))
        sheet.write_string(0, 0, remark, self._quiet)
        for position, column in enumerate(self._layout.columns):
            sheet.write_string(2, position, column.example[0 if self._language == "zh" else 1], self._cell)

    def add_notes(self, name: str) -> None:
        """What each column means and which words it takes."""
        sheet = self._book.add_worksheet(name)
        headings = (N_("Column"), N_("Needed"), N_("What it holds"), N_("Choices"))
        for position, (heading, width) in enumerate(zip(headings, (26, 10, 74, 44), strict=True)):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, self._texts(heading), self._required)
        for row, column in enumerate(self._layout.columns, start=1):
            sheet.write_string(row, 0, column.header(self._language), self._wrapped)
            sheet.write_string(row, 1, self._need(column), self._wrapped)
            sheet.write_string(row, 2, self._texts(column.note), self._wrapped)
            sheet.write_string(row, 3, self._choices(column), self._wrapped)
        sheet.freeze_panes(1, 0)
        sheet.hide_gridlines(2)
        self._fit_paper(sheet)

    def _sheet_with_header(self, name: str, row: int) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_row(row, 32)
        for position, column in enumerate(self._layout.columns):
            sheet.set_column(position, position, column.width, self._cell)
            style = self._required if column.is_required else self._optional
            sheet.write_string(row, position, _marked(column, self._language), style)
        sheet.freeze_panes(row + 1, 1)
        self._fit_paper(sheet)
        return sheet

    def _fit_paper(self, sheet: Any) -> None:
        """Printed, all columns stand on one page."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _guidance(self, column: Column) -> dict[str, Any]:
        """The note beside the cell, and the list to choose from; other words are warned about and may stay."""
        shown: dict[str, Any] = {
            "input_title": column.header(self._language)[:_LONGEST_TITLE],
            "input_message": self._texts(column.note)[:_LONGEST_MESSAGE],
        }
        if column.words is None:
            return {"validate": "any", **shown}
        return {
            "validate": "list",
            "source": list(column.words.offered(self._language)),
            "error_type": "warning",
            "error_title": column.header(self._language)[:_LONGEST_TITLE],
            "error_message": self._texts(N_("Choose from the list."))[:_LONGEST_MESSAGE],
            **shown,
        }

    def _need(self, column: Column) -> str:
        if column.is_required:
            return self._texts(N_("required"))
        return self._texts(N_("one of these")) if column.key in self._layout.one_of else self._texts(N_("optional"))

    def _choices(self, column: Column) -> str:
        return " / ".join(column.words.offered(self._language)) if column.words else ""
