"""How are the documents of patent offices (XML) read?

The child process brings every document into one row (`pledgeapp.intake.xml`); here its cells become a patent. A
document without a title, such as a list of legal events or of claims, bears its number until a title is known.
"""

from __future__ import annotations

from pledgeapp.intake.layouts.layout import Column, Layout, Origin, Reader, RefusedCells, Values
from pledgeapp.intake.layouts.numbers_of_row import chinese_in, publication_in, right_type_of
from pledgeapp.intake.values import (
    NO_HABITS,
    Habits,
    half_width,
    read_past_date,
    read_patent_number,
    read_text,
    read_whole_number,
)
from pledgeapp.intake.words import RIGHT_TYPES
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.patent import LegalEvent, Patent, RightType
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_LONGEST_EVENT = 10_000
_SHOWN_CHARACTERS = 40


def _read_lines(text: str, _: Habits = NO_HABITS) -> tuple[str, ...]:
    """Entries on lines of their own: names may hold any other separator."""
    return tuple(dict.fromkeys(entry for line in text.splitlines() if (entry := read_text(line))))


def _read_events(text: str, habits: Habits) -> tuple[LegalEvent, ...]:
    """One event on each line: day, code, text; the code is kept as it came."""
    events = []
    for line in text.splitlines():
        day, code, words = (*line.split("|", 2), "", "")[:3]
        if not day.strip():
            raise RefusedValue(N_("a legal event ({code}) has no day"), code=code.strip()[:_SHOWN_CHARACTERS])
        if len(line) > _LONGEST_EVENT:
            raise RefusedValue(N_("a legal event is longer than {limit} characters"), limit=_LONGEST_EVENT)
        events.append(LegalEvent(event_date=read_past_date(day, habits), code=code.strip(), text=read_text(words)))
    return tuple(dict.fromkeys(events))


def _read_office(text: str, _: Habits) -> str:
    plain = half_width(text).upper()
    if len(plain) != 2 or not plain.isascii() or not plain.isalpha():
        raise RefusedValue(N_("is not a two-letter code of an office such as CN, US, EP"))
    return plain


def _build(values: Values, origin: Origin) -> Patent:
    maker = values.pop("document_source")
    written = values.pop("publication_number", None)
    publication = publication_in(written) if written else None
    country = values.pop("country", None) or (publication.country if publication else None)
    application = values.pop("application_number", None)
    if country is None or (publication is None and application is None):
        message = Message("intake.no_number", N_("needs an application number or a publication number"))
        raise RefusedCells(("application_number", message))
    if application is not None and country == "CN":
        application = chinese_in(application)
    number = publication.number if publication else f"{country}{application}"
    source = f"{maker}, {origin.source}"
    events = tuple(event.model_copy(update={"source": source}) for event in values.pop("legal_events", ()))
    title, title_en = values.pop("title", ""), values.pop("title_en", "")
    right_type = right_type_of(values.pop("right_type", RightType.UNKNOWN), publication)
    return Patent(
        **values,
        country=country,
        application_number=application,
        publication_number=publication.number if publication else None,
        right_type=right_type,
        title=title or title_en or number,
        title_en=title_en,
        legal_events=events,
        source=source,
        source_kind=SourceKind.OFFICE,
    )


def _column(key: str, zh: str, en: str, read: Reader, *, is_required: bool = False) -> Column:
    """A column that bears both its names: whoever corrects a refused row reads one of them."""
    return Column(key, zh, en, read, aliases=(f"{zh} / {en}",), is_required=is_required)


LAYOUT = Layout(
    key="patent_documents",
    label=N_("Documents of patent offices (XML)"),
    kind=ImportKind.PATENTS,
    columns=(
        _column("document_source", "文献来源", "Document source", read_text, is_required=True),
        _column("country", "国家/地区", "Office", _read_office),
        _column("publication_number", "公开（公告）号", "Publication number", read_patent_number),
        _column("application_number", "申请号", "Application number", read_patent_number),
        _column("right_type", "专利类型", "Kind of right", RIGHT_TYPES.read),
        _column("title", "原文名称", "Original title", read_text),
        _column("title_en", "英文名称", "English title", read_text),
        _column("patentees", "专利权人", "Patentees", _read_lines),
        _column("inventors", "发明人", "Inventors", _read_lines),
        _column("priority_date", "优先权日", "Priority date", read_past_date),
        _column("filing_date", "申请日", "Filing date", read_past_date),
        _column("publication_date", "公开（公告）日", "Publication date", read_past_date),
        _column("grant_date", "授权公告日", "Grant date", read_past_date),
        _column("claims_count", "权利要求数", "Claims", read_whole_number),
        _column("ipc", "IPC分类号", "IPC", _read_lines),
        _column("family_key", "同族标识", "Family", read_text),
        _column("legal_events", "法律事件", "Legal events", _read_events),
    ),
    build=_build,
    signature=("publication_number", "application_number", "legal_events"),
)
