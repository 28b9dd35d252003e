"""What does every service work with? Built once by `pledgeapp.bootstrap`, handed to cli, ui and tests."""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.clock import Clock
from pledgeapp.paths import Paths
from pledgeapp.reference import Reference
from pledgeapp.store import Store


@dataclass(frozen=True)
class Services:
    """The open store, the loaded reference data, the clock and who is working."""

    store: Store
    reference: Reference
    clock: Clock
    paths: Paths
    person: str = ""
