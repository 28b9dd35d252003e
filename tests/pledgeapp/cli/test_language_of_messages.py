"""Do messages come in the language of the machine, unless another is asked for?"""

from __future__ import annotations

import pytest

from pledgeapp.cli.root import run


@pytest.mark.parametrize(
    ("system", "arguments", "expected"),
    [
        ("zh_CN.UTF-8", [], "文件"),
        ("C.UTF-8", [], "nowhere.csv: the file"),
        ("de_DE.UTF-8", [], "nowhere.csv: the file"),
        ("zh_CN.UTF-8", ["--language", "en"], "nowhere.csv: the file"),
        ("C.UTF-8", ["--language=zh"], "文件"),
    ],
)
def test_a_refusal_is_in_the_readers_language(
    system: str,
    arguments: list[str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert run([*arguments, "import", "nowhere.csv"]) == 1
    assert expected in capsys.readouterr().err
