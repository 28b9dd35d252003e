"""How is the program taught a list it does not know: columns looked at, chosen, tried, kept and shared?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from pledgeapp.clock import today
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.column_choice import LOOKED_AT, ListedTable, chosen_profile, first_choice, listed, row_profile
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Header, Layout
from pledgeapp.intake.layouts.profile import Profile, layout_of, read_profile, shipped_profiles
from pledgeapp.intake.layouts.profile_text import profile_text
from pledgeapp.intake.layouts.year_grid import find_grid
from pledgeapp.intake.list_forms import BY_YEAR, form_of, has_years_across, likely_form
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.preview import preview_tables
from pledgeapp.intake.recognition import recognise
from pledgeapp.intake.sheet_choice import first_meanings, first_sheet_choice, items_of, sheet_profile
from pledgeapp.intake.tables import Row, Table, read_tables
from pledgeapp.intake.year_sheets import YEAR_LAYOUTS, preview_year_sheets
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.import_columns import ColumnsFound, ListForm, Taught
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.refusal import RefusedValue, messages_of
from pledgeapp.services.context import Services
from pledgeapp.store.durable_file import write_durably
from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message

LARGEST_PROFILE = 256 * 1024


def layouts_known(services: Services | None) -> tuple[Layout, ...]:
    """The layouts this office has taught the program, then those it came with; without an office these alone.

    A kept layout that this version does not understand any more is left out.
    """
    own = [layout_of(profile) for profile in saved_profiles(services)] if services is not None else []
    return (*own, *LAYOUTS, *YEAR_LAYOUTS)


def saved_profiles(services: Services) -> tuple[Profile, ...]:
    """The layouts this office has taught the program, by name."""
    found = []
    for key, text in services.store.import_profiles.all():
        try:
            found.append(read_profile(text, f"{key}.toml"))
        except DataProblem:
            continue
    return tuple(sorted(found, key=lambda profile: profile.label))


def find_columns(
    services: Services,
    path: Outside,
    progress: ReportProgress = silent,
    bounds: Bounds | None = None,
    kind: ImportKind | None = None,
) -> ColumnsFound:
    """The columns of the list at `path` and what each may hold; `kind` says what its rows describe, where it is known.

    DataProblem when there is no table in it.
    """
    return _found(services, read_tables(path, progress, bounds), path.name, kind)


def look_again(services: Services, found: ColumnsFound, form: ListForm) -> ColumnsFound:
    """The same list looked at as one of another form: what its columns, and its lines, may hold then."""
    seen = _recognised(services, found.tables, found.file, form.kind)
    if seen is not None and seen.form is form:
        return _with_choice(seen, found.tables, found.file)
    table = listed(found.tables, layouts_known(services)) or found.table
    return _with_choice(_Seen(replace(table, base=None), form), found.tables, found.file)


def try_columns(services: Services, found: ColumnsFound, taught: Taught) -> ImportPreview:
    """The first rows of the list as the choice reads them; DataProblem in words when nothing can be read by it."""
    layout = layout_of(profile_of(found, taught))
    day = today(services.clock)
    return preview_tables([found.table.head()], found.file, layout=(layout,), source_day=day)


def profile_of(found: ColumnsFound, taught: Taught) -> Profile:
    """The layout file of a choice; DataProblem in words when it lacks what no row can do without."""
    try:
        if taught.form.is_by_year:
            return sheet_profile(found.table, taught)
        if taught.form is not ListForm.PATENTS:
            return row_profile(found.table, taught)
        return chosen_profile(taught.name, found.table, taught.choice, taught.source_kind)
    except RefusedValue as error:
        raise DataProblem(error.message) from error
    except ValidationError as error:
        raise DataProblem(messages_of(error)[0].message) from error


def save_profile(services: Services, profile: Profile) -> None:
    """Keep a layout: files like it are recognised from now on. One of the same name is replaced."""
    text = profile_text(profile)
    services.store.import_profiles.save(profile.key, text, at=services.clock(), who=services.person)


def remove_profile(services: Services, key: str) -> None:
    """Forget a layout that was taught."""
    services.store.import_profiles.remove(key, at=services.clock(), who=services.person)


def write_profile(profile: Profile, target: Path) -> None:
    """Write a layout as a file for others; KnownTrouble when it cannot be written."""
    write_durably(target, profile_text(profile).encode())


def take_profile(services: Services, path: Path) -> Profile:
    """Keep the layout in the file at `path`; DataProblem with file and line for whatever does not belong in it."""
    profile = profile_in(path)
    if any(profile.key == layout.key for layout in (*LAYOUTS, *YEAR_LAYOUTS)):
        raise _unreadable(path, N_("a layout that comes with the program has this key already"))
    save_profile(services, profile)
    return profile


def profile_in(path: Path) -> Profile:
    """The layout in the file at `path`; DataProblem with file and line for whatever does not belong in it."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_PROFILE + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, reason_label(error.errno)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, N_("the file is not UTF-8 text")) from error
    if len(content) > LARGEST_PROFILE:
        raise _unreadable(path, N_("this is no layout of a list: it is too large"))
    try:
        return read_profile(text, path.name)
    except RecursionError as error:
        raise _unreadable(path, N_("this is no layout of a list: it is nested too deep")) from error


def layouts_named(services: Services | None, name: str) -> tuple[Layout, ...]:
    """The layouts called `name`: by key, by the name under which one was taught, or in a layout file."""
    if name.endswith(".toml"):
        return (layout_of(profile_in(Path(name))),)
    return tuple(layout for layout in layouts_known(services) if name in (layout.key, layout.label))


@dataclass(frozen=True)
class _Seen:
    """A list with its form, and the header by which it was recognised."""

    table: ListedTable
    form: ListForm
    header: Header | None = None
    is_known: bool = False
    is_certain: bool = True


def _found(services: Services, tables: Sequence[Table], file: str, kind: ImportKind | None) -> ColumnsFound:
    seen = _recognised(services, tables, file, kind)
    if seen is None:
        table = listed(tables, layouts_known(services))
        if table is None:
            message = Message("import.no_columns", N_("{file}: there is no row with names of columns"), {"file": file})
            raise DataProblem(message, (Problem(message, file=file),))
        form, is_certain = likely_form(table.names, table.rows, kind)
        seen = _Seen(table, form, is_certain=is_certain)
    return _with_choice(seen, tables, file)


def _recognised(services: Services, tables: Sequence[Table], file: str, kind: ImportKind | None) -> _Seen | None:
    """The list as the program knows it already; None when it does not."""
    known = layouts_known(services)
    try:
        recognition = recognise(tables, file, kind, known)
    except DataProblem:
        return _drawn_by_years(services, tables, file, kind)
    first = recognition.tables[0]
    base = next((p for p in _profiles_known(services) if p.key == recognition.layout.key), None)
    header = Row(first.header.line, first.header.names)
    table = ListedTable(first.table, header, tuple(first.rows[:LOOKED_AT]), base)
    return _Seen(table, form_of(recognition.layout), first.header, is_known=True)


def _drawn_by_years(services: Services, tables: Sequence[Table], file: str, kind: ImportKind | None) -> _Seen | None:
    preview = preview_year_sheets(tables, file, kind, layouts_known(services), today(services.clock))
    if preview is None:
        return None
    for table in tables:
        grid = find_grid(table.rows)
        header = next((row for row in table.rows if grid is not None and row.line == grid.header_line), None)
        if header is not None and has_years_across(header.cells):
            rows = tuple(row for row in table.rows if row.line > header.line)
            return _Seen(ListedTable(table, header, rows), BY_YEAR[preview.kind], is_known=True)
    return None


def _with_choice(seen: _Seen, tables: Sequence[Table], file: str) -> ColumnsFound:
    table, form = seen.table, seen.form
    choice = first_sheet_choice(table) if form.is_by_year else first_choice(table, seen.header, form)
    items = items_of(table, choice, form) if form.is_by_year else ()
    return ColumnsFound(
        file=file,
        names=table.names,
        samples=tuple(table.samples(column) for column in range(len(table.names))),
        choice=choice,
        is_known=seen.is_known,
        table=table,
        form=form,
        is_form_certain=seen.is_certain,
        items=items,
        meanings=first_meanings(items, form) if form.is_by_year else {},
        tables=tables,
    )


def _profiles_known(services: Services) -> tuple[Profile, ...]:
    return (*saved_profiles(services), *shipped_profiles())


def _unreadable(path: Path, reason: str) -> DataProblem:
    params = {"file": path.name or str(path), "reason_label": reason}
    message = Message("file_unreadable", N_("{file}: {reason_label}"), params)
    return DataProblem(message, (Problem(message, file=path.name),))
