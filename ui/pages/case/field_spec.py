"""What is a field of a form: where it stands in the case, what it is called, how it is written and read?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, cast

from pledgeapp.i18n import Texts
from pledgeapp.records.money import Money
from pledgeapp.records.wording import label as label_of
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, unit_name
from ui.state.quantities import UNIT_LABELS, Quantity, as_typed, date_as_typed, date_from_typed, from_typed
from ui.widgets.field import FieldKind, FieldTexts
from valuation.wording import N_

Kind = Literal[
    "text", "optional_text", "long", "list", "date", "choice", "flag", "sum", "percent", "years", "months", "money",
    "factor", "number", "whole",
]  # fmt: skip
_QUANTITIES = ("percent", "years", "months", "money", "factor", "number", "whole")
_SEPARATORS = re.compile(r"[;；\n]+")
YES, NO = "yes", "no"


@dataclass(frozen=True)
class FieldSpec:
    """One field; `path` is relative to the record of the form, `sum` is a `Money | None`, `flag` a `bool | None`."""

    path: str
    label: str
    """msgid."""
    kind: Kind = "text"
    choices: tuple[StrEnum, ...] = ()
    hint: str = ""
    """msgid: the field explained in plain words."""
    span: int = 1
    """Columns of the form it takes."""
    currency: str = ""
    """Of a sum that is not in the currency of the case."""

    @property
    def editor(self) -> FieldKind:
        """Which editor it needs."""
        if self.kind in ("choice", "flag"):
            return "choice"
        if self.kind == "long":
            return "long"
        return "number" if self.kind in _QUANTITIES or self.kind == "sum" else "line"

    def texts(self, desk: Desk, held: object = None) -> FieldTexts:
        """Label, unit, hint and choices in the desk's language and money unit, for the value the record holds."""
        texts = desk.texts
        return FieldTexts(texts(self.label), self.unit(desk, held), texts(self.hint), self._choices(texts))

    def unit(self, desk: Desk, held: object = None) -> str:
        """The unit behind the field; a sum in a currency of its own says that."""
        if self.kind in ("sum", "money"):
            settings = desk.settings
            return unit_name(settings.money_unit, settings.language, self._currency(desk, held))
        if self.kind in _QUANTITIES:
            return desk.texts(UNIT_LABELS[cast("Quantity", self.kind)])
        return ""

    def typed(self, value: object, desk: Desk) -> str:
        """`value` as it stands in the editor; unknown is empty."""
        settings = desk.settings
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Money):
            return as_typed(value.amount, "money", settings.money_unit)
        if isinstance(value, date):
            return date_as_typed(value, settings.language)
        if isinstance(value, Decimal | int):
            return as_typed(value, cast("Quantity", self.kind), settings.money_unit)
        if isinstance(value, tuple):
            value = ("；" if settings.language == "zh" else "; ").join(str(part) for part in value)
        return "" if value is None else str(value)

    def read(self, text: str, desk: Desk, held: object = None) -> object:
        """What to put into the record in place of `held` for what was typed; the record's own check judges it.

        A sum stays in its currency; one entered where none was is in that of the case.
        """
        if self.kind == "sum" or self.kind in _QUANTITIES:
            quantity = "money" if self.kind == "sum" else cast("Quantity", self.kind)
            number = from_typed(text, quantity, desk.settings.money_unit, self._currency(desk, held))
            if self.kind == "sum" and number is not None:
                return {"amount": number, "currency": self._currency(desk, held)}
            return number
        readers: dict[str, Callable[[str], object]] = {
            "flag": {YES: True, NO: False}.get,
            "date": date_from_typed,
            "list": _parts,
            "optional_text": lambda typed: typed.strip() or None,
        }
        return readers[self.kind](text) if self.kind in readers else text

    def said(self, text: str, desk: Desk, held: object = None) -> str:
        """The editor's `text` as the undo menu names it: a choice by its msgid, a number with its unit."""
        if self.editor == "choice":
            return next((label for value, label in self._labels() if value == text), UNKNOWN)
        shown = text if len(text) <= 40 else f"{text[:39]}…"
        unit = self.unit(desk, held) if shown else ""
        return f"{shown} {unit}".strip() or UNKNOWN

    def _currency(self, desk: Desk, held: object) -> str:
        return held.currency if isinstance(held, Money) else self.currency or desk.currency

    def _choices(self, texts: Texts) -> tuple[tuple[str, str], ...]:
        return tuple((value, texts(label)) for value, label in self._labels())

    def _labels(self) -> tuple[tuple[str, str], ...]:
        if self.kind == "flag":
            return (("", N_("Unknown")), (YES, N_("Yes")), (NO, N_("No")))
        return tuple((choice.value, label_of(choice)) for choice in self.choices)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())
