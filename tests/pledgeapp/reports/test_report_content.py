"""Does the report say what a careful reader asks for: reasons, sources, what is unknown, what is open?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from pledgeapp.i18n import LANGUAGES, Language, texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import ApproachName
from pledgeapp.records.patent import LegalState
from pledgeapp.records.step_sources import record_path
from pledgeapp.reports.document import (
    Badge,
    Bullets,
    Checks,
    Facts,
    KeyFigures,
    Paragraph,
    ReportContent,
    Section,
    Signatures,
    Table,
    WaterfallChart,
)
from pledgeapp.reports.figures import DASH
from pledgeapp.sentences import sentence
from tests.foreign_case import dollar_case
from tests.pledgeapp.reports.conftest import SAMPLES, Assess, content_of, sample_case

IN_YUAN = re.compile(r"(?<!美)元(?!件)|CNY|人民币|\byuan\b")


def section(content: ReportContent, key: str) -> Section:
    return next(s for s in content.sections if s.key == key)


def tables(part: Section) -> list[Table]:
    return [block for block in part.blocks if isinstance(block, Table)]


def cells(part: Section) -> list[str]:
    return [c if isinstance(c, str) else c.text for t in tables(part) for row in t.rows for c in row.cells]


def words(part: Section) -> Iterator[str]:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Facts):
            yield from (c if isinstance(c, str) else c.text for _, c in block.pairs)
    yield from cells(part)


def titles(part: Section) -> list[str]:
    return [text for table in tables(part) for text in (table.caption, *(column.title for column in table.columns))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_worth_nothing_says_why(assess: Assess, language: Language) -> None:
    case = sample_case("solid_electrolyte_powder")
    dead = case.patents[0].model_copy(update={"legal_state": LegalState.LAPSED})
    assessment = assess(case.model_copy(update={"patents": (dead, *case.patents[1:])}))
    right = next(r for r in assessment.appraisal.by_right if r.key == dead.id)
    assert right.value == 0
    assert right.worthless_reason is not None
    part = section(content_of(assessment, language), "rights")
    reason = texts(language).message(right.worthless_reason)
    why = next(t for t in tables(part) if t.rows[0].cells[-1] == reason)
    assert why.rows[0].cells[0] == dead.number
    row = next(r for r in tables(part)[0].rows if dead.number in r.cells)
    assert row.cells[-1] == ("0.00" if language == "zh" else "0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_case_prints_dashes_and_no_zero(empty_assessment: Assessment, language: Language) -> None:
    content = content_of(empty_assessment, language)
    conclusion = section(content, "conclusion")
    figures = next(b for b in conclusion.blocks if isinstance(b, KeyFigures))
    assert [(f.value, f.unit) for f in figures.figures] == [(DASH, "")] * 3
    terms = next(b for b in conclusion.blocks if isinstance(b, Facts))
    assert [value for _, value in terms.pairs[:-1]] == [DASH] * (len(terms.pairs) - 1)
    printed = [
        text for key in ("conclusion", "parties", "rights", "reconciliation") for text in words(section(content, key))
    ]
    assert not [text for text in printed if text.strip(" %×") in {"0", "0.00", "0.0"}]
    assert content.figures == ()
    assert len(tables(section(content, "open"))[0].rows) == len(empty_assessment.open_points) > 3


def test_rejected_approach_keeps_its_reason(assess: Assess) -> None:
    case = sample_case("solid_electrolyte_powder")
    reason = "三宗交易均无法核实，不足以支持市场法"
    choices = tuple(
        c.model_copy(update={"weight": Decimal(0), "reason": reason}) if c.approach is ApproachName.MARKET else c
        for c in case.approaches
    )
    content = content_of(assess(case.model_copy(update={"approaches": choices})), "zh")
    rejected = next(r for r in tables(section(content, "basis"))[0].rows if r.cells[0] == "市场法")
    assert rejected.cells[3] == "否"
    assert reason in str(rejected.cells[4])
    assert any(reason in text for text in words(section(content, "market")))
    assert any(reason in text for text in cells(section(content, "conclusion")))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_assumption_stands_with_its_source_and_unconfirmed_ones_are_marked(
    samples: dict[str, Assessment], name: str
) -> None:
    from pledgeapp.records.assumption_paths import assumptions

    assessment = samples[name]
    table = tables(section(content_of(assessment, "zh"), "assumptions"))[0]
    rows = [row for row in table.rows if row.style == "plain"]
    found = [assumption for _, assumption in assumptions(assessment.case)]
    assert len(rows) == len(found)
    for row, assumption in zip(rows, found, strict=True):
        assert (isinstance(row.cells[3], Badge)) is not assumption.is_confirmed
        assert assumption.source in str(row.cells[4])
        assert assumption.set_by in str(row.cells[5])


def test_findings_carry_their_article_and_every_patent_they_concern(samples: dict[str, Assessment]) -> None:
    assessment = samples["university_spin_out"]
    english = texts("en")
    part = section(content_of(assessment, "en"), "findings")
    whole = "\n".join(cells(part))
    for finding in assessment.findings:
        assert sentence(finding, assessment.case, english) in whole
        assert english(finding.article) in whole
        if finding.patent_id:
            assert assessment.case.patent(finding.patent_id).number in whole
    for answer in assessment.case.answers:
        assert answer.text in whole


def test_blockers_stand_first_on_the_conclusion_and_colour_the_verdict(samples: dict[str, Assessment]) -> None:
    part = section(content_of(samples["university_spin_out"], "zh"), "conclusion")
    verdict = part.blocks[0]
    assert isinstance(verdict, Paragraph)
    assert verdict.style == "danger"
    assert "3\u00a0项阻断质押" in verdict.text
    first = tables(part)[-1].rows[0].cells[0]
    assert first == Badge("阻断", "danger")


def test_each_key_figure_is_its_own(assessment: Assessment) -> None:
    assert assessment.lending is not None
    chain = replace(
        assessment.lending,
        lending_value=1_111_111.0,
        liquidation_value=2_222_222.0,
        loan_limit=3_333_333.0,
        capped_amount=4_444_444.0,
        loan_to_value=0.11,
        loan_to_value_cap=0.22,
    )
    part = section(content_of(assessment.model_copy(update={"lending": chain}), "en"), "conclusion")
    cards = next(b for b in part.blocks if isinstance(b, KeyFigures)).figures
    assert [card.value for card in cards[1:]] == ["1,111,111", "3,333,333"]
    assert "2,222,222" in cards[1].details[0]
    terms = dict(next(b for b in part.blocks if isinstance(b, Facts)).pairs)
    assert terms["Loan to value"] == "11.00%"
    assert terms["Loan-to-value cap"] == "22.00%"


def test_steps_of_the_lending_chain_fall_from_value_to_limit(assessment: Assessment) -> None:
    part = section(content_of(assessment, "zh"), "lending")
    chart = next(b for b in part.blocks if isinstance(b, WaterfallChart))
    assert assessment.lending is not None
    assert chart.falls[0].end == assessment.lending.fair_value
    assert chart.falls[-1].end == assessment.lending.loan_limit
    assert [f.end for f in chart.falls] == sorted((f.end for f in chart.falls), reverse=True)
    steps = tables(part)[0]
    assert len(steps.rows) == len(assessment.lending.workings)


def test_annex_holds_every_step_with_where_it_comes_from(assessment: Assessment) -> None:
    part = section(content_of(assessment, "en"), "workings")
    rows = [row for table in tables(part) for row in table.rows]
    appraisal = assessment.appraisal
    assert assessment.lending is not None
    steps = [s for a in appraisal.approaches for line in a.lines for s in line.workings]
    steps += [s for a in appraisal.approaches for s in a.workings]
    steps += [s for method in appraisal.methods for s in method.workings]
    steps += [*appraisal.workings, *assessment.lending.workings]
    expected = sorted((s.symbol, record_path(assessment, s.source)) for s in steps)
    assert sorted((r.cells[0], r.cells[-1]) for r in rows) == expected  # type: ignore[type-var]


def test_two_persons_sign_and_the_checks_tell_the_truth(assessment: Assessment) -> None:
    part = section(content_of(assessment, "en"), "signatures")
    checks, lines = part.blocks
    assert isinstance(checks, Checks)
    assert isinstance(lines, Signatures)
    assert [ticked for ticked, _ in checks.items] == [False, True, True]
    assert [line.name for line in lines.lines] == ["李工", "王工"]


def test_open_points_say_in_words_where_they_are_settled(samples: dict[str, Assessment]) -> None:
    for assessment in samples.values():
        content = content_of(assessment, "zh")
        rows = tables(section(content, "open"))[0].rows
        assert len(rows) == len(assessment.open_points)
        assert not [row.cells[2] for row in rows if str(row.cells[2]).isascii()]


def test_final_report_has_nothing_open(assessment: Assessment) -> None:
    final = assessment.model_copy(update={"is_draft": False, "open_points": ()})
    content = content_of(final, "en")
    assert list(words(section(content, "open"))) == ["Nothing is open."]
    assert dict(content.cover.facts)["State of the report"] == "Final"


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_currency_is_named_everywhere(assess: Assess, language: Language) -> None:
    content = content_of(assess(dollar_case()), language)
    heard = [text for part in content.sections for text in (*words(part), *titles(part))]
    assert [text for text in heard if IN_YUAN.search(text)] == []
    units = {f.unit for b in section(content, "conclusion").blocks if isinstance(b, KeyFigures) for f in b.figures}
    assert units == ({"万美元"} if language == "zh" else {"USD"})
    assert ("美元" if language == "zh" else "USD") in cells(section(content, "workings"))


@pytest.mark.parametrize(("language", "said"), [("zh", "500.00\u00a0万元"), ("en", "CNY\u00a05,000,000")])
def test_the_largest_loan_of_a_policy_stays_in_yuan(assess: Assess, language: Language, said: str) -> None:
    content = content_of(assess(dollar_case(policy_maximum="5000000")), language)
    assert said in list(words(section(content, "lending")))


@pytest.mark.parametrize(("language", "said"), [("zh", "2,000,000.00 欧元"), ("en", "2,000,000.00 EUR")])
def test_a_loan_in_another_currency_is_written_in_it(assess: Assess, language: Language, said: str) -> None:
    content = content_of(assess(dollar_case("EUR")), language)
    assert said in list(words(section(content, "parties")))
    compared = [b for b in section(content, "uncertainty").blocks if isinstance(b, Facts)]
    assert DASH in {value for facts in compared for _, value in facts.pairs}


def test_year_table_leaves_out_only_columns_that_are_one(samples: dict[str, Assessment]) -> None:
    assessment = samples["university_spin_out"]
    lines = next(a for a in assessment.appraisal.approaches if a.approach == "income").lines
    part = section(content_of(assessment, "en"), "income")
    year_tables = [t for t in tables(part) if t.caption.startswith("Year table")]
    assert len(year_tables) == len(lines)
    for table, line in zip(year_tables, lines, strict=True):
        titles = [column.title for column in table.columns]
        assert ("Margin" in titles) is any(row.margin != 1 for row in line.rows)
        assert ("Probability" in titles) is any(row.success_probability != 1 for row in line.rows)
        assert ("Margin" in table.note) is ("Margin" not in titles)
        assert len(table.rows) == len(line.rows) + 1


def test_only_an_input_is_called_given(assess: Assess) -> None:
    """What another working has computed is carried over: a reader must not take it for an entry."""
    content = content_of(assess(sample_case("solid_electrolyte_powder")), "en")
    rows = [row.cells for part in content.sections for t in tables(part) for row in t.rows if len(row.cells) > 3]
    origins = {(str(c[0]), str(c[2])) for c in rows}
    assert {("V_income", "carried over"), ("V", "carried over"), ("L_legal", "carried over")} <= origins
    assert {("d", "given"), ("h", "given"), ("g_cost", "given"), ("i", "given")} <= origins
    assert ("V_income", "given") not in origins
