"""What holds for every test: no network, no thread left running, missing peers named, a home folder of its own."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from pledgeapp.bootstrap import open_services
from pledgeapp.paths import Paths
from pledgeapp.services.context import Services

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("steady", derandomize=True)
settings.register_profile("exploring")
settings.load_profile("exploring" if os.environ.get("PLEDGEAPP_EXPLORE") else "steady")
"""The suite draws the same examples every time, so that a change is what makes it fail; exploring finds new ones."""

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may touch the database of whoever runs it, nor follow the language of their machine."""
    monkeypatch.setenv("PLEDGEAPP_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread that outlives its test is named; workers of pytest itself were there before."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(timeout=2)
    still = [t.name for t in left if t.is_alive()]
    assert not still, f"threads left running: {still}"


@pytest.fixture(autouse=True)
def _garbage_is_freed_here() -> Iterator[None]:
    """Once a window was made in this process, widgets may only be freed on this thread, as in the program."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from ui.operations.garbage import collect_due

        gc.disable()
        collect_due()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Services over a new database in `tmp_path`, at a fixed moment, for 李工."""
    opened = open_services(Paths(tmp_path / "pledgeapp"), clock=lambda: NOW, person="李工")
    yield opened
    opened.store.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip by name what needs a program that is not here; in CI that is a failure."""
    for mark in item.iter_markers("peer"):
        program = mark.args[0]
        if shutil.which(program) is None:
            if os.environ.get("CI") == "true":
                pytest.fail(f"{program} is missing, and CI must have it")
            pytest.skip(f"{program} is not installed")


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """The product is offline: a socket to anything but this machine is a failure of the test that opens it."""
    if event == "socket.connect":
        address = arguments[1]
        is_local = isinstance(address, str | bytes) or (
            isinstance(address, tuple) and str(address[0]) in {"127.0.0.1", "::1", "localhost"}
        )
        if not is_local:
            raise PermissionError(f"a test tried to reach {address}")
    if event == "socket.getaddrinfo" and arguments[0] not in (None, "", "localhost", "127.0.0.1", socket.gethostname()):
        raise PermissionError(f"a test tried to look up {arguments[0]!r}")


sys.addaudithook(_refuse_network)
