"""What may stand in a file that a person or another program writes for us? JSON Schema 2020-12 of every such record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pledgeapp.records.base import Record
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import Comparable, MarketPlan
from pledgeapp.records.cost import CostPlan
from pledgeapp.records.loan import LoanRequest
from pledgeapp.records.party import Party
from pledgeapp.records.patent import Patent
from pledgeapp.records.policy import DisposalPlan, Policy
from pledgeapp.records.product import Product

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RECORDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "case": Case,
        "policy": Policy,
        "patent": Patent,
        "party": Party,
        "product": Product,
        "comparable": Comparable,
        "market": MarketPlan,
        "cost": CostPlan,
        "disposal": DisposalPlan,
        "loan": LoanRequest,
    }
)

SCHEMA_NAMES: tuple[str, ...] = tuple(_RECORDS)
"""Names that `schema_of` knows; `case` is the file of `pledgeapp assess`."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of the record called `name`, as it is read from a file; KeyError when there is none."""
    return {"$schema": DIALECT, **_RECORDS[name].model_json_schema(mode="validation")}
