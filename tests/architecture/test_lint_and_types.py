"""Are style and types clean? The same settings for everybody: those of pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_ruff_finds_nothing() -> None:
    said = run("ruff", "check", "--no-cache", ".")
    assert said.returncode == 0, said.stdout


def test_the_formatter_would_change_nothing() -> None:
    said = run("ruff", "format", "--check", "--no-cache", ".")
    assert said.returncode == 0, said.stdout


def test_mypy_is_strict_on_all_four_packages() -> None:
    said = run("mypy")
    assert said.returncode == 0, said.stdout
    assert "Success" in said.stdout


def test_nobody_imports_another_sqlite() -> None:
    """The ban itself is tested: ruff must refuse both when they are planted."""
    for line in ("import sqlite3\n", "from PySide6 import QtSql\n", "from PySide6.QtSql import QSqlDatabase\n"):
        command = [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--select",
            "TID251",
            "--stdin-filename",
            "ui/planted.py",
            "-",
        ]
        said = subprocess.run(command, cwd=ROOT, input=line, capture_output=True, text=True, check=False)
        assert "TID251" in said.stdout, line
