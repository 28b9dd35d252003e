"""Which rows do the sheets of an old workbook (.xls) hold, as text? Runs in the child process.

Such a file cannot be surveyed before the library opens it: only the size of the file, the memory and the time of the
process, and then the size of each sheet, are bounded. Whatever the library does then ends this process and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.workbook_rows import Sheet, rows_of_sheet
from pledgeapp.intake.workbook_scan import SheetScan


def old_sheets_of(stream: BinaryIO, size: int, bounds: Bounds) -> Iterator[Sheet]:
    """The visible worksheets in their order; Refused for files and sheets that are too large, locked or damaged."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    if size > bounds.old_workbook_bytes:
        raise Refused("too_large", size_mb=size // MEBIBYTE, limit_mb=bounds.old_workbook_bytes // MEBIBYTE)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        if len(workbook.sheets_metadata) > bounds.sheets:
            raise Refused("too_many_sheets", limit=bounds.sheets)
        left = bounds.workbook_area
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise Refused("too_many_cells", limit=bounds.workbook_area)
            scan = SheetScan()
            scan.spans.update(_merged_down(sheet.merged_cell_ranges or []))
            yield Sheet(about.name, rows_of_sheet(sheet.to_python(skip_empty_area=False), scan, bounds))
    except PasswordError as error:
        raise Refused("password") from error
    except CalamineError as error:
        raise Refused("damaged_archive") from error


def _merged_down(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where a cell that is merged with those below it begins, and its last row."""
    for (first, column), (last, last_column) in ranges:
        if last > first and column == last_column:
            yield (first, column), last
