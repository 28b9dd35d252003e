"""Does the library say so when it lists fewer patents than it holds?"""

from __future__ import annotations

from typing import Any

import pytest

from pledgeapp.records.patent import Patent
from ui.operations.library import MOST_LISTED
from ui.pages.library.parts import PatentsPart


@pytest.mark.parametrize(("held", "listed", "has_more"), [(3, 3, False), (MOST_LISTED, MOST_LISTED, False)])
def test_a_whole_list_gives_its_number(frame: Any, held: int, listed: int, *, has_more: bool) -> None:
    part = shown(frame, held)
    assert (part.rows.rowCount(), part._has_more) == (listed, has_more)
    assert f"共 {held} 条" in part._card._subtitle.text()


def test_a_list_cut_short_is_not_called_the_whole(frame: Any) -> None:
    part = shown(frame, MOST_LISTED + 1)
    assert part.rows.rowCount() == MOST_LISTED
    assert "共" not in part._card._subtitle.text()
    assert f"仅列出前 {MOST_LISTED} 条" in part._card._subtitle.text()


def shown(frame: Any, count: int) -> PatentsPart:
    part = PatentsPart(frame.desk, frame.office)
    frame.qtbot.addWidget(part)
    part.take("", tuple(Patent(id=f"p{n}", publication_number=f"US{n}B2", title=f"t{n}") for n in range(count)))
    return part
