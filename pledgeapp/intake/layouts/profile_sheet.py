"""What does a layout file say of a sheet drawn by years: where do items and years stand, and what do they mean?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pledgeapp.intake.layouts.account_items import Label, Measure, Sort, read_label, unit_behind
from pledgeapp.intake.layouts.sheet_words import CURRENCY, NOT_READ, UNIT, SheetWords
from pledgeapp.intake.layouts.years import FIRST_YEAR, LAST_YEAR, StatedYear
from pledgeapp.intake.stated_units import MoneyUnit
from pledgeapp.intake.values import folded
from pledgeapp.records.base import Record
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

PRODUCT, TOTAL, LEFT_OUT = "product", "total", "left_out"
MEANINGS = {
    ImportKind.REVENUE: frozenset({*(measure.value for measure in Measure), PRODUCT, TOTAL, LEFT_OUT}),
    ImportKind.COST: frozenset({*(kind.value for kind in CostClass), TOTAL, LEFT_OUT}),
}
"""What a line of a sheet of each kind may mean."""
_Words = Annotated[str, Field(min_length=1, max_length=200)]


class ProfileYear(Record):
    """A column whose header names its year in words of its own."""

    header: _Words
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    is_forecast: bool | None = None
    """None where nothing says it: the year of the reading then does."""


class ProfileItem(Record):
    """A line whose label does not say in usual words what it means."""

    label: _Words
    means: _Words


class ProfileSheet(Record):
    """The sheet as its layout file says it; what it leaves out means what its words say."""

    items_in: Annotated[str, Field(max_length=200)] = ""
    """Header of the column with the names of the items; empty where it has none."""
    unit_in: Annotated[str, Field(max_length=200)] = ""
    currency_in: Annotated[str, Field(max_length=200)] = ""
    """Headers of the columns with the unit and the currency of each line, where there are such."""
    years: Annotated[tuple[ProfileYear, ...], Field(max_length=200)] = ()
    items: Annotated[tuple[ProfileItem, ...], Field(max_length=2000)] = ()

    @model_validator(mode="after")
    def _says_each_once(self) -> ProfileSheet:
        for words in ([folded(y.header) for y in self.years], [folded(i.label) for i in self.items]):
            twice = next((word for at, word in enumerate(words) if word in words[:at]), None)
            if twice is not None:
                raise RefusedValue(N_("{name} is explained twice"), name=twice)
        return self

    def check(self, kind: ImportKind) -> None:
        """RefusedValue when an item is to mean something that a sheet of `kind` does not hold."""
        known = MEANINGS.get(kind)
        if known is None:
            raise RefusedValue(N_("only figures of products and development cost are drawn by years"))
        wrong = next((item.means for item in self.items if item.means not in known), None)
        if wrong is not None:
            raise RefusedValue(
                N_("no line means {name}; known are: {known}"), name=wrong, known=", ".join(sorted(known))
            )

    def _columns(self) -> dict[str, str]:
        named = ((self.unit_in, UNIT), (self.currency_in, CURRENCY))
        return {folded(header): usual for header, usual in named if header}

    def words(self, kind: ImportKind, not_read: frozenset[str], stated: MoneyUnit) -> SheetWords:
        """The same as the reader of such sheets asks for it."""
        classes = {value.value: value for value in CostClass} if kind is ImportKind.COST else {}
        return SheetWords(
            items_in=folded(self.items_in),
            years={folded(entry.header): StatedYear(entry.year, entry.is_forecast) for entry in self.years},
            items={folded(item.label): _label(item) for item in self.items if item.means not in classes},
            classes={folded(item.label): classes[item.means] for item in self.items if item.means in classes},
            renamed={**dict.fromkeys(not_read, NOT_READ), **self._columns()},
            stated=stated,
        )


def _label(item: ProfileItem) -> Label:
    unit = unit_behind(item.label)
    match item.means:
        case "total":
            return Label(Sort.TOTAL)
        case "left_out":
            return Label(Sort.LEFT_OUT)
        case "product":
            said = read_label(item.label)
            return Label(Sort.NAME, name=said.name or item.label.strip(), unit=unit)
        case means:
            return Label(Sort.MEASURE, Measure(means), unit=unit)
