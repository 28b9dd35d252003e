"""The case of the benchmarks as a sheet with a row for each path, recalculated by LibreOffice.

What all paths share (years, revenue after growth, fall of the split rate, market value) stands once on a sheet of its
own. A row has the drawn numbers and the formulas of the whole case: money and protected part of each year of each
line, the value by right, cost, conclusion and its parts by right. A macro times `calculateAll` alone, with the
document open: neither the start of the program nor the reading of the file counts.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.peers.hand_written import DRAWN_OF_A_LINE, Draws, HandCase, HandLine

_PROGRAM = "soffice"
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Timing" script:language="StarBasic">
Sub Measure(path As String, answer As String, rounds As Integer)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(path, "_blank", 0, hidden())
  file = FreeFile
  Open answer For Output As #file
  For k = 1 To rounds
    before = GetSystemTicks()
    book.calculateAll()
    Print #file, GetSystemTicks() - before
  Next k
  For k = 0 To LAST_ROW
    Print #file, book.Sheets(0).getCellByPosition(CONCLUSION, k).Value
  Next k
  Close #file
  book.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Timing"/>
</library:library>
"""


@dataclass(frozen=True)
class Recalculated:
    """What LibreOffice took for the whole sheet, and what it found."""

    seconds: float
    conclusions: np.ndarray
    formulas: int


def is_installed() -> bool:
    """Whether there is a LibreOffice to measure."""
    return shutil.which(_PROGRAM) is not None


def recalculate(case: HandCase, draws: Draws, folder: Path, rounds: int = 3) -> Recalculated:
    """Shortest of `rounds` hard recalculations of a sheet with a row for each path of `draws`."""
    sheet, answer = folder / "case.xlsx", folder / "answer.txt"
    formulas, column = write_sheet(case, draws, sheet)
    rows = len(next(iter(draws.values())))
    profile = folder / "profile"
    _run(profile, "--convert-to", "ods", "--outdir", str(folder), str(_empty_sheet(folder)))
    library = profile / "user" / "basic" / "Standard"
    macro = _MACRO.replace("CONCLUSION", str(column)).replace("LAST_ROW", str(rows - 1))
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Timing.xba").write_text(macro, encoding="utf-8")
    arguments = f'"{sheet.as_uri()}","{answer}",{rounds}'
    _run(profile, f"macro:///Standard.Timing.Measure({arguments})")
    numbers = [float(line) for line in answer.read_text(encoding="utf-8").split()]
    return Recalculated(min(numbers[:rounds]) / 1000, np.array(numbers[rounds:]), formulas)


def _empty_sheet(folder: Path) -> Path:
    """A first document: opening it makes the profile that the macro is put into."""
    path = folder / "empty.csv"
    path.write_text("0\n", encoding="utf-8")
    return path


def _run(profile: Path, *arguments: str) -> None:
    command = [_PROGRAM, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=90)


def _letters(column: int, *, is_fixed: bool = False) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column, col_abs=is_fixed))


@dataclass
class _Row:
    """The cells of a path as templates: `{n}` is the number of the row."""

    cells: list[str] = field(default_factory=list)

    def put(self, formula: str) -> str:
        """Add a cell; its address as a template."""
        self.cells.append(formula)
        return self.last

    @property
    def last(self) -> str:
        return _letters(len(self.cells) - 1) + "{n}"


def write_sheet(case: HandCase, draws: Draws, path: Path) -> tuple[int, int]:
    """Write the sheet; how many formulas it has, and in which column the conclusion stands."""
    numbers = [np.asarray(values).tolist() for values in draws.values()]
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet, shared = book.add_worksheet("Paths"), book.add_worksheet("Case")
        row = _Row([""] * len(numbers))
        place = {name: _letters(k) + "{n}" for k, name in enumerate(draws)}
        column = _formulas(case, row, place)
        for n, drawn in enumerate(zip(*numbers, strict=True)):
            for k, number in enumerate(drawn):
                sheet.write_number(n, k, number)
            for k, template in enumerate(row.cells[len(drawn) :], start=len(drawn)):
                sheet.write_formula(n, k, "=" + template.replace("{n}", str(n + 1)))
        for index, line in enumerate(case.lines):
            _write_shared(shared, index, line)
    return (len(row.cells) - len(numbers)) * len(numbers[0]), column


def _write_shared(sheet: Any, index: int, line: HandLine) -> None:
    for offset, numbers in enumerate((line.start, line.length, line.money)):
        for year, number in enumerate(numbers.ravel().tolist()):
            sheet.write_number(3 * index + offset, year, number)


def _formulas(case: HandCase, row: _Row, place: dict[str, str]) -> int:
    """Every formula of a path; the column of the conclusion."""
    by_right: dict[str, str] = {}
    for index, line in enumerate(case.lines):
        drawn = [place[f"lines[{index}].{name}"] for name in DRAWN_OF_A_LINE]
        by_right |= _line_formulas(row, index, line, drawn)
    income = row.put("+".join(by_right.values()))
    cost = row.put(_cost_formula(case, place))
    by_income, by_market, by_cost = case.weights
    conclusion = row.put(f"{by_income!r}*{income}+{by_market * case.market!r}+{by_cost!r}*{cost}")
    column = len(row.cells) - 1
    for part in by_right.values():
        row.put(f"{conclusion}*{part}/{income}")
    return column


def _line_formulas(row: _Row, index: int, line: HandLine, drawn: list[str]) -> dict[str, str]:
    split, rate, life, factor = drawn
    years = range(line.start.size)

    def shared(offset: int, year: int) -> str:
        return f"Case!{_letters(year, is_fixed=True)}${3 * index + offset + 1}"

    def inside(end: str, year: int) -> str:
        return f"MAX(0,MIN({end}-{shared(0, year)},{shared(1, year)}))"

    parts = [row.put(inside(life, year)) for year in years]
    money = [
        row.put(f"{shared(2, y)}*{split}*{factor}*(1+{rate})^(-({shared(0, y)}+{part}))")
        for y, part in zip(years, parts, strict=True)
    ]
    cells = f"{money[0]}:{money[-1]}"
    found = {}
    for key, share, protection in line.rights:
        own = parts
        # A right that outlives every path has the parts of the line.
        if protection < float(line.start[-1, 0] + line.length[-1, 0]):
            own = [row.put(inside(f"MIN({life},{protection!r})", year)) for year in years]
        found[key] = row.put(f"{share!r}*SUMPRODUCT({cells},{own[0]}:{own[-1]})")
    return found


def _cost_formula(case: HandCase, place: dict[str, str]) -> str:
    plan = case.cost
    rest = sum(float(item.amount) * float(item.index_factor) for k, item in enumerate(plan.items) if k != 2)
    varying = f"{place['cost.items[2].amount']}*{float(plan.items[2].index_factor)!r}"
    capital = f"(1+{float(plan.capital_cost_rate)!r})^({float(plan.development_years)!r}/2)"
    left = f"(1-{float(plan.functional_obsolescence)!r})*(1-{float(plan.economic_obsolescence)!r})"
    profit, technological = place["cost.profit_rate"], place["cost.technological_obsolescence"]
    return f"({rest!r}+{varying})*{capital}*(1+{profit})*{left}*(1-{technological})"
