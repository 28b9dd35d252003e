"""Where does `pledgeapp` start?"""

from __future__ import annotations

import gc
import sys

_OBJECTS_BETWEEN_SEARCHES = 50_000
"""Before Python looks for garbage cycles: it keeps all of a large import, and looking through it in vain costs time."""


def main() -> int:
    """Run the command line; returns the exit code."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    try:
        from pledgeapp.cli.root import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        # Stopped while the program was still being loaded: nothing was begun.
        return 1


if __name__ == "__main__":
    sys.exit(main())
