"""Which commands are there, and how does every one of them end?"""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from itertools import pairwise

import click

from pledgeapp.cli.output import EXIT_BUG, EXIT_PROBLEM, EXIT_WRONG_USE, complain, prepare_streams
from pledgeapp.errors import Cancelled, PledgeAppError
from pledgeapp.i18n import LANGUAGES, Language, system_language, texts
from valuation.wording import N_

_COMMANDS = {
    "window": "Open the window.",
    "demo": "Assess the bundled sample case and write its report.",
    "import": "Read patents, comparables or revenue from a file into the database.",
    "fill": "Read patents, products, transactions, a repayment schedule or development cost into a case file.",
    "look": "Say what a file of patents, comparables or revenue seems to be.",
    "assess": "Assess a case file and write its report, without a window.",
    "value": "Run one valuation method on the inputs of a file and print its steps.",
    "compare": "Say which inputs explain the gap between two valuations of the same case.",
    "fees": "List the annual fees of a case that are late or fall due; as a calendar or a table too.",
    "template": "Write an import template, empty or with what a case file knows.",
    "schema": "Print the JSON Schema of a file the program reads.",
    "doctor": "Check the database, the reference data and the surroundings.",
}
"""Name and help of each command; its module is imported only when it is called, so that starting stays quick."""


class _LazyGroup(click.Group):
    """Finds `pledgeapp.cli.<name>_command` when `<name>` is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"pledgeapp.cli.{cmd_name}_command"), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=system_language,
    show_default="that of the system",
    help="Language of messages.",
)
@click.pass_context
def pledgeapp(context: click.Context, language: Language) -> None:
    """PledgeApp: assess patents offered as collateral, offline. Without a command it opens the window."""
    context.obj = texts(language)
    if context.invoked_subcommand is None:
        command = pledgeapp.get_command(context, "window")
        if command is not None:
            context.invoke(command)


def run(arguments: list[str]) -> int:
    """Run the command line on `arguments`; returns the exit code and never raises."""
    language = _language_of(arguments)
    prepare_streams()
    try:
        result = pledgeapp.main(args=arguments, prog_name="pledgeapp", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_WRONG_USE
    except (click.exceptions.Abort, Cancelled):
        sys.stderr.write(texts(language)(N_("Stopped. Unfinished work was not stored.")) + "\n")
        return EXIT_PROBLEM
    except PledgeAppError as error:
        complain(error, texts(language))
        return error.exit_code
    except Exception:  # noqa: BLE001 - the last door: whatever gets here is our own fault and says so
        sys.stderr.write(traceback.format_exc())
        said = N_("This is a fault of PledgeApp itself. What was saved before is safe.")
        sys.stderr.write(texts(language)(said) + "\n")
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _language_of(arguments: list[str]) -> Language:
    """The language asked for, known before the command line is understood: its refusal is to be read, too."""
    for language in LANGUAGES:
        if f"--language={language}" in arguments or ("--language", language) in pairwise(arguments):
            return language
    return system_language()
