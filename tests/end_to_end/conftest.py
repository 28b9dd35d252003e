"""The program as a person starts it: another process, a folder of its own, its exit code and its words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.services.samples import load_sample, sample_keys

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def pledgeapp(tmp_path: Path) -> Command:
    """Run `pledgeapp ARGUMENTS` in `tmp_path` with a home folder of its own."""

    def run(*arguments: str | Path) -> Said:
        environment = {**os.environ, "PLEDGEAPP_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "pledgeapp", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    """The first bundled sample as a case file of the user's."""
    path = tmp_path / "case.json"
    path.write_text(load_sample(sample_keys()[0]).model_dump_json(), encoding="utf-8")
    return path
