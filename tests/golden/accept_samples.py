"""What do the bundled cases come to? `python -m tests.golden.accept_samples` writes it down for review as a diff."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pledgeapp.bootstrap import open_services
from pledgeapp.paths import Paths
from pledgeapp.records.assessment import Assessment
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.samples import load_sample, sample_keys

GOLDEN = Path(__file__).with_name("samples.json")


def figures_of(assessed: Assessment) -> dict[str, object]:
    """The figures a credit committee reads, and what stands open."""
    value, lending = assessed.fair_value, assessed.lending
    figures: dict[str, object] = {f"approach.{a.approach}": a.value for a in assessed.appraisal.approaches}
    figures |= {f"right.{right.key}": right.value for right in assessed.appraisal.by_right}
    if value is not None:
        figures |= {"value.low": value.low, "value.base": value.base, "value.high": value.high}
    if lending is not None:
        figures |= {
            "lending.excluded_value": lending.excluded_value,
            "lending.lending_value": lending.lending_value,
            "lending.loan_limit": lending.loan_limit,
            "lending.binding": lending.binding,
        }
    figures["divergence"] = assessed.appraisal.divergence
    figures["findings"] = [finding.key for finding in assessed.findings]
    figures["open_points"] = [point.key for point in assessed.open_points]
    return figures


def main() -> None:
    """Assess every bundled case and write its figures beside this file."""
    with TemporaryDirectory() as folder:
        services = open_services(Paths(Path(folder)), clock=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
        found = {key: figures_of(assess_case(services, load_sample(key))) for key in sample_keys()}
        services.store.close()
    GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
