"""Do cases, assessments and evidence come back as they were put, at every revision?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.base import AssessmentId, CaseId
from pledgeapp.records.evidence import Evidence
from pledgeapp.store import Store
from tests.pledgeapp.store.samples import (
    NOW,
    WHO,
    a_case,
    a_document,
    a_patent,
    an_assessment,
    issue,
    keep_assessed,
    open_store,
    save,
)


def test_a_case_is_the_same_after_closing_and_opening(folder: Path) -> None:
    case = a_case()
    first = open_store(folder)
    save(first, case)
    first.close()
    second = open_store(folder)
    assert second.cases.get(case.id) == case
    second.close()


def test_every_saved_state_stays(store: Store) -> None:
    first = a_case()
    second = first.model_copy(update={"title": "安澜固态电池质押(续)"})
    assert [save(store, first), save(store, second, 1), save(store, first, 2)] == [1, 2, 3]
    assert store.cases.get(first.id, 1) == first
    assert store.cases.get(first.id, 2) == second
    assert store.cases.get(first.id) == first
    history = store.cases.revisions(first.id)
    assert [(r.revision, r.action, r.saved_by) for r in history] == [(n, "edited", WHO) for n in (3, 2, 1)]
    assert history[-1].saved_at == NOW


def test_an_equal_case_makes_no_new_revision(store: Store) -> None:
    case = a_case(divergence_limit=Decimal("0.30"))
    same = case.model_copy(update={"divergence_limit": Decimal("0.3")})
    assert (save(store, case), save(store, case, 1), save(store, same, 2)) == (1, 1, 1)
    assert len(store.audit.entries()) == 1


def test_what_is_not_there_says_so(store: Store) -> None:
    case = a_case()
    save(store, case)
    for missing in (lambda: store.cases.get(CaseId("0" * 32)), lambda: store.cases.get(case.id, 2)):
        with pytest.raises(KnownTrouble) as trouble:
            missing()
        assert trouble.value.message.code == "case_gone"
    with pytest.raises(KnownTrouble):
        store.assessments.get(AssessmentId("0" * 32))
    assert store.assessments.latest(case.id) is None
    assert store.cases.revisions(CaseId("0" * 32)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "固态电池",
        "安澜",
        "粉体",
        "ZL201410264351.3",
        "201410264351",
        "zl 2014 1 0264351.3",
        "CN2014102643513",
        "Ｚl201410264351.3",
        "质押 粉体",
    ],
)
def test_a_case_is_found_by(store: Store, text: str) -> None:
    case = a_case()
    save(store, case)
    assert [c.case_id for c in store.cases.find(text)] == [case.id]


@pytest.mark.parametrize("text", ["液流", "201410264352", "安澜 液流", "%", "_", "' OR 1=1 --", "\x00液"])
def test_a_case_is_not_found_by(store: Store, text: str) -> None:
    save(store, a_case())
    assert store.cases.find(text) == ()


def test_the_list_shows_the_last_saved_first_with_its_last_figures(store: Store) -> None:
    one, other = a_case("甲"), a_case("乙")
    keep_assessed(store, one)
    save(store, other)
    assert [c.title for c in store.cases.find()] == ["乙", "甲"]
    shown = store.cases.find("甲")[0]
    assert shown.fair_value is not None
    assert (shown.fair_value.low, shown.fair_value.base, shown.fair_value.high) == (7e6, 9e6, 11e6)
    assert (shown.lending_value, shown.loan_limit, shown.coverage_ratio) == (5e6, 2e6, 2.5)
    assert (shown.is_assessment_current, shown.is_draft, shown.reports_count) == (True, False, 0)
    save(store, one.model_copy(update={"note": "补充年费收据"}), 5)
    assert [c.title for c in store.cases.find()] == ["甲", "乙"]
    assert not store.cases.find("甲")[0].is_assessment_current
    unassessed = store.cases.find("乙")[0]
    assert (unassessed.fair_value, unassessed.loan_limit, unassessed.assessed_at) == (None, None, None)


def test_unknown_figures_stay_unknown_in_the_list(store: Store) -> None:
    case = a_case()
    save(store, case)
    store.assessments.save(an_assessment(case, fair_value=None, lending=None, is_draft=True))
    shown = store.cases.find()[0]
    assert (shown.fair_value, shown.lending_value, shown.loan_limit, shown.coverage_ratio) == (None,) * 4
    assert shown.assessed_at == NOW


def test_an_assessment_is_frozen(store: Store) -> None:
    case = a_case()
    assessment = keep_assessed(store, case)
    store.assessments.save(assessment)
    with pytest.raises(KnownTrouble) as trouble:
        store.assessments.save(assessment.model_copy(update={"is_draft": True}))
    assert trouble.value.message.code == "assessment_frozen"
    assert store.assessments.get(assessment.id) == assessment
    later = an_assessment(case)
    store.assessments.save(later)
    assert store.assessments.latest(case.id) == later


def test_an_assessment_needs_its_case_as_saved(store: Store) -> None:
    case = a_case()
    save(store, case)
    with pytest.raises(KnownTrouble) as trouble:
        store.assessments.save(an_assessment(case.model_copy(update={"note": "never saved"})))
    assert trouble.value.message.code == "assessed_case_not_saved"
    assert store.assessments.latest(case.id) is None
    same = case.model_copy(update={"divergence_limit": Decimal("0.350")})
    store.assessments.save(an_assessment(same))


def test_evidence_is_kept_once_and_checked(store: Store, folder: Path) -> None:
    content = bytes(range(256)) * 10_000
    record = a_document(content)
    store.evidence.put(record.sha256, content)
    store.evidence.put(record.sha256, content)
    assert store.evidence.content(record.sha256) == content
    with pytest.raises(ValueError, match="SHA-256"):
        store.evidence.put(record.sha256, b"other")
    with pytest.raises(KnownTrouble) as trouble:
        store.evidence.content("0" * 64)
    assert trouble.value.message.code == "content_changed"


def test_deleting_takes_the_case_its_documents_and_assessments(store: Store) -> None:
    mine, shared = b"only of this case", b"of two cases"
    documents = (a_document(mine), a_document(shared))
    for record, content in zip(documents, (mine, shared), strict=True):
        store.evidence.put(record.sha256, content)
    case = a_case("甲", evidence=documents)
    other = a_case("乙", evidence=documents[1:])
    assessment = keep_assessed(store, case)
    save(store, other)
    store.cases.delete(case.id, at=NOW, who=WHO)
    assert [c.title for c in store.cases.find()] == ["乙"]
    assert _kept(store, documents[0]) is None
    assert _kept(store, documents[1]) == shared
    with pytest.raises(KnownTrouble):
        store.assessments.get(assessment.id)
    with pytest.raises(KnownTrouble):
        store.cases.delete(case.id, at=NOW, who=WHO)


def test_deleting_a_case_leaves_its_issued_reports_with_what_they_rest_on(store: Store, tmp_path: Path) -> None:
    content = b"receipt"
    record = a_document(content)
    store.evidence.put(record.sha256, content)
    case = a_case(evidence=(record,), patents=(a_patent(), a_patent(264352)))
    report = issue(store, case, tmp_path / "report.pdf")
    store.cases.delete(case.id, at=NOW, who=WHO)
    assert store.reports.find("264352") == (report,)
    assert store.reports.content(report.id) == b"%PDF-1.7 report"
    assert store.assessments.get(report.assessment_id).case == case
    assert store.assessments.latest(case.id) is None
    assert store.evidence.content(record.sha256) == content
    assert all(check.ok for check in store.check())


def _kept(store: Store, record: Evidence) -> bytes | None:
    try:
        return store.evidence.content(record.sha256)
    except KnownTrouble:
        return None
