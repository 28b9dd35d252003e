"""pledgeapp value: one valuation method on the inputs of a file, with every step."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.currency_names import YUAN, currency_name
from pledgeapp.i18n import Texts
from pledgeapp.services.value_model import list_models, read_model_file, result_as_json, value_model
from valuation.wording import N_

_UNITS = {
    "1": "",
    "1/year": N_("per year"),
    "years": N_("years"),
    "months": N_("months"),
    "factor": "",
    "count": "",
}
_GAP = "  "


@click.command("value")
@click.argument("model_file", metavar="MODEL.json", required=False, type=click.Path(path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="Name the methods and do nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def value_command(texts: Texts, model_file: Path | None, only_list: bool, as_json: bool) -> int:
    """Run the method that MODEL.json names on its inputs: value, steps, warnings.

    The file is {"model": NAME, "inputs": {...}}; `pledgeapp schema value` says what each method needs.
    """
    if (model_file is None) != only_list:
        raise click.UsageError("give either MODEL.json or --list")
    if model_file is None:
        emit({"models": list_models(texts)}, as_json=as_json, human=_list_in_words)
        return EXIT_DONE
    request = read_model_file(model_file)
    data = result_as_json(request.model, value_model(request), texts)
    emit(data, as_json=as_json, human=lambda shown: in_words(shown, texts))
    return EXIT_DONE


def in_words(data: dict[str, Any], texts: Texts) -> str:
    """Name, value, the steps as a table, warnings."""
    value = " ".join(part for part in (_number(data["value"], data["unit"]), _unit(data["unit"], texts)) if part)
    lines = [texts(N_("{name}: {words}"), name=data["label"], words=value), ""]
    heads = (N_("Symbol"), N_("Meaning"), N_("Figure"), N_("Unit"), N_("Formula or input"))
    rows = [tuple(texts(head) for head in heads)]
    for step in data["workings"]:
        origin = f"= {step['formula']}" if step["formula"] else step["source"]
        shown = (_number(step["value"], step["unit"]), _unit(step["unit"], texts))
        rows.append((step["symbol"], step["label"], *shown, origin))
    lines += table_in_words(rows, numbers_in=2)
    lines += [texts(N_("Note: {words}"), words=warning["text"]) for warning in data["warnings"]]
    return "\n".join(lines)


def _list_in_words(data: dict[str, Any]) -> str:
    rows = [(model["name"], model["label"], model["family_label"]) for model in data["models"]]
    return "\n".join(table_in_words(rows))


def _number(value: float, unit: str) -> str:
    """Money to the cent, everything else to ten digits: a step can be followed with a calculator."""
    return f"{value:,.2f}" if unit == YUAN else f"{value:,.10g}"


def _unit(unit: str, texts: Texts) -> str:
    return currency_name(unit, texts.language) if unit == YUAN else texts(_UNITS.get(unit, unit))


def table_in_words(rows: Sequence[tuple[str, ...]], numbers_in: int | None = None) -> list[str]:
    """Columns under one another on a terminal, where a Chinese character takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            " " * (width - _width(cell)) + cell if place == numbers_in else cell + " " * (width - _width(cell))
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(_GAP.join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Places that `text` takes: two for wide characters, none for marks on the one before."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )
