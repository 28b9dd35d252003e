"""How long until the window takes input, against a bare PySide6 window that imports numpy, on the same machine?"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.comparison import Comparison

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
def usable():
    print("usable", flush=True)
    application.quit()
QTimer.singleShot(0, usable)
sys.exit(application.exec())
"""
_OURS = (
    "import sys; from pledgeapp.__main__ import main; sys.argv[1:] = ['window', '--exit-when-usable']; sys.exit(main())"
)


def measure() -> list[Comparison]:
    """Median seconds from the start of the process until the window takes input, and until the cases are listed."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PLEDGEAPP_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        # As on a user's machine: the second start finds everything compiled, ours and the peer's.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _fill(Path(home))
        for code in (_BARE, _OURS):
            _moments(code, environment)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_moments(_BARE, environment))
            ours.append(_moments(_OURS, environment))
    bare_seconds = statistics.median(m["usable"] for m in bare)
    usable, listed = (statistics.median(m[word] for m in ours) for word in ("usable", "listed"))
    peer = "bare PySide6 window with numpy"
    return [
        Comparison("window usable", usable, peer, bare_seconds, at_most_times_slower=LIMIT),
        Comparison("window with the cases of the database listed", listed, peer, bare_seconds),
    ]


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


def _moments(code: str, environment: dict[str, str]) -> dict[str, float]:
    """Seconds after the start of the process at which it printed each word."""
    start = time.perf_counter()
    found = {}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        for line in process.stdout or ():
            found[line.decode().strip()] = time.perf_counter() - start
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, "window")
    return found
