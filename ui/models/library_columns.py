"""Which columns do the lists of the library have?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ui.models.record_rows import Column, Wording
from ui.state import figures
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.comparable import Comparable
    from pledgeapp.records.patent import Patent
    from pledgeapp.records.policy import Policy
    from pledgeapp.reference.parameter import Source
    from ui.state.reference_rows import ParameterValue

CONFIDENCE: dict[str, tuple[str, str]] = {
    "full text": (N_("Read in full"), "good"),
    "excerpt": (N_("Read in extract"), "info"),
    "recalled": (N_("To be confirmed"), "attention"),
}
UNIT_WORDS: dict[str, str] = {
    "CNY": N_("CNY"),
    "CNY/year": N_("CNY per year"),
    "years": N_("years"),
    "months": N_("months"),
    "count": N_("number of pieces"),
    "share": N_("share"),
    "share of the fee": N_("share of the fee"),
    "share of taxable income": N_("share of taxable income"),
    "1/month": N_("per month"),
    "1/year": N_("per year"),
}
"""msgid of each unit of a reference parameter."""
KEY_WORDS: dict[str, str] = {
    "one_holder": N_("one holder"),
    "joint_holders": N_("joint holders"),
    "fixed_fee": N_("fixed fee"),
    "net_sales": N_("of net sales"),
    "profit": N_("of profit"),
    "contracts": N_("contracts"),
    "patents": N_("patents"),
    "fixed_fee_share": N_("share with a fixed fee"),
    "fixed_fee_mean": N_("mean fixed fee"),
    "fixed_fee_term_years": N_("mean term with a fixed fee"),
    "royalty_share": N_("share with a royalty"),
    "royalty_term_years": N_("mean term with a royalty"),
    "free_share": N_("share free of charge"),
}
"""msgid of each entry of a parameter that holds several numbers."""


def parameter_columns() -> tuple[Column[ParameterValue], ...]:
    """A dated value with its source and how surely it was read."""
    return (
        Column(N_("Parameter"), lambda row, w: w.texts(row.parameter.title)),
        Column(N_("Figure"), lambda row, w: value_text(row.dated.value, row.parameter.unit, w), width=190),
        Column(N_("Unit"), lambda row, w: unit_words(row.parameter.unit, w), width=100),
        Column(N_("In force from"), _in_force, lambda row: row.dated.in_force_from, width=130),
        Column(N_("State"), _current, tone=lambda row: "good" if row.is_current else "plain", width=92),
        Column(N_("Confidence"), lambda row, w: _read(row.dated.source, w), tone=_read_tone, width=112),
        Column(N_("Source"), lambda row, _: source_text(row.dated.source), width=240),
    )


def policy_columns() -> tuple[Column[Policy], ...]:
    """A lending policy with its caps and bounds."""
    return (
        Column(N_("Policy"), _policy_name),
        Column(N_("Caps: invention / utility model / design"), _caps, width=230),
        Column(N_("Most per loan"), _most, lambda row: row.maximum_amount, is_number=True, width=96),
        Column(N_("Longest term (months)"), _term, lambda row: row.maximum_term_months, is_number=True, width=140),
        Column(
            N_("In force from"),
            lambda row, w: figures.day(row.in_force_from, w.texts.language),
            lambda row: row.in_force_from,
            width=130,
        ),
        Column(N_("Confidence"), _confirmed, tone=lambda row: "good" if row.is_confirmed else "attention", width=112),
        Column(N_("Source"), lambda row, _: row.source, width=220),
    )


def comparable_columns() -> tuple[Column[Comparable], ...]:
    """An imported transaction."""
    return (
        Column(N_("Transaction"), lambda row, _: row.name),
        Column(N_("Kind"), _deal_kind, width=130),
        Column(
            N_("Date"),
            lambda row, w: figures.day(row.transaction_date, w.texts.language),
            lambda row: row.transaction_date,
            width=130,
        ),
        Column(N_("Price"), _price, _total, is_number=True, width=120),
        Column(
            N_("Patents"),
            lambda row, _: str(row.patents_count),
            lambda row: row.patents_count,
            is_number=True,
            width=72,
        ),
        Column(N_("Grade of source"), lambda row, _: row.grade.value, width=96),
        Column(N_("Source"), lambda row, _: row.source or figures.UNKNOWN, width=240),
    )


def patent_columns() -> tuple[Column[Patent], ...]:
    """An imported patent."""
    return (
        Column(N_("Number"), lambda row, _: row.number, width=170),
        Column(N_("Title"), lambda row, w: row.title_en if w.texts.language == "en" and row.title_en else row.title),
        Column(N_("Kind of right"), _right_type, width=112),
        Column(N_("Holders"), lambda row, _: "; ".join(row.patentees) or figures.UNKNOWN, width=200),
        Column(
            N_("Filed"),
            lambda row, w: figures.day(row.filing_date, w.texts.language),
            lambda row: row.filing_date,
            width=124,
        ),
        Column(N_("Legal state"), _legal_state, tone=_legal_tone, width=112),
        Column(N_("Source"), lambda row, _: row.source or figures.UNKNOWN, width=180),
    )


def value_text(value: Any, unit: str, wording: Wording) -> str:
    """A number, list or table of numbers as one line; shares as percent."""
    if isinstance(value, dict):
        parts = (f"{_key_words(key, wording)} {value_text(one, unit, wording)}" for key, one in value.items())
        return " · ".join(parts)
    if isinstance(value, list | tuple):
        return " / ".join(value_text(one, unit, wording) for one in value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        is_share = unit.startswith(("share", "1/")) or (";" in unit and abs(number) < 1)
        return f"{(number * 100).normalize():f}%" if is_share else f"{number.normalize():,f}"
    return str(value)


def unit_words(unit: str, wording: Wording) -> str:
    """The unit of a parameter in words; what a percentage says itself is left out."""
    return " · ".join(wording.texts(UNIT_WORDS.get(one.strip(), one.strip())) for one in unit.split(";") if one)


def _key_words(key: str, wording: Wording) -> str:
    return wording.texts(KEY_WORDS[key]) if key in KEY_WORDS else key.replace("_", " ")


def source_text(source: Source) -> str:
    """Title, issuer and number in one line."""
    return " · ".join(part for part in (source.title, source.issuer, source.number) if part)


def _in_force(row: ParameterValue, wording: Wording) -> str:
    return figures.day(row.dated.in_force_from, wording.texts.language)


def _current(row: ParameterValue, wording: Wording) -> str:
    return wording.texts(N_("In use")) if row.is_current else wording.texts(N_("Earlier or later"))


def _read(source: Source, wording: Wording) -> str:
    return wording.texts(CONFIDENCE[source.read.value][0])


def _read_tone(row: ParameterValue) -> str:
    return CONFIDENCE[row.dated.source.read.value][1]


def _policy_name(row: Policy, wording: Wording) -> str:
    return row.name_en if wording.texts.language == "en" and row.name_en else row.name


def _caps(row: Policy, _: Wording) -> str:
    from pledgeapp.records.patent import RightType

    kinds = (RightType.INVENTION, RightType.UTILITY_MODEL, RightType.DESIGN)
    return " / ".join(figures.percent(row.loan_to_value_caps.get(kind), 0) for kind in kinds)


def _most(row: Policy, wording: Wording) -> str:
    return figures.money(row.maximum_amount, wording.unit)


def _term(row: Policy, _: Wording) -> str:
    return figures.count(row.maximum_term_months)


def _confirmed(row: Policy, wording: Wording) -> str:
    return wording.texts(N_("Confirmed")) if row.is_confirmed else wording.texts(N_("To be confirmed"))


def _deal_kind(row: Comparable, wording: Wording) -> str:
    from pledgeapp.records.wording import label

    return wording.texts(label(row.kind))


def _total(row: Comparable) -> Decimal | None:
    """The price; a licence for a running royalty alone has none, which is not a price of nothing."""
    return sum((payment.amount for payment in row.payments), Decimal(0)) if row.payments else None


def _price(row: Comparable, wording: Wording) -> str:
    total = _total(row)
    return wording.money(total, row.currency) if total is not None else figures.UNKNOWN


def _right_type(row: Patent, wording: Wording) -> str:
    from pledgeapp.records.wording import label

    return wording.texts(label(row.right_type))


def _legal_state(row: Patent, wording: Wording) -> str:
    from pledgeapp.records.wording import label

    return wording.texts(label(row.legal_state))


def _legal_tone(row: Patent) -> str:
    tones = {"in_force": "good", "pending": "info", "unknown": "plain"}
    return tones.get(row.legal_state.value, "danger")
