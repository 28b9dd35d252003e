"""What tables are there, and how did older databases become like this one?

Ordered functions that use no application code, each in one transaction together with its version number. A released
migration is never changed; a change of structure is a new function at the end.
"""

from __future__ import annotations

from typing import Any

from pledgeapp.store.engine import sqlite_utils
from pledgeapp.store.structure import APPLICATION_ID

migrations = sqlite_utils().Migrations("pledgeapp")

FIRST = (
    "CREATE TABLE last_commit (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL) STRICT",
    "INSERT INTO last_commit VALUES (1, '')",
    """CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
        subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    "CREATE TABLE content (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT",
    """CREATE TABLE content_chunks (
        sha256 TEXT NOT NULL REFERENCES content ON DELETE CASCADE, position INTEGER NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY (sha256, position)) STRICT""",
    "CREATE TABLE evidence (sha256 TEXT PRIMARY KEY REFERENCES content) STRICT",
    """CREATE TABLE cases (
        id TEXT PRIMARY KEY, revision INTEGER NOT NULL, title TEXT NOT NULL, borrower TEXT NOT NULL,
        patents_count INTEGER NOT NULL, is_sample INTEGER NOT NULL, search TEXT NOT NULL, saved_at TEXT NOT NULL,
        saved_by TEXT NOT NULL, last_entry INTEGER NOT NULL REFERENCES audit) STRICT""",
    "CREATE INDEX cases_last_saved ON cases (last_entry)",
    """CREATE TABLE case_revisions (
        case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, revision INTEGER NOT NULL, action TEXT NOT NULL,
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (case_id, revision)) STRICT""",
    """CREATE TABLE case_evidence (
        case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, sha256 TEXT NOT NULL,
        PRIMARY KEY (case_id, sha256)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX case_evidence_content ON case_evidence (sha256)",
    """CREATE TABLE assessments (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL, case_revision INTEGER NOT NULL,
        living_case TEXT REFERENCES cases ON DELETE SET NULL, assessed_at TEXT NOT NULL, assessed_by TEXT NOT NULL,
        fingerprint TEXT NOT NULL, low REAL, base REAL, high REAL, lending_value REAL, loan_limit REAL,
        coverage_ratio REAL, is_draft INTEGER NOT NULL, open_points_count INTEGER NOT NULL,
        record TEXT NOT NULL) STRICT""",
    "CREATE INDEX assessments_of_case ON assessments (living_case, number)",
    """CREATE TABLE assessment_evidence (
        assessment INTEGER NOT NULL REFERENCES assessments ON DELETE CASCADE, sha256 TEXT NOT NULL,
        PRIMARY KEY (assessment, sha256)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX assessment_evidence_content ON assessment_evidence (sha256)",
    "CREATE TABLE report_numbers (year INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    """CREATE TABLE reports (
        position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,
        assessment_id TEXT NOT NULL REFERENCES assessments (id), case_id TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES content, issued_at TEXT NOT NULL, search TEXT NOT NULL,
        record TEXT NOT NULL) STRICT""",
    "CREATE INDEX reports_of_case ON reports (case_id)",
    "CREATE INDEX reports_of_assessment ON reports (assessment_id)",
    "CREATE INDEX reports_content ON reports (sha256)",
    """CREATE TABLE outgoing_files (
        report_id TEXT PRIMARY KEY, temporary TEXT NOT NULL, target TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT""",
    """CREATE TABLE patents (
        position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, application_key TEXT UNIQUE,
        publication_key TEXT, search TEXT NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL) STRICT""",
    "CREATE INDEX patents_publication ON patents (publication_key)",
    """CREATE TABLE comparables (
        position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, search TEXT NOT NULL,
        source TEXT NOT NULL, record TEXT NOT NULL) STRICT""",
    """CREATE TABLE products (
        position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, search TEXT NOT NULL,
        source TEXT NOT NULL, record TEXT NOT NULL) STRICT""",
    """CREATE VIRTUAL TABLE patents_index USING fts5 (
        search, content = 'patents', content_rowid = 'position', tokenize = 'trigram')""",
    "CREATE VIRTUAL TABLE patents_terms USING fts5vocab (patents_index, row)",
    """CREATE TRIGGER patents_index_added AFTER INSERT ON patents BEGIN
        INSERT INTO patents_index (rowid, search) VALUES (new.position, new.search); END""",
    """CREATE TRIGGER patents_index_removed AFTER DELETE ON patents BEGIN
        INSERT INTO patents_index (patents_index, rowid, search) VALUES ('delete', old.position, old.search); END""",
    """CREATE TRIGGER patents_index_changed AFTER UPDATE OF search ON patents BEGIN
        INSERT INTO patents_index (patents_index, rowid, search) VALUES ('delete', old.position, old.search);
        INSERT INTO patents_index (rowid, search) VALUES (new.position, new.search); END""",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA user_version = 1",
)


@migrations()  # type: ignore[untyped-decorator]  # sqlite_utils is loaded by name
def m0001_first_tables(database: Any) -> None:
    """Cases with their revisions, assessments, reports, contents, libraries and the audit log."""
    for statement in FIRST:
        database.execute(statement)


@migrations()  # type: ignore[untyped-decorator]
def m0002_currency_of_an_assessment(database: Any) -> None:
    """Lists of cases name the currency of their figures without reading each assessment whole."""
    database.execute("ALTER TABLE assessments ADD COLUMN currency TEXT NOT NULL DEFAULT 'CNY'")
    database.execute("UPDATE assessments SET currency = json_extract(record, '$.case.currency')")
    database.execute("PRAGMA user_version = 2")


_INDEX_TOGETHER = (
    "DROP TRIGGER patents_index_added",
    "DROP TRIGGER patents_index_removed",
    "DROP TRIGGER patents_index_changed",
    "CREATE TABLE patents_indexed (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL) STRICT",
    "INSERT INTO patents_indexed SELECT 1, coalesce(max(position), 0) FROM patents",
    """CREATE TRIGGER patents_index_removed AFTER DELETE ON patents
        WHEN old.position <= (SELECT last FROM patents_indexed) BEGIN
        INSERT INTO patents_index (patents_index, rowid, search) VALUES ('delete', old.position, old.search);
        UPDATE patents_indexed SET last = min(last, (SELECT coalesce(max(position), 0) FROM patents)); END""",
    """CREATE TRIGGER patents_index_changed AFTER UPDATE OF search ON patents
        WHEN old.position <= (SELECT last FROM patents_indexed) BEGIN
        INSERT INTO patents_index (patents_index, rowid, search) VALUES ('delete', old.position, old.search);
        INSERT INTO patents_index (rowid, search) VALUES (new.position, new.search); END""",
    "PRAGMA user_version = 3",
)


@migrations()  # type: ignore[untyped-decorator]
def m0003_patents_are_indexed_together(database: Any) -> None:
    """An import indexes its patents in one statement at its end: one by one the index is written out each time.

    A position is given again when the last patent goes; the mark of what is indexed goes back with it.
    """
    for statement in _INDEX_TOGETHER:
        database.execute(statement)


@migrations()  # type: ignore[untyped-decorator]
def m0004_layouts_of_lists(database: Any) -> None:
    """A person teaches the program where a list keeps what."""
    database.execute("CREATE TABLE import_profiles (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT")
    database.execute("PRAGMA user_version = 4")
