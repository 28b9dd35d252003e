"""What are the classes of patents and industries called, and which class is meant by a word?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from pledgeapp.records.identity import folded
from pledgeapp.reference.parameter import Source
from pledgeapp.reference.tables import read_table

_GROUP = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_IPC_LENGTHS = (1, 3, 4)
"""Section, class and subclass of a code such as H01M."""


@dataclass(frozen=True)
class ClassTitle:
    """One class with what it is called."""

    code: str
    title: str


@dataclass(frozen=True)
class Classification:
    """A list of classes from the coarsest to the finest."""

    titles: Mapping[str, str]
    """By code, in the order of the list."""
    sections: Mapping[str, str]
    """By code, the code of its section, where that does not begin the code."""
    source: Source
    note: str

    def title(self, code: str) -> str | None:
        """What `code` is called; None for a code that is not in the list."""
        return self.titles.get(code)

    def find(self, text: str, limit: int = 50) -> tuple[ClassTitle, ...]:
        """Classes whose code begins with `text`, then those whose title holds all of its words; coarse before fine."""
        wanted = folded(text).split()
        if not wanted:
            return ()
        plain = "".join(wanted).upper()
        by_code = [ClassTitle(c, t) for c, t in self.titles.items() if c.startswith(plain)]
        by_title = [
            ClassTitle(c, t)
            for c, t in self.titles.items()
            if not c.startswith(plain) and all(word in folded(t) for word in wanted)
        ]
        return tuple(sorted([*by_code], key=_coarse_first) + sorted(by_title, key=_coarse_first))[:limit]


@lru_cache(maxsize=1)
def patent_classes() -> Classification:
    """The International Patent Classification to its main groups, with Chinese titles."""
    return _read("ipc_titles_zh")


@lru_cache(maxsize=1)
def industries() -> Classification:
    """The industries of GB/T 4754-2017."""
    return _read("industries_gbt4754_2017")


def path_of_patent_class(symbol: str) -> tuple[ClassTitle, ...]:
    """Section, class, subclass and main group of an IPC symbol as `H01M 10/0562`, as far as the list names them."""
    plain = symbol.upper().strip()
    group = _GROUP.match(plain)
    subclass = group.group(1) if group else plain[:4]
    codes = [subclass[:length] for length in _IPC_LENGTHS if len(subclass) >= length]
    if group:
        codes.append(f"{subclass}{int(group.group(2))}/00")
    return _named(patent_classes(), dict.fromkeys(codes))


def path_of_industry(code: str) -> tuple[ClassTitle, ...]:
    """Section, division, group and class of an industry code as `3841`, as far as the list names them."""
    listed = industries()
    plain = code.strip().upper()
    codes = [listed.sections.get(plain[:2], ""), *(plain[:length] for length in range(2, len(plain) + 1))]
    return _named(listed, dict.fromkeys([plain] if len(plain) == 1 else codes))


def _named(listed: Classification, codes: Iterable[str]) -> tuple[ClassTitle, ...]:
    return tuple(ClassTitle(code, title) for code in codes if (title := listed.title(code)) is not None)


def _coarse_first(one: ClassTitle) -> tuple[int, str]:
    return len(one.code), one.code


def _read(name: str) -> Classification:
    file = files("resources") / "classification" / f"{name}.csv"
    table = read_table(name, file.read_text(encoding="utf-8"), f"classification/{name}.csv")
    return Classification(
        MappingProxyType({row["code"]: row["title_zh"] for row in table.rows}),
        MappingProxyType({row["code"]: row["section"] for row in table.rows if "section" in row}),
        table.source,
        table.about.get("note", ""),
    )
