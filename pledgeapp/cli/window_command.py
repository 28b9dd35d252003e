"""pledgeapp window: open the window."""

from __future__ import annotations

import os
import sys

import click

from pledgeapp.errors import KnownTrouble
from pledgeapp.paths import default_paths
from valuation.wording import N_, Message


@click.command("window")
@click.option("--sample", is_flag=True, help="Open the bundled sample case.")
@click.option("--exit-when-usable", is_flag=True, hidden=True, help="Close once the window takes input (for timing).")
def window_command(sample: bool, exit_when_usable: bool) -> int:
    """Open the window."""
    _refuse_without_display()
    from ui.app import run

    return run(default_paths(), sample=sample, exit_when_usable=exit_when_usable)


def _refuse_without_display() -> None:
    """KnownTrouble where Qt would end the process with a core dump: on Linux without any display."""
    if sys.platform != "linux":
        return
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    raise KnownTrouble(
        Message("no_display", N_("There is no display here to show a window on.")),
        Message("use_commands", N_("Start it on a desktop, or work without a window: pledgeapp --help lists how.")),
    )
