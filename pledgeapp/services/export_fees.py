"""How do the annual fees of a case get into a calendar or a table that others read?"""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import datetime, timedelta
from pathlib import Path

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import Language, texts
from pledgeapp.intake.refused_export import guarded
from pledgeapp.records.fee_due import FeeDue, FeeStanding
from pledgeapp.records.wording import label
from pledgeapp.services.list_fees import FeeList
from pledgeapp.store.durable_file import write_durably
from valuation.wording import N_, Message

REMINDERS_DAYS = (90, 30, 0)
"""Days before a due date on which a calendar reminds."""
_OPEN = (FeeStanding.COMING, FeeStanding.IN_GRACE, FeeStanding.UNKNOWN)
COLUMNS = (
    N_("Patent"),
    N_("Title"),
    N_("Fee year"),
    N_("Due on"),
    N_("End of the grace period"),
    N_("Full fee (CNY)"),
    N_("Owed (CNY)"),
    N_("Surcharge today (CNY)"),
    N_("State"),
)


def write_fees(fees: FeeList, target: Path, at: datetime, *, language: Language = "zh") -> None:
    """Write `fees` as a calendar (.ics) or table (.csv) by the ending of `target`.

    DataProblem for any other ending; KnownTrouble when the file cannot be written, what stood there is then untouched.
    """
    match target.suffix.casefold():
        case ".ics":
            write_durably(target, fees_as_calendar(fees, at, language))
        case ".csv":
            write_durably(target, fees_as_table(fees, language))
        case _:
            template = N_("{file}: a list of fees is written as .ics or .csv")
            raise DataProblem(Message("fees_ending", template, {"file": target.name}))


def fees_as_calendar(fees: FeeList, at: datetime, language: Language) -> bytes:
    """One all-day entry for each fee that may still be paid, with reminders; the same list gives the same entries."""
    from icalendar import Alarm, Calendar, Event

    say = texts(language)
    calendar = Calendar()
    calendar.add("prodid", "-//PledgeApp//Annual fees//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say(N_("Annual fees of patents")))
    for fee in fees.fees:
        if fee.standing not in _OPEN:
            continue
        event = Event()
        event.add("uid", _identity(fee))
        event.add("dtstamp", at)
        event.add("dtstart", fee.due_date)
        event.add("dtend", fee.due_date + timedelta(days=1))
        event.add("summary", say(N_("Annual fee: {number}, year {year}"), number=fee.number, year=fee.fee_year))
        event.add("description", _described(fee, language))
        for days in REMINDERS_DAYS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", say(N_("Annual fee: {number}, year {year}"), number=fee.number, year=fee.fee_year))
            alarm.add("trigger", timedelta(days=-days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def fees_as_table(fees: FeeList, language: Language) -> bytes:
    """The fees as CSV in UTF-8 with byte order mark; no cell begins a formula."""
    say = texts(language)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(title) for title in COLUMNS])
    for fee in fees.fees:
        cells = (
            *(fee.number, fee.title, str(fee.fee_year), fee.due_date.isoformat(), fee.end_of_grace.isoformat()),
            *(str(fee.full), str(fee.owed), str(fee.surcharge), say(label(fee.standing))),
        )
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _described(fee: FeeDue, language: Language) -> str:
    say = texts(language)
    lines = [
        fee.title,
        say(N_("Owed: {owed} CNY (full fee {full} CNY)"), owed=str(fee.owed), full=str(fee.full)),
        say(N_("Can be paid with a surcharge until {day}"), day=fee.end_of_grace.isoformat()),
    ]
    if not fee.is_reduction_known:
        lines.append(say(N_("Whether the holder has a reduction is not known: the full fee is given")))
    return "\n".join(lines)


def _identity(fee: FeeDue) -> str:
    """The same for the same fee, so that a calendar replaces an entry instead of doubling it."""
    digest = hashlib.sha256(f"{fee.number}/{fee.fee_year}".encode()).hexdigest()[:32]
    return f"{digest}@pledgeapp"
