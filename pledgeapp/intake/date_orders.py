"""In which order do the columns of a table write day and month, as their own cells prove it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pledgeapp.intake.layouts.layout import cell_at
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
    for column in table.layout.columns:
        if not column.is_date or column.key not in header.positions:
            continue
        places = (header.positions[column.key], *header.others.get(column.key, ()))
        # The same day stands in many rows: it is looked at once.
        first_of_each = {row.cells[at]: row for row in table.rows for at in places if at < len(row.cells)}
        order = date_order_of({cell_at(row, at) for row in first_of_each.values() for at in places})
        if order is not DateOrder.UNKNOWN:
            yield column.key, order
