"""Do the two commands say in one line what is wrong, and do they set up from a folder of wheels alone?"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installer import bootstrap, environment, packages
from installer.commands import prepare
from installer.environment import Environment
from installer.problem import SetupProblem
from installer.system_libraries import missing

ROOT = Path(__file__).resolve().parents[2]


def test_pythons_that_will_not_do_are_named() -> None:
    for version in ((2, 7), (3, 6), (3, 10), (3, 15), (4, 0)):
        said = bootstrap.wrong_python(version)
        assert "needs Python 3.11, 3.12, 3.13 or 3.14" in said
        assert said.count("\n") == 0
    for minor in (11, 12, 13, 14):
        assert bootstrap.wrong_python((3, minor)) == ""


def test_the_first_file_is_read_by_old_pythons() -> None:
    """No f-string, annotation or other syntax that Python 2.7 or 3.6 stumbles over before it can complain."""
    import ast

    tree = ast.parse((ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match | ast.Nonlocal)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert all(a.annotation is None for a in node.args.args)
            assert not node.args.kwonlyargs


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "No space left"),
        ("NewConnectionError: Connection refused\nNo matching distribution found for numpy", "No network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "its hash differs"),
        ("ERROR: No matching distribution found for numpy==9", "Cannot install numpy==9"),
        ("PermissionError: [Errno 13] Permission denied", "cannot be written to"),
        ("ERROR: something new", "something new"),
        ("", "pip failed"),
    ],
)
def test_what_pip_says_becomes_one_line(said: str, told: str, tmp_path: Path) -> None:
    line = packages.explain(said, wheels=None, environment=Environment(tmp_path))
    assert told in line
    assert "\n" not in line


def test_a_missing_wheels_folder_is_named() -> None:
    said = subprocess.run(
        [sys.executable, "installer/bootstrap.py", "run", "--wheels", "no/such/folder"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.strip().splitlines()[-1] == "no/such/folder is not a folder"


def test_wrong_use_is_code_two() -> None:
    command = [sys.executable, "installer/bootstrap.py", "fly"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 2


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a lock file of one small package, and that package as a wheel in `wheels`."""
    root = tmp_path / "check out"  # a blank in the path, as people have
    (root / "installer").mkdir(parents=True)
    wheels = root / "wheels"
    wheels.mkdir()
    content = _wheel("pledgeapp_probe", "1.0")
    (wheels / "pledgeapp_probe-1.0-py3-none-any.whl").write_bytes(content)
    lock = f"pledgeapp-probe==1.0 --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
    for name in ("requirements.lock", "requirements-test.lock"):
        (root / "installer" / name).write_text(lock, encoding="utf-8")
    return root


def _wheel(name: str, version: str) -> bytes:
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "ANSWER = 42\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text)}\n"
    files[f"{about}/RECORD"] = record + f"{about}/RECORD,,\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return stream.getvalue()


def test_set_up_from_wheels_twice_and_after_damage(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Environment(checkout)
    monkeypatch.setattr(environment, "SPACE_NEEDED", 1)
    prepare(here, "test", wheels=checkout / "wheels", fresh=False)
    answer = subprocess.run(
        [here.python, "-c", "import pledgeapp_probe as p; print(p.ANSWER)"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "42"
    stamp = here.stamp.stat().st_mtime_ns
    prepare(here, "run", wheels=None, fresh=False)
    assert here.stamp.stat().st_mtime_ns == stamp, "a second set-up did something"
    here.python.unlink()
    prepare(here, "test", wheels=checkout / "wheels", fresh=False)
    assert environment.is_sound(here), "a broken .venv was not made anew"


def test_a_changed_package_is_refused_and_nothing_looks_finished(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Environment(checkout)
    monkeypatch.setattr(environment, "SPACE_NEEDED", 1)
    wheel = next((checkout / "wheels").iterdir())
    wheel.write_bytes(_wheel("pledgeapp_probe", "1.0").replace(b"42", b"43"))
    with pytest.raises(SetupProblem, match="its hash differs"):
        prepare(here, "test", wheels=checkout / "wheels", fresh=False)
    assert not here.stamp.exists()


def test_no_network_is_said_in_one_line(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Environment(checkout)
    monkeypatch.setattr(environment, "SPACE_NEEDED", 1)
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(SetupProblem, match="No network"):
        prepare(here, "test", wheels=None, fresh=False)


def test_a_full_disk_is_said_before_anything_is_made(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "SPACE_NEEDED", 10**18)
    with pytest.raises(SetupProblem, match="No space left"):
        prepare(Environment(checkout), "test", wheels=None, fresh=False)
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_has_venv", lambda: False)
    monkeypatch.setattr(environment.system_libraries, "install", lambda _: False)
    with pytest.raises(SetupProblem, match=r"has no venv module.*apt-get install -y python3\.\d+-venv"):
        environment.check_venv_module(offline=False)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks Debian's package list")
def test_missing_libraries_are_found_by_name() -> None:
    assert missing([("coreutils",), ("no-such-package-at-all",)]) == ["no-such-package-at-all"]


def test_the_lock_files_hold_hashes_and_the_pinned_qt() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        lock = (ROOT / "installer" / name).read_text(encoding="utf-8")
        pinned = [line for line in lock.splitlines() if "==" in line and not line.lstrip().startswith(("#", "--"))]
        assert lock.count("--hash=sha256:") >= len(pinned)
        version = next(line for line in pinned if line.startswith("pyside6-essentials==")).split("==")[1].split()[0]
        assert (6, 9) <= tuple(map(int, version.split(".")[:2])) < (6, 12)


def test_the_stamp_survives_being_half_written(tmp_path: Path) -> None:
    here = Environment(tmp_path)
    here.folder.mkdir()
    here.stamp.write_text('{"run": "ab', encoding="utf-8")
    assert environment.read_stamp(here) == {}
    environment.write_stamp(here, {"run": "abc"})
    assert json.loads(here.stamp.read_text(encoding="utf-8")) == {"run": "abc"}
