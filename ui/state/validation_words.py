"""In which words does a person learn that a value is not allowed in a field?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from valuation.wording import N_, Message

_BY_TYPE: dict[str, str] = {
    "greater_than": N_("must be more than {limit}"),
    "greater_than_equal": N_("must be at least {limit}"),
    "less_than": N_("must be less than {limit}"),
    "less_than_equal": N_("must be at most {limit}"),
    "decimal_max_places": N_("has too many decimal places: at most {limit}"),
    "decimal_parsing": N_("is not a number"),
    "decimal_type": N_("is not a number"),
    "float_parsing": N_("is not a number"),
    "int_parsing": N_("is not a whole number"),
    "int_type": N_("is not a whole number"),
    "int_from_float": N_("is not a whole number"),
    "finite_number": N_("is not a number"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("is too long: at most {limit} characters"),
    "string_pattern_mismatch": N_("is not written in the expected form"),
    "too_short": N_("needs at least {limit} entries"),
    "date_parsing": N_("is not a date; write it as 2026-11-22"),
    "date_from_datetime_parsing": N_("is not a date; write it as 2026-11-22"),
    "date_type": N_("is not a date; write it as 2026-11-22"),
    "enum": N_("is not one of the choices"),
    "literal_error": N_("is not one of the choices"),
    "missing": N_("is missing"),
    "bool_parsing": N_("must be yes or no"),
}
_LIMITS = ("gt", "ge", "lt", "le", "decimal_places", "max_length", "min_length")
_RULES: tuple[tuple[str, str], ...] = (
    (r"needs a low end below its high end", N_("needs a low end below its high end")),
    (r"needs a standard deviation above zero", N_("needs a standard deviation above zero")),
    (
        r"the value lies outside its own low and high ends",
        N_("the value lies outside its own low and high ends"),
    ),
    (r"must lie between (?P<first>\S+) and (?P<last>\S+)", N_("must lie between {first} and {last}")),
    (
        r"not a valid unified social credit code .*",
        N_("not a valid unified social credit code (18 characters with a check character)"),
    ),
    (
        r"right type (?P<stated_label>\S+) contradicts the application number, which says (?P<implied_label>\S+)",
        N_("right type {stated_label} contradicts the application number, which says {implied_label}"),
    ),
    (r"grant date lies before the filing date", N_("grant date lies before the filing date")),
    (
        r"expected 8 or 12 digits and a check digit.*",
        N_("expected 8 or 12 digits and a check digit, such as ZL201410264351.3"),
    ),
    (
        r"the digit after the year must be 1, 2, 3, 8 or 9",
        N_("the digit after the year must be 1, 2, 3, 8 or 9"),
    ),
    (
        r"the check digit should be (?P<expected>\S+), not (?P<given>\S+)",
        N_("the check digit should be {expected}, not {given}"),
    ),
    (r"a patent appears twice in the case", N_("a patent appears twice in the case")),
    (r"a patent number appears twice in the case", N_("a patent number appears twice in the case")),
    (r"a product uses a patent that is not in the case.*", N_("a product uses a patent that is not in the case")),
    (r"an approach is weighted twice", N_("an approach is weighted twice")),
    (r"a year appears twice in the figures", N_("a year appears twice in the figures")),
    (r"a patent is mapped twice to the product", N_("a patent is mapped twice to the product")),
)


def message_of(error: Mapping[str, Any]) -> Message:
    """One entry of `ValidationError.errors()` as a sentence to be read behind the field's name."""
    kind = str(error["type"])
    if kind == "value_error":
        return _message_of_rule(str(error["msg"]).removeprefix("Value error, "))
    template = _BY_TYPE.get(kind)
    if template is None:
        return Message("not_allowed", "is not allowed here ({reason})", {"reason": str(error["msg"])})
    context = error.get("ctx", {})
    limit = next((str(context[name]) for name in _LIMITS if name in context), "")
    return Message(kind, template, {"limit": limit} if "{limit}" in template else {})


def _message_of_rule(said: str) -> Message:
    for pattern, template in _RULES:
        match = re.fullmatch(pattern, said)
        if match:
            return Message("rule_broken", template, match.groupdict())
    return Message("not_allowed", "is not allowed here ({reason})", {"reason": said})
