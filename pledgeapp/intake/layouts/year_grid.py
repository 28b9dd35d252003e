"""Where in a sheet do its years stand, across or down, and what do the cells beside them say?

A sheet whose years run down is turned, so that whoever reads it meets years across and labels at the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pledgeapp.intake.amounts import is_nothing
from pledgeapp.intake.layouts.account_items import Sort, read_label
from pledgeapp.intake.layouts.layout import cell_at
from pledgeapp.intake.layouts.years import StatedYear, mark_of, read_year
from pledgeapp.intake.stated_units import read_money_unit, unit_beside
from pledgeapp.intake.tables import SEARCHED_ROWS, Row
from pledgeapp.intake.totals import is_remark
from pledgeapp.intake.values import folded, half_width

_SEARCHED_COLUMNS = 8
_MOST_LABELS = 4
MOST_ROWS = 5_000
"""What an accountant draws by years is shorter; longer tables are lists, and are not searched for years."""
_NO_LABEL = frozenset(
    {"序号", "行次", "编号", "附注", "备注", "注释", "no.", "no", "#", "note", "notes", "remark", "remarks"}
)
UNIT_NAMES = frozenset({"单位", "unit", "units", "计量单位"})
CURRENCY_NAMES = frozenset({"币种", "货币", "货币种类", "currency", "currencycode", "ccy"})
_YEAR_NAMES = frozenset({"年度", "年份", "年", "year", "会计年度", "fiscalyear", "期间", "period"})
_UNITS_AND_CURRENCIES = (UNIT_NAMES, CURRENCY_NAMES)
_NO_WORDS = _NO_LABEL | UNIT_NAMES | CURRENCY_NAMES
_THIS_PERIOD = frozenset({"本期金额", "本期数", "本年金额", "本年数", "本年累计", "本年累计数", "本年累计金额", "本年"})
_LAST_PERIOD = frozenset({"上期金额", "上期数", "上年金额", "上年数", "上年同期", "上年同期数", "上年", "上年累计金额"})
_FIGURE = re.compile(
    r"^[(+-]*\s*[¥$€]?\s*(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?\s*(?:%|元|千元|万元|百万元|亿元|万|亿)?\s*\)?$"
)


@dataclass(frozen=True)
class Place:
    """Where a cell stands in the file: its line and the name of its column."""

    line: int
    column: str


@dataclass(frozen=True)
class Slot:
    """A column of figures: its year and what else its header says."""

    position: int
    year: StatedYear
    words: str = ""
    unit: str = ""
    """Of a sheet whose years run down: the unit stated in the row of the year."""


@dataclass(frozen=True)
class Line:
    """A row of figures: its labels from the left, the unit stated for it, and the figures by slot."""

    labels: tuple[str, ...]
    unit: str
    cells: tuple[str, ...]
    places: tuple[Place, ...]
    is_carried: bool = False
    """Its first label stands further above, in a cell merged over several rows or left blank below."""

    @property
    def has_figures(self) -> bool:
        """Whether any cell holds more than a dash."""
        return any(not is_nothing(cell) for cell in self.cells)


@dataclass(frozen=True)
class _UnitColumns:
    """Where unit and currency stand beside the figures; None where there is no such column."""

    unit: int | None
    currency: int | None

    @classmethod
    def among(cls, names: Sequence[str]) -> _UnitColumns:
        """The first column of each name."""
        words = [folded(name) for name in names]
        return cls(*(next((at for at, w in enumerate(words) if w in known), None) for known in _UNITS_AND_CURRENCIES))

    @property
    def places(self) -> tuple[int, ...]:
        """The columns there are."""
        return tuple(at for at in (self.unit, self.currency) if at is not None)

    def said(self, row: Row) -> str:
        """What `row` says of unit and currency."""
        return unit_beside(cell_at(row, self.unit), cell_at(row, self.currency))


@dataclass(frozen=True)
class Grid:
    """A sheet by years: the texts above it, the header, and its lines."""

    above: tuple[str, ...]
    label_names: tuple[str, ...]
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
    header: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    """Columns of no year."""
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The cells of the file by line."""
    header_line: int = 0
    label_columns: tuple[int, ...] = ()
    """Where the labels stand; none where the years run down."""
    below: tuple[str, ...] = ()
    """Remarks below the figures."""


def find_grid(rows: Sequence[Row]) -> Grid | None:
    """The grid of years in a sheet; None when it has none."""
    if len(rows) > MOST_ROWS:
        return None
    for find in (_relative_slots, _years_across):
        for index in range(min(len(rows), SEARCHED_ROWS)):
            slots = find(rows, index)
            if slots:
                return _read_across(rows, index, slots)
    return _find_down(rows)


def _years_across(rows: Sequence[Row], index: int) -> list[Slot]:
    """The years of a header row; none when the row is no header."""
    row = rows[index]
    found: list[Slot] = []
    for position in range(len(row.cells)):
        text = cell_at(row, position)
        stated = _year_with_words(text)
        if stated is not None:
            found.append(Slot(position, stated[0], stated[1]))
        elif is_figure(text):
            return []
    years = {slot.year.year for slot in found}
    if len(years) > 1:
        return found if _ascends(found) or any(slot.year.is_explicit for slot in found) else []
    is_alone = len(found) == 1 and found[0].year.is_explicit and found[0].position > 0
    below = [cell_at(later, found[0].position) for later in rows[index + 1 : index + 6]] if is_alone else []
    return found if any(map(is_figure, below)) and cell_at(row, 0) else []


def _year_with_words(text: str) -> tuple[StatedYear, str] | None:
    """`2024年`, and `2024年收入` or `2024E Revenue` with what is said beside the year."""
    stated = read_year(text)
    if stated is not None:
        return stated, ""
    for cut in range(min(len(text), 12), 3, -1):
        head, rest = text[:cut].strip(), text[cut:].strip(" -_\n")
        stated = read_year(head)
        if stated is not None and (stated.is_explicit or text[cut - 1 : cut] in " \n"):
            return (stated, rest) if read_label(rest).sort is Sort.MEASURE else None
    return None


def _ascends(slots: list[Slot]) -> bool:
    """Bare digits are years only where they count up or down."""
    years = list(dict.fromkeys(slot.year.year for slot in slots))
    steps = {later - earlier for earlier, later in pairwise(years)}
    return steps in ({1}, {-1})


def _relative_slots(rows: Sequence[Row], index: int) -> list[Slot]:
    """`本期金额 | 上期金额` under a line that says of which year."""
    row = rows[index]
    words = [folded(cell) for cell in row.cells]
    if not any(word in _THIS_PERIOD for word in words):
        return []
    above = [part for earlier in rows[:index] for cell in earlier.cells for part in cell.split()]
    years = [stated for stated in map(read_year, above) if stated is not None and stated.is_explicit]
    if len({stated.year for stated in years}) != 1:
        return []
    this = replace(years[0], is_forecast=False)
    last = replace(this, year=this.year - 1)
    slots = [Slot(at, this) for at, word in enumerate(words) if word in _THIS_PERIOD]
    return slots + [Slot(at, last) for at, word in enumerate(words) if word in _LAST_PERIOD]


def _read_across(rows: Sequence[Row], index: int, slots: list[Slot]) -> Grid:
    header, body = rows[index], index + 1
    slots = _with_marks(slots, rows[index - 1] if index else None)
    remarks = [row for row in rows[body:] if is_remark(next((cell for cell in row.cells if cell.strip()), ""))]
    rows = [row for row in rows if row not in remarks] if remarks else rows
    if body < len(rows) and (below := _below(rows[body], slots)) is not None:
        slots, body = below, body + 1
    first = min(slot.position for slot in slots)
    last = max(slot.position for slot in slots)
    names = [cell_at(header, at) or (cell_at(rows[index + 1], at) if body > index + 1 else "") for at in range(first)]
    columns = [at for at in range(first) if folded(names[at]) not in _NO_WORDS]
    columns = _with_words(rows[body:], columns)[-_MOST_LABELS:]
    units = _UnitColumns.among(names)
    taken = {slot.position for slot in slots}
    others = [name for at in range(first, len(header.cells)) if (name := cell_at(header, at)) and at not in taken]
    titles = _titles(header, rows[index + 1] if body > index + 1 else None, last)
    return Grid(
        above=tuple(cell for row in rows[:index] for cell in row.cells if cell.strip()),
        label_names=tuple(names[at] for at in columns),
        slots=tuple(slots),
        lines=tuple(_lines(rows[body:], columns, units, slots, titles)),
        header=header.cells,
        header_line=header.line,
        ignored=(*others, *(cell for row in remarks for cell in row.cells if cell.strip())),
        below=tuple(cell for row in remarks for cell in row.cells if cell.strip()),
        rows={row.line: row.cells for row in rows[body:]},
        label_columns=tuple(columns),
    )


def _titles(header: Row, below: Row | None, last: int) -> list[str]:
    """The name of each column as problems show it: year and what stands beneath."""
    titles, year = list[str](), ""
    for at in range(last + 1):
        year = cell_at(header, at) or (year if below is not None else "")
        titles.append(" ".join(filter(None, (year, cell_at(below, at) if below is not None else ""))))
    return titles


def _with_marks(slots: list[Slot], above: Row | None) -> list[Slot]:
    """The years with the `历史 | 预测` that stands above them, merged over several columns."""
    if above is None or not any(mark_of(cell) is not None for cell in above.cells):
        return slots
    marked, mark = [], None
    for position in range(max(slot.position for slot in slots) + 1):
        text = cell_at(above, position)
        mark = mark_of(text) if text else mark
        marked += [_marked(slot, mark) for slot in slots if slot.position == position]
    return marked


def _marked(slot: Slot, mark: bool | None) -> Slot:
    year = slot.year if slot.year.is_forecast is not None else replace(slot.year, is_forecast=mark)
    return replace(slot, year=year)


def _below(row: Row, slots: list[Slot]) -> list[Slot] | None:
    """The slots of a second header row: measures or products under each year, or the marks of the years."""
    first = min(slot.position for slot in slots)
    words = {at: text for at in range(first, len(row.cells)) if (text := cell_at(row, at))}
    if not words or any(is_figure(text) or is_nothing(text) for text in words.values()):
        return None
    if all(mark_of(text) is not None for text in words.values()):
        return [_marked(slot, mark_of(words.get(slot.position, ""))) for slot in slots]
    if all(read_money_unit(text) is not None for text in words.values()):
        return None
    finer, current = list[Slot](), slots[0]
    by_position = {slot.position: slot for slot in slots}
    for at in range(first, max(words) + 1):
        current = by_position.get(at, current)
        if at in words:
            mark = mark_of(words[at])
            is_mark = mark is not None
            finer.append(replace(_marked(current, mark), position=at, words="" if is_mark else words[at]))
    return finer


def _with_words(rows: Sequence[Row], columns: list[int]) -> list[int]:
    """Of the columns left of the years those that hold words."""
    return [at for at in columns if any((text := cell_at(row, at)) and not is_figure(text) for row in rows)]


def _lines(
    rows: Sequence[Row], columns: list[int], units: _UnitColumns, slots: Sequence[Slot], titles: list[str]
) -> Iterator[Line]:
    before = ("",) * len(columns)
    for row in rows:
        labels = [cell_at(row, at) for at in columns]
        is_carried = len(labels) > 1 and not labels[0] and any(labels[1:])
        if is_carried:
            labels[0] = before[0]
        cells = tuple(cell_at(row, slot.position) for slot in slots)
        if not any(labels) and not any(cells):
            continue
        before = (labels[0] or before[0], *labels[1:]) if labels else ()
        places = tuple(Place(row.line, titles[slot.position]) for slot in slots)
        yield Line(tuple(labels), units.said(row), cells, places, is_carried)


def _find_down(rows: Sequence[Row]) -> Grid | None:
    """The grid of a sheet whose years run down one column, turned."""
    for column in range(_SEARCHED_COLUMNS):
        years = [(index, stated) for index, row in enumerate(rows) if (stated := read_year(cell_at(row, column)))]
        if len(years) < 2 or years[0][0] == 0:
            continue
        first = years[0][0]
        name = folded(cell_at(rows[first - 1], column))
        slots = [Slot(index, stated) for index, stated in years]
        if name in _YEAR_NAMES or all(s.year.is_explicit for s in slots) or _ascends(slots):
            return _read_down(rows, column, slots)
    return None


def _read_down(rows: Sequence[Row], column: int, slots: list[Slot]) -> Grid:
    first = slots[0].position
    top = first - 1
    above = rows[top - 1].cells if top else ()
    if any(at not in (0, column) and cell.strip() and not _is_title(cell) for at, cell in enumerate(above)):
        top -= 1
    heads = rows[top:first]
    width = max(len(row.cells) for row in rows[top:])
    names = [cell_at(heads[-1], at) for at in range(width)]
    texts = [at for at in range(width) if at != column and _holds_words(rows, slots, at)]
    kinds = [at for at in texts if all(mark_of(cell_at(rows[s.position], at)) is not None for s in slots)]
    products = [at for at in texts if at not in kinds and folded(names[at]) not in _NO_WORDS][:1]
    units = _UnitColumns.among(names)
    slots = [_with_words_of(slot, rows[slot.position], products, kinds) for slot in slots]
    slots = [replace(slot, unit=units.said(rows[slot.position])) for slot in slots]
    columns = [at for at in range(width) if at != column and at not in texts and any(cell_at(h, at) for h in heads)]
    lines, group = list[Line](), ""
    for at in range(width):
        group = cell_at(heads[0], at) or group if len(heads) > 1 else ""
        if at not in columns:
            continue
        labels = (group, names[at]) if len(heads) > 1 and group != names[at] else (names[at],)
        cells = tuple(cell_at(rows[slot.position], at) for slot in slots)
        title = " ".join(filter(None, labels))
        lines.append(Line(labels, "", cells, tuple(Place(rows[s.position].line, title) for s in slots)))
    return Grid(
        above=tuple(cell for row in rows[:top] for cell in row.cells if cell.strip()),
        label_names=(cell_at(heads[0], column),),
        slots=tuple(slots),
        lines=tuple(lines),
        header=tuple(" ".join(filter(None, (cell_at(h, at) for h in heads))) for at in range(width)),
        header_line=heads[0].line,
        ignored=tuple(names[at] for at in texts if at not in (*products, *kinds, *units.places) and names[at]),
        rows={row.line: row.cells for row in rows[first:]},
    )


def _with_words_of(slot: Slot, row: Row, products: list[int], kinds: list[int]) -> Slot:
    words = cell_at(row, products[0]) if products else ""
    return replace(_marked(slot, mark_of(cell_at(row, kinds[0])) if kinds else None), words=words)


def _holds_words(rows: Sequence[Row], slots: list[Slot], column: int) -> bool:
    """Whether a column holds words beside the years: products, marks, remarks."""
    cells = [text for slot in slots if (text := cell_at(rows[slot.position], column)) and not is_nothing(text)]
    return bool(cells) and not any(map(is_figure, cells))


def _is_title(text: str) -> bool:
    return read_money_unit(text) is not None or ":" in text or "：" in text


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, with or without its unit."""
    return bool(_FIGURE.match(half_width(text)))
