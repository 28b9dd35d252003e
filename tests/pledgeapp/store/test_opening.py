"""Is a database that must not be opened refused in words, and left as it was?"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import Store, engine, local_folder, settings, structure
from pledgeapp.store.page_seal import PAGE, fits_any_page
from tests.pledgeapp.store.samples import HOW, a_case, a_document, a_patent, open_store, save

ROOT = Path(__file__).parents[3]


@pytest.fixture
def filled(folder: Path) -> Path:
    """A closed database of some pages."""
    store = open_store(folder)
    save(store, a_case())
    content = os.urandom(100_000)
    store.evidence.put(a_document(content).sha256, content)
    store.close()
    return folder / "pledgeapp.db"


def test_a_new_database_and_its_key_are_private_and_alone(folder: Path) -> None:
    store = open_store(folder)
    assert (folder / "pledgeapp.db").stat().st_mode & 0o077 == 0
    assert (folder / "pledgeapp.db-wal").stat().st_mode & 0o077 == 0
    assert (folder / "pledgeapp.key").stat().st_mode & 0o077 == 0
    store.close()
    assert sorted(p.name for p in folder.iterdir()) == ["pledgeapp.db", "pledgeapp.db.lock", "pledgeapp.key"]


def test_all_settings_are_as_they_must_be(store: Store) -> None:
    report = store.settings_report()
    expected = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": "2",
        "fullfsync": "1",
        "checkpoint_fullfsync": "1",
        "foreign_keys": "1",
        "recursive_triggers": "1",
        "trusted_schema": "0",
        "cell_size_check": "1",
        "secure_delete": "1",
        "temp_store": "2",
        "mmap_size": "0",
        "wal_autocheckpoint": "1000",
        "journal_size_limit": str(64 * 1024 * 1024),
        "cipher_memory_security": "0",
        "busy_timeout": "2000",
    }
    assert {name: report[name] for name in expected} == expected
    assert tuple(int(part) for part in report["sqlite_version"].split(".")) >= (3, 51, 3)
    assert all(check.ok for check in store.check())


@pytest.mark.parametrize("name", ["synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema"])
def test_a_setting_that_does_not_hold_stops_the_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    open_store(folder).close()
    other = tuple((n, v, "something else") if n == name else (n, v, e) for n, v, e in settings._WANTED)
    monkeypatch.setattr(settings, "_WANTED", other)
    with pytest.raises(KnownTrouble) as trouble:
        open_store(folder)
    assert trouble.value.message.code == "setting_refused"
    assert trouble.value.message.params["setting"] == name


class WithoutLog:
    """A connection on a file system that cannot hold a write-ahead log."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, sql: str) -> Any:
        return self._raw.execute("PRAGMA journal_mode" if "= WAL" in sql else sql)


def test_without_a_log_the_journal_is_synced_with_its_folder(tmp_path: Path) -> None:
    raw = engine.connect(str(tmp_path / "x.db"), isolation_level=None)
    settings.unlock(raw, bytes(32))
    settings.apply_settings(WithoutLog(raw))
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert raw.execute("PRAGMA synchronous").fetchone() == (3,)
    raw.close()


def test_sqlite_with_the_log_bug_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(folder).close()
    monkeypatch.setattr(engine, "SQLITE_VERSION", (3, 51, 2))
    with pytest.raises(KnownTrouble) as trouble:
        open_store(folder)
    assert trouble.value.message.params["setting"] == "sqlite_version"


@pytest.mark.parametrize("has_log", [False, True], ids=["closed", "killed"])
def test_a_newer_database_is_refused_and_not_a_byte_is_changed(filled: Path, tmp_path: Path, *, has_log: bool) -> None:
    other = tmp_path / "newer"
    other.mkdir()
    _with_bare(filled, f"PRAGMA user_version = {structure.LATEST + 1}", copy_before_close=other if has_log else None)
    database = other / filled.name if has_log else filled
    if has_log:
        shutil.copy(filled.with_suffix(".key"), database.with_suffix(".key"))
    before = _bytes_of(database.parent)
    assert has_log == (f"{database.name}-wal" in before)
    for read_only in (False, True):
        with pytest.raises(KnownTrouble) as trouble:
            Store.open(database, database.with_suffix(".key"), read_only=read_only)
        assert trouble.value.message.code == "database_newer"
        assert trouble.value.remedy is not None
    assert _bytes_of(database.parent) == before


def _missing_key(database: Path) -> None:
    database.with_suffix(".key").unlink()


def _damaged_key(database: Path) -> None:
    key = database.with_suffix(".key")
    content = bytearray(key.read_bytes())
    content[20] ^= 1
    key.write_bytes(content)


def _other_key(database: Path) -> None:
    database.with_suffix(".key").unlink()
    other = Store.open(database.parent / "other" / "x.db", database.with_suffix(".key"))
    other.close()


def _damaged_first_page(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[1000] ^= 1
    database.write_bytes(content)


def _picture(database: Path) -> None:
    database.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20_000))


def _empty(database: Path) -> None:
    database.write_bytes(b"")


def _plain_database(database: Path) -> None:
    database.unlink()
    raw = engine.connect(str(database))
    raw.execute("CREATE TABLE notes (text)")
    raw.close()


def _someone_elses_table(database: Path) -> None:
    _with_bare(database, "PRAGMA application_id = 7")


def _lost_database(database: Path) -> None:
    database.rename(database.with_name("elsewhere"))
    database.with_name(f"{database.name}-wal").write_bytes(b"log")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_missing_key, "key_missing"),
        (_damaged_key, "key_file_damaged"),
        (_other_key, "wrong_key"),
        (_damaged_first_page, "database_damaged"),
        (_picture, "not_a_database"),
        (_empty, "not_a_database"),
        (_plain_database, "not_a_database"),
        (_someone_elses_table, "not_a_database"),
        (_lost_database, "database_lost"),
    ],
)
def test_each_trouble_has_its_words_and_changes_nothing(filled: Path, harm: Callable[[Path], None], code: str) -> None:
    harm(filled)
    before = _bytes_of(filled.parent)
    with pytest.raises(KnownTrouble) as trouble:
        open_store(filled.parent)
    assert trouble.value.message.code == code
    assert trouble.value.remedy is not None
    assert _bytes_of(filled.parent) == before


def test_a_damaged_page_further_on_is_told_when_it_is_met(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    for page in range(54, len(content) // PAGE):
        content[page * PAGE + 100] ^= 1
    filled.write_bytes(content)
    store = open_store(filled.parent)
    broken = {check.name for check in store.check() if not check.ok}
    store.close()
    assert "database_seals" in broken
    assert "database_documents" in broken


def test_the_seal_tells_key_and_damage_apart(filled: Path) -> None:
    key = bytes.fromhex(filled.with_suffix(".key").read_text().split()[1])
    assert fits_any_page(filled, key)
    assert not fits_any_page(filled, bytes(32))


def test_a_network_folder_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_folder, "remote_kind", lambda _: "cifs")
    with pytest.raises(KnownTrouble) as trouble:
        open_store(folder)
    assert trouble.value.message.code == "network_folder"
    assert not folder.exists()


@pytest.mark.parametrize("name", ["OneDrive - 某银行", "坚果云", "Dropbox", "BaiduSyncdisk"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        open_store(tmp_path / name / "pledgeapp")
    assert trouble.value.message.code == "network_folder"


def test_mount_tables_tell_network_folders() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/a\\040b cifs rw 0 0\n/dev/sdb1 /mnt/a\\040b/local ext4 rw 0 0\n"
    )
    assert local_folder.network_type(Path("/mnt/a b/cases"), mounts) == "cifs"
    assert local_folder.network_type(Path("/mnt/a b/local/x"), mounts) is None
    assert local_folder.network_type(Path("/srv/cases"), mounts) is None


def test_a_folder_that_cannot_be_made_has_its_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KnownTrouble) as trouble:
        open_store(tmp_path / "file" / "home")
    assert trouble.value.message.code == "file_not_written"


def test_leftovers_of_a_creation_that_was_cut_short_do_not_hinder(folder: Path) -> None:
    folder.mkdir()
    (folder / ".pledgeapp.db.pledgeapp-new").write_bytes(b"part")
    (folder / ".pledgeapp.db.pledgeapp-new-wal").write_bytes(b"part")
    store = open_store(folder)
    store.close()
    assert not [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_reading_only_changes_nothing_and_lets_another_reader_in(filled: Path) -> None:
    before = _bytes_of(filled.parent)
    first, second = (open_store(filled.parent, read_only=True) for _ in range(2))
    assert [c.title for c in first.cases.find()] == [c.title for c in second.cases.find()] == ["安澜固态电池质押"]
    assert all(check.ok for check in first.check())
    with pytest.raises(KnownTrouble) as trouble:
        save(first, a_case())
    assert trouble.value.message.code == "database_read_only"
    with pytest.raises(KnownTrouble) as trouble:
        open_store(filled.parent)
    assert trouble.value.message.code.startswith("database_held")
    first.close()
    second.close()
    assert _bytes_of(filled.parent) == before
    with pytest.raises(KnownTrouble) as trouble:
        open_store(filled.parent / "absent", read_only=True)
    assert trouble.value.message.code == "database_missing"
    assert not (filled.parent / "absent").exists()


def test_a_second_process_is_told_who_holds_the_database(filled: Path) -> None:
    store = open_store(filled.parent)
    script = (
        "import sys; from pathlib import Path; from pledgeapp.errors import KnownTrouble\n"
        "from tests.pledgeapp.store.samples import open_store\n"
        "try: open_store(Path(sys.argv[1]))\n"
        "except KnownTrouble as trouble: print(trouble.message.code, trouble.message.params.get('pid'))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, filled.parent], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.split() == ["database_held_by", str(os.getpid())], run.stderr
    store.close()
    run = subprocess.run(
        [sys.executable, "-c", script, filled.parent], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.returncode) == ("", 0), run.stderr


@pytest.mark.parametrize("name", ["某 银行 资料", "50% #1 & more", "a'b;c=d", "wal-shm.db-wal"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    store = open_store(tmp_path / name)
    save(store, a_case())
    store.close()
    for read_only in (False, True):
        again = open_store(tmp_path / name, read_only=read_only)
        assert len(again.cases.find()) == 1
        again.close()


def test_a_folder_without_the_right_to_write_can_still_be_read(filled: Path) -> None:
    """As from a write-protected stick; an administrator's rights do not count here, so they are taken away."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from tests.pledgeapp.store.samples import open_store\n"
        "os.access = lambda *_: False\n"
        "store = open_store(Path(sys.argv[1]), read_only=True)\n"
        "print(len(store.cases.find()), all(check.ok for check in store.check())); store.close()\n"
    )
    before = _bytes_of(filled.parent)
    run = subprocess.run(
        [sys.executable, "-c", script, filled.parent], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.split() == ["1", "True"], run.stderr
    assert _bytes_of(filled.parent) == before


def test_a_closed_store_says_so(folder: Path) -> None:
    store = open_store(folder)
    store.close()
    store.close()
    with pytest.raises(KnownTrouble) as trouble:
        store.cases.find()
    assert trouble.value.message.code == "store_closed"


def _with_bare(database: Path, sql: str, *, copy_before_close: Path | None = None) -> None:
    raw = engine.connect(str(database), isolation_level=None)
    settings.unlock(raw, bytes.fromhex(database.with_suffix(".key").read_text().split()[1]))
    raw.execute(sql)
    if copy_before_close:
        for file in database.parent.glob(f"{database.name}*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, copy_before_close)
    raw.close()


def _bytes_of(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_disk_too_full_for_a_new_database_is_said_under_its_name_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages of a small disk: SQLite itself refuses while the tables are made."""
    real = engine.connect

    def small(*arguments: Any, **options: Any) -> Any:
        raw = real(*arguments, **options)
        raw.execute("PRAGMA max_page_count = 3")
        return raw

    monkeypatch.setattr(engine, "connect", small)
    with pytest.raises(KnownTrouble) as trouble:
        open_store(folder)
    assert trouble.value.message.code == "disk_full_file"
    assert trouble.value.message.params["file"] == str(folder / "pledgeapp.db")
    assert not [path.name for path in folder.iterdir() if "pledgeapp-new" in path.name]
    assert not (folder / "pledgeapp.db").exists()
    monkeypatch.setattr(engine, "connect", real)
    open_store(folder).close()


def test_once_a_damaged_page_was_met_no_write_speaks_of_permissions(folder: Path) -> None:
    """SQLCipher calls such a database read-only from then on; a person would look for the fault in the wrong place."""
    store = open_store(folder)
    store.patents.merge([a_patent(n) for n in range(300)], **HOW)
    store.close()
    database = folder / "pledgeapp.db"
    content = bytearray(database.read_bytes())
    for at in range(len(content) // 8192 * 4096, len(content), 4096):
        content[at + 100] ^= 7
    database.write_bytes(content)
    store = open_store(folder)
    with pytest.raises(KnownTrouble) as trouble:
        store.patents.find()
    assert trouble.value.message.code == "database_damaged"
    for _ in range(2):
        with pytest.raises(KnownTrouble) as trouble:
            store.patents.merge([a_patent(1_000)], **HOW)
        assert trouble.value.message.code == "database_damaged"
    store.close()
