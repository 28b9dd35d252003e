"""Do window, command line and report give the same figures for the sample case?"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui.state import figures

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.peer("pdftotext")
def test_window_command_line_and_report_agree(frame: Any, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pledgeapp", "demo", "-o", tmp_path / "out", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLEDGEAPP_HOME": str(tmp_path / "cli")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    said = json.loads(done.stdout)
    session = frame.open_sample()
    strip = frame.window.strip
    shown = {name: row[1].text() for name, row in strip._rows.items()}
    assert strip._value.text() == figures.money(said["fair_value"]["base"], "wan")
    assert shown["lending"] == figures.money(said["lending_value"], "wan")
    assert shown["limit"] == figures.money(said["loan_limit"], "wan")
    assert shown["ratio"] == figures.percent(said["loan_to_value"])
    assert session.assessment.fingerprint == said["fingerprint"]
    report = next(Path(f) for f in said["files"] if f.endswith(".pdf"))
    text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, check=True).stdout.decode()
    printed = re.sub(r"\s+", "", text)
    for name in ("lending", "limit"):
        assert shown[name] in printed
    assert strip._value.text() in printed
    assert said["fingerprint"][:4] in printed
