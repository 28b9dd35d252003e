"""In which order do the columns of a table write day and month, as their own cells prove it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pledgeapp.intake.layouts.layout import meant_by
from pledgeapp.intake.recognition import Recognised
from pledgeapp.intake.values import DateOrder, Habits, date_order_of
from valuation.wording import N_, Message

_ORDER_WORDS = {
    DateOrder.DAY_FIRST: N_("dates with the year last are read day first, as their days above 12 prove: {columns}"),
    DateOrder.MONTH_FIRST: N_("dates with the year last are read month first, as their days above 12 prove: {columns}"),
}


def habits_of(table: Recognised, source_day: date) -> Habits:
    """The order of each column of days; a column that proves none follows the others where they agree."""
    orders = dict(_proven_orders(table))
    found = set(orders.values())
    return Habits(found.pop() if len(found) == 1 else DateOrder.UNKNOWN, source_day, orders)


def orders_told(table: Recognised, habits: Habits) -> Iterator[Message]:
    """What a person is told of the orders that were found."""
    for order, words in _ORDER_WORDS.items():
        keys = [key for key, found in habits.orders.items() if found is order]
        if keys:
            names = ", ".join(table.header.names[table.header.positions[key]].strip() for key in keys)
            yield Message(f"intake.{order.value}", words, {"columns": names})


def _proven_orders(table: Recognised) -> Iterator[tuple[str, DateOrder]]:
    header = table.header
    places = {
        column.key: (header.positions[column.key], *header.others.get(column.key, ()))
        for column in table.layout.columns
        if column.is_date and column.key in header.positions
    }
    cells_at: dict[int, set[str]] = {at: set() for of_column in places.values() for at in of_column}
    # The same day stands in many rows: it is looked at once. The rows are gone through once for all columns.
    for row in table.rows if cells_at else ():
        for at, known in cells_at.items():
            if at < len(row.cells):
                known.add(row.cells[at])
    for key, of_column in places.items():
        order = date_order_of(meant_by(cell) for at in of_column for cell in cells_at[at])
        if order is not DateOrder.UNKNOWN:
            yield key, order
