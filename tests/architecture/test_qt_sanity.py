"""Does this Qt survive many signals under this Python? PySide6 6.12 on Python 3.11 aborts after some hundreds."""

from __future__ import annotations

import subprocess
import sys

import pytest

EMIT = """
import sys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(object)
    flag = Signal(bool)

bell, heard = Bell(), []
bell.rung.connect(lambda value: heard.append(1))
for number in range({emits} // 2):
    bell.rung.emit(number)
    bell.flag.emit(True)
print(len(heard) * 2)
"""


@pytest.mark.parametrize("emits", [100_000])
def test_signals_do_not_end_the_process(emits: int) -> None:
    said = subprocess.run(
        [sys.executable, "-c", EMIT.format(emits=emits)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (said.returncode, said.stdout.strip()) == (0, str(emits)), said.stderr
