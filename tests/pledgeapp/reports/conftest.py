"""Assessments as the application makes them: the bundled samples, an empty case, and a very large one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from pledgeapp.bootstrap import open_services
from pledgeapp.i18n import Language, texts
from pledgeapp.paths import Paths
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.base import ComparableId, PatentId, ProductId
from pledgeapp.records.case import Case
from pledgeapp.reports.content import ReportHeader, report_content
from pledgeapp.reports.document import ReportContent
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.assess_case_file import read_case_file

SAMPLES = ("solid_electrolyte_powder", "battery_equipment", "university_spin_out")
REPORT_DATE = date(2026, 11, 24)
Assess = Callable[[Case], Assessment]


@pytest.fixture(scope="session")
def assess(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assess]:
    """The service that assesses a case, on a fixed day."""
    paths = Paths(tmp_path_factory.mktemp("reports") / "pledgeapp")
    services = open_services(paths, clock=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC), person="李工")
    yield lambda case: assess_case(services, case)
    services.store.close()


@pytest.fixture(scope="session")
def samples(assess: Assess) -> dict[str, Assessment]:
    """The bundled samples, assessed."""
    return {name: assess(sample_case(name)) for name in SAMPLES}


@pytest.fixture(scope="session")
def assessment(samples: dict[str, Assessment]) -> Assessment:
    """The assessment of the solid-electrolyte sample."""
    return samples["solid_electrolyte_powder"]


@pytest.fixture(scope="session")
def empty_assessment(assess: Assess) -> Assessment:
    """A case of which nothing is known but its name and date."""
    return assess(Case(title="空案件", valuation_date=date(2026, 11, 22)))


@pytest.fixture(scope="session")
def large_assessment(assess: Assess) -> Assessment:
    """300 patents, 10 product lines, 30 comparables."""
    return assess(large_case())


def sample_case(name: str) -> Case:
    """A bundled case as it is shipped."""
    return read_case_file(Path(str(files("resources") / "samples" / f"{name}.json")))


def large_case() -> Case:
    """The first sample multiplied: every patent, line and comparable is a copy under a number of its own."""
    case = sample_case("solid_electrolyte_powder")
    patents = tuple(
        case.patents[n % len(case.patents)].model_copy(
            update={
                "id": PatentId(f"patent{n}"),
                "publication_number": f"CN{200_000_000 + n}B",
                "application_number": None,
            }
        )
        for n in range(300)
    )
    products = tuple(
        case.products[n % len(case.products)].model_copy(
            update={
                "id": ProductId(f"line{n}"),
                "name": f"产品线之{n}",
                "patents": tuple(
                    case.products[0]
                    .patents[0]
                    .model_copy(update={"patent_id": patents[30 * n + k].id, "contribution": Decimal(k + 1)})
                    for k in range(30)
                ),
            }
        )
        for n in range(10)
    )
    assert case.market is not None
    comparables = tuple(
        case.market.comparables[n % len(case.market.comparables)].model_copy(update={"id": ComparableId(f"deal{n}")})
        for n in range(30)
    )
    market = case.market.model_copy(update={"comparables": comparables})
    return case.model_copy(update={"patents": patents, "products": products, "market": market})


def content_of(assessment: Assessment, language: Language) -> ReportContent:
    """The report of `assessment` under a fixed number."""
    return report_content(assessment, ReportHeader("2026-0117", REPORT_DATE, "李工", "王工"), texts(language))
