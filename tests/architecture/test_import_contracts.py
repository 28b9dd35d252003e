"""Do the imports keep the contracts of pyproject.toml?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


PLANTED = [
    ("valuation/cash_flows.py", "import os", "valuation sees no file"),
    ("valuation/cash_flows.py", "import pledgeapp.errors", "never back"),
    ("pledgeapp/records/money.py", "import pledgeapp.services.context", "inside pledgeapp"),
    ("pledgeapp/services/context.py", "import PySide6.QtCore", "knows nothing of Qt"),
    ("pledgeapp/services/context.py", "import sqlcipher3", "only the store speaks SQL"),
    ("ui/state/edits.py", "import ui.pages.page", "inside ui"),
    ("ui/pages/page.py", "import pledgeapp.services.assess_case", "only ui.operations calls services"),
    ("resources/__init__.py", "import pledgeapp.errors", "resources is data"),
]


@pytest.mark.parametrize(("file", "breach", "contract"), PLANTED)
def test_a_planted_breach_is_found(file: str, breach: str, contract: str, tmp_path: Path) -> None:
    """The contracts are themselves tested: each breaks when somebody breaks it."""
    for name in ("valuation", "pledgeapp", "ui", "resources"):
        for source in (ROOT / name).rglob("*.py"):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    planted = tmp_path / file
    planted.write_text(planted.read_text(encoding="utf-8") + f"\n{breach}\n", encoding="utf-8")
    said = lint_imports(tmp_path)
    assert said.returncode != 0
    assert any(contract in line and "BROKEN" in line for line in said.stdout.splitlines()), said.stdout
