"""Does the log show that it was changed, and is a backup a database that opens?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import Store, engine, migrations, opening, settings, structure
from tests.pledgeapp.store.samples import NOW, WHO, a_case, issue, keep_assessed, open_store, save

BEFORE = structure.LATEST


@pytest.fixture
def logged(folder: Path, tmp_path: Path) -> Path:
    """A closed database with a log of eight entries."""
    store = open_store(folder)
    for n in range(5):
        save(store, a_case(f"案件{n}"))
    issue(store, a_case("出具报告"), tmp_path / "r.pdf")
    store.close()
    return folder


def test_each_action_is_one_entry_in_its_order(logged: Path) -> None:
    store = open_store(logged)
    case = store.cases.find("案件0")[0]
    store.cases.delete(case.case_id, at=NOW, who=WHO)
    entries = store.audit.entries()
    assert [e.sequence for e in entries] == list(range(9, 0, -1))
    assert [e.action for e in entries[:4]] == ["Case deleted", "Report issued", "Case assessed", "Case saved"]
    assert {e.who for e in entries} == {WHO}
    assert (entries[0].subject, entries[1].subject, entries[-1].detail) == (case.case_id, "2026-0001", "revision=1")
    assert len(store.audit.entries(limit=2)) == 2
    text = "".join(f"{e.subject}{e.detail}" for e in entries)
    assert "安澜" not in text
    assert "案件" not in text
    store.close()


@pytest.mark.parametrize(
    ("sql", "entry"),
    [
        ("UPDATE audit SET who = '他人' WHERE sequence = 3", 3),
        ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE sequence = 3", 3),
        ("UPDATE audit SET detail = detail || ' ' WHERE sequence = 3", 3),
        ("UPDATE audit SET action = subject, subject = action WHERE sequence = 3", 3),
        ("UPDATE audit SET hash = lower(hex(randomblob(32))) WHERE sequence = 3", 3),
        ("UPDATE audit SET previous = '' WHERE sequence = 3", 3),
        ("UPDATE audit SET sequence = 100 WHERE sequence = 3", 3),
        ("DELETE FROM audit WHERE sequence = 3", 3),
        ("DELETE FROM audit WHERE sequence = 1", 1),
        ("INSERT INTO audit SELECT 9, at, who, action, subject, detail, hash, hash FROM audit WHERE sequence = 8", 9),
    ],
)
def test_a_changed_log_is_noticed(logged: Path, sql: str, entry: int) -> None:
    _tamper(
        logged, "PRAGMA foreign_keys = OFF", "DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_cut", sql
    )
    store = open_store(logged)
    check = next(check for check in store.check() if check.name == "database_audit")
    store.close()
    assert (check.ok, check.detail.params["entry"]) == (False, entry)


@pytest.mark.parametrize("sql", ["UPDATE audit SET who = ''", "DELETE FROM audit"])
def test_the_log_only_grows(logged: Path, sql: str) -> None:
    with pytest.raises(engine.Error, match="only grows"):
        _tamper(logged, sql)


def test_a_kept_document_that_was_changed_is_noticed_and_not_handed_out(logged: Path) -> None:
    _tamper(logged, "UPDATE content_chunks SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB)")
    store = open_store(logged)
    assert [check.name for check in store.check() if not check.ok] == ["database_documents"]
    with pytest.raises(KnownTrouble) as trouble:
        store.reports.content(store.reports.find()[0].id)
    assert trouble.value.message.code == "content_changed"
    store.close()


def test_a_backup_is_a_whole_encrypted_database(logged: Path, tmp_path: Path) -> None:
    store = open_store(logged)
    target = tmp_path / "stick" / "copy.db"
    store.back_up(target)
    expected = (store.cases.find(), store.reports.find(), store.audit.entries())
    save(store, a_case("后来的"))
    assert target.stat().st_mode & 0o077 == 0
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    assert "案件".encode() not in target.read_bytes()
    with pytest.raises(KnownTrouble) as trouble:
        store.back_up(store.path)
    assert trouble.value.message.code == "backup_onto_itself"
    store.close()
    copy = Store.open(target, logged / "pledgeapp.key")
    assert (copy.cases.find(), copy.reports.find(), copy.audit.entries()) == expected
    assert all(check.ok for check in copy.check())
    copy.close()
    assert target.read_bytes()[:16] != (logged / "pledgeapp.db").read_bytes()[:16], "the copy has a salt of its own"


def test_a_backup_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(KnownTrouble):
        store.back_up(tmp_path / "file" / "copy.db")
    (tmp_path / "taken.db").mkdir()
    with pytest.raises(KnownTrouble):
        store.back_up(tmp_path / "taken.db")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "home", "taken.db"]


def test_all_tables_of_ours_are_strict(folder: Path) -> None:
    open_store(folder).close()
    rows = _tamper(folder, "SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'")
    loose = {name for name, strict, kind in rows if not strict and kind == "table" and not name.startswith("sqlite_")}
    assert loose == {"_sqlite_migrations"}


@pytest.fixture
def second_structure(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program after a change of structure: `fails` makes that change break off in the middle."""
    later = engine.sqlite_utils().Migrations("pledgeapp")
    for step in migrations.migrations._migrations:
        later(name=step.name)(step.fn)
    state = {"fails": False}

    @later()
    def m9999_notes(database: Any) -> None:
        database.execute("CREATE TABLE notes (text TEXT) STRICT")
        if state["fails"]:
            raise RuntimeError("broke off")
        database.execute(f"PRAGMA user_version = {BEFORE + 1}")

    monkeypatch.setattr(migrations, "migrations", later)
    monkeypatch.setattr(structure, "LATEST", BEFORE + 1)
    return state


def test_an_older_database_is_backed_up_and_brought_up_to_date(logged: Path, second_structure: Any) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        open_store(logged, read_only=True)
    assert trouble.value.message.code == "database_older"
    store = open_store(logged)
    assert store.schema_version == BEFORE + 1
    assert len(store.cases.find()) == 6
    assert all(check.ok for check in store.check())
    store.close()
    (copy,) = (logged / "backups").iterdir()
    assert copy.name.endswith(f"-structure-{BEFORE}.db")
    assert opening._look(copy, logged / "pledgeapp.key", _key(logged)) == BEFORE
    open_store(logged).close()
    assert len(list((logged / "backups").iterdir())) == 1


def test_a_change_of_structure_that_breaks_off_leaves_the_old_one(logged: Path, second_structure: Any) -> None:
    second_structure["fails"] = True
    with pytest.raises(RuntimeError):
        open_store(logged)
    assert opening._look(logged / "pledgeapp.db", logged / "pledgeapp.key", _key(logged)) == BEFORE
    second_structure["fails"] = False
    store = open_store(logged)
    assert store.schema_version == BEFORE + 1
    store.close()


FIRST_TRIGGERS = tuple(text for text in migrations.FIRST if text.startswith("CREATE TRIGGER patents_index"))


def test_a_database_of_the_first_structure_learns_the_currency_of_its_assessments(folder: Path) -> None:
    store = open_store(folder)
    for currency in ("USD", "CNY"):
        keep_assessed(store, a_case(currency, currency=currency))
    save(store, a_case("never assessed", currency="EUR"))
    store.close()
    _tamper(
        folder,
        "ALTER TABLE assessments DROP COLUMN currency",
        "DROP TRIGGER patents_index_removed",
        "DROP TRIGGER patents_index_changed",
        "DROP TABLE patents_indexed",
        *FIRST_TRIGGERS,
        "DROP TABLE import_profiles",
        "DELETE FROM _sqlite_migrations WHERE name NOT LIKE 'm0001%'",
        "PRAGMA user_version = 1",
    )
    store = open_store(folder)
    assert {row.title: row.currency for row in store.cases.find()} == {
        "USD": "USD",
        "CNY": "CNY",
        "never assessed": "CNY",
    }
    assert all(check.ok for check in store.check())
    keep_assessed(store, a_case("later", currency="HKD"))
    assert store.cases.find("later")[0].currency == "HKD"
    store.close()


def _key(folder: Path) -> bytes:
    return bytes.fromhex((folder / "pledgeapp.key").read_text().split()[1])


def _tamper(folder: Path, *statements: str) -> list[Any]:
    raw = engine.connect(str(folder / "pledgeapp.db"), isolation_level=None)
    try:
        settings.unlock(raw, _key(folder))
        raw.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        for statement in statements:
            rows: list[Any] = raw.execute(statement).fetchall()
        return rows
    finally:
        raw.close()
