"""Are readable copies for a viewer private, inside their folder, and gone when the window closes?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.paths import Paths
from ui.operations.database import close_database
from ui.operations.opened_copies import remove_copies, write_copy
from ui.operations.reporting import preview_report


def test_a_copy_is_private_and_stays_in_its_folder(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "home")
    for name in ("报告.pdf", "../../报告.pdf", "..\\..\\报告.pdf"):
        copy = write_copy(paths, name, b"%PDF")
        assert copy == paths.opened / "报告.pdf"
    if sys.platform != "win32":
        assert copy.stat().st_mode & 0o077 == 0
        assert paths.opened.stat().st_mode & 0o077 == 0
    remove_copies(paths)
    assert not paths.opened.exists()


def test_a_link_left_there_is_replaced_and_not_followed(tmp_path: Path) -> None:
    paths, outside = Paths(tmp_path / "home"), tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    paths.opened.mkdir(parents=True)
    try:
        (paths.opened / "a.pdf").symlink_to(outside)
    except OSError:
        pytest.fail("this system has no links")
    write_copy(paths, "a.pdf", b"%PDF")
    assert outside.read_text(encoding="utf-8") == "mine"


def test_no_preview_outlives_the_window(frame: Any) -> None:
    session = frame.open_sample()
    made: list[Path] = []
    preview_report(frame.office, frame.window, session.assessment, "zh", made.append)
    frame.wait(lambda: made)
    assert made[0].read_bytes().startswith(b"%PDF")
    frame.wait_idle()
    close_database(frame.office)
    assert not made[0].exists()
