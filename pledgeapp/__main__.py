"""Where does `pledgeapp` start?"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        from pledgeapp.cli.root import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        # Stopped while the program was still being loaded: nothing was begun.
        return 1


if __name__ == "__main__":
    sys.exit(main())
