"""What is a sum of money?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pledgeapp.records.base import Amount, Record

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Money(Record):
    """An exact amount in one currency; floats exist only inside `valuation`."""

    amount: Amount
    currency: Currency = "CNY"
