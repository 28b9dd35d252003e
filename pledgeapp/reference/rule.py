"""What is a rule of the rights check: condition, effect, legal article and wording as data?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pledgeapp.records.base import Record
from pledgeapp.records.finding import Effect
from pledgeapp.reference.parameter import Source


class Rule(Record):
    """One rule; its condition is a function of `pledgeapp.services.rights_conditions` named by `condition`."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    scope: Literal["case", "patent"]
    """Whether the condition is asked once, or of each patent."""
    condition: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    effect: Effect
    wording: Annotated[str, Field(min_length=1)]
    """English msgid with the named fields that the condition fills."""
    remedy: Annotated[str, Field(min_length=1)]
    """English msgid: what to do about it."""
    article: Annotated[str, Field(min_length=1)]
    """English msgid: the legal source as it is cited."""
    refusal_ground: Annotated[int, Field(ge=1, le=12)] | None = None
    """Number in the list of grounds on which a pledge registration is refused."""
    source: Source
