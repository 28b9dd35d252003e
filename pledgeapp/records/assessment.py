"""What was concluded about a case, frozen with all it rested on?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pledgeapp.records.base import AssessmentId, CaseId, Record, ReportId, new_id
from pledgeapp.records.case import Case
from pledgeapp.records.finding import Finding
from pledgeapp.records.money import Currency
from pledgeapp.records.simulation import PointKind
from valuation.results import Appraisal, LendingChain, Sensitivity


class ValueRange(Record):
    """Low and high are the 10th and 90th percentile of the simulation, or equal base when nothing is uncertain."""

    low: float
    base: float
    high: float


class OpenPoint(Record):
    """One thing that is still missing for a final report; renders as `texts(template, **params)`."""

    key: str
    template: str
    params: dict[str, str] = {}
    """Parameters whose name ends in `_label` are msgids and are translated when rendered."""
    path: str = ""
    """Where it is set: an assumption path, `patents[2]`, or empty."""


class SimulationSummary(Record):
    """Distribution of the conclusion in 40 equal classes, enough to draw it."""

    paths: int
    seed: int
    mean: float
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float
    histogram_edges: tuple[float, ...]
    histogram_counts: tuple[int, ...]
    probability_value_covers_loan: float | None
    points: PointKind = PointKind.SOBOL
    standard_error: float | None = None
    """Of the mean; for Sobol points stated from above."""
    probability_error: float | None = None
    """Standard error of `probability_value_covers_loan`."""


class ScenarioResult(Record):
    """What the case is worth in one of its scenarios, in the order of the case."""

    name: str
    value: float
    difference: float
    """From the value of the case as it stands."""


class BreakEvenResult(Record):
    """For which values of the assumption at `path` the case is worth just the loan, all others as they are."""

    path: str
    low: float
    high: float
    """The range looked at."""
    roots: tuple[float, ...]
    """Ascending."""
    jumps: tuple[float, ...] = ()
    """Where the value steps across the loan without taking it."""
    stretches: tuple[tuple[float, float], ...] = ()
    """From where to where the value stays at the loan."""
    covered: tuple[tuple[float, float], ...] = ()
    """The parts of the range on which the value covers the loan."""
    verdict: str
    """English msgid that says in words what was found."""


class TwoWayResult(Record):
    """The value over two assumptions together; None where the two are impossible together."""

    row_path: str
    column_path: str
    row_values: tuple[float, ...]
    column_values: tuple[float, ...]
    values: tuple[tuple[float | None, ...], ...]


class Analyses(Record):
    """What was asked of the value beyond its range, so that the report computes nothing."""

    scenarios: tuple[ScenarioResult, ...] = ()
    loan: float | None = None
    """The loan that the break-even values are for, in the currency of the case."""
    break_even: tuple[BreakEvenResult, ...] = ()
    two_way: TwoWayResult | None = None


class Assessment(Record):
    """A valuation and lending conclusion; `fingerprint`: SHA-256 over the canonical form of all but id, time, who."""

    format: Literal["pledgeapp.assessment/1"] = "pledgeapp.assessment/1"
    id: AssessmentId = Field(default_factory=lambda: AssessmentId(new_id()))
    case_id: CaseId
    case: Case
    engine_version: str
    reference_version: str
    """Digest of the reference data used."""
    fair_value: ValueRange | None
    """None when no approach could be applied: unknown, not zero."""
    appraisal: Appraisal
    simulation: SimulationSummary | None
    sensitivities: tuple[Sensitivity, ...]
    analyses: Analyses | None = None
    """None in the quick assessment that follows an edit: what is kept or printed is analysed."""
    findings: tuple[Finding, ...]
    lending: LendingChain | None
    """None while the value, the disposal plan or the policy is unknown."""
    is_draft: bool
    """True while a blocking finding, an open question or an unconfirmed assumption is left."""
    open_points: tuple[OpenPoint, ...]
    """What keeps the report a draft."""
    assessed_at: datetime
    assessed_by: str = ""
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class IssuedReport(Record):
    """A report as it left the house: its bytes are in the store under `sha256`, unchanged for ever."""

    id: ReportId = Field(default_factory=lambda: ReportId(new_id()))
    number: str
    """Running number of the house, as 2026-0001."""
    assessment_id: AssessmentId
    case_id: CaseId
    case_title: str
    borrower: str
    patent_numbers: tuple[str, ...]
    language: Literal["zh", "en"]
    is_draft: bool
    fingerprint: str
    loan_limit: float
    currency: Currency = "CNY"
    """Currency of the loan limit."""
    file_name: str
    sha256: str
    size: int
    issued_at: datetime
    issued_by: str = ""
