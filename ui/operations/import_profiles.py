"""How does the window teach the program an unknown list, and keep and share what it was taught?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from ui.operations.office import Failed, How, Office
from ui.operations.runner import Job
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.intake.layouts.layout import Layout as Layout  # noqa: PLC0414 - handed on to the dialogs
    from pledgeapp.intake.layouts.profile import Profile as Profile  # noqa: PLC0414 - handed on to the dialogs
    from pledgeapp.intake.pasted import Outside
    from pledgeapp.records.import_columns import ColumnsFound, ListForm, Taught
    from pledgeapp.records.importing import ImportKind, ImportPreview
    from pledgeapp.services.context import Services
    from ui.operations.importing import Written

LOOKING = Message("looking_at_columns", N_("Looking at the columns"))
KEEPING = Message("keeping_layout", N_("Keeping the layout"))


def find_columns(
    office: Office,
    owner: QObject,
    source: tuple[Outside, Written, ImportKind | None],
    done: Callable[[ColumnsFound], None],
    failed: Failed,
) -> Job:
    """The columns of a list and what each may hold; its kind is stated or found out."""
    file, stated, kind = source

    def work(services: Services, report: ReportProgress) -> ColumnsFound:
        from pledgeapp.intake.bounds import Bounds
        from pledgeapp.services.import_profiles import find_columns

        bounds = Bounds(encoding=stated.encoding, delimiter=stated.delimiter)
        return find_columns(services, file, report, bounds, kind)

    return office.ask(owner, LOOKING, work, done, How(failed=failed))


def look_again(
    office: Office,
    owner: QObject,
    source: tuple[ColumnsFound, ListForm],
    done: Callable[[ColumnsFound], None],
    failed: Failed,
) -> Job:
    """The columns of a list that was read already, as those of a list of another form."""

    def work(services: Services, _: ReportProgress) -> ColumnsFound:
        from pledgeapp.services.import_profiles import look_again

        return look_again(services, *source)

    return office.ask(owner, LOOKING, work, done, How(is_shown=False, failed=failed))


def try_columns(
    office: Office,
    owner: QObject,
    source: tuple[ColumnsFound, Taught],
    done: Callable[[ImportPreview], None],
    failed: Failed,
) -> Job:
    """The first rows as the choice reads them."""

    def work(services: Services, _: ReportProgress) -> ImportPreview:
        from pledgeapp.services.import_profiles import try_columns

        return try_columns(services, *source)

    return office.ask(owner, LOOKING, work, done, How(is_shown=False, failed=failed))


def keep_columns(
    office: Office,
    owner: QObject,
    source: tuple[ColumnsFound, Taught, bool],
    done: Callable[[Layout], None],
    failed: Failed,
) -> Job:
    """The layout of a choice, kept for later files where that is wanted."""
    found, taught, is_kept = source

    def work(services: Services, _: ReportProgress) -> Layout:
        from pledgeapp.intake.layouts.profile import layout_of
        from pledgeapp.services.import_profiles import profile_of, save_profile

        profile = profile_of(found, taught)
        if is_kept:
            save_profile(services, profile)
        return layout_of(profile)

    return office.ask(owner, KEEPING, work, done, How(writes=is_kept, failed=failed))


def list_profiles(office: Office, owner: QObject, done: Callable[[tuple[Profile, ...]], None]) -> Job:
    """The layouts that were taught, by name."""

    def work(services: Services, _: ReportProgress) -> tuple[Profile, ...]:
        from pledgeapp.services.import_profiles import saved_profiles

        return saved_profiles(services)

    return office.ask(owner, LOOKING, work, done, How(is_shown=False))


def take_profile(office: Office, owner: QObject, path: Path, done: Callable[[Profile], None], failed: Failed) -> Job:
    """Keep the layout in the file at `path`."""

    def work(services: Services, _: ReportProgress) -> Profile:
        from pledgeapp.services.import_profiles import take_profile

        return take_profile(services, path)

    return office.ask(owner, KEEPING, work, done, How(writes=True, failed=failed))


def write_profile(
    office: Office, owner: QObject, source: tuple[Profile, Path], done: Callable[[Path], None], failed: Failed
) -> Job:
    """Write a layout as a file for others."""
    profile, target = source

    def work(_: ReportProgress) -> Path:
        from pledgeapp.services.import_profiles import write_profile

        write_profile(profile, target)
        return target

    return office.run(owner, KEEPING, work, done, How(failed=failed))


def remove_profile(office: Office, owner: QObject, key: str, done: Callable[[None], None], failed: Failed) -> Job:
    """Forget a layout."""

    def work(services: Services, _: ReportProgress) -> None:
        from pledgeapp.services.import_profiles import remove_profile

        remove_profile(services, key)

    return office.ask(owner, KEEPING, work, done, How(writes=True, failed=failed))
