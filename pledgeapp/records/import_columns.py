"""Which column of an outside list, and which line of a sheet by years, holds what, as a person sees and chooses it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pledgeapp.records.cost import CostClass
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.record_merging import FIELD_LABELS as MERGED_LABELS
from pledgeapp.records.wording import label
from valuation.wording import N_


class ListForm(StrEnum):
    """What the lines of a list describe, and whether its years stand across as columns."""

    PATENTS = "patents"
    DEALS = "deals"
    PRODUCTS = "products"
    PRODUCTS_BY_YEAR = "products_by_year"
    LOAN = "loan"
    COST = "cost"
    COST_BY_YEAR = "cost_by_year"

    @property
    def kind(self) -> ImportKind:
        """What its rows come in as."""
        return _KINDS[self]

    @property
    def is_by_year(self) -> bool:
        """Each line is an item, each year a column."""
        return self in (ListForm.PRODUCTS_BY_YEAR, ListForm.COST_BY_YEAR)


_KINDS = {
    ListForm.PATENTS: ImportKind.PATENTS,
    ListForm.DEALS: ImportKind.COMPARABLES,
    ListForm.PRODUCTS: ImportKind.REVENUE,
    ListForm.PRODUCTS_BY_YEAR: ImportKind.REVENUE,
    ListForm.LOAN: ImportKind.LOAN,
    ListForm.COST: ImportKind.COST,
    ListForm.COST_BY_YEAR: ImportKind.COST,
}
FORM_LABELS = {
    ListForm.PATENTS: N_("A list of patents"),
    ListForm.DEALS: N_("A list of deals and licences"),
    ListForm.PRODUCTS: N_("Products: a line for each product and year"),
    ListForm.PRODUCTS_BY_YEAR: N_("Products: years across, items down"),
    ListForm.LOAN: N_("A repayment schedule"),
    ListForm.COST: N_("A ledger of development cost"),
    ListForm.COST_BY_YEAR: N_("Development cost: years across, items down"),
}
"""English msgid of each form of a list."""

FIELD_LABELS = {
    "publication_number": N_("Publication number"),
    "application_number": N_("Application number"),
    "country": N_("Office"),
    "right_type": N_("Kind of right"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "patentees": N_("Patentees"),
    "inventors": N_("Inventors"),
    "priority_date": N_("Priority date"),
    "filing_date": N_("Filing date"),
    "publication_date": N_("Publication date"),
    "publication_year": N_("Publication year"),
    "grant_date": N_("Grant date"),
    "legal_state": N_("Legal state"),
    "legal_words": N_("Words on the legal state"),
    "claims_count": N_("Number of claims"),
    "ipc": N_("IPC"),
    "family_id": N_("Family"),
    "family_priorities": N_("Priority numbers"),
    "is_pledged": N_("Pledgee"),
    "url": N_("Web address"),
}
"""English msgid of each field that a column of a list of patents may hold."""

ITEM, YEAR = "item", "year"
"""What a column of a sheet by years holds: the names of its items, or the figures of a year."""
_UNIT_AND_CURRENCY = {"unit": N_("Unit"), "currency": N_("Currency")}
_MARGINS = {key: MERGED_LABELS[key] for key in ("gross_margin", "operating_margin", "net_margin")}
_PROFITS = {
    "cost": N_("Cost of sales"),
    "gross_profit": N_("Gross profit"),
    "operating_profit": N_("Operating profit"),
    "net_profit": N_("Net profit"),
}
_BY_YEAR = {ITEM: N_("Name of the item"), YEAR: N_("Figures of a year"), **_UNIT_AND_CURRENCY}
_SAID, _TOTAL, _LEFT_OUT = "", "total", "left_out"
FIELDS_OF: Mapping[ListForm, Mapping[str, str]] = {
    ListForm.PATENTS: FIELD_LABELS,
    ListForm.DEALS: {
        "name": N_("Name of the deal"),
        "kind": MERGED_LABELS["kind"],
        "transaction_date": N_("Day of signing"),
        "grantor": MERGED_LABELS["grantor"],
        "grantee": MERGED_LABELS["grantee"],
        "price": N_("Price"),
        "instalments": N_("Instalments"),
        "milestones": MERGED_LABELS["milestones"],
        **_UNIT_AND_CURRENCY,
        "royalty_rate": MERGED_LABELS["royalty_rate"],
        "royalty_base": MERGED_LABELS["royalty_base"],
        "exclusivity": MERGED_LABELS["exclusivity"],
        "territory": MERGED_LABELS["territory"],
        "end_date": MERGED_LABELS["end_date"],
        "patents_count": MERGED_LABELS["patents_count"],
        "patents": N_("Numbers of the patents"),
        "similarity": MERGED_LABELS["similarity"],
        "grade": MERGED_LABELS["grade"],
        "source": N_("Source"),
    },
    ListForm.PRODUCTS: {
        "name": N_("Product"),
        "year": N_("Year"),
        "is_forecast": N_("Forecast or actual"),
        "revenue": MERGED_LABELS["revenue"],
        **_PROFITS,
        **_MARGINS,
        **_UNIT_AND_CURRENCY,
        "name_en": MERGED_LABELS["name_en"],
        "industry": MERGED_LABELS["industry"],
        "patents": N_("Patents and contribution"),
        "source": N_("Source"),
    },
    ListForm.PRODUCTS_BY_YEAR: _BY_YEAR,
    ListForm.LOAN: {
        "due": N_("Due date"),
        "principal": MERGED_LABELS["principal"],
        "interest": MERGED_LABELS["interest"],
        "total": N_("Instalment"),
        "balance": MERGED_LABELS["balance"],
        **_UNIT_AND_CURRENCY,
    },
    ListForm.COST: {
        "date": N_("Date"),
        "year": N_("Year"),
        "cost_class": N_("Class of cost"),
        "amount": N_("Amount"),
        **_UNIT_AND_CURRENCY,
        "project": N_("Project"),
        "source": N_("Source"),
    },
    ListForm.COST_BY_YEAR: _BY_YEAR,
}
"""English msgid of each field that a column of a list may hold, by its form."""
MEANINGS_OF: Mapping[ListForm, Mapping[str, str]] = {
    ListForm.PRODUCTS_BY_YEAR: {
        _SAID: N_("as its words say"),
        "revenue": MERGED_LABELS["revenue"],
        **_PROFITS,
        **_MARGINS,
        "product": N_("A product"),
        _TOTAL: N_("A total, not read"),
        _LEFT_OUT: N_("is not read"),
    },
    ListForm.COST_BY_YEAR: {
        _SAID: N_("as its words say"),
        **{kind.value: label(kind) for kind in CostClass},
        _TOTAL: N_("A total, not read"),
        _LEFT_OUT: N_("is not read"),
    },
}
"""English msgid of what a line of a sheet by years may mean; the empty key leaves that to its own words."""
DAYS = frozenset(
    {"priority_date", "filing_date", "publication_date", "grant_date", "transaction_date", "end_date", "due", "date"}
)
"""Fields that are days."""
SUMS = frozenset(
    {"price", "instalments", "milestones", "revenue", "cost", "gross_profit", "operating_profit", "net_profit"}
    | {"principal", "interest", "total", "balance", "amount"}
)
"""Fields that are sums of money."""
SHARES = frozenset(_MARGINS) | {"royalty_rate"}
"""Fields that are shares."""


@dataclass(frozen=True)
class ChosenColumn:
    """What one column holds and how its cells are read."""

    field: str = ""
    """Empty: it is not read."""
    reader: str = ""
    separator: str | None = None
    date_order: str | None = None
    unit: str = ""
    """Of a column of sums or shares, where its header does not say it: `万元`, `%`."""
    year: str = ""
    """Of a column of a sheet by years, as a person writes it: `2023`, `2026E`."""


@dataclass(frozen=True)
class Item:
    """A line of a sheet by years."""

    name: str
    samples: tuple[str, ...]
    """Its first filled figures."""
    says: str = ""
    """What its own words mean, a key of `MEANINGS_OF`."""


@dataclass(frozen=True)
class ColumnsFound:
    """A list whose columns are to be looked at, and what each is taken for."""

    file: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    """The first different filled cells of each column."""
    choice: Mapping[int, ChosenColumn]
    is_known: bool
    """The list was recognised; otherwise the choice is a suggestion by the likeness of names."""
    table: Any
    """The list itself, as the intake keeps it."""
    form: ListForm = ListForm.PATENTS
    is_form_certain: bool = True
    """The form was recognised or stated; otherwise it is the likeliest by the names, and asked for."""
    items: tuple[Item, ...] = ()
    """The lines of a sheet by years."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What each item is taken for, by its name."""
    tables: Any = ()
    """All tables of the file, as the intake keeps them: for a look at them in another form."""


@dataclass(frozen=True)
class Taught:
    """What a person has chosen for a list, under a name."""

    name: str
    choice: Mapping[int, ChosenColumn]
    source_kind: SourceKind | None = None
    form: ListForm = ListForm.PATENTS
    unit: str = ""
    """Of all sums of the list, where neither header nor cell says it."""
    currency: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What the lines of a sheet by years mean."""
