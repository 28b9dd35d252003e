"""Is the encrypted engine the only SQLite that the running program loads?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUESTION = """
import sys, tempfile, pathlib
from pledgeapp.bootstrap import open_services
from pledgeapp.paths import Paths
with tempfile.TemporaryDirectory() as folder:
    services = open_services(Paths(pathlib.Path(folder) / "home"))
    services.store.cases.find("")
    services.store.close()
wrong = sorted(n for n in sys.modules if n in ("_sqlite3", "apsw", "PySide6.QtSql") or n.startswith("pysqlite3"))
mine = getattr(sys.modules.get("sqlite3"), "__file__", "")
print(wrong, "sqlcipher" in (mine or "sqlcipher"))
"""


def test_only_sqlcipher_is_loaded() -> None:
    said = subprocess.run(
        [sys.executable, "-c", QUESTION], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "[] True"
