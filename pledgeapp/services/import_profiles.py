"""How is the program taught a list it does not know: columns looked at, chosen, tried, kept and shared?"""

from __future__ import annotations

from pathlib import Path

from pledgeapp.clock import today
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.column_choice import ListedTable, chosen_profile, first_choice, listed
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.profile import Profile, layout_of, read_profile, shipped_profiles
from pledgeapp.intake.layouts.profile_text import profile_text
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.preview import preview_tables
from pledgeapp.intake.recognition import recognise
from pledgeapp.intake.tables import Row, read_tables
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.import_columns import ColumnsFound, Taught
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.refusal import RefusedValue
from pledgeapp.services.context import Services
from pledgeapp.store.durable_file import write_durably
from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message

LARGEST_PROFILE = 256 * 1024


def layouts_known(services: Services) -> tuple[Layout, ...]:
    """The layouts this office has taught the program, then those it came with.

    A kept layout that this version does not understand any more is left out.
    """
    own = [layout_of(profile) for profile in saved_profiles(services)]
    return (*own, *LAYOUTS)


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
    services: Services, path: Outside, progress: ReportProgress = silent, bounds: Bounds | None = None
) -> ColumnsFound:
    """The columns of the list at `path` and what each may hold; DataProblem when there is no table of patents in it."""
    known = layouts_known(services)
    tables = read_tables(path, progress, bounds)
    table = listed(tables, known)
    if table is None:
        message = Message("import.no_columns", N_("{file}: there is no row with names of columns"), {"file": path.name})
        raise DataProblem(message, (Problem(message, file=path.name),))
    try:
        recognised = recognise([table.table], path.name, ImportKind.PATENTS, known)
        header = recognised.tables[0].header
        base = next((p for p in _profiles_known(services) if p.key == recognised.layout.key), None)
        table = ListedTable(table.table, _row_at(table, header.line), tuple(recognised.tables[0].rows), base)
    except DataProblem:
        header = None
    return ColumnsFound(
        file=path.name,
        names=table.names,
        samples=tuple(table.samples(column) for column in range(len(table.names))),
        choice=first_choice(table, header),
        is_known=header is not None,
        table=table,
    )


def try_columns(services: Services, found: ColumnsFound, taught: Taught) -> ImportPreview:
    """The first rows of the list as the choice reads them; DataProblem in words when nothing can be read by it."""
    layout = layout_of(profile_of(found, taught))
    day = today(services.clock)
    return preview_tables([found.table.head()], found.file, layout=(layout,), source_day=day)


def profile_of(found: ColumnsFound, taught: Taught) -> Profile:
    """The layout file of a choice; DataProblem in words when it lacks a number or a title."""
    try:
        return chosen_profile(taught.name, found.table, taught.choice, taught.source_kind)
    except RefusedValue as error:
        raise DataProblem(error.message) from error


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
    if any(profile.key == layout.key for layout in LAYOUTS):
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


def layouts_named(services: Services, name: str) -> tuple[Layout, ...]:
    """The layouts called `name`: by key, by the name under which one was taught, or in a layout file."""
    if name.endswith(".toml"):
        return (layout_of(profile_in(Path(name))),)
    return tuple(layout for layout in layouts_known(services) if name in (layout.key, layout.label))


def _profiles_known(services: Services) -> tuple[Profile, ...]:
    return (*saved_profiles(services), *shipped_profiles())


def _row_at(table: ListedTable, line: int) -> Row:
    return next(row for row in table.table.rows if row.line == line)


def _unreadable(path: Path, reason: str) -> DataProblem:
    params = {"file": path.name or str(path), "reason_label": reason}
    message = Message("file_unreadable", N_("{file}: {reason_label}"), params)
    return DataProblem(message, (Problem(message, file=path.name),))
