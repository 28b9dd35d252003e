"""The steps of the case workspace, in the order they are shown."""

from __future__ import annotations

from ui.pages.page import Step

STEPS: tuple[Step, ...] = ()
