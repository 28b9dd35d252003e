"""Which patents are the same right, and what comes of two descriptions of one?"""

from __future__ import annotations

import hashlib
import re

from pledgeapp.records.importing import Conflict
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_number import publication_number, publishes_chinese_grant, tidy_number
from pledgeapp.store.merging import merge, with_values
from pledgeapp.store.search import folded
from valuation.wording import N_

_LABELS = {
    "country": N_("Office"),
    "application_number": N_("Application number"),
    "publication_number": N_("Publication number"),
    "right_type": N_("Kind of right"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "patentees": N_("Patentees"),
    "inventors": N_("Inventors"),
    "priority_date": N_("Priority date"),
    "filing_date": N_("Filing date"),
    "publication_date": N_("Publication date"),
    "grant_date": N_("Grant date"),
    "legal_state": N_("Legal state"),
    "annual_fee_state": N_("Annual fee"),
    "is_pledged": N_("Pledged"),
    "has_preservation": N_("Preservation"),
    "has_invalidation_request": N_("Invalidation requested"),
    "has_exclusive_licence": N_("Exclusive licence"),
    "has_same_day_application": N_("Same-day application"),
    "has_evaluation_report": N_("Evaluation report"),
    "co_owner_consent": N_("Co-owner consent"),
    "family_key": N_("Family"),
    "claims_count": N_("Number of claims"),
}
"""Fields on which two sources can disagree; events and classes add up, source and address belong to the record kept."""

_SHARED_NUMBER = re.compile(r"^(CN\d{9}(?=[ABC]\d?$)|(?:EP|WO)\d[\dA-Z]*?(?=[A-Z]\d?$|$))")
"""Chinese inventions with nine digits (ZC 0007), EP and WO: all publications of one right share the digits."""


_OF_THE_PUBLICATION = ("publication_number", "publication_date")


def same_right_keys(patent: Patent) -> tuple[str | None, str | None]:
    """What identifies `patent`: by its application number, and by what its publications share; None is unknown.

    A patent without any number is identified by title and holders, in place of the application number.
    """
    publication = publication_number(patent.publication_number) if patent.publication_number else None
    if publication:
        shared = _SHARED_NUMBER.match(publication)
        publication = shared.group(1) if shared else publication
    if patent.application_number:
        return f"{patent.country} {tidy_number(patent.application_number)}", publication
    if publication:
        return None, publication
    words = "\n".join(folded(text) for text in (patent.title, *patent.patentees))
    return f"title {hashlib.sha256(words.encode()).hexdigest()}", None


def merge_patents(stored: Patent, incoming: Patent) -> tuple[Patent, list[Conflict]]:
    """`stored` with what only `incoming` knows, and what they disagree about.

    A granted right takes the place of its published application: it is what can be pledged. The day of the legal
    state goes with its state; register events and classes of both are kept.
    """
    is_granted_since = _is_grant(incoming) and not _is_grant(stored)
    replacing = _OF_THE_PUBLICATION if is_granted_since else ()
    merged, conflicts = merge(stored, incoming, _LABELS, stored.number, replacing)
    more = {
        "legal_events": _both(stored.legal_events, incoming.legal_events),
        "ipc": _both(stored.ipc, incoming.ipc),
    }
    if is_granted_since and incoming.url:
        more["url"] = incoming.url
    if merged.legal_state is incoming.legal_state and incoming.legal_state_date is not None:
        known = stored.legal_state_date if stored.legal_state is incoming.legal_state else None
        more["legal_state_date"] = max(known or incoming.legal_state_date, incoming.legal_state_date)
    changed = {field: value for field, value in more.items() if value != getattr(stored, field)}
    return with_values(merged, changed)[0], conflicts


def _is_grant(patent: Patent) -> bool:
    return patent.publication_number is not None and publishes_chinese_grant(patent.publication_number)


def _both(mine: tuple[object, ...], others: tuple[object, ...]) -> object:
    return (*mine, *(other for other in others if other not in mine))
