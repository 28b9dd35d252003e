"""Does the doctor see what is out of order, and only that?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgeapp.i18n import texts
from pledgeapp.services.context import Services
from pledgeapp.services.examine import _translation_check, _typeface_check, examine
from valuation import ENGINE_VERSION


def test_everything_is_looked_at_and_reads_in_both_languages(services: Services) -> None:
    checks = examine(services)
    names = [check.name for check in checks]
    assert len(set(names)) == len(names)
    assert {"reference_data", "loan_prime_rate", "fonts", "translations", "engine"} < set(names)
    assert any("database" in name for name in names)
    for check in checks:
        for language in ("zh", "en"):
            assert "{" not in texts(language).message(check.detail)  # type: ignore[arg-type]


def test_a_new_installation_is_in_order(services: Services) -> None:
    assert [check.name for check in examine(services) if not check.ok] == []


@pytest.mark.parametrize(
    ("today", "is_current"), [(datetime(2025, 6, 1, tzinfo=UTC), True), (datetime(2025, 7, 1, tzinfo=UTC), False)]
)
def test_the_table_of_prime_rates_is_judged_by_the_day(services: Services, today: datetime, is_current: bool) -> None:
    then = replace(services, clock=lambda: today)
    rate = next(check for check in examine(then) if check.name == "loan_prime_rate")
    assert ("by hand" in rate.detail.text) is not is_current
    assert "2025-05-20" in rate.detail.text


def test_version_and_counts_are_told(services: Services) -> None:
    said = {check.name: check.detail.text for check in examine(services)}
    assert services.reference.version in said["reference_data"]
    assert ENGINE_VERSION in said["engine"]


@pytest.mark.parametrize("content", [None, b"OTTO rest of a font with other outlines"])
def test_a_lost_or_foreign_typeface_is_named(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "NotoSansSC-Regular.ttf").write_bytes(b"\x00\x01\x00\x00 outlines")
    if content is not None:
        (tmp_path / "NotoSansSC-Bold.ttf").write_bytes(content)
    check = _typeface_check(tmp_path)
    assert not check.ok
    assert "NotoSansSC-Bold.ttf" in check.detail.text


def test_texts_without_compiled_form_are_named(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "ui.po").touch()
    (tmp_path / "zh" / "ui.mo").touch()
    assert _translation_check(tmp_path).ok
    (tmp_path / "zh" / "cli.po").touch()
    check = _translation_check(tmp_path)
    assert not check.ok
    assert check.detail.text.endswith("cli.po")
