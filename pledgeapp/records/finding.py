"""What did the checks find?"""

from __future__ import annotations

from enum import StrEnum

from pledgeapp.records.base import PatentId, Record


class Effect(StrEnum):
    """What a finding does: `block` forbids pledging, `ask` needs an answer, `warn` is shown."""

    BLOCK = "block"
    ASK = "ask"
    WARN = "warn"


class Finding(Record):
    """One outcome of a rule about the case or one patent; `template` and `params` render in any language."""

    key: str
    """Stable: rule and subject, as `pledgor_is_patentee:<patent id>`; answers refer to it."""
    rule: str
    effect: Effect
    patent_id: PatentId | None = None
    template: str
    params: dict[str, str] = {}
    remedy: str = ""
    """English msgid: what to do about it."""
    article: str = ""
    """Legal source, as the reference data cite it."""
    is_answered: bool = False
    """Somebody wrote what was done; a question is answered only by an answer that settles it."""
    is_settled: bool = False
    """True: a person's answer takes the blocking effect away."""
