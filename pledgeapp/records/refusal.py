"""Why is a value not allowed in a record, in words that can be shown beside the field?

Our own rules raise `RefusedValue` with their words; pydantic's rules get theirs here. `messages_of` turns a
ValidationError into places and messages; nobody else needs to know pydantic's error types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

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
    "string_type": N_("must be text"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("is too long: at most {limit} characters"),
    "string_pattern_mismatch": N_("is not written in the expected form"),
    "too_short": N_("needs at least {limit} entries"),
    "date_parsing": N_("is not a date; write it as 2026-11-22"),
    "date_from_datetime_parsing": N_("is not a date; write it as 2026-11-22"),
    "date_from_datetime_inexact": N_("is not a date; write it as 2026-11-22"),
    "datetime_from_date_parsing": N_("is not a date; write it as 2026-11-22"),
    "decimal_whole_digits": N_("is not a number that can be used: it has too many digits"),
    "decimal_max_digits": N_("is not a number that can be used: it has too many digits"),
    "int_parsing_size": N_("is not a number that can be used: it has too many digits"),
    "string_unicode": N_("contains a character that cannot be stored"),
    "json_invalid": N_("contains a character that cannot be stored"),
    "date_type": N_("is not a date; write it as 2026-11-22"),
    "enum": N_("is not one of the choices"),
    "literal_error": N_("is not one of the choices"),
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a known field"),
    "bool_parsing": N_("must be yes or no"),
    "model_type": N_("must be a group of fields"),
    "tuple_type": N_("must be a list"),
}
_LIMITS = ("gt", "ge", "lt", "le", "decimal_places", "max_length", "min_length")


class RefusedValue(ValueError):
    """A rule of ours refuses a value; raised inside validators and by the number functions."""

    def __init__(self, template: str, **params: str | int | float) -> None:
        self.message = Message("refused", template, params)
        super().__init__(self.message.text)


@dataclass(frozen=True)
class Refusal:
    """One refused value: where in the record, what stood there (cut to 200 characters), and why."""

    place: str
    """Path of the field, as `products[0].figures[2].revenue`; empty for the record as a whole."""
    value: str
    message: Message


def messages_of(error: ValidationError) -> tuple[Refusal, ...]:
    """Every refused value of `error`."""
    return tuple(
        Refusal(place_of(detail["loc"]), str(detail.get("input", ""))[:200], message_of(detail))
        for detail in error.errors(include_url=False)
    )


def first_reason(error: ValidationError) -> str:
    """The first reason as part of another sentence: an English msgid, or English where it has values of its own.

    A sentence with values of its own cannot be translated inside another one.
    """
    message = messages_of(error)[0].message
    return message.text if message.params else message.template


def message_of(error: Mapping[str, Any]) -> Message:
    """One entry of `ValidationError.errors()` as a sentence to be read behind the field's name."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if isinstance(context.get("error"), RefusedValue):
        refused: RefusedValue = context["error"]
        return refused.message
    template = _BY_TYPE.get(kind)
    if template is None:
        return Message("not_allowed", N_("is not allowed here ({reason})"), {"reason": str(error["msg"])})
    limit = next((str(context[name]) for name in _LIMITS if name in context), "")
    return Message(kind, template, {"limit": limit} if "{limit}" in template else {})


def place_of(location: tuple[int | str, ...]) -> str:
    """`("products", 0, "name")` as `products[0].name`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
