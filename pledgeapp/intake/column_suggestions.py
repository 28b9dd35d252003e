"""What may a column of an unknown list hold, by its name in either language?

The names of all known lists and templates are compared with it by their letters (`difflib`: a header has a few dozen
columns, so that speed decides nothing). A suggestion is shown and confirmed by a person, never taken by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.profile import USUAL_READERS
from pledgeapp.intake.values import folded
from pledgeapp.records.importing import ImportKind

LEAST = 0.62
"""Below this share of common letters a name is another word."""
_OTHER_KEYS = {"document_source": "", "legal_events": "", "id": "publication_number", "family_key": "family_id"}
"""What columns of other layouts are called among the fields of a list; nothing for those a list does not have."""
_ALSO = {
    "publication_number": (
        "Patent number",
        "Document number",
        "Pub. No.",
        "文献号",
        "公布号",
        "授权公告号",
        "专利号码",
    ),
    "application_number": ("App. No.", "Application ID", "Filing number", "申请编号", "专利申请号"),
    "title": ("Patent title", "Name of the invention", "专利题名", "发明创造名称", "发明名称", "题名"),
    "patentees": (
        "Owner",
        "Holder",
        "Applicant",
        "Assignee name",
        "Current assignee",
        "所有人",
        "持有人",
        "权利人名称",
    ),
    "inventors": ("Inventor name", "发明人姓名", "设计人"),
    "filing_date": ("Date of filing", "Application date", "App. date", "申请日期", "递交日"),
    "publication_date": ("Date of publication", "Pub. date", "公布日", "公开日期", "公告日期"),
    "grant_date": ("Date of grant", "Issue date", "授权日", "授权日期"),
    "priority_date": ("Date of priority", "Earliest priority", "优先权日期", "最早优先权日期"),
    "legal_state": ("Status", "State of the right", "法律状态", "专利状态", "有效性", "Legal status"),
    "claims_count": ("Claims", "Claim count", "No. of claims", "权项数", "权利要求项数"),
    "ipc": ("International class", "Classification", "国际分类号", "国际专利分类", "主分类"),
    "country": ("Country", "Authority", "Office", "受理局", "国别", "国家"),
    "right_type": ("Type", "Patent type", "Kind", "专利种类", "类别"),
    "family_id": ("Family", "Family number", "同族号", "专利族号"),
    "url": ("Link", "Web address", "链接", "网址"),
}


@dataclass(frozen=True)
class Suggestion:
    """That a column may hold a field, and how alike the names are: 1 is the same word."""

    column: int
    field: str
    likeness: float


def suggest_columns(names: Sequence[str]) -> tuple[Suggestion, ...]:
    """The likeliest field of each column, each field at most once: the best likeness has it. None is below `LEAST`."""
    found = sorted(
        (
            Suggestion(column, field, likeness)
            for column, name in enumerate(names)
            if folded(name)
            for field, likeness in _likenesses(folded(name))
        ),
        key=lambda s: (-s.likeness, s.column),
    )
    chosen: dict[int, Suggestion] = {}
    taken: set[str] = set()
    for suggestion in found:
        if suggestion.column not in chosen and suggestion.field not in taken:
            chosen[suggestion.column] = suggestion
            taken.add(suggestion.field)
    return tuple(chosen[column] for column in sorted(chosen))


def _likenesses(name: str) -> Iterator[tuple[str, float]]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    for field, words in _vocabulary().items():
        best = 0.0
        for word in words:
            matcher.set_seq1(word)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
        if best >= LEAST:
            yield field, best


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Every known name of a field, folded: of the shipped lists, the template and a few more."""
    words: dict[str, list[str]] = {field: [folded(word) for word in _ALSO.get(field, ())] for field in USUAL_READERS}
    for layout in LAYOUTS:
        if layout.kind is ImportKind.PATENTS:
            for column in layout.columns:
                field = _OTHER_KEYS.get(column.key, column.key)
                if field in words:
                    words[field] += column.names()
    return {field: tuple(dict.fromkeys(names)) for field, names in words.items()}
