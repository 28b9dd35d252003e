"""Are a person's choices kept, and is a broken file replaced and said?"""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.settings import Settings, load_settings, save_settings


def test_settings_come_back_as_kept(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    kept = Settings(language="en", theme="dark", money_unit="yuan", person="李工")
    save_settings(file, kept)
    assert load_settings(file) == (kept, None)


def test_a_first_start_has_the_usual_settings_and_nothing_to_say(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == (Settings(), None)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"language": "fr"}', b'{"colour": 1}', b'{"person": 3}', b" " * 70_000]
)
def test_a_broken_file_is_replaced_and_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings, said = load_settings(file)
    assert settings == Settings()
    assert said is not None
    assert str(file) in said.text
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_known_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KnownTrouble):
        save_settings(tmp_path / "file" / "settings.json", Settings())


def test_only_choices_that_exist_can_be_made() -> None:
    with pytest.raises(ValueError, match="none of"):
        Settings().changed(theme="pink")
