"""How does a case that was filled go back into its file?"""

from __future__ import annotations

import json
from pathlib import Path

from pledgeapp.records.case import Case
from pledgeapp.store.durable_file import write_durably


def write_case_file(case: Case, target: Path) -> None:
    """Write `case` as the JSON that `pledgeapp assess` reads; what is unset is left out.

    KnownTrouble when the file cannot be written; what stood there before is then untouched.
    """
    tree = {"format": case.format, **case.model_dump(mode="json", exclude_defaults=True)}
    write_durably(target, json.dumps(tree, ensure_ascii=False, indent=1, allow_nan=False).encode())
