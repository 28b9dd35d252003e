"""Which records do the tests of the store keep?"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pledgeapp.records.assessment import Assessment, IssuedReport, ValueRange
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import Comparable, Instalment
from pledgeapp.records.evidence import Evidence
from pledgeapp.records.importing import ImportedProduct
from pledgeapp.records.party import Party
from pledgeapp.records.patent import Patent
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.store import Store
from valuation.results import Appraisal, LendingChain

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WHO = "李工"
HOW: dict[str, Any] = {"source": "专利清单.csv", "at": NOW, "who": WHO}
"""Where an import comes from, who took it over and when."""


def open_store(folder: Path, **how: bool) -> Store:
    """The store kept in `folder`."""
    return Store.open(folder / "pledgeapp.db", folder / "pledgeapp.key", **how)


def a_patent(serial: int = 264351, **fields: Any) -> Patent:
    """A Chinese invention with this serial number of 2014."""
    given: dict[str, Any] = {
        "title": "一种固态电解质粉体的制备方法",
        "application_number": f"201410{serial:06d}",
        "patentees": ("安澜新材料有限公司",),
    }
    return Patent(**(given | fields))


def a_case(title: str = "安澜固态电池质押", **fields: Any) -> Case:
    """A small case with one patent and a borrower."""
    given: dict[str, Any] = {
        "title": title,
        "valuation_date": date(2026, 6, 30),
        "borrower": Party(name="安澜新材料有限公司", is_fictional=True),
        "patents": (a_patent(),),
    }
    return Case(**(given | fields))


def an_assessment(case: Case, **fields: Any) -> Assessment:
    """An assessment of `case` with plain figures; its fingerprint is any 64 digits."""
    appraisal = Appraisal(
        value=9e6, approaches=(), reconciliation=(), divergence=0.1, by_right=(), workings=(), warnings=()
    )
    lending = LendingChain(
        fair_value=9e6,
        excluded_value=0.0,
        liquidation_value=6e6,
        lending_value=5e6,
        loan_to_value_cap=0.4,
        capped_amount=2e6,
        loan_limit=2e6,
        loan_to_value=0.4,
        coverage_ratio=2.5,
        binding="loan_to_value_cap",
        workings=(),
        warnings=(),
    )
    given: dict[str, Any] = {
        "case_id": case.id,
        "case": case,
        "engine_version": "1",
        "reference_version": "1",
        "fair_value": ValueRange(low=7e6, base=9e6, high=11e6),
        "appraisal": appraisal,
        "simulation": None,
        "sensitivities": (),
        "findings": (),
        "lending": lending,
        "is_draft": False,
        "open_points": (),
        "assessed_at": NOW,
        "assessed_by": WHO,
        "fingerprint": "ab" * 32,
    }
    return Assessment(**(given | fields))


def a_report(assessment: Assessment, content: bytes, number: str, **fields: Any) -> IssuedReport:
    """The report of `assessment` with `content`."""
    case = assessment.case
    given: dict[str, Any] = {
        "number": number,
        "assessment_id": assessment.id,
        "case_id": case.id,
        "case_title": case.title,
        "borrower": case.borrower.name if case.borrower else "",
        "patent_numbers": tuple(p.number for p in case.patents),
        "language": "zh",
        "is_draft": False,
        "fingerprint": assessment.fingerprint,
        "loan_limit": 2e6,
        "file_name": f"{number}.pdf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "issued_at": NOW,
        "issued_by": WHO,
    }
    return IssuedReport(**(given | fields))


def a_document(content: bytes, name: str = "年费收据.pdf") -> Evidence:
    """The record of a document with `content`."""
    return Evidence(name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def a_deal(name: str = "某公司受让固态电解质专利", **fields: Any) -> Comparable:
    """A transaction at one price."""
    given: dict[str, Any] = {
        "name": name,
        "transaction_date": date(2025, 3, 1),
        "payments": (Instalment(years_after=Decimal(0), amount=Decimal(1_200_000)),),
        "patents_count": 3,
    }
    return Comparable(**(given | fields))


def a_product(name: str = "硫化物电解质", **fields: Any) -> ImportedProduct:
    """A product line with one year of revenue and one patent by number."""
    figures = (YearFigures(year=2025, is_forecast=False, revenue=Decimal(3_000_000)),)
    given: dict[str, Any] = {"name": name, "figures": figures}
    return ImportedProduct(product=Product(**(given | fields)), patents=(("ZL201410264351.3", Decimal(60)),))


def save(store: Store, case: Case, minutes: int = 0) -> int:
    """Save `case`, `minutes` after the usual moment; its revision."""
    return store.cases.save(case, action="edited", at=NOW + timedelta(minutes=minutes), who=WHO)


def keep_assessed(store: Store, case: Case) -> Assessment:
    """Save `case` and freeze an assessment of it."""
    save(store, case)
    assessment = an_assessment(case)
    store.assessments.save(assessment)
    return assessment


def issue(store: Store, case: Case, target: Path, content: bytes = b"%PDF-1.7 report") -> IssuedReport:
    """Save, assess and issue: the report now kept and written to `target`."""
    assessment = keep_assessed(store, case)
    report = a_report(assessment, content, store.reports.next_number(2026))
    store.reports.issue(report, content, target)
    return report
