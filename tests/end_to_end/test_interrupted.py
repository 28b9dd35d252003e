"""What is left when the program is killed, the disk is full, or the database belongs to a newer version?"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledgeapp.bootstrap import open_services
from pledgeapp.errors import KnownTrouble
from pledgeapp.paths import paths_for_database
from pledgeapp.services.find_reports import find_reports, read_report
from tests.end_to_end.conftest import ROOT, Command


def start(arguments: list[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pledgeapp", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PLEDGEAPP_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def whole_time(arguments: list[str | Path], folder: Path) -> float:
    started = time.monotonic()
    assert start(arguments, folder).wait(timeout=120) == 0
    return time.monotonic() - started


def test_killed_while_a_report_is_made(sample_file: Path, tmp_path: Path) -> None:
    """At 12 moments: no partial report in the folder, the database whole, store and folder agree."""
    arguments: list[str | Path] = ["assess", sample_file, "-o", "out", "--db", "bank.db"]
    lasts = whole_time(arguments, tmp_path)
    for number in range(12):
        process = start(arguments, tmp_path)
        time.sleep(lasts * (0.3 + 0.7 * number / 11))
        process.send_signal(signal.SIGKILL)
        process.wait()
        services = open_services(paths_for_database(tmp_path / "bank.db"))
        try:
            kept = {report.file_name: report for report in find_reports(services)}
            assert all(ok for _, ok, _ in services.store.check())
            for file in (tmp_path / "out").iterdir():
                if not file.name.startswith("."):
                    assert file.read_bytes() == read_report(services, kept[file.name].id), "a file no store knows"
        finally:
            services.store.close()


def test_a_full_disk_is_said_and_leaves_no_file(sample_file: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk: every write beyond it fails as on a full one."""
    assert whole_time(["assess", sample_file, "-o", "out", "--db", "bank.db"], tmp_path) > 0
    before = {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()}
    size = max(map(len, before.values()))

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    said = subprocess.run(
        [sys.executable, "-m", "pledgeapp", "assess", sample_file, "-o", "out", "--db", "bank.db"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert said.returncode == 1, said.stderr
    assert "Traceback" not in said.stderr
    assert {f.name: f.read_bytes() for f in (tmp_path / "out").iterdir()} == before


def test_a_database_of_a_newer_version_is_left_alone(pledgeapp: Command, sample_file: Path, tmp_path: Path) -> None:
    database = tmp_path / "bank.db"
    assert pledgeapp("assess", sample_file, "-o", "out", "--db", database).code == 0
    services = open_services(paths_for_database(database))
    services.store.close()
    from pledgeapp.store.engine import connect
    from pledgeapp.store.key_file import read_key

    connection = connect(str(database))
    connection.execute(f"PRAGMA key = \"x'{read_key(paths_for_database(database).key_file).hex()}'\"")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {version + 7}")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = database.read_bytes()
    said = pledgeapp("assess", sample_file, "-o", "two", "--db", database)
    assert said.code == 1
    assert "newer" in said.err
    assert database.read_bytes() == before
    assert not (tmp_path / "two").exists()
    with pytest.raises(KnownTrouble):
        open_services(paths_for_database(database))
