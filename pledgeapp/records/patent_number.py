"""Which patent is this, and is its number written right?

Chinese application numbers: 8 digits and a check digit for filings to 2003-09-30, 12 digits and a check digit since;
a granted patent has the same number with the prefix ZL. Check digit: weights 2 3 4 5 6 7 8 9 2 3 4 5, sum modulo 11,
10 is written X (rule of the national number standard ZC 0006-2003; see resources/SOURCES.md).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import mul

from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHINESE = re.compile(r"^(?:CN|ZL)?(\d{12}|\d{8})(?:\.?([0-9X]))?$", re.ASCII)
_PUBLICATION = re.compile(r"^([A-Z]{2})-?((?:[A-Z]{1,2})?\d[\dA-Z]*?)-?([A-Z]\d?)?$", re.ASCII)
_KIND_BEHIND = re.compile(r"^((?:CN|ZL)?\s*(?:\d{12}|\d{8})(?:\.[0-9X])?)\s*[A-WYZ]\d?$", re.ASCII)
"""X is left out: it is a check digit."""
_VALUES = {digit: int(digit) for digit in "0123456789"}
_DIGITS = re.compile(r"\d{8}|\d{12}", re.ASCII)
RIGHT_TYPE_DIGITS = {
    "1": "invention",
    "2": "utility_model",
    "3": "design",
    "8": "invention",
    "9": "utility_model",
}


_KINDS_OF_GRANTS = {"CN": tuple("BCUYSD"), "EP": ("B",), "US": tuple("BEPS")}
"""First letters of kind codes (China: ZC 0008); of other offices a kind code alone does not tell."""


def tidy_number(text: str) -> str:
    """`text` in half-width capitals without blanks, as numbers are compared."""
    if text.isascii():
        if text.replace(".", "").isalnum():
            return text.upper()
        plain = text
    else:
        plain = unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).replace(",", "").replace("/", "").upper()


@lru_cache(maxsize=1024)
def check_digit(digits: str) -> str:
    """Check character of an 8- or 12-digit Chinese application number: Σ digit x weight mod 11, X for 10."""
    if not _DIGITS.fullmatch(digits):
        raise RefusedValue(N_("a Chinese application number has 8 or 12 digits before the check digit"))
    remainder = sum(map(mul, map(_VALUES.__getitem__, digits), _WEIGHTS)) % 11
    return "X" if remainder == 10 else str(remainder)


@lru_cache(maxsize=1024)
def chinese_application_number(text: str) -> str:
    """`text` as `201410264351.3`; a missing check digit is computed, a wrong one is an error.

    Raises RefusedValue with what is allowed. A kind letter at the end is not a check digit: it is refused here.
    """
    match = _CHINESE.match(tidy_number(text))
    if match is None:
        raise RefusedValue(N_("expected 8 or 12 digits and a check digit, such as ZL201410264351.3"))
    digits, given = match.groups()
    if _type_digit(digits) not in RIGHT_TYPE_DIGITS:
        raise RefusedValue(N_("the digit after the year must be 1, 2, 3, 8 or 9"))
    expected = check_digit(digits)
    if given is not None and given != expected:
        raise RefusedValue(N_("the check digit should be {expected}, not {given}"), expected=expected, given=given)
    return f"{digits}.{expected}"


def without_kind_letter(text: str) -> str:
    """`CN 201320717143 U`, as lists write it, without the letter of its kind, which is no check digit."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    match = _KIND_BEHIND.match(plain)
    return match[1] if match else text


def right_type_of_application(number: str) -> str:
    """`invention`, `utility_model` or `design` from the type digit of a normalised application number."""
    return RIGHT_TYPE_DIGITS[_type_digit(number.split(".", maxsplit=1)[0])]


def publication_parts(text: str) -> tuple[str, str, str] | None:
    """Office, digits and kind code of a publication number (the kind may be empty), or None for other shapes.

    The digits of some offices begin with letters: `JPWO2013136446A1`, `TWI654136B`.
    """
    match = _PUBLICATION.match(tidy_number(text))
    return (match[1], match[2], match[3] or "") if match else None


def publication_number(text: str) -> str:
    """`CN-109417194-B` and `CN109417194B` both as `CN109417194B`; unknown shapes as given, tidied."""
    tidy = tidy_number(text)
    # Without hyphens nothing is left to take away, whatever the shape.
    return "".join(publication_parts(tidy) or (tidy,)) if "-" in tidy else tidy


def publication_country(number: str) -> str | None:
    """The two-letter office of a publication number, or None where it has none."""
    parts = publication_parts(number)
    return parts[0] if parts else None


def publication_kind(number: str) -> str | None:
    """The kind code (`A`, `B2`, `U`) at the end of a publication number, or None."""
    parts = publication_parts(number)
    return (parts[2] or None) if parts else None


def publishes_chinese_grant(number: str) -> bool:
    """Whether `number` is that of a granted Chinese right: kind codes B, C, U, Y, S, D of ZC 0008."""
    return publication_country(number) == "CN" and (publication_kind(number) or "")[:1] in tuple("BCUYSD")


def publishes_grant(number: str) -> bool:
    """Whether `number` is that of a granted right, where its kind code says so: China, Europe, United States."""
    country, kind = publication_country(number), publication_kind(number) or ""
    return kind[:1] in _KINDS_OF_GRANTS.get(country or "", ()) if kind else False


def _type_digit(digits: str) -> str:
    return digits[4] if len(digits) == 12 else digits[2]
