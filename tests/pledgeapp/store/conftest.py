"""A store of its own for every test: real encryption, a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgeapp.store import Store
from tests.pledgeapp.store.samples import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database and its key lie."""
    return tmp_path / "home"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """An open, empty store in `folder`."""
    opened = open_store(folder)
    yield opened
    opened.close()
