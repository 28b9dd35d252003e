"""Are classes found by code and by word, and is what is not in the list left without a name?"""

from __future__ import annotations

import pytest

from pledgeapp.reference.classification import (
    industries,
    patent_classes,
    path_of_industry,
    path_of_patent_class,
)


def test_how_many_classes_there_are() -> None:
    lengths = [len(code) for code in industries().titles if not code.isalpha()]
    assert [lengths.count(length) for length in (2, 3, 4)] == [97, 473, 1381]
    codes = list(patent_classes().titles)
    assert [sum(len(code) == length for code in codes) for length in (1, 3, 4)] == [8, 132, 651]
    assert sum("/" in code for code in codes) == 7476


@pytest.mark.parametrize(
    ("symbol", "codes"),
    [
        ("H01M 10/0562", ["H", "H01", "H01M", "H01M10/00"]),
        ("h01m10/0562", ["H", "H01", "H01M", "H01M10/00"]),
        ("H01M0010/0562", ["H", "H01", "H01M", "H01M10/00"]),
        ("C01C 1/00", ["C", "C01"]),
        ("H01M", ["H", "H01", "H01M"]),
        ("ZZZ", []),
        ("", []),
    ],
)
def test_the_path_of_a_symbol(symbol: str, codes: list[str]) -> None:
    assert [one.code for one in path_of_patent_class(symbol)] == codes


def test_the_path_of_an_industry() -> None:
    found = path_of_industry("3841")
    assert [one.code for one in found] == ["C", "38", "384", "3841"]
    assert found[-1].title == "锂离子电池制造"
    assert [one.code for one in path_of_industry("C")] == ["C"]
    assert [one.code for one in path_of_industry("38")] == ["C", "38"]
    assert path_of_industry("0000") == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [("锂离子", "3841"), ("电池 制造", "384"), ("384", "384"), ("３８４", "384"), ("不存在的行业", "")],
)
def test_industries_are_found_by_words_and_codes(text: str, first: str) -> None:
    found = industries().find(text)
    assert (found[0].code if found else "") == first


def test_patent_classes_are_found() -> None:
    assert "H01M" in [one.code for one in patent_classes().find("电池组")]
    assert patent_classes().find("h01m10")[0].code == "H01M10/00"
    assert patent_classes().find("  ") == ()
    assert len(patent_classes().find("装置", limit=7)) == 7
