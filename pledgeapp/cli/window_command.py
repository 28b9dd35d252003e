"""pledgeapp window: open the window."""

from __future__ import annotations

import click

from pledgeapp.paths import default_paths


@click.command("window")
@click.option("--sample", is_flag=True, help="Open the bundled sample case.")
@click.option("--exit-when-usable", is_flag=True, hidden=True, help="Close once the window takes input (for timing).")
def window_command(sample: bool, exit_when_usable: bool) -> int:
    """Open the window."""
    from ui.app import run

    return run(default_paths(), sample=sample, exit_when_usable=exit_when_usable)
