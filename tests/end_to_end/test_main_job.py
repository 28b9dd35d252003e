"""Does the whole job work from nothing, and does it say the same by every door?"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from pledgeapp.bootstrap import open_services
from pledgeapp.i18n import Language
from pledgeapp.paths import Paths, paths_for_database
from pledgeapp.reports.figures import Figures
from pledgeapp.services.assess_case import assess_case, with_analyses
from pledgeapp.services.context import Services
from pledgeapp.services.find_reports import find_reports, read_report
from pledgeapp.services.samples import load_sample, sample_keys
from tests.end_to_end.conftest import Command


def pdf_text(path: Path) -> str:
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return said.stdout.decode("utf-8")


@pytest.mark.peer("pdftotext")
def test_the_demo_needs_nothing(pledgeapp: Command, tmp_path: Path) -> None:
    said = pledgeapp("demo", "-o", "out", "--json")
    assert said.code == 0, said.err
    reports = list((tmp_path / "out").glob("*.pdf"))
    assert len(reports) == 1
    assert str(reports[0].name) in said.out
    assert not (tmp_path / "home").exists(), "the demo must leave the user's own database alone"
    text = pdf_text(reports[0])
    assert said.data["fingerprint"][:4] in text


@pytest.mark.peer("pdftotext")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_command_line_and_report_give_the_same_figures(
    pledgeapp: Command, tmp_path: Path, sample_file: Path, language: Language
) -> None:
    said = pledgeapp("assess", sample_file, "-o", "out", "--report", "pdf,json", "--lang", language, "--json")
    assert said.code == 0, said.err
    data = said.data
    assert set(data["fair_value"]) == {"low", "base", "high"}
    assert set(data["approaches"]) == {"income", "market", "cost"}
    figures = Figures(language)
    report = next(f for f in data["files"] if f.endswith(".pdf"))
    text = re.sub(r"\s+", "", pdf_text(tmp_path / report))
    wanted = [*data["fair_value"].values(), *data["approaches"].values(), data["lending_value"], data["loan_limit"]]
    missing = [figures.money(value) for value in wanted if re.sub(r"\s+", "", figures.money(value)) not in text]
    assert not missing
    frozen = json.loads((tmp_path / next(f for f in data["files"] if f.endswith(".json"))).read_text("utf-8"))
    assert frozen["fingerprint"] == data["fingerprint"]
    assert frozen["lending"]["loan_limit"] == data["loan_limit"]


@pytest.mark.peer("pdftotext")
def test_methods_and_what_ifs_are_the_same_by_every_door(
    pledgeapp: Command, services: Services, tmp_path: Path, sample_file: Path
) -> None:
    said = pledgeapp("assess", sample_file, "-o", "out", "--report", "pdf,json", "--lang", "zh", "--json")
    files = [tmp_path / file for file in said.data["files"]]
    frozen = json.loads(next(f for f in files if f.suffix == ".json").read_text("utf-8"))
    shown = with_analyses(services, assess_case(services, load_sample(sample_keys()[0])))
    assert shown.analyses is not None
    assert frozen["fingerprint"] == shown.fingerprint
    assert frozen["analyses"] == json.loads(shown.analyses.model_dump_json())
    values = [m.value for m in shown.appraisal.methods]
    assert [m["value"] for m in frozen["appraisal"]["methods"]] == values
    assert [m["value"] for m in said.data["methods"]] == values
    text = re.sub(r"\s+", "", pdf_text(next(f for f in files if f.suffix == ".pdf")))
    figures = Figures("zh")
    wanted = [scenario.value for scenario in shown.analyses.scenarios]
    assert shown.analyses.two_way is not None
    wanted += [v for row in shown.analyses.two_way.values for v in row if v is not None]
    wanted += [m.value for m in shown.appraisal.methods if m.unit == "CNY"]
    assert all(figures.money(value) in text for value in wanted)


def test_the_same_case_gives_the_same_fingerprint_and_figures(
    pledgeapp: Command, tmp_path: Path, sample_file: Path
) -> None:
    first = pledgeapp("assess", sample_file, "-o", "one", "--json").data
    second = pledgeapp("assess", sample_file, "-o", "two", "--json", "--db", tmp_path / "other.db").data
    for changing in ("files",):
        first.pop(changing), second.pop(changing)
    assert first == second


def test_issued_reports_are_kept_byte_for_byte(pledgeapp: Command, tmp_path: Path, sample_file: Path) -> None:
    database = tmp_path / "bank.db"
    said = pledgeapp("assess", sample_file, "-o", "out", "--json", "--db", database)
    written = tmp_path / said.data["files"][0]
    services = open_services(paths_for_database(database))
    try:
        case = services.store.cases.get(services.store.cases.find("")[0].case_id)
        for text in (case.borrower.name if case.borrower else "", case.patents[0].number, "2026-0001", ""):
            kept = find_reports(services, text)
            assert len(kept) == 1, text
        assert find_reports(services, "nobody of this name") == ()
        content = read_report(services, kept[0].id)
    finally:
        services.store.close()
    assert content == written.read_bytes()
    assert hashlib.sha256(content).hexdigest() == kept[0].sha256


def test_nothing_readable_lies_on_the_disk(pledgeapp: Command, tmp_path: Path, sample_file: Path) -> None:
    """The database is encrypted: the borrower's name is in no byte of it, in no encoding people use."""
    pledgeapp("assess", sample_file, "-o", "out", "--db", tmp_path / "db" / "bank.db")
    name = json.loads(sample_file.read_text("utf-8"))["borrower"]["name"][:4]
    for file in (tmp_path / "db").rglob("*"):
        content = file.read_bytes()
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert name.encode(encoding) not in content, file


@pytest.mark.parametrize("key", sample_keys())
def test_a_sample_assessed_twice_has_one_fingerprint(services: Services, key: str) -> None:
    one, two = (assess_case(services, load_sample(key)) for _ in range(2))
    assert one.fingerprint == two.fingerprint
    assert one.id != two.id


def test_paths_of_this_user_are_used_when_none_is_named(pledgeapp: Command, tmp_path: Path, sample_file: Path) -> None:
    assert pledgeapp("assess", sample_file, "-o", "out").code == 0
    assert Paths(tmp_path / "home").database.exists()
    assert Paths(tmp_path / "home").key_file.stat().st_mode & 0o077 == 0
