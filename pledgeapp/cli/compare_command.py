"""pledgeapp compare: which inputs explain the gap between two valuations of the same case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.cli.value_command import table_in_words
from pledgeapp.currency_names import currency_name
from pledgeapp.i18n import LANGUAGES, Language, Texts, texts
from pledgeapp.reference import load_reference
from pledgeapp.services.compare_cases import compare_cases, read_compared
from valuation.wording import N_


@click.command("compare")
@click.argument("first", metavar="A.json", type=click.Path(path_type=Path))
@click.argument("second", metavar="B.json", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the outcome; by default that of the messages.")
@click.pass_obj
def compare_command(speech: Texts, first: Path, second: Path, as_json: bool, lang: Language | None) -> int:
    """Say how the value of A becomes that of B: each differing input with its part of the gap.

    A and B are case files or assessments of the same case, such as the bank's and the agency's.
    """
    spoken = speech if lang is None else texts(lang)
    compared = asdict(compare_cases(read_compared(first), read_compared(second), load_reference()))
    for step in compared["steps"]:
        for given in step["inputs"]:
            given["text"] = spoken(given["label"])
    emit(compared, as_json=as_json, human=lambda data: in_words(data, spoken))
    return EXIT_DONE


def in_words(data: dict[str, Any], spoken: Texts) -> str:
    """First value, a row for each step that matters, second value; then what differs without effect."""
    unit = currency_name(data["currency"], spoken.language)
    rows = [(spoken(N_("Value of {title}"), title=data["first_title"]), _sum(data["first_value"]), "")]
    rows += [row for step in data["steps"] if step["matters"] for row in _rows(step, spoken)]
    rows.append((spoken(N_("Value of {title}"), title=data["second_title"]), _sum(data["second_value"]), ""))
    lines = [spoken(N_("Sums in {unit}"), unit=unit), "", *table_in_words(rows, numbers_in=1)]
    idle = [name for step in data["steps"] if not step["matters"] for name in _names(step, spoken)]
    if idle:
        lines += ["", spoken(N_("Differs without effect: {names}"), names="; ".join(idle))]
    if not data["is_exact"]:
        lines += ["", spoken(N_("Many inputs differ: the parts are sampled, each with a standard error."))]
    return "\n".join(lines)


def _rows(step: dict[str, Any], spoken: Texts) -> list[tuple[str, str, str]]:
    """A row with the sum; what can only be exchanged together stands in the rows below it."""
    changes = [
        f"{_shown(given['first'])} → {_shown(given['second'])}"
        for given in step["inputs"]
        if given["first"] is not None or given["second"] is not None
    ]
    first, *others = _names(step, spoken)
    return [(first, f"{step['contribution']:+,.2f}", "; ".join(changes)), *((f"  + {name}", "", "") for name in others)]


def _names(step: dict[str, Any], spoken: Texts) -> list[str]:
    parts = (
        spoken(N_("{name}: {words}"), name=spoken(given["subject"]), words=given["text"])
        if given["subject"]
        else given["text"]
        for given in step["inputs"]
    )
    return list(dict.fromkeys(parts))


def _shown(value: float | str | None) -> str:
    return "—" if value is None else value if isinstance(value, str) else f"{value:,.10g}"


def _sum(value: float) -> str:
    return f"{value:,.2f}"
