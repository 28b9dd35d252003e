"""What was found out about a file by itself, for a person to look at: encoding, header line, lists, dates?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pledgeapp.intake.date_orders import orders_told
from pledgeapp.intake.layouts.layout import cell_at
from pledgeapp.intake.recognition import Recognised
from pledgeapp.intake.values import Habits, half_width, is_serial
from valuation.wording import N_, Message

_LISTS = ("patentees", "inventors", "ipc")
_SEPARATORS = (";;", ";", "；", "|", "、", "\n", ",")
_SEPARATOR_SIGNS = {"\n": "⏎"}
_SAMPLE_ROWS = 200


def what_was_found(tables: Iterable[tuple[Recognised, Habits]]) -> tuple[Message, ...]:
    """One message for each thing that was concluded and could be wrong; each once."""
    said = [message for table, habits in tables for message in _of_table(table, habits)]
    return tuple({(m.template, str(m.params)): m for m in said}.values())


def _of_table(table: Recognised, habits: Habits) -> Iterator[Message]:
    if table.table.encoding == "cp1252":
        yield Message(
            "intake.latin_1",
            N_("the file does not say how it is encoded and was read as Latin-1: look at the letters with accents"),
        )
    elif table.table.encoding == "gb18030":
        yield Message("intake.gb18030", N_("the file was read as GB18030: look at the Chinese characters"))
    if any(row.line < table.header.line for row in table.table.rows[:1]):
        yield Message(
            "intake.lines_above",
            N_("the header stands in line {line}; the lines above it are no data"),
            {"line": table.header.line},
        )
    yield from orders_told(table, habits)
    yield from _serials(table)
    yield from _separators(table)


def _serials(table: Recognised) -> Iterator[Message]:
    """Which columns hold days as the numbers of a spreadsheet."""
    header = table.header
    places = [header.positions[c.key] for c in table.layout.columns if c.is_date and c.key in header.positions]
    sample = table.rows[:_SAMPLE_ROWS]
    names = [header.names[at].strip() for at in places if any(is_serial(half_width(cell_at(r, at))) for r in sample)]
    if names:
        text = N_("numbers of a spreadsheet were read as the days they stand for: {columns}")
        yield Message("intake.serial_days", text, {"columns": ", ".join(names)})


def _separators(table: Recognised) -> Iterator[Message]:
    """Which sign divides the entries of the lists, where there are any."""
    found: dict[str, list[str]] = {}
    for key in _LISTS:
        position = table.header.positions.get(key)
        column = table.layout.column(key)
        if position is None or column is None:
            continue
        signs = Counter(sign for row in table.rows[:_SAMPLE_ROWS] if (sign := _sign_in(cell_at(row, position))))
        if signs:
            found.setdefault(signs.most_common(1)[0][0], []).append(table.header.names[position].strip())
    for sign, names in found.items():
        yield Message(
            "intake.separator",
            N_("the lists in {columns} are divided by {sign}"),
            {"columns": ", ".join(names), "sign": _SEPARATOR_SIGNS.get(sign, sign)},
        )


def _sign_in(cell: str) -> str | None:
    return next((sign for sign in _SEPARATORS if sign in cell), None)
