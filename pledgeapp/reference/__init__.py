"""Reads resources/reference into dated, sourced parameters."""

from pledgeapp.reference.library import Reference, load_reference
from pledgeapp.reference.parameter import Confidence, DatedValue, Parameter, Source
from pledgeapp.reference.rule import Rule
from pledgeapp.reference.tables import LoanPrimeRates, PrimeRateQuote, Table

__all__ = [
    "Confidence",
    "DatedValue",
    "LoanPrimeRates",
    "Parameter",
    "PrimeRateQuote",
    "Reference",
    "Rule",
    "Source",
    "Table",
    "load_reference",
]
