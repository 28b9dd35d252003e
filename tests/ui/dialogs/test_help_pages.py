"""Is every page of the help readable: chapters apart from each other, headings by rank?"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from ui.dialogs.help import CHAPTERS, HEADING_SIZES, HelpDialog


@pytest.mark.parametrize("language", ["zh", "en"])
def test_chapters_stand_apart_and_headings_have_their_sizes(frame: Any, language: str) -> None:
    frame.desk.choose(frame.desk.settings.changed(language=language))
    dialog = HelpDialog(frame.desk, frame.window)
    dialog.open()
    frame.wait_idle()
    chapters = dialog._list
    for row in range(len(CHAPTERS)):
        chapters.setCurrentIndex(chapters.model().index(row, 0))
        block = dialog._text.document().begin()
        assert block.blockFormat().headingLevel() == 1
        assert block.begin().fragment().charFormat().font().pixelSize() == HEADING_SIZES[0]
    boxes = [chapters.visualRect(chapters.model().index(row, 0)) for row in range(len(CHAPTERS))]
    assert all(not one.intersects(other) for one, other in pairwise(boxes))
    assert all(box.height() >= chapters.fontMetrics().height() + 8 for box in boxes)
    dialog.reject()
