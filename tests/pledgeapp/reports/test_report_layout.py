"""Does every string stand inside the margins, and does none cover another?"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from pledgeapp.i18n import LANGUAGES
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.reports.document import ReportContent
from pledgeapp.reports.pdf_styles import CONTENT_WIDTH, MARGIN_LEFT, PAGE_HEIGHT
from tests.pledgeapp.reports.conftest import Assess, content_of, sample_case
from tests.pledgeapp.reports.drawn import Drawn, draw

RIGHT = MARGIN_LEFT + CONTENT_WIDTH
LONGEST_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_CHINESE = "一种用于高镍三元正极材料表面包覆的固态电解质复合膜片及其连续化制备方法与应用" * 3


KINDS = ("assessment", "empty_assessment", "large_assessment", "overlong_assessment", "contested_assessment")
Sheet = tuple[ReportContent, list[Drawn]]


@pytest.fixture(scope="module", params=[(kind, language) for kind in KINDS for language in LANGUAGES], ids="-".join)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    """A report of each kind in each language with every string drawn."""
    kind, language = request.param
    content = content_of(request.getfixturevalue(kind), language)
    return content, draw(content, language)[1]


def test_nothing_leaves_the_margins_or_covers_its_neighbour(sheet: Sheet) -> None:
    _, drawn = sheet
    outside = [d for d in drawn if d.x < MARGIN_LEFT - 0.6 or d.x + d.width > RIGHT + 0.6]
    outside += [d for d in drawn if not 30 < d.y < PAGE_HEIGHT - 30]
    assert not outside
    assert not overlapping(drawn)


def test_the_conclusion_has_one_page(sheet: Sheet) -> None:
    content, drawn = sheet
    assert any(d.text == content.furniture.contents_title for d in drawn if d.page == 3)


def test_heads_of_long_tables_stand_on_every_page_of_them(large_assessment: Assessment) -> None:
    _, drawn = draw(content_of(large_assessment, "zh"), "zh")
    numbers = {patent.number for patent in large_assessment.case.patents}
    by_page = defaultdict(set)
    for d in drawn:
        by_page[d.page].add(d.text)
    pages_of_list = [page for page, found in by_page.items() if len(found & numbers) > 15]
    assert len(pages_of_list) > 10
    assert all("专利号" in by_page[page] for page in pages_of_list)


@pytest.fixture(scope="module")
def contested_assessment(overlong_assessment: Assessment) -> Assessment:
    """Many long findings that all block and all differ, with a warning on top."""
    findings = tuple(
        Finding(
            key=f"rule{n}",
            rule=f"rule{n}",
            effect=Effect.BLOCK,
            patent_id=overlong_assessment.case.patents[0].id,
            template=f"{n} {LONG_CHINESE}",
            remedy=f"{n} {LONG_CHINESE}",
            article=LONGEST_WORD,
        )
        for n in range(40)
    )
    return overlong_assessment.model_copy(update={"findings": findings})


@pytest.fixture(scope="module")
def overlong_assessment(assess: Assess) -> Assessment:
    """Names, reasons and figures at the far end of what a record allows."""
    case = sample_case("university_spin_out")
    assert case.borrower is not None
    borrower = case.borrower.model_copy(update={"name": LONG_CHINESE, "name_en": LONGEST_WORD, "address": LONGEST_WORD})
    patents = tuple(
        p.model_copy(update={"title": LONG_CHINESE, "title_en": LONGEST_WORD, "patentees": (LONGEST_WORD,)})
        for p in case.patents
    )
    approaches = tuple(a.model_copy(update={"reason": LONG_CHINESE * 40}) for a in case.approaches)
    products = tuple(
        p.model_copy(
            update={
                "name": LONG_CHINESE,
                "name_en": LONGEST_WORD,
                "figures": tuple(
                    f.model_copy(update={"revenue": None if f.revenue is None else f.revenue * Decimal(10**6)})
                    for f in p.figures
                ),
            }
        )
        for p in case.products
    )
    return assess(
        case.model_copy(
            update={
                "title": LONG_CHINESE,
                "title_en": LONGEST_WORD,
                "borrower": borrower,
                "patents": patents,
                "approaches": approaches,
                "products": products,
                "note": LONGEST_WORD * 30,
            }
        )
    )


def overlapping(drawn: list[Drawn]) -> list[tuple[str, str]]:
    """Pairs of strings of one page whose letters share paper: a line is as high as 0.72 of its size."""
    pages = defaultdict(list)
    for d in drawn:
        pages[d.page].append(d)
    found = []
    for strings in pages.values():
        ordered = sorted(strings, key=lambda d: d.y)
        for index, first in enumerate(ordered):
            for second in ordered[index + 1 :]:
                if second.y >= first.y + first.size * 0.72:
                    break
                shared = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
                if shared > 0.5:
                    found.append((first.text, second.text))
    return found
