"""What stands on the cover and around every page, and what does the file say about itself?"""

from __future__ import annotations

from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.document import Cover, DocumentInfo, Furniture
from pledgeapp.reports.figures import DASH


def cover(brief: Brief) -> Cover:
    """The first page: who, what, when, the notice of what this report is not, and the fingerprint."""
    texts, case, figures = brief.texts, brief.case, brief.figures
    return Cover(
        institution=brief.party_name(case.pledgee) if case.pledgee else texts("Internal assessment for lending"),
        title=_title(brief),
        subtitle=brief.case_title,
        facts=(
            (texts("Report number"), brief.header.number),
            (texts("Borrower"), brief.party_name(case.borrower)),
            (texts("Pledgor"), brief.party_name(case.pledging_party)),
            (texts("Pledgee"), brief.party_name(case.pledgee)),
            (texts("Patents assessed"), str(len(case.patents)) if case.patents else DASH),
            (texts("Valuation date"), figures.day(case.valuation_date)),
            (texts("Report date"), figures.day(brief.header.report_date)),
            (texts("Prepared by"), or_dash(brief.header.prepared_by)),
            (texts("Reviewed by"), or_dash(brief.header.reviewed_by)),
            (texts("State of the report"), _state(brief)),
        ),
        notice_title=texts("Notice"),
        notice=notice(brief),
        fingerprint_label=texts("Fingerprint of the assessment (SHA-256): the same inputs give the same fingerprint."),
        fingerprint=_grouped(brief.assessment.fingerprint),
        versions=texts(
            "Engine {engine}, reference data {reference}",
            engine=brief.assessment.engine_version,
            reference=brief.assessment.reference_version,
        ),
    )


def notice(brief: Brief) -> tuple[str, ...]:
    """What this report is, and when a licensed appraiser is needed instead."""
    texts = brief.texts
    return (
        texts(
            "This is an internal assessment of pledged patents for a lender's credit decision. It is not an asset "
            "appraisal report within the meaning of the Asset Appraisal Law and must not be used in place of one."
        ),
        texts(
            "A report of a licensed appraisal institution is needed for capital contributions, for acts that involve "
            "state-owned assets, in court, when the pledgee demands one, and for loans beyond the range that is open "
            "to internal assessment."
        ),
    )


def furniture(brief: Brief) -> Furniture:
    """Header, footer, watermark of a draft and mark of a sample."""
    texts, assessment = brief.texts, brief.assessment
    return Furniture(
        header_left=texts("{title}: {case}", title=_title(brief), case=brief.case_title),
        header_right=texts("No. {number}", number=brief.header.number),
        footer_left=texts(
            "Fingerprint {fingerprint} · Engine {engine} · Internal assessment, not a statutory appraisal report",
            fingerprint=_grouped(assessment.fingerprint[:16]),
            engine=assessment.engine_version,
        ),
        page_template=texts("Page {page} of {total}"),
        watermark=texts("DRAFT") if assessment.is_draft else "",
        sample_mark=_sample_mark(brief),
        contents_title=texts("Contents"),
        continued=texts(" (continued)"),
    )


def document_info(brief: Brief) -> DocumentInfo:
    """Title, author and date that a reader's file list shows."""
    day = brief.header.report_date
    return DocumentInfo(
        title=f"{_title(brief)} {brief.header.number} {brief.case_title}",
        author=brief.header.prepared_by,
        subject=brief.party_name(brief.case.borrower),
        keywords=brief.assessment.fingerprint,
        producer=f"PledgeApp {brief.assessment.engine_version}",
        date=(day.year, day.month, day.day),
    )


def _title(brief: Brief) -> str:
    return brief.texts("Internal Assessment of Pledged Patents")


def _state(brief: Brief) -> str:
    if not brief.assessment.is_draft:
        return brief.texts("Final")
    return brief.texts("Draft, open points: {count}", count=len(brief.assessment.open_points))


def _sample_mark(brief: Brief) -> str:
    case = brief.case
    parties = (case.borrower, case.pledgor, case.pledgee)
    if case.is_sample or any(party is not None and party.is_fictional for party in parties):
        return brief.texts("Sample case: parties, loan and financial figures are fictional")
    return ""


def _grouped(code: str) -> str:
    """`code` in groups of four, which a person can read out and compare."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
