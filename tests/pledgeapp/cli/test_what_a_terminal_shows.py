"""Does the command line say a thing once, in words, on any terminal, and without obeying what stands in a file?"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pledgeapp.cli.progress_line import progress_line
from pledgeapp.cli.root import run
from pledgeapp.i18n import texts
from pledgeapp.progress import Progress, silent
from valuation.wording import Message

ROOT = Path(__file__).resolve().parents[3]


def started(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"PLEDGEAPP_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "pledgeapp", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)


@pytest.mark.parametrize(("language", "words"), [("en", "there is no such file"), ("zh", "文件或文件夹不存在")])
def test_a_refused_file_is_told_once_with_its_name(
    language: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--language", language, "import", str(tmp_path / "nowhere.csv")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith({"en": "nowhere.csv: ", "zh": "nowhere.csv："}[language])
    assert words in said


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path.name}: ")


def test_the_folder_one_stands_in_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["import", "."], ["assess", ".", "-o", "out"]):
        assert run(command) == 1
        assert capsys.readouterr().err.startswith(".: ")


def test_what_stands_in_a_file_does_not_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("专利名称,申请号\n\x1b]0;owned\x07\x1b[31mred\u202egnp.exe,ZL201410264352.1\n", encoding="utf-8")
    assert run(["import", str(path)]) == 1
    said = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)
    assert "\\x1b" in said.out


def test_braces_in_a_title_are_only_braces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("专利名称,申请号\n{boom},ZL201410264351.3\n{subject:>9999999},ZL201410264351.3\n", encoding="utf-8")
    for language in ("en", "zh"):
        assert run(["--language", language, "import", str(path)]) == 0
        assert "{boom}" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "gbk"])
def test_a_terminal_without_our_characters_is_no_fault(encoding: str, tmp_path: Path) -> None:
    said = started("--language", "zh", "doctor", folder=tmp_path, PYTHONIOENCODING=encoding)
    assert said.returncode == 0, said.stderr
    said = started("--language", "zh", "doctor", "--json", folder=tmp_path, PYTHONIOENCODING=encoding)
    assert said.returncode == 0, said.stderr
    assert "数据库" in json.loads(said.stdout.decode("ascii"))["checks"][2]["detail"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a desktop is always there")
def test_no_display_is_said_and_not_a_crash(tmp_path: Path) -> None:
    for arguments in ((), ("window", "--sample")):
        said = started(*arguments, folder=tmp_path, QT_QPA_PLATFORM="")
        assert said.returncode == 1
        assert b"no display" in said.stderr
        assert not (tmp_path / "home").exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("pledgeapp.cli.progress_line._FIRST_AFTER", 0.0)
    monkeypatch.setenv("COLUMNS", "40")
    with progress_line(texts("zh")) as progress:
        progress(Progress(Message("intake.checking", "Checking {file}", {"file": "很长的文件名" * 20}), 200, 4264))
        assert "正在核对" in terminal.getvalue()
        progress(Progress(Message("intake.checking", "Checking {file}", {"file": "a"}), 400, 4264))
    drawn = terminal.getvalue().split("\r")
    assert len(drawn) == 4, "the second call came too soon to be drawn"
    assert sum(2 if ord(c) > 255 else 1 for c in drawn[1]) <= 39
    assert drawn[2].strip() == ""
    assert len(drawn[2]) >= 38


def test_without_a_terminal_progress_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line(texts("en")) as progress:
        assert progress is silent
    assert capsys.readouterr().err == ""
