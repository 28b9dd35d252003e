"""Is every text a person may read there in Chinese, with the same named fields, and compiled?"""

from __future__ import annotations

import pytest

from installer import translations
from pledgeapp.i18n import texts


def test_nothing_is_untranslated() -> None:
    assert translations.problems() == []


def test_the_check_finds_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break it: a text that no catalogue knows must be named."""
    known = translations.used_texts()
    known.setdefault("ui", set()).add("A sentence nobody translated")
    monkeypatch.setattr(translations, "used_texts", lambda: known)
    assert any("A sentence nobody translated" in line for line in translations.problems())


def test_chinese_is_used() -> None:
    assert texts("zh")("Income approach") == "收益法"
    assert texts("en")("Income approach") == "Income approach"
