"""In which order does a report tell its story, and how are its sections numbered?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pledgeapp.i18n import Language, Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.reports.content.annexes import evidence, workings
from pledgeapp.reports.content.assumptions import assumptions
from pledgeapp.reports.content.basis import basis
from pledgeapp.reports.content.brief import Brief, ReportHeader
from pledgeapp.reports.content.closing import limits, open_points, signatures
from pledgeapp.reports.content.conclusion import conclusion, key_figures
from pledgeapp.reports.content.cost import cost
from pledgeapp.reports.content.cover import cover, document_info, furniture
from pledgeapp.reports.content.findings import findings
from pledgeapp.reports.content.income import income
from pledgeapp.reports.content.lending import lending
from pledgeapp.reports.content.market import market
from pledgeapp.reports.content.methods import methods
from pledgeapp.reports.content.parties import parties
from pledgeapp.reports.content.reconciliation import reconciliation
from pledgeapp.reports.content.rights import rights
from pledgeapp.reports.content.uncertainty import uncertainty
from pledgeapp.reports.document import ReportContent, Section
from pledgeapp.reports.figures import DASH, Figures

_BODY: tuple[Callable[[Brief, str], Section], ...] = (
    parties,
    rights,
    findings,
    basis,
    income,
    market,
    cost,
    methods,
    reconciliation,
    uncertainty,
    lending,
    assumptions,
    limits,
    open_points,
    signatures,
)
_ANNEXES: tuple[Callable[[Brief, str], Section], ...] = (workings, evidence)
_DIGITS = "〇一二三四五六七八九"


def report_content(assessment: Assessment, header: ReportHeader, texts: Texts) -> ReportContent:
    """All that the report of `assessment` says, in the language of `texts`; computes nothing."""
    brief = Brief(assessment, header, texts, Figures(texts.language, assessment.case.currency))
    return ReportContent(
        language=texts.language,
        info=document_info(brief),
        furniture=furniture(brief),
        cover=cover(brief),
        sections=(conclusion(brief), *_numbered(brief)),
        figures=tuple(figure.value for figure in key_figures(brief).figures if figure.value != DASH),
    )


def _numbered(brief: Brief) -> Iterator[Section]:
    body = [build for build in _BODY if build is not methods or brief.case.methods]
    for position, build in enumerate(body, start=1):
        yield build(brief, _section_number(position, brief.texts.language))
    for position, build in enumerate(_ANNEXES):
        letter = chr(ord("A") + position)
        number = brief.texts("Annex {letter}", letter=letter)
        yield build(brief, f"{number}　" if brief.is_chinese else f"{number}  ")


def _section_number(position: int, language: Language) -> str:
    """`一、` to `十九、`, or `1  `."""
    if language == "en":
        return f"{position}  "
    tens, ones = divmod(position, 10)
    return f"{'十' if tens else ''}{_DIGITS[ones] if ones else ''}、"
