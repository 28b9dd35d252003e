"""How long until the window takes input, against a bare PySide6 window that imports numpy, on the same machine?"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
LIMIT = 2.0
"""The window may take this many times what the bare window takes."""
_BARE = """
import sys
import numpy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, application.quit)
sys.exit(application.exec())
"""
_OURS = (
    "from pledgeapp.__main__ import main; import sys; sys.argv[1:] = ['window', '--exit-when-usable']; sys.exit(main())"
)


def measure() -> dict[str, Any]:
    """Median seconds from start of the process to its end, ours on an existing database, both alternating."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PLEDGEAPP_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        _fill(Path(home))
        for code in (_BARE, _OURS):
            _seconds(code, environment)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_seconds(_BARE, environment))
            ours.append(_seconds(_OURS, environment))
    ours_seconds, bare_seconds = statistics.median(ours), statistics.median(bare)
    return {
        "name": "window usable on an existing database",
        "ours_seconds": ours_seconds,
        "peers": {"bare PySide6 window with numpy": bare_seconds},
        "ratios": {"bare PySide6 window with numpy": ours_seconds / bare_seconds},
        "limit": LIMIT,
    }


def _fill(home: Path) -> None:
    """A database with the three samples, each assessed."""
    from pledgeapp.bootstrap import open_services
    from pledgeapp.paths import Paths
    from pledgeapp.services.assess_case import assess_case, save_assessment
    from pledgeapp.services.keep_case import save_case
    from pledgeapp.services.samples import load_sample, sample_keys

    services = open_services(Paths(home))
    for key in sample_keys():
        case = load_sample(key)
        save_case(services, case, "Sample case opened")
        save_assessment(services, assess_case(services, case))
    services.store.close()


def _seconds(code: str, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    print(measure())
