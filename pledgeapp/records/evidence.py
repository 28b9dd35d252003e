"""Which documents stand behind the case?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from pledgeapp.records.base import EvidenceId, Record, new_id


class Evidence(Record):
    """A document kept in the store once per content: `sha256` is its identity, the name is a label."""

    id: EvidenceId = Field(default_factory=lambda: EvidenceId(new_id()))
    name: Annotated[str, Field(min_length=1, max_length=255)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    media_type: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    note: str = ""
