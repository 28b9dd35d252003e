"""pledgeapp assess: the whole job without a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.database import database_option, opened
from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.currency_names import currency_name
from pledgeapp.i18n import LANGUAGES, Language, Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.wording import label
from pledgeapp.sentences import sentence
from pledgeapp.services.assess_case_file import assess_and_issue, read_case_file
from valuation.wording import N_

REPORT_FORMATS = ("pdf", "json")


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in value.split(",") if part.strip())
    unknown = [part for part in wanted if part not in REPORT_FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(f"choose from {', '.join(REPORT_FORMATS)}")
    return wanted


@click.command("assess")
@click.argument("case_file", metavar="CASE.json", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files.",
)
@click.option("--report", "formats", default="pdf", callback=_formats, help="Comma separated: pdf, json.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh", help="Language of the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@database_option
@click.pass_obj
def assess_command(
    texts: Texts,
    case_file: Path,
    folder: Path,
    formats: tuple[str, ...],
    language: Language,
    as_json: bool,
) -> int:
    """Assess CASE.json, keep case, assessment and report in the database, write the report into the folder."""
    case = read_case_file(case_file)
    with opened() as services:
        assessment, files = assess_and_issue(services, case, folder, formats=formats, language=language)
    emit(summary(assessment, files, texts), as_json=as_json, human=lambda data: in_words(data, texts))
    return EXIT_DONE


def summary(assessment: Assessment, files: tuple[Path, ...], texts: Texts) -> dict[str, Any]:
    """The outcome in the shape other programs rely on (design of the command line)."""
    lending, value = assessment.lending, assessment.fair_value
    return {
        "case": assessment.case.title,
        "currency": assessment.case.currency,
        "fair_value": value.model_dump() if value else None,
        "approaches": {a.approach: a.value for a in assessment.appraisal.approaches},
        "methods": [
            {"model": m.model, "label": texts(m.label), "value": m.value, "unit": m.unit, "weight": m.weight}
            for m in assessment.appraisal.methods
        ],
        "lending_value": lending.lending_value if lending else None,
        "loan_limit": lending.loan_limit if lending else None,
        "loan_to_value": lending.loan_to_value if lending else None,
        "is_draft": assessment.is_draft,
        "blockers": [sentence(point, assessment.case, texts) for point in assessment.open_points],
        "fingerprint": assessment.fingerprint,
        "files": [str(file) for file in files],
    }


def in_words(data: dict[str, Any], texts: Texts) -> str:
    """The outcome as a few lines a person reads."""
    value, unit = data["fair_value"], currency_name(data["currency"], texts.language)
    lines = [data["case"]]
    if value is None:
        lines.append(texts(N_("No approach could be applied; see the open points.")))
    else:
        lines.append(texts(N_("Fair value {base:,.0f} {unit} (range {low:,.0f} to {high:,.0f})"), unit=unit, **value))
    for name, amount in data["approaches"].items():
        shown = texts(N_("not applied")) if amount is None else f"{amount:,.0f} {unit}"
        lines.append("  " + texts(N_("{name}: {words}"), name=texts(label(_approach(name))), words=shown))
    if data["loan_limit"] is not None:
        lines.append(texts(N_("Lending value {amount:,.0f} {unit}"), amount=data["lending_value"], unit=unit))
        lines.append(texts(N_("Loan limit {amount:,.0f} {unit}"), amount=data["loan_limit"], unit=unit))
    lines += [texts(N_("Still open: {point}"), point=point) for point in data["blockers"]]
    lines.append(texts(N_("Fingerprint {fingerprint}"), fingerprint=data["fingerprint"]))
    lines += [texts(N_("Written: {file}"), file=file) for file in data["files"]]
    return "\n".join(lines)


def _approach(name: str) -> Any:
    from pledgeapp.records.case import ApproachName

    return ApproachName(name)
