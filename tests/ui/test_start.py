"""Does the window start by the command line, say when it takes input, and end by itself when asked to?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSize

from ui.app import FIRST_SIZE, first_size

CODE = "import sys; from pledgeapp.__main__ import main; sys.argv[1:] = {arguments!r}; sys.exit(main())"
LIGHT = "import ui.main_window, ui.pages.home.home_page, sys; print([m for m in {heavy!r} if m in sys.modules])"
HEAVY = ("pandas", "scipy", "pyqtgraph", "reportlab", "pydantic", "numpy", "sqlite_utils")


def python(code: str, home: Path) -> str:
    environment = {**os.environ, "PLEDGEAPP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_takes_input_then_lists_the_cases_then_ends(tmp_path: Path) -> None:
    for _ in range(2):  # a new database, then an existing one
        assert python(CODE.format(arguments=["window", "--exit-when-usable"]), tmp_path).split() == ["usable", "listed"]
    assert (tmp_path / "pledgeapp.db").exists()


def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path) -> None:
    assert python(LIGHT.format(heavy=HEAVY), tmp_path).strip() == "[]"


def test_the_window_opens_no_larger_than_the_screen() -> None:
    assert first_size(QSize(1280, 760)) == QSize(1280, 760)
    assert first_size(QSize(1920, 1040)) == QSize(*FIRST_SIZE)
    assert first_size(QSize(1366, 2000)) == QSize(1366, FIRST_SIZE[1])
