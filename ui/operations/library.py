"""What does the library hold: reference data shipped with the program, and what was imported?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.state.reference_rows import ParameterValue
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.comparable import Comparable
    from pledgeapp.records.patent import Patent
    from pledgeapp.records.policy import Policy
    from pledgeapp.reference.parameter import Parameter
    from pledgeapp.services.context import Services

READING = Message("reading_library", N_("Reading the library"))
MOST_LISTED = 200
"""So many patents are listed at once; a search that finds more hands over one more, so that the list can say so."""
_QUIET = How(is_shown=False)


def parameter_values(office: Office, owner: QObject, done: Callable[[tuple[ParameterValue, ...]], None]) -> None:
    """Every value of every parameter with its source; those in force today first."""

    def work(services: Services, _: ReportProgress) -> tuple[ParameterValue, ...]:
        today = services.clock().date()
        return tuple(
            row for parameter in services.reference.parameters.values() for row in _values_of(parameter, today)
        )

    office.ask(owner, READING, work, done, _QUIET)


def policies(office: Office, owner: QObject, done: Callable[[tuple[Policy, ...]], None]) -> None:
    """The lending policies shipped with the program."""
    office.ask(owner, READING, lambda services, _: services.reference.policies, done, _QUIET)


def find_patents(office: Office, owner: QObject, text: str, done: Callable[[tuple[Patent, ...]], None]) -> None:
    """Imported patents whose number, title or holder hold `text`: up to `MOST_LISTED` and one more."""

    def work(services: Services, _: ReportProgress) -> tuple[Patent, ...]:
        return tuple(services.store.patents.find(text, MOST_LISTED + 1))

    office.ask(owner, READING, work, done, _QUIET)


def find_comparables(office: Office, owner: QObject, text: str, done: Callable[[tuple[Comparable, ...]], None]) -> None:
    """Imported transactions whose name or source hold `text`."""
    office.ask(owner, READING, lambda services, _: tuple(services.store.comparables.find(text)), done, _QUIET)


def _values_of(parameter: Parameter, today: date) -> list[ParameterValue]:
    current = parameter.on(today)
    return [ParameterValue(parameter, dated, dated is current) for dated in reversed(parameter.values)]
