"""Does the project hold nothing of the machine it was written on?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = ["py" + "pi.org", "registry." + "npm" + "js", "deb.debian" + ".org", "files.python" + "hosted"]
"""Put together here, so that this file names none of them."""
MACHINE = rb"(?<![\w.:/-])/(?:work|farm|home|root)/\w"
WORDS = re.compile(MACHINE + b"|" + "|".join(map(re.escape, REGISTRIES)).encode(), re.IGNORECASE)
THIS_FILE = Path(__file__).resolve()


def test_no_path_of_a_machine_and_no_registry() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for name in tracked.decode().split("\0"):
        file = ROOT / name
        if not name or not file.is_file() or file == THIS_FILE or file.suffix in {".ttf", ".png", ".mo", ".svg"}:
            continue
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            if WORDS.search(line):
                found.append(f"{name}:{number}")
    assert not found
