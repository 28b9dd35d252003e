"""How do several files come in together: read one by one, put together by kind, corrected and compared?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pledgeapp.clock import today
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.combining import combined, packed, renamed
from pledgeapp.intake.correcting import Place, correct_rows
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.several_kinds import preview_each_kind
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.case import Case
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.import_differences import Choice, Differences
from pledgeapp.records.importing import CASE_ONLY, ImportKind, ImportPreview
from pledgeapp.records.spool import MOST_LIVE
from pledgeapp.services.compare_import import differences_in_case, differences_in_library
from pledgeapp.services.context import Services
from pledgeapp.services.import_profiles import layouts_known
from pledgeapp.services.source_preference import source_preference
from valuation.wording import N_, Message


@dataclass(frozen=True)
class Wanted:
    """What the files are to be read as; None is recognised."""

    kind: ImportKind | None = None
    layouts: tuple[Layout, ...] = ()
    """The layouts to choose from; none: all that are known."""
    encoding: str = ""
    """Of text files, one of `ENCODINGS`; empty: found out."""
    delimiter: str = ""
    """Of text files; empty: found out."""


@dataclass(frozen=True)
class FilesRead:
    """What several files hold: one preview for each kind of rows, and the files that could not be read."""

    previews: tuple[ImportPreview, ...]
    unread: tuple[Problem, ...] = ()
    """One for each such file, with the reason."""


def preview_imports(
    services: Services, paths: Sequence[Outside], wanted: Wanted | None = None, progress: ReportProgress = silent
) -> FilesRead:
    """What the files at `paths` hold; nothing is stored. Files of one kind come together, each record once.

    A file that cannot be read holds up no other; DataProblem when there is only one, or when none could be read.
    """
    wanted = wanted or Wanted()
    previews, refusals = list[ImportPreview](), list[DataProblem]()
    day = today(services.clock)
    layouts = wanted.layouts or layouts_known(services)
    bounds = Bounds(encoding=wanted.encoding, delimiter=wanted.delimiter)
    chosen = list(dict.fromkeys(paths))
    for path, name in zip(chosen, _names(chosen), strict=True):
        try:
            found = preview_each_kind(
                path, kind=wanted.kind, layout=layouts, source_day=day, progress=progress, bounds=bounds
            )
        except DataProblem as problem:
            refusals.append(problem)
        else:
            previews += [renamed(preview, name) for preview in found]
            if sum(preview.accepted + len(preview.refused) for preview in previews) > MOST_LIVE:
                previews = list(map(packed, previews))
    if not previews:
        raise refusals[0] if len(refusals) == 1 else _of_all(refusals)
    kinds = dict.fromkeys(preview.kind for preview in previews)
    rule = source_preference(services.reference, day)
    together = (combined([p for p in previews if p.kind is kind], rule, progress) for kind in kinds)
    return FilesRead(tuple(together), tuple(_of_whole_file(refusal) for refusal in refusals))


def correct_import(
    services: Services, preview: ImportPreview, corrections: Mapping[Place, tuple[str, ...]]
) -> ImportPreview:
    """`preview` with refused rows read again as corrected; the file is not opened."""
    return correct_rows(preview, corrections, rule_of(services))


def compare_import(
    services: Services, preview: ImportPreview, case: Case | None, progress: ReportProgress = silent
) -> Differences:
    """How what was read differs from `case`, or from the library where there is none."""
    if case is not None:
        return differences_in_case(case, preview, rule_of(services))
    if preview.kind in CASE_ONLY:
        return Differences()
    return differences_in_library(services, preview, rule_of(services), progress)


def update_of(services: Services, preview: ImportPreview, progress: ReportProgress = silent) -> Choice:
    """That the values of a newer export take the place of the old ones in the library, except what a person entered."""
    differences = compare_import(services, preview, None, progress)
    return Choice(differences.proposed, rule_of(services))


def rule_of(services: Services) -> Preference:
    """Whose word counts today."""
    return source_preference(services.reference, today(services.clock))


def _names(paths: Sequence[Outside]) -> list[str]:
    """Names under which the files are told apart: with their folder where two bear the same name."""
    times = Counter(path.name for path in paths)
    return [_with_folder(path) if times[path.name] > 1 else path.name for path in paths]


def _with_folder(path: Outside) -> str:
    return f"{path.parent.name}/{path.name}" if isinstance(path, Path) else path.name


def _of_all(refusals: Sequence[DataProblem]) -> DataProblem:
    message = Message("import.no_file_read", N_("none of the {count} files can be read"), {"count": len(refusals)})
    return DataProblem(message, tuple(map(_of_whole_file, refusals)))


def _of_whole_file(refusal: DataProblem) -> Problem:
    first = refusal.problems[0] if refusal.problems else Problem(refusal.message)
    return replace(first, message=refusal.message)
