"""How does the parent hear what stands in an outside file without ever opening it?

A child process (`pledgeapp.intake.child`) opens it. This side starts the child with a clean environment, takes its
lines as they come, ends it at the deadline, on cancel or when it says too much, and turns every bad end into a
`DataProblem`. Nothing the child says is trusted: lines are bounded, parsed as JSON and checked for their shape.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import pledgeapp
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.pasted import Outside, Pasted
from pledgeapp.intake.refusals import Refused, refusal_message

_PIECE = 64 * 1024
_TICK_SECONDS = 0.1
_LONGEST_LINE = 8 * MEBIBYTE
_PASSED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG")

_Pieces = queue.Queue[bytes | None]
Tick = Callable[[], None]
"""Called about ten times a second while the child works; raises to stop it."""


def child_lines(path: Outside, bounds: Bounds, tick: Tick) -> Generator[list[bytes], None, None]:
    """The child's answer about the file at `path`, or what was pasted, as many lines at a time as were heard together.

    Raises DataProblem when the child dies, exceeds a bound or the deadline; whatever `tick` raises ends the child too.
    """
    _check_beforehand(path, bounds)
    with _running_child(path, bounds) as (process, pieces):
        yield from _lines(pieces, bounds, tick)
        try:
            process.wait(timeout=bounds.deadline_seconds)
        except subprocess.TimeoutExpired as error:
            raise Refused("time", limit=int(bounds.deadline_seconds)) from error
        if process.returncode != 0:
            _say_how_it_died(path, process.returncode, bounds)


def refuse_file(path: Outside, refused: Refused) -> NoReturn:
    """Say that the whole file is refused, and why."""
    message = refusal_message(refused.code, refused.params)
    raise DataProblem(message, (Problem(message, file=path.name or str(path)),))


def _check_beforehand(path: Outside, bounds: Bounds) -> None:
    try:
        size = len(path.content) if isinstance(path, Pasted) else path.stat().st_size
    except OSError as error:
        refuse_file(path, Refused("cannot_open", error_number=error.errno or 0))
    if isinstance(path, Path) and not path.is_file():
        refuse_file(path, Refused("not_a_file"))
    if size > bounds.file_bytes:
        size_mb, limit_mb = size // MEBIBYTE, bounds.file_bytes // MEBIBYTE
        refuse_file(path, Refused("too_large", size_mb=size_mb, limit_mb=limit_mb))


@contextmanager
def _running_child(path: Outside, bounds: Bounds) -> Iterator[tuple[subprocess.Popen[bytes], _Pieces]]:
    """The child and what it says; ended, waited for and its listening thread joined on every way out."""
    root = str(Path(pledgeapp.__file__).resolve().parent.parent)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    named = "-" if isinstance(path, Pasted) else str(path.resolve())
    command = [sys.executable, "-P", "-s", "-B", "-m", "pledgeapp.intake.child", named, bounds.as_json()]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, the file is an argument
        command,
        stdin=subprocess.PIPE if isinstance(path, Pasted) else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env={**environment, "PYTHONPATH": root, "PYTHONHASHSEED": "0"},
        close_fds=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    # Pipes cannot be waited on with a timeout on every system, a queue can: hence one thread that only listens.
    pieces: queue.Queue[bytes | None] = queue.Queue(maxsize=16)
    leaving = threading.Event()
    listener = threading.Thread(target=_listen, args=(process.stdout, pieces, leaving), name="intake-listener")
    listener.start()
    content = path.content if isinstance(path, Pasted) else b""
    speaker = threading.Thread(target=_say, args=(process.stdin, content), name="intake-speaker")
    speaker.start()
    try:
        yield process, pieces
    finally:
        leaving.set()
        process.kill()
        process.wait()
        listener.join()
        speaker.join()
        if process.stdout is not None:
            process.stdout.close()


def _say(stream: IO[bytes] | None, content: bytes) -> None:
    """Tell the child what was pasted; it may have ended before it has heard everything."""
    if stream is not None:
        with contextlib.suppress(OSError), stream:
            stream.write(content)


def _listen(stream: IO[bytes], pieces: queue.Queue[bytes | None], leaving: threading.Event) -> None:
    while not leaving.is_set():
        piece = os.read(stream.fileno(), _PIECE)
        while not leaving.is_set():
            try:
                pieces.put(piece or None, timeout=_TICK_SECONDS)
                break
            except queue.Full:
                continue
        if not piece:
            return


def _lines(pieces: queue.Queue[bytes | None], bounds: Bounds, tick: Tick) -> Iterator[list[bytes]]:
    deadline = time.monotonic() + bounds.deadline_seconds
    heard, rest = 0, b""
    while True:
        tick()
        if time.monotonic() > deadline:
            raise Refused("time", limit=int(bounds.deadline_seconds))
        try:
            piece = pieces.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            continue
        if piece is None:
            return
        heard += len(piece)
        *lines, rest = (rest + piece).split(b"\n")
        if heard > bounds.output_bytes or len(rest) > _LONGEST_LINE:
            raise Refused("output")
        yield lines


def _say_how_it_died(path: Outside, return_code: int, bounds: Bounds) -> NoReturn:
    import signal

    if return_code == -getattr(signal, "SIGXCPU", 0) and return_code != 0:
        refuse_file(path, Refused("time", limit=bounds.cpu_seconds))
    refuse_file(path, Refused("crashed"))
