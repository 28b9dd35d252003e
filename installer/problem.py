"""What can stop the set-up? One exception with one line for the person who started it."""

from __future__ import annotations


class SetupProblem(Exception):
    """The set-up cannot go on; the text is one line that says why and what to do."""
