"""Can every title become a file name, and is a folder that cannot be used said before anything is kept?"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.services.assess_case_file import assess_and_issue
from pledgeapp.services.attach_evidence import attach_evidence
from pledgeapp.services.context import Services
from pledgeapp.services.issue_report import file_name
from pledgeapp.services.samples import load_sample, sample_keys

TITLES = {
    "plain": ("安澜固态电池质押", "2026-0001-安澜固态电池质押-zh.pdf"),
    "reserved": ('a<b>:"c/d\\e|f?*', "2026-0001-a_b_c_d_e_f_-zh.pdf"),
    "right to left": ("report\u202egnp.exe\u2066x\u2069\u200b", "2026-0001-report gnp.exe x-zh.pdf"),
    "control": ("a\x00b\r\nc\x1b[31md\x7f", "2026-0001-a b c [31md-zh.pdf"),
    "dots": (" ..a. . ", "2026-0001-a-zh.pdf"),
    "nothing left": ("\u202e..", "2026-0001--zh.pdf"),
}


@pytest.mark.parametrize("kind", TITLES)
def test_a_title_becomes_a_name_that_is_what_it_looks_like(kind: str) -> None:
    title, expected = TITLES[kind]
    assert file_name("2026-0001", title, "zh") == expected


@pytest.mark.parametrize("character", ["长", "a", "é", "😀", "👩\u200d🔬"])
def test_a_long_title_is_cut_between_characters_to_what_every_disk_takes(character: str) -> None:
    name = file_name("2026-0001", character * 200, "zh")
    assert 100 <= len(name.encode()) <= 143
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs", "Cn"}


def test_the_longest_title_is_issued(services: Services, tmp_path: Path) -> None:
    case = load_sample(sample_keys()[0]).model_copy(update={"title": "长" * 200})
    _, (written,) = assess_and_issue(services, case, tmp_path / "out", formats=("pdf",), language="zh")
    assert written.read_bytes().startswith(b"%PDF")
    (kept,) = services.store.reports.find()
    assert (kept.case_title, kept.file_name) == ("长" * 200, written.name)


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_kept(services: Services, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    case = load_sample(sample_keys()[0])
    for folder in (tmp_path / "file" / "sub", tmp_path / ("长" * 200)):
        with pytest.raises(KnownTrouble) as trouble:
            assess_and_issue(services, case, folder, formats=("pdf",), language="zh")
        assert trouble.value.message.params["file"] == str(folder)
    assert services.store.cases.find() == ()
    assert services.store.reports.find() == ()


def test_a_folder_is_no_document(services: Services, tmp_path: Path) -> None:
    from pledgeapp.errors import DataProblem

    for path, reason in ((tmp_path, "it is a folder"), (tmp_path / "gone.pdf", "there is no such file or folder")):
        with pytest.raises(DataProblem) as caught:
            attach_evidence(services, path)
        assert caught.value.message.params["reason_label"] == reason
