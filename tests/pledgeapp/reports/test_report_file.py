"""Is the file right as a PDF: fonts, pages, bookmarks, links, marks, the same bytes for the same content?"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pledgeapp.i18n import LANGUAGES, Language
from pledgeapp.records.assessment import Assessment
from pledgeapp.reports.pdf import render_pdf
from tests.pledgeapp.reports.conftest import content_of
from tests.pledgeapp.reports.drawn import page_texts, reader

PAGE_OF = {"zh": re.compile(r"第(\d+)页，共(\d+)页"), "en": re.compile(r"Page(\d+)of(\d+)")}
DRAFT_MARK = {"zh": "草稿", "en": "DRAFT"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_after_the_cover_counts_itself(assessment: Assessment, language: Language) -> None:
    pages = page_texts(render_pdf(content_of(assessment, language), language))
    for number, text in enumerate(pages[1:], start=2):
        assert PAGE_OF[language].search(text).groups() == (str(number), str(len(pages)))  # type: ignore[union-attr]


def test_every_font_is_embedded_and_is_ours(assessment: Assessment) -> None:
    fonts = {}
    for page in reader(render_pdf(content_of(assessment, "zh"), "zh")).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            fonts[font["/BaseFont"]] = "/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font
    assert fonts
    assert all(fonts.values())
    assert all("NotoSansSC" in name for name in fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_name_every_section_and_lead_to_its_page(assessment: Assessment, language: Language) -> None:
    content = content_of(assessment, language)
    file = reader(render_pdf(content, language))
    top = [entry for entry in file.outline if not isinstance(entry, list)]
    titles = [str(entry.title) for entry in top]
    for section in content.sections:
        assert f"{section.number}{section.title}".strip() in [title.strip() for title in titles]
    pages = [page.extract_text() for page in file.pages]
    for entry in top[2:]:
        number = file.get_destination_page_number(entry)
        assert number is not None
        assert bare_title(str(entry.title)) in bare_title(pages[number])


def test_contents_state_the_page_on_which_each_section_begins(assessment: Assessment) -> None:
    content = content_of(assessment, "zh")
    file = reader(render_pdf(content, "zh"))
    contents = bare_title(file.pages[2].extract_text())
    for entry in file.outline:
        if isinstance(entry, list) or str(entry.title) not in [f"{s.number}{s.title}" for s in content.sections]:
            continue
        number = file.get_destination_page_number(entry)
        assert number is not None
        assert f"{bare_title(str(entry.title))}{number + 1}" in contents


def test_every_link_leads_to_a_page_and_those_of_the_contents_to_the_right_one(assessment: Assessment) -> None:
    content = content_of(assessment, "zh")
    file = reader(render_pdf(content, "zh"))
    number_of = {page.indirect_reference.idnum: n for n, page in enumerate(file.pages)}  # type: ignore[union-attr]
    links = [[link.get_object() for link in page.get("/Annots", [])] for page in file.pages]
    targets = [[number_of[link["/Dest"][0].idnum] for link in of_page] for of_page in links]
    assert sum(map(len, targets)) > 40
    sections = [entry for entry in file.outline if not isinstance(entry, list)][1:]
    pages = [file.get_destination_page_number(entry) for entry in sections]
    assert set(pages) - {2} <= set(targets[2])
    assert targets[2] == sorted(targets[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_so_across_every_page_and_a_final_report_nowhere(
    assessment: Assessment, language: Language
) -> None:
    assert assessment.is_draft
    final = assessment.model_copy(update={"is_draft": False, "open_points": ()})
    for one, expected in ((assessment, True), (final, False)):
        content = content_of(one, language)
        assert content.furniture.watermark == (DRAFT_MARK[language] if expected else "")
        marked = [DRAFT_MARK[language] in text for text in page_texts(render_pdf(content, language))]
        assert all(marked) if expected else not any(marked)


def test_fictional_parties_are_marked_on_every_page(assessment: Assessment) -> None:
    content = content_of(assessment, "en")
    assert all("Samplecase" in text for text in page_texts(render_pdf(content, "en")))
    real = assessment.case.model_copy(
        update={
            "is_sample": False,
            "borrower": assessment.case.borrower.model_copy(update={"is_fictional": False}),  # type: ignore[union-attr]
            "pledgor": None,
            "pledgee": None,
        }
    )
    content = content_of(assessment.model_copy(update={"case": real}), "en")
    assert content.furniture.sample_mark == ""


def test_the_same_content_gives_the_same_bytes(assessment: Assessment) -> None:
    content = content_of(assessment, "zh")
    first = render_pdf(content, "zh")
    assert render_pdf(content_of(assessment, "zh"), "zh") == first
    later = replace(content, info=replace(content.info, date=(2027, 1, 2)))
    assert render_pdf(later, "zh") != first


def test_the_only_date_in_the_file_is_that_of_the_report(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    info = reader(render_pdf(content_of(assessment, "zh"), "zh")).metadata
    assert info is not None
    assert info.creation_date is not None
    assert info.creation_date.date().isoformat() == "2026-11-24"
    assert "2026-0117" in str(info.title)
    assert info.producer == f"PledgeApp {assessment.engine_version}"


def bare_title(text: str) -> str:
    return "".join(text.split())
