"""Does the report tell further methods and what-ifs as they were assessed, and only where there are any?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pledgeapp.i18n import LANGUAGES, Language, texts
from pledgeapp.records.assessment import Analyses, Assessment, BreakEvenResult
from pledgeapp.records.assumption import Assumption, DistributionKind, SourceKind, Uncertainty
from pledgeapp.reference import load_reference
from pledgeapp.reports.content import ReportHeader
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.numbers import uncertainty
from pledgeapp.reports.content.what_if import covered_words
from pledgeapp.reports.document import Heading, RangeChart, Section, Table
from pledgeapp.reports.figures import DASH, Figures
from pledgeapp.services.analyse_value import analysed
from tests.pledgeapp.reports.conftest import REPORT_DATE, Assess, content_of, sample_case
from tests.pledgeapp.reports.test_report_content import cells, section, tables, words


@pytest.fixture(scope="module")
def whole(assess: Assess) -> Assessment:
    """The first sample with its analyses."""
    return analysed(assess(sample_case("solid_electrolyte_powder")), load_reference(), 2_000_000.0)


def headings(part: Section) -> list[str]:
    return [block.text for block in part.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_method_stands_with_result_weight_reason_and_sources(whole: Assessment, language: Language) -> None:
    part = section(content_of(whole, language), "methods")
    said = "\n".join(words(part))
    for method in whole.case.methods:
        assert method.title in headings(part)
        assert method.reason in said
        for given in method.inputs:
            if given.number is not None:
                assert given.number.source in said
            if given.series is not None:
                assert given.series.source in said
    overview = tables(part)[0]
    assert [row.cells[1] for row in overview.rows] == [
        "18.50%",
        "906.20\u00a0万元" if language == "zh" else "CNY\u00a09,062,020",
    ]
    assert {row.cells[2] for row in overview.rows} == {texts(language)("Cross-check")}
    taken_over = (
        "硫化物固态电解质粉体：折现率" if language == "zh" else "Sulfide solid-electrolyte powder: Discount rate"
    )
    assert taken_over in said


def test_a_method_that_lacks_an_input_says_so(assess: Assess) -> None:
    case = sample_case("solid_electrolyte_powder")
    short = case.methods[0].model_copy(update={"inputs": case.methods[0].inputs[1:]})
    part = section(content_of(assess(case.model_copy(update={"methods": (short,)})), "en"), "methods")
    assert any("inputs are incomplete" in text for text in words(part))
    assert tables(part)[0].rows[0].cells[1] == DASH


def test_a_weighted_method_stands_with_the_approaches(assess: Assess) -> None:
    case = sample_case("solid_electrolyte_powder")
    weighted = case.methods[1].model_copy(update={"weight": Decimal(25), "reason": "also earned"})
    assessed = assess(case.model_copy(update={"methods": (weighted,)}))
    part = section(content_of(assessed, "en"), "reconciliation")
    (row,) = [r for r in tables(part)[0].rows if r.cells[0] == weighted.title]
    assert row.cells[1:] == ("9,062,020", "20.0%", "also earned")
    chart = next(block for block in part.blocks if isinstance(block, RangeChart))
    assert weighted.title in [mark.label for mark in chart.marks]


def test_without_methods_no_section_and_the_numbers_close_up(assess: Assess) -> None:
    case = sample_case("solid_electrolyte_powder").model_copy(update={"methods": ()})
    content = content_of(assess(case), "en")
    assert "methods" not in [part.key for part in content.sections]
    numbers = [part.number.strip() for part in content.sections if part.number.strip().isdigit()]
    assert numbers == [str(n + 1) for n in range(len(numbers))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ifs_are_printed_as_they_were_computed(whole: Assessment, language: Language) -> None:
    part, figures = section(content_of(whole, language), "uncertainty"), Figures(language)
    analyses = whole.analyses
    assert analyses is not None
    written = cells(part)
    for scenario in analyses.scenarios:
        assert figures.money(scenario.value) in written
        assert figures.money(scenario.difference) in written
    assert analyses.two_way is not None
    grid = next(t for t in tables(part) if len(t.columns) == 6 and t.columns[0].title == "")
    assert [list(row.cells[1:]) for row in grid.rows] == [
        [figures.money(v) for v in row] for row in analyses.two_way.values
    ]
    (correlation,) = whole.case.correlations
    assert "0.5" in written
    assert correlation.reason in written
    said = "\n".join(words(part))
    assert "16,384" in said
    assert texts(language)("Sobol points") in said
    assert whole.simulation is not None
    assert figures.money_with_unit(whole.simulation.standard_error) in said
    assert texts(language)("The loan is covered at every possible value of: {names}.", names="")[:8] in said


def test_an_assessment_without_analyses_prints_none(assess: Assess) -> None:
    part = section(content_of(assess(sample_case("solid_electrolyte_powder")), "en"), "uncertainty")
    assert "Scenarios" not in headings(part)
    assert "Break-even for the loan" not in headings(part)


@pytest.mark.parametrize(
    ("covered", "words_of_it"),
    [
        ((), "at no possible value"),
        (((0.0, 1.0),), "at every possible value"),
        (((0.032, 1.0),), "from 3.20%"),
        (((0.0, 0.2),), "up to 20.00%"),
        (((0.0, 0.1), (0.3, 0.4)), "up to 10.00%; from 30.00% to 40.00%"),
    ],
)
def test_where_the_loan_is_covered_is_said_in_words(
    whole: Assessment, covered: tuple[tuple[float, float], ...], words_of_it: str
) -> None:
    result = BreakEvenResult(
        path="products[0].income.split_rate", low=0.0, high=1.0, roots=(0.032,), covered=covered, verdict="x"
    )
    assert covered_words(_brief(whole), result) == words_of_it
    told = whole.model_copy(update={"analyses": Analyses(loan=2e6, break_even=(result,))})
    part = section(content_of(told, "en"), "uncertainty")
    assert words_of_it == "at every possible value" or words_of_it in cells(part)


def _brief(assessment: Assessment) -> Brief:
    return Brief(assessment, ReportHeader("1", REPORT_DATE), texts("en"), Figures("en"))


@pytest.mark.parametrize(
    ("doubt", "expected"),
    [
        (Uncertainty(kind=DistributionKind.LOGNORMAL, spread=Decimal("0.15")), "Lognormal, standard deviation of the"),
        (
            Uncertainty(
                kind=DistributionKind.DISCRETE,
                points=(Decimal("0.02"), Decimal("0.03")),
                weights=(Decimal(1), Decimal(3)),
            ),
            "Discrete values: 2.00% (25.0%), 3.00% (75.0%)",
        ),
        (
            Uncertainty(kind=DistributionKind.EMPIRICAL, points=(Decimal("0.04"), Decimal("0.02"))),
            "Observed values, 2 observed, 2.00% to 4.00%",
        ),
    ],
)
def test_each_kind_of_doubt_is_told(whole: Assessment, doubt: Uncertainty, expected: str) -> None:
    stated = Assumption(value=Decimal("0.03"), uncertainty=doubt, source_kind=SourceKind.JUDGEMENT)
    assert uncertainty(_brief(whole), "products[0].income.split_rate", stated).startswith(expected)


def test_the_annex_holds_the_steps_of_each_method(whole: Assessment) -> None:
    part = section(content_of(whole, "en"), "workings")
    rows = [row for table in part.blocks if isinstance(table, Table) for row in table.rows]
    sources = {str(row.cells[-1]) for row in rows}
    assert "methods[1].inputs[0].series[0]" in sources
    assert "methods[0].inputs[0].number" in sources
