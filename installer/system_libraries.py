"""Which libraries of the system are missing, and may we install them? Only Debian and Ubuntu are asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

# What Qt's xcb and offscreen platforms link to. A tuple names one library under its names in different releases.
QT = (
    ("libegl1",),
    ("libgl1",),
    ("libglib2.0-0", "libglib2.0-0t64"),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libxkbcommon0",),
    ("libxkbcommon-x11-0",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-image0",),
    ("libxcb-keysyms1",),
    ("libxcb-render-util0",),
    ("libxcb-shape0",),
    ("libxcb-xinerama0",),
    ("libxcb-xkb1",),
)
# Programs and libraries that only tests and benchmarks use: PDF tools, a screen, and what WeasyPrint draws with.
TESTS = (
    ("poppler-utils",),
    ("xvfb",),
    ("libpango-1.0-0",),
    ("libpangoft2-1.0-0",),
    ("libharfbuzz-subset0",),
)

Wanted = Iterable[tuple[str, ...]]


def is_debian() -> bool:
    """Whether packages are handled by apt and dpkg here."""
    return sys.platform == "linux" and bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def missing(wanted: Wanted) -> list[str]:
    """Names of the packages of `wanted` that are not installed, empty on systems without dpkg."""
    wanted = list(wanted)
    if not is_debian():
        return []
    names = [name for names in wanted for name in names]
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    # Exit code 1 only says that some name is unknown, which is what we ask.
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [names[0] for names in wanted if not installed.intersection(names)]


def privilege() -> list[str] | None:
    """What to put before a command to run it as root: nothing, `sudo -n`, or None where we may not."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install_command(packages: Iterable[str]) -> str:
    """The line a person can paste to install `packages`."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install `packages` with apt-get where we may; whether it worked. Never asks for a password."""
    before = privilege() if is_debian() else None
    if before is None:
        return False
    wait = ["-o", "DPkg::Lock::Timeout=60", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=20"]
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *wait]
    fetch = [*apt, "install", "-y", "-qq", "--no-install-recommends", *packages]

    def works(command: list[str]) -> bool:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0

    print("Installing with apt-get: " + " ".join(packages), flush=True)
    # A fresh machine has no package lists yet, a used one has old ones: look again before giving up.
    return works(fetch) or (works([*apt, "update", "-qq"]) and works(fetch))
