"""What does a patent document say, as one row of text?

Every reader fills the same row. What a document does not say stays empty; the parent turns the cells into values and
refuses what cannot be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADER = (
    "文献来源 / Document source",
    "国家/地区 / Office",
    "公开（公告）号 / Publication number",
    "申请号 / Application number",
    "专利类型 / Kind of right",
    "原文名称 / Original title",
    "英文名称 / English title",
    "专利权人 / Patentees",
    "发明人 / Inventors",
    "优先权日 / Priority date",
    "申请日 / Filing date",
    "公开（公告）日 / Publication date",
    "授权公告日 / Grant date",
    "权利要求数 / Claims",
    "IPC分类号 / IPC",
    "同族标识 / Family",
    "法律事件 / Legal events",
)
"""Names under which the parent knows the cells; a refused row is exported under them and can be imported again."""

_IPC = re.compile(r"^\s*([A-H])\s*(\d{2})\s*([A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_CHINESE = re.compile(r"^(?:CN|ZL)?\s*(?:\d{12}|\d{8})(?:(\.)?[0-9X])?$")


@dataclass(frozen=True)
class EventRow:
    """An entry of a register or gazette as the document writes it."""

    day: str
    code: str
    text: str


@dataclass
class PatentRow:
    """One document; lists are in the document's order."""

    source: str
    """Who made the document: a proper name."""
    country: str = ""
    publication: str = ""
    application: str = ""
    right_type: str = ""
    title: str = ""
    title_en: str = ""
    holders: list[str] = field(default_factory=list)
    inventors: list[str] = field(default_factory=list)
    priority: str = ""
    filed: str = ""
    published: str = ""
    granted: str = ""
    claims: int | None = None
    ipc: list[str] = field(default_factory=list)
    family: str = ""
    events: list[EventRow] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        """The row under `HEADER`; entries of a list stand on lines of their own."""
        return (
            self.source,
            self.country,
            self.publication,
            self.application,
            self.right_type,
            self.title,
            self.title_en,
            "\n".join(distinct(self.holders)),
            "\n".join(distinct(self.inventors)),
            self.priority,
            self.filed,
            self.published,
            self.granted,
            "" if self.claims is None else str(self.claims),
            "\n".join(distinct(self.ipc)),
            self.family,
            "\n".join(f"{event.day} | {event.code} | {event.text}" for event in self.events),
        )


def distinct(texts: list[str]) -> list[str]:
    """Each text once, in its first writing: `Fang, Howard L` repeats `FANG, HOWARD L`."""
    first: dict[str, str] = {}
    for text in texts:
        if text:
            first.setdefault(text.casefold(), text)
    return list(first.values())


def ipc_symbol(text: str) -> str:
    """`H01F27/14` out of `H01F  27/14        20060101AFI…`; empty where it is no symbol."""
    match = _IPC.match(text)
    return f"{match[1]}{match[2]}{match[3]}{match[4]}/{match[5]}" if match else ""


def earliest(days: list[str]) -> str:
    """The first of the days written as the documents do, year first."""
    return min((day for day in days if day), key=lambda day: day.replace("-", ""), default="")


def chinese_number(numbers: list[str]) -> str:
    """Of several writings of a Chinese application number the one with a check digit, else one of the right form."""
    formed = [(match[1] is None, n) for n in numbers if (match := _CHINESE.match(n.upper()))]
    return min(formed, key=lambda entry: entry[0], default=(True, next(iter(numbers), "")))[1]


def grant_day(country: str, kind: str, day: str) -> str:
    """`day` where a publication of this kind is the grant itself.

    China: B, C, U, Y, S, D (ZC 0008). Europe: B1. United States: B, E, P, S.
    """
    grants = {"CN": "BCUYSD", "US": "BEPS"}.get(country, "")
    is_grant = (kind[:1] in grants) if grants else (country == "EP" and kind == "B1")
    return day if kind and is_grant else ""
