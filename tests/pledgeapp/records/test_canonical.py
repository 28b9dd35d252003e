"""Does the fingerprint follow what was concluded, and nothing that a processor or a keyboard does?"""

from __future__ import annotations

import math
from decimal import Decimal

from pledgeapp.records.assessment import ValueRange
from pledgeapp.records.canonical import canonical_json, fingerprint
from pledgeapp.records.money import Money
from pledgeapp.records.party import Party


def value(base: float) -> ValueRange:
    return ValueRange(low=0.0, base=base, high=1e12)


def test_the_last_digit_of_a_float_does_not_change_the_fingerprint() -> None:
    base = 9_243_051.123456789
    neighbour = math.nextafter(base, math.inf)
    assert neighbour != base
    assert fingerprint(value(base)) == fingerprint(value(neighbour))
    assert canonical_json(value(base)) != canonical_json(value(neighbour)), "what is stored keeps every digit"


def test_a_cent_changes_the_fingerprint() -> None:
    assert fingerprint(value(9_243_051.12)) != fingerprint(value(9_243_051.13))
    assert fingerprint(Money(amount=Decimal("1.01"))) != fingerprint(Money(amount=Decimal("1.02")))


def test_two_ways_of_writing_the_same_letter_are_one() -> None:
    composed, decomposed = (Party(id="1", name=name) for name in ("Caf\u00e9", "Cafe\u0301"))  # type: ignore[arg-type]
    assert fingerprint(composed) == fingerprint(decomposed)
    assert fingerprint(composed) != fingerprint(composed.model_copy(update={"name": "Cafe"}))
