"""What does a layout file say: under which headers a list keeps what, and how its cells are read?

A layout file is TOML with known keys only; anything else is refused with its line. The shipped ones lie in
`resources/layouts`; a person may keep more of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pledgeapp.intake.layouts.layout import Column, Layout, money_unit
from pledgeapp.intake.layouts.listed_patent import EventColumns, ListMaker, builder
from pledgeapp.intake.layouts.profile_readers import READERS, READERS_OF_DAYS, reader_named
from pledgeapp.intake.layouts.profile_sheet import ProfileSheet
from pledgeapp.intake.layouts.sheet_words import no_rows
from pledgeapp.intake.layouts.teachable import ROW_LAYOUTS, fields_of
from pledgeapp.intake.stated_units import MoneyUnit
from pledgeapp.intake.values import DateOrder, folded
from pledgeapp.records.base import Record
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.money import Currency
from pledgeapp.records.refusal import RefusedValue
from pledgeapp.toml_reading import parsed, record_from
from valuation.wording import N_

FOLDER = "layouts"
_LARGEST = 1024 * 1024
USUAL_READERS = {
    "publication_number": "publications",
    "application_number": "application",
    "country": "office",
    "right_type": "right_type",
    "title": "text",
    "title_en": "text",
    "patentees": "names",
    "inventors": "names",
    "priority_date": "past_day",
    "filing_date": "past_day",
    "publication_date": "past_days",
    "publication_year": "count",
    "grant_date": "past_day",
    "legal_state": "state_words",
    "legal_words": "state_words",
    "claims_count": "count",
    "ipc": "classes",
    "family_id": "text",
    "family_priorities": "priorities",
    "is_pledged": "is_named",
    "url": "text",
}
"""What a list of patents may tell, and how its cells are read unless the layout file says otherwise."""
Separator = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=5)]
"""A line break is one too."""
Texts = tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]


class ProfileColumn(Record):
    """Where one thing stands: the headers in the order in which they count, and how the cells are read."""

    headers: Annotated[Texts, Field(min_length=1)]
    reader: str = ""
    """Empty: the usual one."""
    separator: Separator | None = None
    """Between the entries of a list; None: found out (`;`, `|`, `、`, line breaks)."""
    date_order: Literal["day_first", "month_first"] | None = None
    """The order that the maker writes, which counts where the cells prove none; None: not known."""
    is_required: bool = False
    """No row without it."""
    unit: Annotated[str, Field(max_length=40)] = ""
    """Of the column's sums or shares where its header does not say it: `万元`, `%`; not of a list of patents."""

    @model_validator(mode="after")
    def _reader_is_known(self) -> ProfileColumn:
        if self.reader and self.reader not in READERS:
            raise RefusedValue(
                N_("there is no reader {name}; known are: {known}"), name=self.reader, known=_known(READERS)
            )
        if self.unit and self.unit != "%" and money_unit(self.unit) is None:
            raise RefusedValue(N_("{name} is no unit of money"), name=self.unit)
        return self


class ProfileEvent(Record):
    """Columns that tell of events of one kind on one day or several."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    """The event's code, as the database calls it."""
    days: Annotated[Texts, Field(min_length=1)]
    reader: str = "past_days"
    texts: Texts = ()
    """Headers of the columns with names and words that belong to the day."""
    codes: Texts = ()
    """Headers of the column that names each event in place of `name`."""
    separator: Separator | None = None

    @model_validator(mode="after")
    def _reader_reads_days(self) -> ProfileEvent:
        if self.reader not in READERS_OF_DAYS:
            known = _known(READERS_OF_DAYS)
            raise RefusedValue(N_("there is no reader {name}; known are: {known}"), name=self.reader, known=known)
        return self


class Profile(Record):
    """A layout as its file says it."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    label: Annotated[str, Field(min_length=1, max_length=200)]
    """English msgid."""
    kind: ImportKind = ImportKind.PATENTS
    source: Annotated[str, Field(max_length=60)] = ""
    """Who makes the list, a proper name."""
    source_kind: SourceKind | None = None
    needs: Texts = ()
    """Fields whose header must be there."""
    needs_one_of: Texts = ()
    marks: Texts = ()
    """Headers that only this list has: they tell it from others with the same columns."""
    unread: Texts = ()
    """Headers that are known and hold nothing that is kept."""
    unit: Annotated[str, Field(max_length=40)] = ""
    """Of all sums, where neither column nor cell says it; not of a list of patents."""
    currency: Literal[""] | Currency = ""
    """Of all sums, where the file does not say it; not of a list of patents."""
    columns: dict[str, ProfileColumn] = Field(default_factory=dict)
    events: tuple[ProfileEvent, ...] = ()
    by_year: ProfileSheet | None = None
    """Of a sheet whose years stand across; it has no columns of its own."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Profile:
        if self.by_year is not None:
            self.by_year.check(self.kind)
        elif not self.columns:
            raise RefusedValue(N_("a layout needs columns, or the years and items of a sheet by years"))
        if self.unit and money_unit(self.unit) is None:
            raise RefusedValue(N_("{name} is no unit of money"), name=self.unit)
        of_lists = self.events or any(column.reader or column.separator for column in self.columns.values())
        of_sums = self.unit or self.currency or any(column.unit for column in self.columns.values())
        if (of_lists and self.kind is not ImportKind.PATENTS) or (of_sums and self.kind is ImportKind.PATENTS):
            raise RefusedValue(
                N_("readers, separators and events are of lists of patents, units and currencies of all others")
            )
        return self

    @model_validator(mode="after")
    def _names_are_known(self) -> Profile:
        known = USUAL_READERS if self.kind is ImportKind.PATENTS else fields_of(self.kind)
        unknown = [name for name in self.columns if name not in known]
        absent = [name for name in (*self.needs, *self.needs_one_of) if name not in self.columns]
        if unknown:
            raise RefusedValue(N_("there is no field {name}; known are: {known}"), name=unknown[0], known=_known(known))
        if absent:
            raise RefusedValue(N_("the field {name} is needed and has no column"), name=absent[0])
        return self


def read_profile(text: str, file: str) -> Profile:
    """The layout file `text`; DataProblem with file and line for whatever does not belong in it."""
    content = parsed(text[:_LARGEST], file)
    return record_from(Profile, content, text, file)


def layout_of(profile: Profile) -> Layout:
    """The layout that `profile` describes."""
    if profile.by_year is not None:
        return _sheet_layout(profile, profile.by_year)
    if profile.kind is not ImportKind.PATENTS:
        return _row_layout(profile, ROW_LAYOUTS[profile.kind])
    return _patents_layout(profile)


def _sheet_layout(profile: Profile, sheet: ProfileSheet) -> Layout:
    return Layout(
        key=profile.key,
        label=profile.label,
        kind=profile.kind,
        columns=(),
        build=no_rows,
        sheet=sheet.words(profile.kind, frozenset(map(folded, profile.unread)), _stated(profile)),
    )


def _row_layout(profile: Profile, known: Layout) -> Layout:
    """The rows are read as those of the template of their kind are, under the names of this list."""
    own = profile.columns
    columns = tuple(_renamed(column, own[column.key]) for column in known.columns if column.key in own)
    return Layout(
        key=profile.key,
        label=profile.label,
        kind=profile.kind,
        columns=columns,
        build=known.build,
        signature=profile.needs,
        one_of=profile.needs_one_of,
        source_name=f"{profile.source}," if profile.source else "",
        leaves_out=known.leaves_out,
        remark=known.remark,
        marks=frozenset(map(folded, profile.marks)),
        unread=frozenset(map(folded, profile.unread)),
        units={key: column.unit for key, column in own.items() if column.unit},
        stated=_stated(profile),
    )


def _renamed(column: Column, said: ProfileColumn) -> Column:
    return replace(
        column,
        zh=said.headers[0],
        en=said.headers[0],
        aliases=said.headers[1:],
        is_required=said.is_required,
        date_order=DateOrder(said.date_order) if said.date_order else None,
    )


def _stated(profile: Profile) -> MoneyUnit:
    unit = money_unit(profile.unit) if profile.unit else None
    return MoneyUnit(unit.factor if unit else None, profile.currency or (unit.currency if unit else None))


def _patents_layout(profile: Profile) -> Layout:
    groups = [_event_columns(event, number) for number, event in enumerate(profile.events)]
    maker = ListMaker(profile.source, profile.source_kind, tuple(group for group, _ in groups))
    columns = [_column(key, column) for key, column in profile.columns.items()]
    return Layout(
        key=profile.key,
        label=profile.label,
        kind=profile.kind,
        columns=(*columns, *(column for _, members in groups for column in members)),
        build=builder(maker),
        signature=profile.needs,
        one_of=profile.needs_one_of,
        source_name=f"{profile.source}," if profile.source else "",
        source_kind=profile.source_kind,
        marks=frozenset(map(folded, profile.marks)),
        ranks_names=True,
        unread=frozenset(map(folded, profile.unread)),
    )


def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts of `resources/layouts`, by the names of their files."""
    return tuple(map(layout_of, shipped_profiles()))


def shipped_profiles() -> tuple[Profile, ...]:
    """What the files of `resources/layouts` say."""
    return tuple(read_profile(text, file) for file, text in _shipped_texts())


def _shipped_texts() -> Iterator[tuple[str, str]]:
    folder = files("resources").joinpath(FOLDER)
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.name.endswith(".toml"):
            yield f"{FOLDER}/{entry.name}", entry.read_text(encoding="utf-8")


def _column(key: str, column: ProfileColumn) -> Column:
    name = column.reader or USUAL_READERS[key]
    return _list_column(
        key,
        column.headers,
        name,
        column.separator,
        is_required=column.is_required,
        date_order=DateOrder(column.date_order) if column.date_order else None,
    )


def _event_columns(event: ProfileEvent, number: int) -> tuple[EventColumns, list[Column]]:
    days, codes = f"event_{number}_days", f"event_{number}_codes"
    texts = tuple((f"event_{number}_text_{at}", header) for at, header in enumerate(event.texts))
    columns = [_list_column(days, event.days, event.reader, event.separator)]
    columns += [_list_column(key, (header,), "event_words", event.separator) for key, header in texts]
    if event.codes:
        columns.append(_list_column(codes, event.codes, "event_words", event.separator))
    return EventColumns(event.name, days, texts, codes if event.codes else ""), columns


def _list_column(
    key: str,
    headers: Texts,
    reader: str,
    separator: str | None,
    *,
    is_required: bool = False,
    date_order: DateOrder | None = None,
) -> Column:
    return Column(
        key,
        headers[0],
        headers[0],
        reader_named(reader, separator),
        aliases=headers[1:],
        is_required=is_required,
        holds_days=reader in READERS_OF_DAYS,
        date_order=date_order,
    )


def _known(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
