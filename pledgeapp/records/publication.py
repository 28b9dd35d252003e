"""What does a publication number say by itself: office, kind of right, and which other numbers mean the same right?

Chinese facts from the national standards ZC 0007 (numbers of publications: nine digits, the first of which tells the
kind of right; all publications of one right share them) and ZC 0008 (kind codes: A, B, C inventions; U, Y utility
models; S, D designs).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pledgeapp.records.patent import RightType
from pledgeapp.records.patent_number import publication_parts, publishes_chinese_grant
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_CHINESE_RIGHTS = {
    "A": RightType.INVENTION,
    "B": RightType.INVENTION,
    "C": RightType.INVENTION,
    "U": RightType.UTILITY_MODEL,
    "Y": RightType.UTILITY_MODEL,
    "S": RightType.DESIGN,
    "D": RightType.DESIGN,
}
_SHARED_DIGITS = 9
"""From nine digits on (2007) all Chinese publications of one right carry the same; seven digits are series apart."""
_PADDED = re.compile(r"^([A-Z]{0,2})0+(\d+)$", re.ASCII)
"""Numbers of grants are filled up with zeros: `08930553`, `D0435854`."""
_OFFICES_WITH_ONE_NUMBER = ("EP", "WO")
"""Application and grant (or later publications) of one right carry the same digits here."""


class Publication(NamedTuple):
    """A publication number taken apart; `kind` is empty where the source leaves it out."""

    country: str
    digits: str
    kind: str

    @property
    def number(self) -> str:
        """`CN109417194B`."""
        return f"{self.country}{self.digits}{self.kind}"

    @property
    def right_type(self) -> RightType:
        """The kind of right, where the number tells: Chinese kind codes only."""
        return _CHINESE_RIGHTS.get(self.kind[:1], RightType.UNKNOWN) if self.country == "CN" else RightType.UNKNOWN

    @property
    def is_chinese_grant(self) -> bool:
        """Whether this Chinese document publishes a granted right."""
        return publishes_chinese_grant(self.number)

    @property
    def right(self) -> str:
        """The same for all publications of one right, as far as the number tells."""
        is_shared = self.country == "CN" and len(self.digits) == _SHARED_DIGITS and self.digits.isdecimal()
        if is_shared or self.country in _OFFICES_WITH_ONE_NUMBER:
            return f"{self.country}{self.digits}"
        return self.number


def read_publication(text: str) -> Publication:
    """The publication number in `text`, `CN-109417194-B` or `CN109417194B`; RefusedValue for anything else."""
    parts = publication_parts(text)
    if parts is None:
        raise RefusedValue(
            N_("is not a publication number such as CN109417194B: two letters of the office, digits, kind")
        )
    country, digits, kind = parts
    return Publication(country, _american_digits(digits, kind) if country == "US" else digits, kind)


def _american_digits(digits: str, kind: str) -> str:
    """As the office counts: `8930553` is written `08930553` by it, application 2006/0142694 `2006142694` by the EPO."""
    if digits.isdecimal() and len(digits) == 10 and kind.startswith("A"):
        return f"{digits[:4]}0{digits[4:]}"
    match = _PADDED.match(digits)
    return f"{match[1]}{match[2]}" if match else digits
