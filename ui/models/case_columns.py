"""Which columns do lists of cases and of issued reports have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.models.record_rows import Column, Wording
from ui.state import figures
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.assessment import IssuedReport
    from pledgeapp.records.summary import CaseSummary


def case_columns() -> tuple[Column[CaseSummary], ...]:
    """A case with the figures of its last assessment; what is not known is a dash."""
    return (
        Column(N_("Case"), _title),
        Column(N_("Borrower"), lambda row, _: row.borrower or figures.UNKNOWN, width=180),
        Column(
            N_("Patents"),
            lambda row, _: str(row.patents_count),
            lambda row: row.patents_count,
            is_number=True,
            width=72,
        ),
        Column(N_("Fair value"), _value, _base, is_number=True, width=120),
        Column(N_("Lending value"), _lending, lambda row: row.lending_value, is_number=True, width=108),
        Column(N_("Loan limit"), _limit, lambda row: row.loan_limit, is_number=True, width=116),
        Column(
            N_("Cover"),
            lambda row, _: figures.multiple(row.coverage_ratio),
            lambda row: row.coverage_ratio,
            is_number=True,
            width=84,
        ),
        Column(N_("State"), _state, lambda row: row.open_points_count, tone=_tone, width=132),
        Column(N_("Saved"), _saved, lambda row: row.saved_at, width=150),
    )


def report_columns() -> tuple[Column[IssuedReport], ...]:
    """A report as it left the house."""
    return (
        Column(N_("Number"), lambda row, _: row.number, lambda row: row.number, width=100),
        Column(N_("Borrower"), lambda row, _: row.borrower or figures.UNKNOWN, width=180),
        Column(N_("Case"), lambda row, _: row.case_title),
        Column(N_("Patents"), lambda row, _: ", ".join(row.patent_numbers) or figures.UNKNOWN, width=170),
        Column(N_("Loan limit"), _report_limit, lambda row: row.loan_limit, is_number=True, width=100),
        Column(N_("State"), _report_state, tone=lambda row: "attention" if row.is_draft else "good", width=84),
        Column(N_("Language"), lambda row, _: {"zh": "中文", "en": "English"}[row.language], width=80),
        Column(N_("Issued"), _issued, lambda row: row.issued_at, width=150),
        Column(N_("By"), lambda row, _: row.issued_by or figures.UNKNOWN, width=90),
    )


def state_of(summary: CaseSummary) -> tuple[str, str]:
    """msgid (with `{count}` where it counts) and tone of how far a case is."""
    if summary.assessed_at is None:
        return N_("Not assessed"), "plain"
    if not summary.is_assessment_current:
        return N_("Changed since assessed"), "info"
    if summary.coverage_ratio is not None and summary.coverage_ratio < 1:
        return N_("Cover too low"), "danger"
    if summary.is_draft:
        return N_("Open points: {count}"), "attention"
    return N_("Ready"), "good"


def _title(row: CaseSummary, wording: Wording) -> str:
    return f"{row.title}{wording.texts(N_(' (sample)'))}" if row.is_sample and "示例" not in row.title else row.title


def _base(row: CaseSummary) -> float | None:
    return row.fair_value.base if row.fair_value else None


def _value(row: CaseSummary, wording: Wording) -> str:
    return wording.money(_base(row), row.currency)


def _lending(row: CaseSummary, wording: Wording) -> str:
    return wording.money(row.lending_value, row.currency)


def _limit(row: CaseSummary, wording: Wording) -> str:
    return wording.money(row.loan_limit, row.currency)


def _state(row: CaseSummary, wording: Wording) -> str:
    return wording.texts(state_of(row)[0], count=row.open_points_count)


def _tone(row: CaseSummary) -> str:
    return state_of(row)[1]


def _saved(row: CaseSummary, wording: Wording) -> str:
    return figures.moment(row.saved_at, wording.texts.language)


def _report_limit(row: IssuedReport, wording: Wording) -> str:
    return wording.money(row.loan_limit, row.currency)


def _report_state(row: IssuedReport, wording: Wording) -> str:
    return wording.texts(N_("Draft")) if row.is_draft else wording.texts(N_("Final"))


def _issued(row: IssuedReport, wording: Wording) -> str:
    return figures.moment(row.issued_at, wording.texts.language)
