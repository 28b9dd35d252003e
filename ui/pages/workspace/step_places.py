"""To which step does a field of the case belong?"""

from __future__ import annotations

import re

from ui.pages.page import Step

_INDEX = re.compile(r"\[[^\]]*\]")


def step_of(path: str, steps: tuple[Step, ...]) -> Step | None:
    """The step on which the field at `path` is set: the longest of the steps' paths it begins with; None without."""
    plain = _INDEX.sub("", path)
    best: Step | None = None
    longest = -1
    for step in steps:
        for known in step.paths:
            start = _INDEX.sub("", known)
            if (plain == start or plain.startswith(f"{start}.")) and len(start) > longest:
                best, longest = step, len(start)
    return best
