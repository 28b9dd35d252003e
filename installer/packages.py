"""How do the packages of a lock file get into .venv, and what went wrong when they did not? In one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from installer.environment import Environment
from installer.problem import SetupProblem

# What pip says, in the order asked: a disk that is full also makes downloads fail, and a download that
# fails also makes "no matching distribution".
NO_SPACE = re.compile(r"No space left on device|Errno 28|WinError 112|not enough space", re.IGNORECASE)
WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES")
NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|NameResolution|Network is unreachable"
    r"|Connection (refused|reset|aborted)|getaddrinfo|Temporary failure|Name or service not known|IncompleteRead",
)
NOT_FOUND = re.compile(r"No matching distribution found for (\S+)")
NO_PERMISSION = re.compile(r"Permission denied|WinError 5\b|Access is denied|Read-only file system")


def install(environment: Environment, lock: Path, wheels: Path | None) -> None:
    """Install exactly what `lock` names, checked by hash; from the folder `wheels` alone where one is given."""
    command = [str(environment.python), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "3"]
    if wheels is not None:
        command += ["--no-index", "--find-links", str(wheels)]
    said = _run_pip([*command, "-r", str(lock)], environment, chosen_wheels=wheels is not None)
    if said:
        raise SetupProblem(explain(said, wheels=wheels, environment=environment))


def _run_pip(command: list[str], environment: Environment, *, chosen_wheels: bool) -> str:
    """Run pip, show which package it is at, keep all it says in the log; returns what it said if it failed."""
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_CONSTRAINT"):
        variables.pop(name, None)
    if chosen_wheels:
        # A person who names a folder means that folder, not what some configuration adds to it.
        variables |= {"PIP_CONFIG_FILE": os.devnull}
        variables.pop("PIP_FIND_LINKS", None)
    said = []
    with (
        environment.log.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        ) as pip,
    ):
        for line in pip.stdout or ():
            said.append(line)
            log.write(line)
            found = re.match(r"Collecting (\S+?)(?: \(from.*)?$", line)
            if found:
                print(f"  {found[1]}", flush=True)
            elif line.startswith("Installing collected packages"):
                print("  writing them into .venv", flush=True)
    return "".join(said) if pip.returncode else ""


def explain(said: str, *, wheels: Path | None, environment: Environment) -> str:
    """One line for a person: why pip failed, from all it `said`, and what to do."""
    missing = NOT_FOUND.search(said)
    python = f"Python 3.{sys.version_info.minor} on {sys.platform}"
    if NO_SPACE.search(said):
        return f"No space left on the disk of {environment.root} (or of the temporary folder): free 2 GB and try again"
    if WRONG_HASH.search(said):
        return "A package is not the one the lock file names (its hash differs), so nothing of it was installed"
    if wheels is None and NO_NETWORK.search(said):
        return "No network: the package index cannot be reached. Without it, use --wheels DIR (see installer/README.md)"
    if missing:
        remedy = f"{wheels} lacks it: fill it as installer/README.md says" if wheels else "there is no ready-made one"
        return f"Cannot install {missing[1]} for {python}: {remedy}"
    if NO_PERMISSION.search(said):
        return f"{environment.folder} cannot be written to: it belongs to somebody else, or PledgeApp is running"
    errors = [line for line in said.splitlines() if line.startswith("ERROR")] or said.splitlines() or ["pip failed"]
    return f"{errors[-1].removeprefix('ERROR: ')} (all that pip said: {environment.log})"
