"""Do the commands of the README's tour work as they stand there, one after the other?"""

from __future__ import annotations

import shlex

import pytest

from tests.end_to_end.conftest import ROOT, Command

PREFIX = ".venv/bin/pledgeapp "
COMMANDS = [
    line.removeprefix(PREFIX).split("#")[0].strip()
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith(PREFIX)
]


def test_the_tour_shows_every_command() -> None:
    assert {command.split()[0] for command in COMMANDS} == {
        "demo",
        "template",
        "look",
        "import",
        "compare",
        "fees",
        "schema",
        "assess",
        "value",
        "doctor",
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_works_as_written(command: str, pledgeapp: Command) -> None:
    words = [str(ROOT / word) if word.startswith("resources/") else word for word in shlex.split(command)]
    said = pledgeapp(*words)
    assert said.code == 0, said.err
    assert said.err == ""
    assert said.out
