"""Which office, numbers and kind of right does a row of a list of patents state, and do they agree?"""

from __future__ import annotations

import re

from pledgeapp.intake.layouts.layout import RefusedCells
from pledgeapp.intake.values import half_width
from pledgeapp.records.patent import RightType
from pledgeapp.records.patent_number import chinese_application_number, tidy_number
from pledgeapp.records.publication import Publication, read_publication
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_CHINESE_FORM = re.compile(r"^(?:CN|ZL)|^\d{12}\.?[0-9X]?$|^\d{8}\.[0-9X]$")
"""Eight bare digits may be the number of any office: without prefix they need the dot and the check digit."""
_OFFICE = re.compile(r"^[A-Z]{2}(?=[\dA-Z/-])")


def publication_in(text: str) -> Publication:
    """The publication number in a cell; RefusedCells where it is none."""
    try:
        return read_publication(text)
    except RefusedValue as error:
        raise RefusedCells(("publication_number", error.message)) from error


def chinese_in(number: str) -> str:
    """The Chinese application number in a cell, normalised; RefusedCells where it is none."""
    try:
        return chinese_application_number(number)
    except RefusedValue as error:
        raise RefusedCells(("application_number", error.message)) from error


def country_of(application: str | None, publication: Publication | None) -> str | None:
    """The office that the numbers name; None when they do not tell."""
    if publication is not None:
        return publication.country
    written = application or ""
    if written.upper().startswith("PCT/"):
        return "WO"
    if _CHINESE_FORM.match(re.sub(r"\s", "", half_width(written)).upper()):
        return "CN"
    match = _OFFICE.match(tidy_number(written))
    return match[0] if match else None


def needed_country(stated: str | None, application: str | None, publication: Publication | None) -> str:
    """The office of a right; RefusedCells without any number, without an office, or with two."""
    if application is None and publication is None:
        message = Message("intake.no_number", N_("needs an application number or a publication number"))
        raise RefusedCells(("application_number", message))
    country = stated or country_of(application, publication)
    if country is None:
        message = Message("intake.no_country", N_("the office cannot be told from the number; enter it, such as US"))
        raise RefusedCells(("country", message))
    if publication is not None and publication.country != country:
        message = Message("intake.other_country", N_("belongs to another office than {country}"), {"country": country})
        raise RefusedCells(("publication_number", message))
    return country


def right_type_of(stated: RightType, publication: Publication | None) -> RightType:
    """The kind code fills an empty kind of right; against a stated one it is an error of one of the two."""
    implied = publication.right_type if publication else RightType.UNKNOWN
    if implied is RightType.UNKNOWN or stated is implied:
        return stated
    if stated is RightType.UNKNOWN:
        return implied
    message = Message("intake.kind_contradicts", N_("contradicts the kind code of the publication number"))
    raise RefusedCells(("right_type", message))
