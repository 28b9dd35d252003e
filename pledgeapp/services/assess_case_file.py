"""How is a case file assessed from beginning to end: read, checked, valued, kept, printed?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.i18n import Language
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import Case
from pledgeapp.records.refusal import messages_of
from pledgeapp.services.assess_case import assess_case, save_assessment, with_analyses
from pledgeapp.services.context import Services
from pledgeapp.services.issue_report import issue_report
from pledgeapp.services.json_file import read_json
from valuation.wording import N_, Message


def read_case_file(path: Path) -> Case:
    """The case in the JSON file `path`; DataProblem names file, field and what is allowed."""
    return case_in_tree(read_json(path), path.name)


def case_in_tree(tree: Any, file_name: str) -> Case:
    """The case that `tree`, read from `file_name`, holds; DataProblem names file, field and what is allowed."""
    try:
        return Case.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        problems = tuple(
            Problem(refusal.message, file=file_name, column=refusal.place, value=refusal.value)
            for refusal in messages_of(error)
        )
        raise DataProblem(
            Message(
                "case_file_refused",
                N_("{file}: the case has {count} problems"),
                {"file": file_name, "count": len(problems)},
            ),
            problems,
        ) from error


def assess_and_issue(
    services: Services, case: Case, folder: Path, *, formats: tuple[str, ...], language: Language
) -> tuple[Assessment, tuple[Path, ...]]:
    """Assess `case`, keep it with its assessment, write the wanted files into `folder`; returns what was written.

    KnownTrouble when the folder cannot be made, before anything is kept, or when disk or store refuse.
    """
    from pledgeapp.store.durable_file import file_trouble, write_durably

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, folder) from error
    assessment = with_analyses(services, assess_case(services, case))
    services.store.cases.save(case, action="assessed", at=services.clock(), who=services.person)
    save_assessment(services, assessment)
    written = []
    if "pdf" in formats:
        written.append(folder / issue_report(services, assessment, language, folder).file_name)
    if "json" in formats:
        target = folder / f"assessment-{assessment.fingerprint[:12]}.json"
        write_durably(target, assessment.model_dump_json(indent=1).encode())
        written.append(target)
    return assessment, tuple(written)
