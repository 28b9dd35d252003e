"""pledgeapp fees: which annual fees of a case are late or coming, as a list, a calendar or a table."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.clock import system_clock, today
from pledgeapp.i18n import Texts
from pledgeapp.records.base import EARLIEST_DATE, LATEST_DATE
from pledgeapp.records.wording import label
from pledgeapp.reference import load_reference
from pledgeapp.services.assess_case_file import read_case_file
from pledgeapp.services.export_fees import write_fees
from pledgeapp.services.list_fees import FeeList, list_fees
from valuation.calendar_days import add_years, as_days
from valuation.wording import N_

_YEARS = 1
"""How far the list looks ahead when nobody says."""


@click.command("fees")
@click.argument("case_file", metavar="CASE.json", type=click.Path(path_type=Path))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last due day listed; a year from today without it.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the list; today without it.")
@click.option(
    "-o", "--out", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write there, as .ics or .csv."
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def fees_command(
    texts: Texts,
    *,
    case_file: Path,
    until: datetime | None,
    day: datetime | None,
    target: Path | None,
    as_json: bool,
) -> int:
    """List the annual fees of the patents of CASE.json that are late or fall due."""
    case = read_case_file(case_file)
    first = _plausible(day, "--on") or today(system_clock)
    last = _plausible(until, "--until") or cast("date", add_years(as_days(first), _YEARS).item())
    fees = list_fees(case, load_reference(), first, last)
    if target is not None:
        write_fees(fees, target, system_clock(), language=texts.language)
    emit(_as_json(fees, target), as_json=as_json, human=lambda _: _words(fees, target, texts))
    return EXIT_DONE


def _plausible(moment: datetime | None, option: str) -> date | None:
    """The day that was typed; wrong use outside of the days that records know."""
    day = moment.date() if moment is not None else None
    if day is not None and not EARLIEST_DATE <= day <= LATEST_DATE:
        raise click.BadParameter(f"must lie between {EARLIEST_DATE} and {LATEST_DATE}", param_hint=option)
    return day


def _as_json(fees: FeeList, target: Path | None) -> dict[str, Any]:
    return {
        "from": fees.first_day.isoformat(),
        "until": fees.last_day.isoformat(),
        "fees": [fee.model_dump(mode="json") for fee in fees.fees],
        "unknown": [patent.number for patent in fees.unknown],
        "still_owed": str(fees.still_owed),
        "file": str(target) if target else None,
    }


def _words(fees: FeeList, target: Path | None, texts: Texts) -> str:
    lines = [
        texts(
            N_("{due}  {number}  year {year}  {owed} CNY  {state}"),
            due=fee.due_date.isoformat(),
            number=fee.number,
            year=fee.fee_year,
            owed=str(fee.owed + fee.surcharge),
            state=texts(label(fee.standing)),
        )
        for fee in fees.fees
    ]
    if not fees.fees:
        lines.append(texts(N_("No annual fee is late or falls due until {day}."), day=fees.last_day.isoformat()))
    lines.append(texts(N_("Still owed: {sum} CNY"), sum=str(fees.still_owed)))
    if fees.unknown:
        numbers = texts(N_("; ")).join(patent.number for patent in fees.unknown)
        lines.append(texts(N_("Fees not known, kind or filing date is missing: {numbers}"), numbers=numbers))
    if target is not None:
        lines.append(texts(N_("Written: {file}"), file=str(target)))
    return "\n".join(lines)
