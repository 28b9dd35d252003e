"""What does the encrypted database do when the disk fails at the N-th operation, or the power goes between two?

A layer between SQLCipher and its own file system layer: it calls the real one, keeps a log of every write, sync,
truncation and removal, and lets a chosen operation fail. It needs the symbols that SQLCipher's Linux wheel exports.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, addressof, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3

OK, FULL = 0, 13
IO_READ, IO_WRITE, IO_SYNC, IO_TRUNCATE = 266, 778, 1034, 1546
_POINTERS_BEFORE_CLOSE = "close read write truncate sync size lock unlock check control sector device".split()  # noqa: SIM905
_MORE_POINTERS = "shm_map shm_lock shm_barrier shm_unmap fetch unfetch".split()  # noqa: SIM905


class _Methods(Structure):
    _fields_ = [("version", c_int), *((name, c_void_p) for name in (*_POINTERS_BEFORE_CLOSE, *_MORE_POINTERS))]


class _File(Structure):
    _fields_ = [("methods", c_void_p)]


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("application", c_void_p),
        *((name, c_void_p) for name in ("open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_symbol")),
        *((name, c_void_p) for name in ("dl_close", "random", "sleep", "time", "last_error", "time64", "set", "get")),
        ("next_call", c_void_p),
    ]


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_TRANSFER = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


@dataclass(frozen=True)
class Operation:
    """One thing that was asked of the disk; `data` of a mark is whatever the test noted."""

    kind: str
    path: str = ""
    offset: int = 0
    data: Any = b""


@dataclass
class Plan:
    """Which operation fails: the `nth` of those of `kind` (0: none), once or from then on, with `code`."""

    kind: str = ""
    nth: int = 0
    code: int = IO_WRITE
    is_persistent: bool = False
    seen: int = 0
    fired: int = 0

    def verdict(self, kind: str) -> int:
        """OK, or the code with which this operation fails."""
        if kind != self.kind or not self.nth:
            return OK
        self.seen += 1
        if self.seen == self.nth or (self.is_persistent and self.seen > self.nth):
            self.fired += 1
            return self.code
        return OK


@dataclass
class FaultVfs:
    """Stands in for SQLCipher's default file system layer while used as a context manager."""

    plan: Plan = field(default_factory=Plan)
    log: list[Operation] | None = None

    def __enter__(self) -> FaultVfs:
        self._library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._base = self._library.sqlite3_vfs_find(None)
        self._files: dict[int, tuple[str, _Methods]] = {}
        self._stand_ins: dict[int, _Methods] = {}
        self._alive: list[Any] = []
        self._vfs = _Vfs()
        ctypes.memmove(addressof(self._vfs), self._base, ctypes.sizeof(_Vfs))
        self._vfs.name = b"pledgeapp-faults"
        self._vfs.next = None
        self._vfs.open = self._pointer(_OPEN, self._open)
        self._vfs.delete = self._pointer(_DELETE, self._delete)
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == OK
        return self

    def __exit__(self, *_: object) -> None:
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
        self._library.sqlite3_vfs_register(self._base, 1)
        assert not self._files, "a database was left open under the fault layer"

    def mark(self, note: object) -> None:
        """Put a note of the test between the operations."""
        if self.log is not None:
            self.log.append(Operation("mark", data=note))

    def _pointer(self, prototype: Any, function: Callable[..., int]) -> int:
        callback = prototype(function)
        self._alive.append(callback)
        return int(ctypes.cast(callback, c_void_p).value or 0)

    def _note(self, kind: str, path: str, offset: int = 0, data: bytes = b"") -> None:
        if self.log is not None:
            self.log.append(Operation(kind, path, offset, data))

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        code = _OPEN(self._base.contents.open)(ctypes.cast(self._base, c_void_p).value, name, file, flags, out)
        methods = _File.from_address(file).methods
        if code == OK and methods:
            path = (ctypes.string_at(name) if name else b"").decode()
            self._files[file] = (path, _Methods.from_address(methods))
            _File.from_address(file).methods = addressof(self._stand_in(methods))
        return code

    def _stand_in(self, methods: int) -> _Methods:
        if methods not in self._stand_ins:
            copy = _Methods()
            ctypes.memmove(addressof(copy), methods, ctypes.sizeof(_Methods))
            copy.close = self._pointer(_CLOSE, self._close)
            copy.read = self._pointer(_TRANSFER, self._read)
            copy.write = self._pointer(_TRANSFER, self._write)
            copy.truncate = self._pointer(_TRUNCATE, self._truncate)
            copy.sync = self._pointer(_SYNC, self._sync)
            self._stand_ins[methods] = copy
        return self._stand_ins[methods]

    def _close(self, file: int) -> int:
        _, real = self._files.pop(file)
        return _CLOSE(real.close)(file)

    def _read(self, file: int, buffer: int, amount: int, offset: int) -> int:
        _, real = self._files[file]
        return self.plan.verdict("read") or _TRANSFER(real.read)(file, buffer, amount, offset)

    def _write(self, file: int, buffer: int, amount: int, offset: int) -> int:
        path, real = self._files[file]
        failure = self.plan.verdict("write")
        if failure == OK:
            self._note("write", path, offset, ctypes.string_at(buffer, amount))
            return _TRANSFER(real.write)(file, buffer, amount, offset)
        if amount > 1:
            # A disk that fails has often written the first part.
            _TRANSFER(real.write)(file, buffer, amount // 2, offset)
        return failure

    def _truncate(self, file: int, size: int) -> int:
        path, real = self._files[file]
        failure = self.plan.verdict("truncate")
        if failure == OK:
            self._note("truncate", path, size)
        return failure or _TRUNCATE(real.truncate)(file, size)

    def _sync(self, file: int, flags: int) -> int:
        path, real = self._files[file]
        failure = self.plan.verdict("sync")
        if failure == OK:
            self._note("sync", path)
        return failure or _SYNC(real.sync)(file, flags)

    def _delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        self._note("delete", name.decode())
        return _DELETE(self._base.contents.delete)(ctypes.cast(self._base, c_void_p).value, name, sync_folder)


def is_available() -> bool:
    """The wheel exports what is needed (it does on Linux)."""
    try:
        return hasattr(ctypes.CDLL(sqlcipher3._sqlite3.__file__), "sqlite3_vfs_register")
    except OSError:
        return False


def after_power_cut(start: dict[Path, bytes], log: list[Operation], rng: Any) -> dict[Path, bytes]:
    """What may be on the disk when the power goes after the last operation of `log`.

    What was synced is there. Of what was not, each 512-byte sector is there or not, whatever the order of writing:
    a disk is free to reorder and to tear.
    """
    durable = {path: bytearray(content) for path, content in start.items()}
    pending: dict[Path, list[Operation]] = {}
    for operation in log:
        path = Path(operation.path)
        if operation.kind in ("write", "truncate"):
            pending.setdefault(path, []).append(operation)
        elif operation.kind == "sync":
            for waiting in pending.pop(path, []):
                _apply(durable.setdefault(path, bytearray()), waiting, 1.0, rng)
        elif operation.kind == "delete":
            pending.pop(path, None)
            durable.pop(path, None)
    for path, waiting_list in pending.items():
        fate = rng.random()
        for waiting in waiting_list:
            _apply(durable.setdefault(path, bytearray()), waiting, fate, rng)
    return {path: bytes(content) for path, content in durable.items()}


def _apply(content: bytearray, operation: Operation, likelihood: float, rng: Any) -> None:
    """Let `operation` reach the disk, each of its sectors with `likelihood` (1: surely)."""
    if operation.kind == "truncate":
        if rng.random() < likelihood:
            del content[operation.offset :]
        return
    for start in range(0, len(operation.data), 512):
        if rng.random() < likelihood:
            at = operation.offset + start
            piece = operation.data[start : start + 512]
            content.extend(bytes(max(0, at + len(piece) - len(content))))
            content[at : at + len(piece)] = piece
