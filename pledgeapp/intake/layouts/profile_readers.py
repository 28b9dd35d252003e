"""Under which names can a layout file choose how its cells are read?

These lists come from databases, not from people: a dash stands for nothing, a word outside the known ones is kept or
left unknown. A reader returns None for a cell that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pledgeapp.intake.layouts.layout import Reader
from pledgeapp.intake.legal_state_words import words_in
from pledgeapp.intake.values import (
    Habits,
    folded,
    half_width,
    read_date,
    read_past_date,
    read_patent_number,
    read_text,
    read_texts,
    read_whole_number,
)
from pledgeapp.intake.words import RIGHT_TYPES
from pledgeapp.records.patent import RightType
from pledgeapp.records.patent_number import chinese_application_number, tidy_number, without_kind_letter
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_NOTHING = re.compile(r"^(?:[-–—―_/\\.]{1,4}|n/?a|null|none|无|空)$", re.IGNORECASE)
_OFFICES = {
    "中国": "CN",
    "美国": "US",
    "日本": "JP",
    "韩国": "KR",
    "德国": "DE",
    "法国": "FR",
    "英国": "GB",
    "俄罗斯": "RU",
    "印度": "IN",
    "加拿大": "CA",
    "澳大利亚": "AU",
    "中国台湾": "TW",
    "台湾": "TW",
    "中国香港": "HK",
    "香港": "HK",
    "中国澳门": "MO",
    "欧洲专利局": "EP",
    "欧专局": "EP",
    "epo": "EP",
    "世界知识产权组织": "WO",
    "wipo": "WO",
    "pct": "WO",
    "china": "CN",
}
_RIGHT_TYPES = {"授权发明": RightType.INVENTION, "发明公开": RightType.INVENTION, "发明公布": RightType.INVENTION}
_KIND_IN_BRACKETS = re.compile(r"\s*\(([A-Z]\d?)\)$")
_NAME_END = re.compile(r"\s*(?:\[[A-Z]{2}\]|\(\d{4}-\d{2}-\d{2}\))$")
"""The country that Espacenet and the day that Lens put behind a name."""
_IPC = re.compile(r"^([A-H]\d{2}[A-Z])\s*(\d{1,4})/(\d{2,6})")
_WORLD = re.compile(r"^WO\d{8,10}$")
_DAY = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日|(?<!\d)(?:19|20)\d{6}(?!\d)")
_DAY_BEHIND = re.compile(r" (?:19|20)\d{6}$")
_SHORT_CHINESE = re.compile(r"^CN\d{9,11}[A-Z]?$")
_SHORT_YEAR = re.compile(r"^(\d{1,2})([-./])(\d{1,2})\2(\d{2})$")


def is_nothing(text: str) -> bool:
    """Whether a database writes this for "not known"."""
    return bool(_NOTHING.match(half_width(text)))


def _entries(text: str, separator: str | None) -> tuple[str, ...]:
    if separator is None:
        return read_texts(text)
    parts = (read_text(part) for part in text.replace("\r", "\n").split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))


def _texts(separator: str | None) -> Reader:
    return lambda text, _: _entries(text, separator)


def _names(separator: str | None) -> Reader:
    def read(text: str, _: Habits) -> tuple[str, ...]:
        names = (_NAME_END.sub("", name).rstrip(", ") for name in _entries(text, separator))
        return tuple(dict.fromkeys(name for name in names if name and not is_nothing(name)))

    return read


_LEGAL_FORM = re.compile(
    r"^(ltd|inc|llc|l\.l\.c|corp|corporation|co|company|limited|incorporated|gmbh|ag|s\.?a|s\.?p\.?a|b\.?v|n\.?v|plc|lp|"
    r"l\.p|kk|k\.k|a body corporate)\b\.?",
    re.IGNORECASE,
)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a comma-separated list; `Co., Ltd.` and other legal forms stay with their name."""
    names: list[str] = []
    for part in (p.strip() for p in text.split(",")):
        if part and names and _LEGAL_FORM.match(part):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return tuple(dict.fromkeys(names))


def _comma_names(_: str | None) -> Reader:
    return lambda text, __: names_in(read_text(text))


def _classes(separator: str | None) -> Reader:
    def read(text: str, _: Habits) -> tuple[str, ...]:
        plain = (half_width(entry).upper() for entry in _entries(text, separator))
        codes = (f"{m[1]}{m[2]}/{m[3]}" if (m := _IPC.match(entry)) else entry for entry in plain)
        return tuple(dict.fromkeys(code for code in codes if not is_nothing(code)))

    return read


def _publications(separator: str | None) -> Reader:
    """The numbers of one cell, the kind in brackets brought behind its number."""

    def read(text: str, habits: Habits) -> tuple[str, ...]:
        entries = _entries(text, separator)
        return tuple(_KIND_IN_BRACKETS.sub(r"\1", read_patent_number(entry, habits)) for entry in entries)

    return read


def _application(_: str | None) -> Reader:
    def read(text: str, habits: Habits) -> str:
        """A number that names China is checked in its cell, so that all faults of a row are told at once."""
        number = without_kind_letter(read_patent_number(text, habits))
        return chinese_application_number(number) if tidy_number(number).startswith(("CN", "ZL")) else number

    return read


def _epo_application(separator: str | None) -> Reader:
    """The EPO shortens Chinese numbers and puts the day behind: a short number is no application number, left out."""
    read_whole = _application(separator)

    def read(text: str, habits: Habits) -> object:
        plain = " ".join(half_width(text).split())
        number = _DAY_BEHIND.sub("", plain)
        return None if _SHORT_CHINESE.match(tidy_number(number)) else read_whole(number, habits)

    return read


def _priorities(separator: str | None) -> Reader:
    def read(text: str, _: Habits) -> tuple[str, ...]:
        return tuple(sorted({_one_writing(entry) for entry in _entries(text, separator) if not is_nothing(entry)}))

    return read


def _one_writing(number: str) -> str:
    plain = without_kind_letter(number.split(" ", 1)[0] if _DAY.search(number) else number)
    try:
        return f"CN{chinese_application_number(plain)}"
    except RefusedValue:
        return tidy_number(plain)


def _world_publication(_: str | None) -> Reader:
    """PATENTSCOPE calls national records by numbers of its own; only WO numbers are publications."""

    def read(text: str, habits: Habits) -> tuple[str, ...] | None:
        number = tidy_number(read_patent_number(text, habits))
        return (number,) if _WORLD.match(number) else None

    return read


def _office(_: str | None) -> Reader:
    def read(text: str, __: Habits) -> str | None:
        plain = half_width(text).upper()
        return plain if re.fullmatch(r"[A-Z]{2}", plain) else _OFFICES.get(folded(text))

    return read


def _right_type(_: str | None) -> Reader:
    def read(text: str, __: Habits) -> RightType:
        try:
            return RIGHT_TYPES.read(text)
        except RefusedValue:
            return _RIGHT_TYPES.get(folded(text), RightType.UNKNOWN)

    return read


def _count(_: str | None) -> Reader:
    """Databases write 0 where they have not counted: no patent has no claim."""
    return lambda text, habits: read_whole_number(text, habits) or None


def _past_day(_: str | None) -> Reader:
    return read_past_date


def _short_day(_: str | None) -> Reader:
    """A day, the year of which may be two figures long: the latest such day that is not after the import."""

    def read(text: str, habits: Habits) -> date:
        match = _SHORT_YEAR.match(half_width(text))
        if match is None:
            return read_past_date(text, habits)
        for century in (20, 19):
            day = read_date(f"{match[1]}/{match[3]}/{century}{match[4]}", habits)
            if day <= habits.latest_event:
                return day
        raise RefusedValue(N_("lies in the future: today is {today}"), today=str(habits.latest_event))

    return read


def _short_days(separator: str | None) -> Reader:
    read = _short_day(separator)
    return lambda text, habits: (read(text, habits),)


def _past_or_expected_day(_: str | None) -> Reader:
    """A day that databases also reckon in advance: nothing has happened on it then."""

    def read(text: str, habits: Habits) -> tuple[date, ...] | None:
        day = read_date(text, habits)
        return (day,) if day <= habits.latest_event else None

    return read


def _past_days(separator: str | None) -> Reader:
    return lambda text, habits: tuple(
        read_past_date(entry, habits) for entry in _days_written(text, separator) if not is_nothing(entry)
    )


def _days_written(text: str, separator: str | None) -> list[str]:
    parts = text.split(separator) if separator else re.split(r"[;；|,，、\n]", text)
    return [part.strip() for part in parts if part.strip()]


def _first_days(separator: str | None) -> Reader:
    """The first day of each period, `2019.05.20-2022.05.19`."""

    def read(text: str, habits: Habits) -> tuple[date, ...]:
        days = []
        for period in _days_written(text, separator):
            match = _DAY.search(half_width(period))
            if match is None:
                raise RefusedValue(N_("holds no day; write the first day of the period as 2026-11-22"))
            days.append(read_past_date(match[0], habits))
        return tuple(days)

    return read


def _event_words(separator: str | None) -> Reader:
    """Entries in their places: the second one belongs to the second day."""

    def read(text: str, _: Habits) -> tuple[str, ...]:
        parts = text.split(separator) if separator else re.split(r"[;；|\n]", text)
        return tuple(read_text(part) for part in parts)

    return read


def _state_words(_: str | None) -> Reader:
    return lambda text, __: words_in(read_text(text))


def _is_named(_: str | None) -> Reader:
    """Somebody is named: yes. An empty cell is no "no"."""
    return lambda text, __: True if read_text(text) else None


READERS: dict[str, Callable[[str | None], Reader]] = {
    "text": lambda _: read_text,
    "texts": _texts,
    "names": _names,
    "comma_names": _comma_names,
    "classes": _classes,
    "publications": _publications,
    "application": _application,
    "epo_application": _epo_application,
    "priorities": _priorities,
    "world_publication": _world_publication,
    "office": _office,
    "right_type": _right_type,
    "count": _count,
    "past_day": _past_day,
    "short_day": _short_day,
    "short_days": _short_days,
    "past_days": _past_days,
    "first_days": _first_days,
    "past_or_expected_day": _past_or_expected_day,
    "event_words": _event_words,
    "state_words": _state_words,
    "is_named": _is_named,
}
"""Readers by name; each takes the separator of lists, None where the list's own is found out."""
READERS_OF_DAYS = frozenset({"past_day", "short_day", "short_days", "past_days", "first_days", "past_or_expected_day"})


def reader_named(name: str, separator: str | None) -> Reader:
    """The reader `name`, for which a dash is nothing; KeyError when there is none."""
    read = READERS[name](separator)
    return lambda text, habits: None if is_nothing(text) else read(text, habits)
