"""Which SQLite does the work? SQLCipher's, and no other: the one place where it is chosen.

`sqlite_utils` looks for `pysqlite3` before the standard library's `sqlite3`, and its hook declarations name `sqlite3`
for a type. While it is imported both names stand for SQLCipher, so that its exceptions are ours and the second SQLite
is never loaded; afterwards the names are as they were. pandas is hidden for the same moment: sqlite_utils would import
it for a type table that is not used here, which costs most of a second at every start.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from types import ModuleType

import sqlcipher3
from sqlcipher3 import dbapi2

_STAND_INS: dict[str, ModuleType | None] = {
    "pysqlite3": sqlcipher3,
    "pysqlite3.dbapi2": dbapi2,
    "sqlite3": sqlcipher3,
    "sqlite3.dbapi2": dbapi2,
    "pandas": None,
}


@cache
def sqlite_utils() -> ModuleType:
    """The library that makes and changes tables, over SQLCipher; loaded when a database is made or brought up to date.

    Opening one that is up to date does without it: it costs a fifth of the program's start.
    """
    loaded: dict[str, ModuleType | None] = dict(sys.modules)
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None blocks an import
    changed = [name for name in _STAND_INS if name != "pandas" or name not in loaded]
    modules.update({name: _STAND_INS[name] for name in changed})
    try:
        return importlib.import_module("sqlite_utils")
    finally:
        for name in changed:
            if name in loaded:
                modules[name] = loaded[name]
            else:
                modules.pop(name, None)


connect = dbapi2.connect
Error = dbapi2.Error
OperationalError = dbapi2.OperationalError
IntegrityError = dbapi2.IntegrityError

LOWEST_SQLITE = (3, 51, 3)
"""First version without the WAL-reset corruption bug of 3.7.0 to 3.51.2."""
SQLITE_VERSION: tuple[int, ...] = tuple(dbapi2.sqlite_version_info)

BUSY, LOCKED, NO_MEMORY, READ_ONLY, IO_ERROR = 5, 6, 7, 8, 10
CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE = 11, 13, 14, 26


_BY_TEXT = {
    "database or disk is full": FULL,
    "disk I/O error": IO_ERROR,
    "database is locked": BUSY,
    "database disk image is malformed": CORRUPT,
    "file is not a database": NOT_A_DATABASE,
    "unable to open database file": CANNOT_OPEN,
    "attempt to write a readonly database": READ_ONLY,
}
"""SQLite's own words: errors of a backup come without their code."""


def primary_code(error: BaseException) -> int:
    """The SQLite result code behind `error` without its extension bits; 0 where there is none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else _BY_TEXT.get(str(error), 0)


def reason(error: BaseException) -> str:
    """SQLite's name for what went wrong, the same in every language: `SQLITE_IOERR_FSYNC`."""
    return str(getattr(error, "sqlite_errorname", "") or error)
