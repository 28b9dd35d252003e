"""What do `run` and `test` do, step by step? They prepare .venv, then start the program or the tests."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from installer import environment, packages, system_libraries
from installer.environment import Environment
from installer.one_at_a_time import one_at_a_time
from installer.problem import SetupProblem

ROOT = Path(__file__).resolve().parent.parent
# Does Qt start at all? Asked in its own process, because a missing library can end it without an exception.
QT_QUESTION = "from PySide6.QtWidgets import QApplication; QApplication([])"


def run_command(arguments: list[str]) -> int:
    """Carry out the command line `arguments`; returns the exit code, 1 with one line where the set-up fails."""
    chosen, rest = _parser().parse_known_args(arguments)
    if rest and chosen.command == "run":
        _parser().error("unknown: " + " ".join(rest))
    try:
        return _run(chosen) if chosen.command == "run" else _test(chosen, rest)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set PledgeApp up in .venv, then start it.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="open the window on the sample case")
    run.add_argument("--headless", action="store_true", help="no window: assess the sample case and write its report")
    test = commands.add_parser("test", help="run the whole test suite; other arguments go to pytest")
    for command in (run, test):
        command.add_argument("--wheels", type=Path, metavar="DIR", help="install from this folder, without network")
        command.add_argument("--fresh", action="store_true", help="make .venv anew even if it looks sound")
    return parser


def prepare(here: Environment, command: str, *, wheels: Path | None, fresh: bool) -> None:
    """Bring .venv to what `command` needs; does nothing, quickly, when that was done before."""
    if wheels is not None and not wheels.is_dir():
        raise SetupProblem(f"{wheels} is not a folder")
    with one_at_a_time(here.root):
        noted = environment.read_stamp(here)
        wanted = environment.fingerprint(here, command)
        sound = not fresh and environment.is_sound(here)
        if sound and noted.get(command) == wanted:
            return
        environment.check_folder(here)
        if not sound:
            environment.check_venv_module(offline=wheels is not None)
            print(f"Making {here.folder}", flush=True)
            environment.create(here)
        # Whatever happens from here on, an unfinished set-up must not look finished.
        here.stamp.unlink(missing_ok=True)
        print("Installing packages (the first time this takes a few minutes)", flush=True)
        packages.install(here, here.lock_file(command), wheels)
        environment.connect_checkout(here)
        finished = {command: wanted}
        if command == "test":
            finished["run"] = environment.fingerprint(here, "run")
        environment.write_stamp(here, finished)


def prepare_system(here: Environment, wanted: system_libraries.Wanted, *, offline: bool) -> None:
    """Install the Debian packages of `wanted` that are missing; where that may not be, say how and go on."""
    missing = system_libraries.missing(wanted)
    if not missing:
        return
    noted = environment.read_stamp(here)
    # What could not be installed once is not tried at every start: that would cost seconds each time.
    tried = noted.get("system libraries tried") == " ".join(missing)
    if not offline and not tried:
        if system_libraries.install(missing):
            return
        environment.write_stamp(here, {**noted, "system libraries tried": " ".join(missing)})
    print(f"Missing on this system: {system_libraries.install_command(missing)}", file=sys.stderr, flush=True)


def check_qt(here: Environment) -> None:
    """SetupProblem where Qt does not start, with its own words and the command that may help."""
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    asked = subprocess.run([here.python, "-c", QT_QUESTION], capture_output=True, text=True, env=variables, check=False)
    if asked.returncode:
        said = (asked.stderr.strip() or f"it ended with code {asked.returncode}").splitlines()[-1]
        missing = system_libraries.missing(system_libraries.QT)
        remedy = f". Try: {system_libraries.install_command(missing)}" if missing else ""
        raise SetupProblem(f"Qt does not start: {said}{remedy}")


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run(chosen: argparse.Namespace) -> int:
    here = Environment(ROOT)
    prepare(here, "run", wheels=chosen.wheels, fresh=chosen.fresh)
    window = not chosen.headless and has_display()
    if window:
        prepare_system(here, system_libraries.QT, offline=chosen.wheels is not None)
        check_qt(here)
        return _start(here, ["-m", "pledgeapp", "window", "--sample"])
    if not chosen.headless:
        print("No display here: assessing the sample case without a window", flush=True)
    return _start(here, ["-m", "pledgeapp", "demo"])


def _test(chosen: argparse.Namespace, pytest_arguments: list[str]) -> int:
    here = Environment(ROOT)
    started = time.monotonic()
    prepare(here, "test", wheels=chosen.wheels, fresh=chosen.fresh)
    prepare_system(here, (*system_libraries.QT, *system_libraries.TESTS), offline=chosen.wheels is not None)
    check_qt(here)
    ready = time.monotonic()
    print(f"Set up in {ready - started:.0f} s. Running the tests", flush=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    code = _start(here, ["-m", "pytest", "-n", "2", *(a for a in pytest_arguments if a != "--")])
    verdict = "All tests passed" if code == 0 else f"Tests FAILED (pytest ended with code {code})"
    print(f"{verdict}: set-up {ready - started:.0f} s, tests {time.monotonic() - ready:.0f} s", flush=True)
    return code


def _start(here: Environment, arguments: list[str]) -> int:
    """Run the environment's Python in the checkout and wait for it; its exit code becomes ours."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return subprocess.run([here.python, *arguments], cwd=here.root, env=variables, check=False).returncode
