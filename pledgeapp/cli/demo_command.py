"""pledgeapp demo: assess the bundled sample case from nothing, in one command."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pledgeapp.cli.assess_command import in_words, summary
from pledgeapp.cli.database import opened
from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.i18n import LANGUAGES, Language, Texts
from pledgeapp.services.assess_case_file import assess_and_issue
from pledgeapp.services.samples import load_sample, sample_keys


@click.command("demo")
@click.option(
    "-o",
    "--out",
    "folder",
    default="pledgeapp-demo",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the report.",
    show_default=True,
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh", help="Language of the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def demo_command(texts: Texts, folder: Path, language: Language, as_json: bool) -> int:
    """Assess the first bundled sample case and write its report; leaves the user's own database alone."""
    with TemporaryDirectory(prefix="pledgeapp-demo-") as scratch, opened(Path(scratch) / "demo.db") as services:
        case = load_sample(sample_keys()[0])
        assessment, files = assess_and_issue(services, case, folder, formats=("pdf", "json"), language=language)
    emit(summary(assessment, files, texts), as_json=as_json, human=lambda data: in_words(data, texts))
    return EXIT_DONE
