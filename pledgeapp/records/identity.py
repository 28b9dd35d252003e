"""What makes two descriptions the same right, product line or deal: in a file, in a case and in the library?

A right is known by its application number and by what its publications share; two descriptions that have one of them in
common are the same right. Chinese publications of nine digits (application CN…A, grant CN…B, …U) share their digits.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from pledgeapp.records.comparable import Comparable
from pledgeapp.records.importing import ImportedCost
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_number import chinese_application_number, tidy_number
from pledgeapp.records.product import Product
from pledgeapp.records.publication import read_publication
from pledgeapp.records.refusal import RefusedValue


class RightKeys(NamedTuple):
    """What identifies a right; None where it is not known."""

    application: str | None
    """Its application number; of a right without any number its title and holders."""
    publication: str | None
    """What all its publications share."""

    @property
    def known(self) -> tuple[str, ...]:
        """The keys that are known, the application first."""
        if self.application is None or self.publication is None:
            return (self.application or self.publication or "",)
        return self.application, self.publication


def right_keys(patent: Patent) -> RightKeys:
    """What identifies the right that `patent` describes."""
    publication = _publication_key(patent.publication_number) if patent.publication_number else None
    if patent.application_number:
        tidy = tidy_number(patent.application_number)
        return RightKeys(_application_key(patent.country, tidy.removeprefix(patent.country)), publication)
    if publication is not None:
        return RightKeys(None, publication)
    words = "\n".join(folded(text) for text in (patent.title, *patent.patentees))
    return RightKeys(f"title {hashlib.sha256(words.encode()).hexdigest()}", None)


def patent_keys(patent: Patent) -> tuple[str, ...]:
    """The known keys of the right that `patent` describes."""
    return right_keys(patent).known


def number_keys(number: str) -> tuple[str, ...]:
    """The keys under which the patent that somebody wrote as `number` may be known; foreign ones name their office."""
    tidy = tidy_number(number)
    try:
        application = _application_key("CN", chinese_application_number(number))
    except RefusedValue:
        application = _application_key(tidy[:2], tidy[2:])
    return (application, _publication_key(number))


def product_key(product: Product) -> str:
    """A product line is known by its name."""
    return folded(product.name)


def comparable_key(comparable: Comparable) -> str:
    """A deal is known by its name and day."""
    return f"{folded(comparable.name)}\n{comparable.transaction_date.isoformat()}"


def payment_key(payment: ScheduledPayment) -> str:
    """A payment of a schedule is known by its day."""
    return payment.due.isoformat()


def cost_key(cost: ImportedCost) -> str:
    """A cost is known by project, class and year; of a class not known here by its own word."""
    return "\n".join(
        (folded(cost.project), cost.cost_class.value, folded(cost.word), str(cost.year or ""), cost.currency or "")
    )


def folded(text: str) -> str:
    """`text` in half-width lower case, as words are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def _application_key(country: str, number: str) -> str:
    """The check digit behind the dot of a European number is left out by many sources."""
    return f"application {country} {number.partition('.')[0] if country == 'EP' else number}"


_CHINESE_PUBLICATION = re.compile(r"CN\d{9}[A-Z]?", re.ASCII)
"""The usual writing, of which nothing needs to be taken apart: the digits are what all publications share."""


def _publication_key(number: str) -> str:
    if _CHINESE_PUBLICATION.fullmatch(number):
        return f"publication {number[:11]}"
    try:
        return f"publication {read_publication(number).right}"
    except RefusedValue:
        return f"publication {tidy_number(number)}"
