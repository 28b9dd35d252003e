"""What does a large import cost: a workbook of 100,000 patents, a CSV of a million lines, an unknown file of 100 MB?

The import is measured whole, as a process of its own from its start to its end: read, check, de-duplicate, store
encrypted; so is that of a million patents of a CSV. The peer is a process that merely reads the same workbook into a
table with pandas and openpyxl. Memory is that of the program and its reading child together where nothing else is said,
looked at twenty times a second.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.benchmarks.comparison import Comparison, Figure, Measured

ROOT = Path(__file__).resolve().parents[2]
PATENTS = 100_000
LINES = 1_000_000
"""Beside the header: the most that one file may hold."""
ROUNDS = 3
MOST_MEMORY = 600.0
_PEER = "import sys, pandas; assert len(pandas.read_excel(sys.argv[1], engine='openpyxl')) == int(sys.argv[2])"
_OURS = "import sys; from pledgeapp.__main__ import main; sys.exit(main())"
_STREAM = """
import sys
from pathlib import Path
from pledgeapp.intake.bounded_process import child_lines
from pledgeapp.intake.bounds import Bounds
lines = sum(map(len, child_lines(Path(sys.argv[1]), Bounds(), lambda: None)))
assert lines == int(sys.argv[2]), lines
"""
_DETECT = """
import sys, time
from datetime import date
from pathlib import Path
from pledgeapp.intake.first_look import look_at
begun = time.perf_counter()
look = look_at(Path(sys.argv[1]), date.today())
print(time.perf_counter() - begun, look.encoding, look.layout)
"""
_WORDS = [
    "固态",
    "电解质",
    "粉体",
    "电池",
    "正极",
    "材料",
    "制备",
    "方法",
    "装置",
    "系统",
    "控制",
    "电极",
    "隔膜",
    "复合",
    "氧化物",
]
_FIRMS = [f"示例{what}{which}有限公司" for what in ("新材料", "能源", "科技", "电子") for which in "甲乙丙丁戊己庚辛"]
_HEADER = [
    "专利名称",
    "申请号",
    "公开（公告）号",
    "专利类型",
    "专利权人",
    "发明人",
    "申请日",
    "公开（公告）日",
    "授权公告日",
    "法律状态",
    "法律状态查询日",
    "年费缴纳情况",
    "IPC分类号",
    "权利要求数",
    "同族标识",
    "来源",
]


@dataclass(frozen=True)
class Spent:
    """What one process cost: seconds on the clock, and mebibytes of memory with its children."""

    seconds: float
    mebibytes: float
    own_mebibytes: float
    reader_mebibytes: float
    said: str = ""


def measure() -> list[Measured]:
    """Median of whole runs in turn, most memory of all of them."""
    with tempfile.TemporaryDirectory(prefix="import-speed-") as place:
        folder = Path(place)
        return [*_workbook(folder), *_long_list(folder), *_unknown_file(folder)]


def _workbook(folder: Path) -> Iterator[Measured]:
    path = folder / "patents.xlsx"
    write_workbook(path, PATENTS)
    ours, peers = list[Spent](), list[Spent]()
    for number in range(ROUNDS):
        peers.append(_run(_PEER, folder, str(path), str(PATENTS)))
        ours.append(_run(_OURS, folder / f"home {number}", "import", str(path), "--json"))
    seconds, theirs = (statistics.median(one.seconds for one in runs) for runs in (ours, peers))
    peer = "pandas.read_excel, openpyxl"
    yield Comparison(f"import of {PATENTS:,} patents", seconds, peer, theirs, at_most_times_slower=1.0)
    most = max(one.mebibytes for one in ours)
    yield Figure("memory of that import, program and reader", most, "MB", at_most=MOST_MEMORY)


def _long_list(folder: Path) -> Iterator[Measured]:
    path = folder / "long.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("专利名称,公开（公告）号,权利要求数\n")
        stream.writelines(f"一种电池 {n},CN{100_000_000 + n}B,{1 + n % 20}\n" for n in range(LINES))
    spent = _run(_STREAM, folder, str(path), str(LINES + 3))
    yield Figure("a million lines of CSV through the reader", spent.seconds, "s", at_most=30.0)
    yield Figure("memory of that, program and reader", spent.mebibytes, "MB", at_most=200.0)
    whole = _run(_OURS, folder / "home of the long list", "import", str(path), "--json")
    assert f'"added": {LINES}' in whole.said
    yield Figure("whole import of a million patents (CSV)", whole.seconds, "s", at_most=70.0)
    yield Figure("memory of that import, program alone", whole.own_mebibytes, "MB", at_most=MOST_MEMORY)
    yield Figure("memory of its reader", whole.reader_mebibytes, "MB", at_most=200.0)


def _unknown_file(folder: Path) -> Iterator[Measured]:
    """Encoding, delimiter, layout and columns of 100 MB, in the two encodings that Chinese lists have."""
    for encoding in ("utf-8", "gb18030"):
        path = folder / f"unknown {encoding}"
        with path.open("w", encoding=encoding) as stream:
            stream.write("专利名称,公开（公告）号,权利要求数\n")
            while stream.tell() < 100 * 1024 * 1024:
                stream.writelines(
                    f"一种固态电解质粉体的制备方法 {n},CN{100_000_000 + n}B,{n}\n" for n in range(100_000)
                )
        seconds, *found = _run(_DETECT, folder, str(path)).said.split()
        yield Figure(
            f"an unknown file of 100 MB ({encoding}) is told", float(seconds), "s", " ".join(found), at_most=1.0
        )


def write_workbook(path: Path, count: int) -> None:
    """`count` made-up patents in sixteen columns, as a register office might export them."""
    import xlsxwriter

    draw = random.Random(1)  # noqa: S311 - a repeatable sequence is wanted
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("专利")
        sheet.write_row(0, 0, _HEADER)
        for row in range(1, count + 1):
            for column, value in enumerate(_patent(row, draw)):
                sheet.write(row, column, value)


def _patent(row: int, draw: random.Random) -> tuple[object, ...]:
    from pledgeapp.records.patent_number import check_digit

    year = 2005 + row % 18
    digits = f"{year}1{row:07d}"
    filed = datetime(year, 1 + row % 12, 1 + row % 28)  # noqa: DTZ001 - a day of the calendar
    return (
        "一种" + "".join(draw.choices(_WORDS, k=6)),
        f"{digits}.{check_digit(digits)}",
        f"CN{100_000_000 + row}B",
        "发明",
        "；".join(draw.choices(_FIRMS, k=2)),
        "张三；李四；王五",
        filed,
        filed + timedelta(days=540),
        filed + timedelta(days=900),
        "有效",
        date(2026, 11, 20),
        "已缴",
        "H01M10/0562; C01B17/22",
        1 + row % 20,
        f"F{row // 3}",
        "登记簿副本",
    )


def _run(code: str, home: Path, *arguments: str) -> Spent:
    """Run `code` as a process with `arguments`; raises CalledProcessError when it fails."""
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "PLEDGEAPP_HOME": str(home)}
    command = [sys.executable, "-c", code, *arguments]
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        watch = _Watch(process.pid)
        said = process.communicate()[0].decode()
        seconds = time.perf_counter() - begun
        watch.stop()
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Spent(seconds, watch.most, watch.most_own, watch.most_of_children, said)


class _Watch:
    """Looks at the memory of a process and its children until it is stopped. Linux only: elsewhere it sees nothing."""

    def __init__(self, process: int) -> None:
        self._process = process
        self.most = self.most_own = self.most_of_children = 0.0
        """Mebibytes seen, of the process with its children and of each alone."""
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="memory-watch")
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.05):
            own, reader = _mebibytes(self._process), sum(map(_mebibytes, _children(self._process)))
            self.most = max(self.most, own + reader)
            self.most_own = max(self.most_own, own)
            self.most_of_children = max(self.most_of_children, reader)


def _children(process: int) -> tuple[int, ...]:
    try:
        return tuple(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except OSError:
        return ()


def _mebibytes(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
    except (OSError, IndexError):
        return 0.0
