"""Do words from a file or a keyboard stay words when they stand where a text of ours may stand?"""

from __future__ import annotations

import errno

import pytest

from pledgeapp.i18n import LANGUAGES, Language, texts
from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["{boom}", "{0}", "{", "}{", "{subject.__class__}", "{subject:>99999999}"])
def test_braces_from_outside_are_not_filled(language: Language, words: str) -> None:
    line = texts(language)(
        "{subject}, {field_label}: {kept_label} counts, not {other_label}",
        subject="CN1",
        field_label="Title",
        kept_label=words,
        other_label="b",
    )
    assert words in line


def test_a_text_of_ours_in_the_place_of_a_label_is_translated_and_filled() -> None:
    message = Message(
        "x", N_("{file} could not be written: {reason_label}."), {"file": "a.csv", "reason_label": "it is a folder"}
    )
    assert texts("zh").message(message) == "无法写入a.csv：该路径是文件夹。"
    nested = {"reason_label": "the check digit should be {expected}, not {given}", "expected": "2", "given": "X"}
    assert texts("en")("{reason_label}", **nested) == "the check digit should be 2, not X"
    assert "2" in texts("zh")("{reason_label}", **nested)


@pytest.mark.parametrize("number", [None, 0, -1, errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENAMETOOLONG, 99_999])
def test_every_refusal_of_the_system_has_words_in_chinese(number: int | None) -> None:
    label = reason_label(number)
    assert label
    assert texts("zh")(label) != label
