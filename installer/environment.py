"""Is .venv there, sound and up to date? Makes it, remakes it when broken, and remembers what was installed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from installer import system_libraries
from installer.problem import SetupProblem

# Measured on Linux: .venv takes 0.85 GB for `run` and 1.15 GB for `test`, and pip unpacks some of it twice.
SPACE_NEEDED = 1_800_000_000
# The third number is left out: a system's update of Python must not cost a machine without network its .venv.
PYTHON = f"{sys.implementation.name} {sys.version_info.major} {sys.version_info.minor}"


@dataclass(frozen=True)
class Environment:
    """The virtual environment beside the checkout `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.scripts / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def stamp(self) -> Path:
        """The note of what was installed last."""
        return self.folder / "pledgeapp-setup.json"

    @property
    def log(self) -> Path:
        """All that pip said at the last set-up."""
        return self.folder / "pledgeapp-setup.log"

    def lock_file(self, command: str) -> Path:
        """The lock file of `run` or `test`; the one of `test` holds everything of the other."""
        return self.root / "installer" / ("requirements.lock" if command == "run" else "requirements-test.lock")


def fingerprint(environment: Environment, command: str) -> str:
    """What `command` needs installed: changes with the lock file, the Python and the place of the checkout."""
    parts = (PYTHON, str(environment.root), environment.lock_file(command).read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_stamp(environment: Environment) -> dict[str, str]:
    """What was noted at the last set-up that was finished; empty where nothing was."""
    try:
        noted = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def write_stamp(environment: Environment, noted: dict[str, str]) -> None:
    """Note what is installed, so that a note is either whole or absent."""
    temporary = environment.stamp.with_suffix(".new")
    temporary.write_text(json.dumps(noted, indent=1), encoding="utf-8")
    temporary.replace(environment.stamp)


def is_sound(environment: Environment) -> bool:
    """Whether its interpreter starts, is the version that runs now, and has pip."""
    question = "import sys, pip; print(sys.implementation.name, *sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [environment.python, "-I", "-c", question], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == PYTHON


def check_folder(environment: Environment) -> None:
    """SetupProblem where the checkout cannot be written to or its disk is nearly full."""
    try:
        with tempfile.TemporaryFile(dir=environment.root):
            pass
    except OSError as error:
        raise SetupProblem(
            f"{environment.root} cannot be written to ({error.strerror}): put the checkout in a folder of your own"
        ) from error
    free = shutil.disk_usage(environment.root).free
    if free < SPACE_NEEDED:
        raise SetupProblem(
            f"No space left: {SPACE_NEEDED / 1e9:.1f} GB are needed on the disk of {environment.root}, "
            f"{free / 1e9:.1f} GB are free"
        )


def check_venv_module(*, offline: bool) -> None:
    """SetupProblem where Python came without venv or ensurepip, as on Debian; installs them where we may."""
    if _has_venv():
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if not offline and system_libraries.install([package]):
        importlib.invalidate_caches()
        if _has_venv():
            return
    raise SetupProblem(f"This Python has no venv module. Install it: sudo apt-get install -y {package}")


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def create(environment: Environment) -> None:
    """Make the environment from nothing; what lies in its place is removed first."""
    try:
        _remove(environment.folder)
    except OSError as error:
        raise SetupProblem(
            f"{environment.folder} is broken and cannot be removed ({error.strerror}): close PledgeApp, or delete it"
        ) from error
    # Started from inside some environment, the new one is still made from the Python below it.
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [base, "-m", "venv", str(environment.folder)], capture_output=True, text=True, env=_plain(), check=False
    )
    if made.returncode != 0 or not is_sound(environment):
        said = (made.stderr.strip() or made.stdout.strip() or "it does not start").splitlines()[-1]
        raise SetupProblem(f"{environment.folder} could not be made: {said}")


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _plain() -> dict[str, str]:
    """The variables of this process without those that make one Python read another's modules."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}


def connect_checkout(environment: Environment) -> None:
    """Let the environment's Python find the checkout from every folder, and give it a `pledgeapp` command."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = subprocess.run([environment.python, "-I", "-c", question], capture_output=True, text=True, check=True)
    Path(place.stdout.strip(), "pledgeapp-checkout.pth").write_text(f"{environment.root}\n", encoding="utf-8")
    if sys.platform == "win32":
        launcher = environment.scripts / "pledgeapp.cmd"
        launcher.write_text(f'@"{environment.python}" -m pledgeapp %*\r\n', encoding="utf-8", newline="")
        return
    launcher = environment.scripts / "pledgeapp"
    launcher.write_text(f'#!/bin/sh\nexec "{environment.python}" -m pledgeapp "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
