"""Can this Python set PledgeApp up? Says no in one line where it cannot, else hands over to installer.commands.

This file alone is read by whatever Python a person happens to have, so it keeps to what Python 2.7 and 3.6 understand.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is absent from 2.7
OLDEST = (3, 11)
NEWEST = (3, 14)


def wrong_python(version):
    """One line saying why `version` (major, minor) will not do, or an empty text."""
    if OLDEST <= version <= NEWEST:
        return ""
    line = "PledgeApp needs Python 3.11, 3.12, 3.13 or 3.14; this is Python " + ".".join(str(part) for part in version)
    better = suitable_python()
    if better:
        return line + ". Use the one that is here: " + better + " " + " ".join(sys.argv)
    return line + ". Install one of them (Debian, Ubuntu: sudo apt-get install python3 python3-venv) and try again"


def suitable_python():
    """The name of a Python on the search path that will do, or an empty text."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3." + str(minor)
        if any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders) and starts(name):  # noqa: PTH118
            return name
    return ""


def starts(name):
    """Whether the program `name` runs: version managers leave names behind that lead nowhere."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - pathlib is absent from 2.7
        return subprocess.call([name, "--version"], stdout=nothing, stderr=nothing) == 0


def main():
    """Check the Python, then run the command named on the command line; returns the exit code."""
    problem = wrong_python(tuple(sys.version_info[:2]))
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    # The folder of this script is dropped so that none of our modules can stand in for one of Python's own.
    sys.path[0] = ROOT
    from installer.commands import run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
