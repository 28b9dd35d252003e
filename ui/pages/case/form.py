"""How are the fields of one record shown and edited, each edit under its own undo name?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QGridLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.records.case import Case
from ui.pages.case.case_page import EDITED
from ui.pages.case.field_spec import FieldSpec
from ui.state.desk import Desk
from ui.state.edits import replace_at, value_at
from ui.widgets.field import Field
from valuation.wording import Message


class Editing(Protocol):
    """What a form needs of its page."""

    @property
    def desk(self) -> Desk:
        """Language and units."""

    @property
    def case(self) -> Case:
        """The case as it stands."""

    def change(self, name: Message, changed: Case | Problem) -> Problem | None:
        """Take an edit over; a problem comes back."""


Make = Callable[[str, object], object]


class Form(QWidget):
    """Fields in columns over the record at `base`, which may change (`patents[2]`) or be absent.

    `make(path, value)` gives the record that the first field entered creates where there was none; until then only
    the first field can be typed into.
    """

    def __init__(self, page: Editing, specs: Sequence[FieldSpec], columns: int = 3, make: Make | None = None) -> None:
        super().__init__()
        self._page = page
        self._make = make
        self._base: str | None = None
        self.fields: dict[str, Field] = {}
        self._specs = {spec.path: spec for spec in specs}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        row = column = 0
        for spec in specs:
            if column + spec.span > columns:
                row, column = row + 1, 0
            field = Field(spec.editor)
            field.committed.connect(lambda text, spec=spec: self._commit(spec, text))
            grid.addWidget(field, row, column, 1, spec.span)
            self.fields[spec.path] = field
            column += spec.span

    def retranslate(self) -> None:
        """Write labels, units and choices in the desk's language."""
        for path, field in self.fields.items():
            field.say(self._specs[path].texts(self._page.desk))

    def show_record(self, case: Case, base: str | None) -> None:
        """Show the record at `base` (empty: the case itself); None disables all."""
        moved, self._base = base != self._base, base
        record = None if base is None else value_at(case, base)
        for position, (path, field) in enumerate(self.fields.items()):
            value = None if record is None or base is None else _value(case, _join(base, path))
            if moved:
                field.revert()
            spec = self._specs[path]
            if spec.kind == "sum":
                # Its unit depends on the currency of the sum.
                field.say(spec.texts(self._page.desk, value))
            field.show_value(spec.typed(value, self._page.desk))
            field.setEnabled(base is not None and (record is not None or (self._make is not None and position == 0)))

    def field_at(self, path: str) -> Field | None:
        """The field of a path of the case; of the record as a whole its first one."""
        if self._base is None:
            return None
        if path == self._base:
            return next(iter(self.fields.values()))
        prefix = f"{self._base}." if self._base else ""
        if not path.startswith(prefix):
            return None
        rest = path[len(prefix) :]
        return self.fields.get(rest) or self.fields.get(rest.split(".", maxsplit=1)[0])

    def _commit(self, spec: FieldSpec, text: str) -> None:
        field = self.fields[spec.path]
        if self._base is None:
            return
        problem = self._put(spec, text)
        if problem is None:
            field.revert()
        else:
            field.refuse(self._page.desk.texts.message(problem.message))

    def _put(self, spec: FieldSpec, text: str) -> Problem | None:
        desk, case, base = self._page.desk, self._page.case, self._base or ""
        path = _join(base, spec.path)
        held = _value(case, path) if value_at(case, base) is not None else None
        value, before = spec.read(text, desk, held), spec.typed(held, desk)
        params = {
            "name_label": spec.label,
            "before_label": spec.said(before, desk, held),
            "after_label": spec.said(text, desk, held),
        }
        name = Message("field_edited", EDITED, params)
        if value_at(case, base) is None and self._make is not None:
            return self._page.change(name, replace_at(case, base, self._make(spec.path, value)))
        if value is None and path.endswith("]"):
            holder, _, key = path[:-1].rpartition("[")
            left = {k: v for k, v in _mapping(case, holder).items() if k != key}
            return self._page.change(name, replace_at(case, holder, left))
        return self._page.change(name, replace_at(case, path, value))


def _value(case: Case, path: str) -> object:
    """What stands at `path`; a key that a mapping of the case lacks is unknown."""
    try:
        return value_at(case, path)
    except KeyError:
        return None


def _mapping(case: Case, path: str) -> Mapping[str, object]:
    found = value_at(case, path)
    return found if isinstance(found, Mapping) else {}


def _join(base: str, path: str) -> str:
    return f"{base}.{path}" if base else path
