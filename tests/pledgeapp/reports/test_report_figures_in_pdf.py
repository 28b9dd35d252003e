"""Does the printed report show every key figure of its assessment, in both languages?"""

from __future__ import annotations

import pytest

from pledgeapp.i18n import LANGUAGES, Language
from pledgeapp.records.assessment import Assessment
from pledgeapp.reports.figures import Figures
from pledgeapp.reports.pdf import render_pdf
from tests.pledgeapp.reports.conftest import SAMPLES, content_of
from tests.pledgeapp.reports.drawn import bare, page_texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_key_figure_is_printed(samples: dict[str, Assessment], name: str, language: Language) -> None:
    assessment = samples[name]
    pages = page_texts(render_pdf(content_of(assessment, language), language))
    whole = "".join(pages)
    missing = [figure for figure in key_figures(assessment, language) if bare(figure) not in whole]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_conclusion_page_alone_is_enough_to_decide(assessment: Assessment, language: Language) -> None:
    page = page_texts(render_pdf(content_of(assessment, language), language))[1]
    missing = [figure for figure in decisive_figures(assessment, language) if bare(figure) not in page]
    assert not missing


def test_fingerprint_can_be_read_out_from_the_cover(assessment: Assessment) -> None:
    cover = page_texts(render_pdf(content_of(assessment, "zh"), "zh"))[0]
    assert assessment.fingerprint in cover
    assert "不是《中华人民共和国资产评估法》意义上的资产评估报告" in cover


def decisive_figures(assessment: Assessment, language: Language) -> list[str]:
    figures = Figures(language)
    value, lending, simulation = assessment.fair_value, assessment.lending, assessment.simulation
    assert value is not None
    assert lending is not None
    assert simulation is not None
    found = [
        figures.money(value.base),
        figures.money_range(value.low, value.high),
        figures.money(lending.lending_value),
        figures.money(lending.loan_limit),
        figures.percent(lending.loan_to_value),
        figures.percent(lending.loan_to_value_cap),
        figures.times(lending.coverage_ratio),
        figures.percent(simulation.probability_value_covers_loan, 1),
        figures.amount_in_words(lending.loan_limit),
    ]
    return [*found, *(figures.money(w.value) for w in assessment.appraisal.reconciliation)]


def key_figures(assessment: Assessment, language: Language) -> list[str]:
    figures = Figures(language)
    found = decisive_figures(assessment, language)
    appraisal, lending = assessment.appraisal, assessment.lending
    assert lending is not None
    found += [figures.money(right.value) for right in appraisal.by_right]
    found += [patent.number for patent in assessment.case.patents]
    for approach in appraisal.approaches:
        found += [figures.money_in_full(s.value) for s in approach.workings if s.unit == "CNY"]
        for line in approach.lines:
            found += [figures.money(row.present_value) for row in line.rows]
            found += [figures.percent(row.split_rate, 3) for row in line.rows]
            found += [figures.number(row.discount_factor, 4) for row in line.rows]
        found += [figures.money(deal.adjusted_unit_price) for deal in approach.deals]
    found += [figures.money_in_full(step.value) for step in lending.workings if step.unit == "CNY"]
    found += [figures.money(s.low_value) for s in assessment.sensitivities]
    found += [figures.money(s.high_value) for s in assessment.sensitivities]
    return [figure for figure in found if figure]
