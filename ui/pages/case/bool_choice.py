"""How is a yes-or-no of the case chosen between two phrases?"""

from __future__ import annotations

from ui.pages.case.case_page import EDITED, CasePage
from ui.state.edits import replace_at, value_at
from ui.widgets.field import Field, FieldTexts
from valuation.wording import Message

YES, NO = "yes", "no"


class BoolChoice(Field):
    """A list of two phrases over the truth value at `path`."""

    def __init__(self, page: CasePage, path: str, title: str, phrases: tuple[str, str]) -> None:
        super().__init__("choice")
        self._page, self._path, self._title, self._phrases = page, path, title, phrases
        self.committed.connect(self._chosen)

    def retranslate(self) -> None:
        """Both phrases (of true, of false) in the desk's language."""
        texts = self._page.desk.texts
        choices = tuple((key, texts(phrase)) for key, phrase in zip((YES, NO), self._phrases, strict=True))
        self.say(FieldTexts(texts(self._title), choices=choices))

    def show_case_value(self) -> None:
        """Show the phrase of the value as it stands."""
        self.show_value(YES if value_at(self._page.case, self._path) else NO)

    def _chosen(self, key: str) -> None:
        before, after = self._phrases if key == NO else reversed(self._phrases)
        params = {"name_label": self._title, "before_label": before, "after_label": after}
        name = Message("choice_edited", EDITED, params)
        self._page.change(name, replace_at(self._page.case, self._path, key == YES))
