"""How is the application put together? Once, here: opens the store, loads the reference data, returns Services."""

from __future__ import annotations

from pledgeapp.clock import Clock, system_clock
from pledgeapp.paths import Paths
from pledgeapp.reference import load_reference
from pledgeapp.services.context import Services
from pledgeapp.store import Store


def open_services(paths: Paths, *, clock: Clock = system_clock, person: str = "") -> Services:
    """Services over the database of `paths`, created when absent. Close `services.store` when done."""
    store = Store.open(paths.database, paths.key_file)
    return Services(store=store, reference=load_reference(), clock=clock, paths=paths, person=person)
