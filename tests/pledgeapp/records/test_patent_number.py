"""Chinese patent numbers: real vectors, both eras, X, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.records.patent_number import (
    check_digit,
    chinese_application_number,
    publication_country,
    publication_kind,
    publication_number,
    right_type_of_application,
)
from pledgeapp.records.refusal import RefusedValue

# Real numbers with their check digits; sources in resources/SOURCES.md.
REAL = {
    "201410264351.3": "invention",
    "201710911092.2": "invention",
    "201310699744.2": "invention",
    "95115608.X": "invention",
    "97101765.4": "invention",
    "201710601862.3": "invention",
    "201610311380.X": "invention",
    "201621260436.5": "utility_model",
    "201730033448.8": "design",
    "02159962.9": "invention",
    "200920045236.1": "utility_model",
}


@pytest.mark.parametrize(("number", "right_type"), REAL.items())
def test_real_numbers_are_accepted_in_every_writing(number: str, right_type: str) -> None:
    bare = number.replace(".", "")
    full_width = number.translate(str.maketrans("0123456789.X", "０１２３４５６７８９．Ｘ"))
    for written in (
        number,
        f"ZL{number}",
        f"zl {number}",
        f"CN{bare}",
        bare,
        full_width,
        number.split(".", maxsplit=1)[0],
    ):
        assert chinese_application_number(written) == number
    assert right_type_of_application(number) == right_type


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("201410264351.4", "check digit should be 3, not 4"),
        ("95115608.1", "check digit should be X, not 1"),
        ("201450264351", "digit after the year"),
        ("CN 201320717143 U", "8 or 12 digits"),
        ("2014102643", "8 or 12 digits"),
        ("", "8 or 12 digits"),
    ],
)
def test_wrong_numbers_say_what_is_allowed(written: str, reason: str) -> None:
    with pytest.raises(RefusedValue, match=reason):
        chinese_application_number(written)


@given(st.from_regex(r"\A(19|20)[0-9]{2}[12389][0-9]{7}\Z"), st.integers(0, 11), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(digits: str, position: int, shift: int) -> None:
    """Weights 2..9 are invertible modulo 11, so one wrong digit always changes the check digit."""
    wrong = digits[:position] + str((int(digits[position]) + shift) % 10) + digits[position + 1 :]
    assert check_digit(wrong) != check_digit(digits)


def test_publication_numbers_are_compared_without_punctuation() -> None:
    assert publication_number("CN-109417194-B") == publication_number("cn 109417194 B") == "CN109417194B"
    assert (publication_kind("US-2018069262-A1"), publication_country("KR20150000637")) == ("A1", "KR")
    assert publication_number("odd/thing") == "ODDTHING"
