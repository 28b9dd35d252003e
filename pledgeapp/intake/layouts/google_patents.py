"""How is a result list of Google Patents ("Download (CSV)") read?

It knows publications, not registers: application number, legal state and claims are absent and stay unknown, and its
assignees are who the page names, in the page's order. The letter at the end of a number is a kind code, never a check
digit.
"""

from __future__ import annotations

import re

from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RefusedCells, Values
from pledgeapp.intake.values import read_past_date, read_patent_number, read_text
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.patent import Patent
from pledgeapp.records.publication import read_publication
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_LEGAL_FORM = re.compile(
    r"^(ltd|inc|llc|l\.l\.c|corp|corporation|co|company|limited|incorporated|gmbh|ag|s\.?a|s\.?p\.?a|b\.?v|n\.?v|plc|lp|"
    r"l\.p|kk|k\.k|a body corporate)\b\.?",
    re.IGNORECASE,
)


def _build(values: Values, origin: Origin) -> Patent:
    try:
        publication = read_publication(values["id"])
    except RefusedValue as error:
        raise RefusedCells(("id", error.message)) from error
    return Patent(
        country=publication.country,
        publication_number=publication.number,
        right_type=publication.right_type,
        title=values["title"],
        patentees=names_in(values.get("patentees", "")),
        inventors=tuple(dict.fromkeys(n.strip() for n in values.get("inventors", "").split(",") if n.strip())),
        priority_date=values.get("priority_date"),
        filing_date=values.get("filing_date"),
        publication_date=values.get("publication_date"),
        grant_date=values.get("grant_date"),
        source=origin.source,
        url=values.get("url", ""),
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


LAYOUT = Layout(
    key="google_patents",
    label=N_("Google Patents result list (CSV)"),
    kind=ImportKind.PATENTS,
    columns=(
        Column("id", "id", "id", read_patent_number, is_required=True),
        Column("title", "title", "title", read_text, is_required=True),
        Column("patentees", "assignee", "assignee", read_text),
        Column("inventors", "inventor/author", "inventor/author", read_text),
        Column("priority_date", "priority date", "priority date", read_past_date),
        Column("filing_date", "filing/creation date", "filing/creation date", read_past_date),
        Column("publication_date", "publication date", "publication date", read_past_date),
        Column("grant_date", "grant date", "grant date", read_past_date),
        Column("url", "result link", "result link", read_text),
        Column("figure", "representative figure link", "representative figure link", read_text),
    ),
    build=_build,
    signature=("patentees", "publication_date", "url"),
    source_name="Google Patents,",
)
