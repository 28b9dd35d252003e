"""What time is it? The only place that asks the machine, so that tests and re-computation can say another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, with the machine's time zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)  # noqa: TID251 - made aware; the one permitted place


def today(clock: Clock) -> date:
    """The local calendar day."""
    return clock().date()
