"""What does a person call the field at a path of the case, and how is its value written in one short line?"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pledgeapp.i18n import Texts
from ui.state import figures
from ui.state.figures import MoneyUnit
from valuation.wording import N_

_INDEX = re.compile(r"\[(\w+)\]")
_LONGEST = 80
FIELD_LABELS: dict[str, str] = {
    "title": N_("Title"),
    "title_en": N_("English title"),
    "borrower": N_("Borrower"),
    "pledgor": N_("Pledgor"),
    "pledgee": N_("Lender"),
    "loan": N_("Loan request"),
    "loan.amount": N_("Loan amount"),
    "loan.amount.amount": N_("Loan amount"),
    "loan.start_date": N_("Start of the loan"),
    "loan.term_months": N_("Term in months"),
    "loan.repayment": N_("Repayment"),
    "loan.purpose": N_("Purpose of the loan"),
    "valuation_date": N_("Valuation date"),
    "report_date": N_("Report date"),
    "timing": N_("Timing of income"),
    "patents": N_("Patents"),
    "products": N_("Product lines"),
    "market": N_("Market approach"),
    "market.comparables": N_("Comparables"),
    "cost": N_("Cost approach"),
    "cost.items": N_("Cost items"),
    "approaches": N_("Weights of the approaches"),
    "divergence_limit": N_("Limit of divergence"),
    "methods": N_("Further methods"),
    "scenarios": N_("Scenarios"),
    "correlations": N_("Inputs that move together"),
    "simulation": N_("Simulation"),
    "simulation.points": N_("Points"),
    "simulation.paths": N_("Number of paths"),
    "simulation.seed": N_("Seed"),
    "deducts_annual_fees": N_("Annual fees of the patents"),
    "disposal": N_("Disposal plan"),
    "disposal.route": N_("Route of disposal"),
    "policy": N_("Lending policy"),
    "evidence": N_("Evidence"),
    "answers": N_("Answers to the rights check"),
    "prepared_by": N_("Prepared by"),
    "reviewed_by": N_("Reviewed by"),
    "note": N_("Note"),
    "name": N_("Name"),
    "name_en": N_("English name"),
    "kind": N_("Kind"),
    "credit_code": N_("Unified social credit code"),
    "address": N_("Address"),
    "revenue": N_("Revenue"),
    "gross_margin": N_("Gross margin"),
    "operating_margin": N_("Operating margin"),
    "net_margin": N_("Net margin"),
    "contribution": N_("Contribution"),
    "role": N_("Role"),
    "uplift": N_("Uplift"),
    "allocation": N_("Value shared among the patents"),
    "split_by_year": N_("Split rate by year"),
    "inputs": N_("Inputs"),
    "series": N_("Figures"),
    "scale": N_("Factor on all of it"),
    "used_for": N_("Taken over as"),
    "changes": N_("Changes"),
    "weight": N_("Weight"),
    "reason": N_("Reason"),
    "source": N_("Source"),
    "factor": N_("Adjustment factor"),
    "similarity": N_("Similarity"),
    "grade": N_("Grade of source"),
    "legal_state": N_("Legal state"),
    "annual_fee_state": N_("Annual fee"),
    "patentees": N_("Holders"),
    "filing_date": N_("Filing date"),
    "grant_date": N_("Grant date"),
    "is_confirmed": N_("Confirmed"),
    "value": N_("Figure"),
    "uncertainty": N_("Uncertainty"),
    "source_kind": N_("Kind of source"),
    "set_by": N_("Set by"),
    "set_at": N_("Set on"),
}
"""msgid by whole path without positions, else by the last name of the path."""


def field_words(path: str, texts: Texts) -> str:
    """`products[0].income.split_rate.value` as "Product lines 1 · Royalty or split rate · Value"."""
    names = path.split(".")
    said: list[str] = []
    for position in range(len(names)):
        plain = ".".join(_INDEX.sub("", name) for name in names[: position + 1])
        label = _label(plain, is_first=position == 0)
        number = _INDEX.search(names[position])
        if label:
            counted = number is not None and number.group(1).isdigit()
            said.append(f"{texts(label)} {int(number.group(1)) + 1}" if number and counted else texts(label))
    return " · ".join(dict.fromkeys(said)) or path


def value_words(value: object, unit: MoneyUnit, texts: Texts) -> str:
    """A value of a record in one short line; a whole record is named by its name, title or number."""
    if value is None or value in ("", ()):
        return figures.UNKNOWN
    if isinstance(value, tuple):
        return _cut("; ".join(value_words(item, unit, texts) for item in value))
    plain = _plain_words(value, texts)
    return plain if plain is not None else _cut(_record_words(value, unit, texts))


def _label(plain: str, *, is_first: bool) -> str:
    from pledgeapp.records.wording import ASSUMPTION_LABELS

    if plain in FIELD_LABELS:
        return FIELD_LABELS[plain]
    last = plain.rsplit(".", maxsplit=1)[-1]
    if is_first:
        return ""
    return ASSUMPTION_LABELS.get(last) or FIELD_LABELS.get(last, "")


def _plain_words(value: object, texts: Texts) -> str | None:
    """Words for a truth, a choice, a time or a number; None for anything larger."""
    said: str | None = None
    if isinstance(value, bool):
        said = texts(N_("yes")) if value else texts(N_("no"))
    elif isinstance(value, StrEnum):
        said = _enum_words(value, texts)
    elif isinstance(value, str):
        said = _cut(value)
    elif isinstance(value, datetime):
        said = figures.moment(value, texts.language)
    elif isinstance(value, date):
        said = figures.day(value, texts.language)
    elif isinstance(value, Decimal):
        said = f"{value.normalize():,f}"
    return said


def _enum_words(value: StrEnum, texts: Texts) -> str:
    from pledgeapp.records.wording import label

    try:
        return texts(label(value))
    except KeyError:
        return str(value)


def _record_words(value: object, unit: MoneyUnit, texts: Texts) -> str:
    for name in ("number", "name", "title", "finding_key", "year"):
        found = getattr(value, name, None)
        if found:
            return str(found)
    amount = getattr(value, "amount", None)
    if isinstance(amount, Decimal):
        return figures.money(amount, unit)
    assumed = getattr(value, "value", value)
    return value_words(assumed, unit, texts) if assumed is not value else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
