"""Are the bundled cases what they say: real patents, fictional everything else, complete and teachable?"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from pledgeapp.records.assumption import DistributionKind, SourceKind
from pledgeapp.records.assumption_paths import assumptions
from pledgeapp.records.case import ApproachName, Case
from pledgeapp.records.finding import Effect
from pledgeapp.records.patent_number import publication_number
from pledgeapp.records.product import RoyaltyBase
from pledgeapp.reference import Reference
from pledgeapp.reference.tables import read_table
from pledgeapp.services.check_rights import check_rights, pledge_blockers
from pledgeapp.services.samples import load_sample, sample_keys, sample_titles

FOLDER = Path(str(files("resources"))) / "samples"
KEYS = sample_keys()
EVERY_SAMPLE = pytest.mark.parametrize("case", [load_sample(key) for key in KEYS], ids=KEYS)
UNIVERSITY = "华中科技大学"


def test_keys_titles_and_files_go_together() -> None:
    assert {f.stem for f in FOLDER.glob("*.json")} == set(KEYS)
    assert len(set(sample_titles())) == len(KEYS) == 3
    assert sample_titles() == tuple(load_sample(key).title for key in KEYS)


@pytest.mark.parametrize("key", ["", "none", "../samples/battery_equipment"])
def test_no_other_file_is_opened(key: str) -> None:
    with pytest.raises(KeyError):
        load_sample(key)


@EVERY_SAMPLE
def test_patents_are_as_the_public_record_has_them(case: Case) -> None:
    text = (FOLDER / "patent_records.csv").read_text(encoding="utf-8")
    public = read_table("patent_records", text, "samples/patent_records.csv")
    assert public.about["license"] == "Apache-2.0"
    rows = {publication_number(row["id"]): row for row in public.rows}
    for patent in case.patents:
        row = rows[patent.publication_number or ""]
        assert patent.title_en == row["title"].strip()
        assert (str(patent.priority_date), str(patent.filing_date)) == (
            row["priority date"],
            row["filing/creation date"],
        )
        assert (str(patent.publication_date), str(patent.grant_date)) == (row["publication date"], row["grant date"])
        assert list(patent.inventors) == [name.strip() for name in row["inventor/author"].split(",")]
        assert patent.url == row["result link"]
        assert patent.application_number is None, "the record carries none, and none is made up"
        assert f"“{row['assignee']}”" in patent.source, "the holder of the public record is told"
        assert "虚构" in patent.source


@EVERY_SAMPLE
def test_everybody_in_a_sample_is_fictional_and_named_so(case: Case) -> None:
    assert case.is_sample
    for party in (case.borrower, case.pledgee):
        assert party is not None
        assert party.is_fictional
        assert "示例" in party.name
        assert "(sample)" in party.name_en
        assert (party.credit_code or "")[2:8] == "990000", "no such region: the code is nobody's"
    assert "虚构" in case.note
    assert "fictional" in case.note
    assert case.market is not None
    assert all(deal.is_fictional for deal in case.market.comparables)


@EVERY_SAMPLE
def test_every_number_says_where_it_comes_from(case: Case) -> None:
    for path, assumption in assumptions(case):
        assert assumption.value is not None, path
        assert assumption.source or path.endswith("revenue_factor"), path
    for product in case.products:
        assert product.source
        assert all(use.reason for use in product.patents)


@EVERY_SAMPLE
def test_all_three_approaches_are_reasoned_and_fed(case: Case) -> None:
    assert {choice.approach for choice in case.approaches} == set(ApproachName)
    assert all(choice.reason and choice.weight > 0 for choice in case.approaches)
    assert case.market is not None
    assert 3 <= len(case.market.comparables) <= 4
    assert case.cost is not None
    assert len(case.cost.items) >= 5
    assert 2 <= len(case.products) <= 3
    assert any(not f.is_forecast for p in case.products for f in p.figures)
    assert case.disposal is not None


@EVERY_SAMPLE
def test_rates_lie_where_an_appraiser_expects_them(case: Case) -> None:
    for product in case.products:
        plan = product.income
        assert plan is not None
        assert 0.15 <= plan.discount_rate.value <= 0.22  # type: ignore[operator]
        assert 6 <= plan.economic_life_years.value <= 10  # type: ignore[operator]
        for year in (f for f in product.figures if f.is_forecast):
            margin = {
                RoyaltyBase.SALES: 1,
                RoyaltyBase.GROSS_PROFIT: year.gross_margin,
                RoyaltyBase.OPERATING_PROFIT: year.operating_margin,
                RoyaltyBase.NET_PROFIT: year.net_margin,
            }[plan.royalty_base]
            assert 0.015 <= float(plan.split_rate.value * margin) <= 0.05  # type: ignore[operator]
    assert case.loan.amount is not None
    assert 1_000_000 <= case.loan.amount.amount <= 5_000_000


def test_the_samples_show_each_shape_of_doubt_each_timing_and_both_tax_bases() -> None:
    cases = [load_sample(key) for key in KEYS]
    kinds = {a.uncertainty.kind for case in cases for _, a in assumptions(case)}
    assert kinds == set(DistributionKind)
    assert len({case.timing for case in cases}) == 3
    assert len({p.income.tax_basis for case in cases for p in case.products if p.income}) == 2


def test_policies_of_the_samples_are_shipped_ones_or_marked_as_fictional(reference: Reference) -> None:
    demo, *others = (load_sample(key).policy for key in KEYS)
    assert demo is not None
    assert "虚构" in demo.name
    assert "虚构" in demo.source
    for policy in others:
        assert policy is not None
        assert policy == reference.policy(policy.key), "a shipped policy is taken over unchanged"


def test_the_demo_is_nearly_final(reference: Reference) -> None:
    case = load_sample(KEYS[0])
    findings = check_rights(case, reference, case.report_date or case.valuation_date)
    asked = [f.key for f in findings if f.effect is not Effect.WARN and not f.is_answered]
    unconfirmed = [path for path, a in assumptions(case) if a.source_kind is SourceKind.UNCONFIRMED]
    assert asked == ["annual_fee_unknown:cn209266514u"]
    assert unconfirmed == ["disposal.marketability_discount"]


def test_the_university_is_noticed_as_holder(reference: Reference) -> None:
    case = load_sample("university_spin_out")
    held = {p.id for p in case.patents if p.patentees == (UNIVERSITY,)}
    findings = check_rights(case, reference, case.report_date or case.valuation_date)
    assert len(held) == 3
    assert pledge_blockers(findings) == held
    assert {f.patent_id for f in findings if f.rule == "holder_is_research_body"} == held
    under_way = next(f for f in findings if f.key == "holder_is_research_body:cn110931846b")
    assert case.answers[0].finding_key == under_way.key
    assert not under_way.is_answered, "a decision that is under way is none"


def test_invalidation_and_licence_of_the_second_sample_are_seen(reference: Reference) -> None:
    case = load_sample("battery_equipment")
    findings = check_rights(case, reference, case.report_date or case.valuation_date)
    rules = {f.rule: f for f in findings}
    assert rules["invalidation_pending"].is_answered
    assert rules["exclusive_licence"].effect is Effect.WARN
    assert pledge_blockers(findings) == frozenset()
