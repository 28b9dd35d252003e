"""Which parameters, policies, rules and tables are shipped with the program?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.policy import Policy
from pledgeapp.records.scoring import ScoringSystem
from pledgeapp.reference.legal_events import LegalEventCodes, legal_event_codes
from pledgeapp.reference.parameter import Parameter
from pledgeapp.reference.royalty_tables import (
    Benchmarks,
    IndustryMargins,
    IndustryRange,
    LicensingShare,
    ScoreLevel,
    licensing_shares,
    profit_margins,
    royalty_ranges,
    score_sheet,
)
from pledgeapp.reference.rule import Rule
from pledgeapp.reference.tables import LoanPrimeRates, RenewalTable, Table, loan_prime_rates, read_table, renewal_table
from pledgeapp.toml_reading import line_of, parsed, record_from, tables_of
from valuation.wording import N_, Message

_VERSION_LENGTH = 16


@dataclass(frozen=True)
class Reference:
    """All shipped reference data; `version` is a digest over the files, printed on reports."""

    parameters: Mapping[str, Parameter]
    policies: tuple[Policy, ...]
    version: str
    notes: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    scoring_systems: tuple[ScoringSystem, ...] = ()
    """Frames to score by; a case works on a copy of its own."""
    table_texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """CSV text by table name: read into rows only when somebody asks."""

    def parameter(self, name: str) -> Parameter:
        """The parameter called `name`; KeyError names what is missing."""
        return self.parameters[name]

    def policy(self, key: str) -> Policy:
        """The lending policy with this key; KeyError when there is none."""
        for policy in self.policies:
            if policy.key == key:
                return policy
        raise KeyError(key)

    def table(self, name: str) -> Table:
        """The table called `name` with its source; KeyError when there is none."""
        return read_table(name, self.table_texts[name], f"tables/{name}.csv")

    @cached_property
    def loan_prime_rates(self) -> LoanPrimeRates:
        """Published loan prime rates; the table ends, so ask for the current one."""
        return loan_prime_rates(self.table("loan_prime_rate"))

    @cached_property
    def renewal_example(self) -> RenewalTable:
        """How long a group of patents of the United States was kept: to compare with, no default for Chinese ones."""
        return renewal_table(self.table("patent_renewal_us_1996"))

    @cached_property
    def royalty_ranges(self) -> Benchmarks[IndustryRange]:
        """Ranges of royalty rates by industry, second hand: to check against, no default."""
        return royalty_ranges(self.table("royalty_ranges_unido"))

    @cached_property
    def profit_margins(self) -> Benchmarks[IndustryMargins]:
        """Margins of listed companies of the United States: to compare with, no default for a Chinese line."""
        return profit_margins(self.table("profit_margins_us_2026_01"))

    @cached_property
    def licensing_shares(self) -> Benchmarks[LicensingShare]:
        """Licensing revenue over all sales of an industry of the United States: no royalty rate."""
        return licensing_shares(self.table("licensing_revenue_us_2022"))

    @cached_property
    def split_score_sheet(self) -> Benchmarks[ScoreLevel]:
        """A usual score sheet for the split rate, recalled: to be confirmed by the appraiser, never a default."""
        return score_sheet(self.table("split_score_sheet"))

    @cached_property
    def legal_event_codes(self) -> LegalEventCodes:
        """What the codes of the Chinese gazette mean for a pledge."""
        return legal_event_codes(self.table("legal_event_codes_cn"), self.table("legal_event_words_cn"))


def load_reference(folder: Path | None = None) -> Reference:
    """Read everything under resources/reference; raises DataProblem naming file and line of anything unclear."""
    folder = folder or Path(str(files("resources"))) / "reference"
    contents = {f.relative_to(folder).as_posix(): f.read_bytes() for f in _data_files(folder)}
    texts = {name: content.decode("utf-8") for name, content in contents.items()}
    parameters = {p.name: p for name, text in texts.items() if (p := _parameter(name, text))}
    policies = [_policy(name, text) for name, text in texts.items() if name.startswith("policies/")]
    systems = [_system(name, text) for name, text in texts.items() if name.startswith("scoring/")]
    rules = [rule for name, text in texts.items() if name.startswith("rules/") for rule in _rules(name, text)]
    return Reference(
        parameters=MappingProxyType(parameters),
        policies=tuple(policies),
        version=_digest(contents),
        notes=MappingProxyType({p.name: p.note for p in parameters.values() if p.note}),
        rules=tuple(rules),
        scoring_systems=tuple(systems),
        table_texts=MappingProxyType(
            {Path(name).stem: text for name, text in texts.items() if name.startswith("tables/")}
        ),
    )


def _data_files(folder: Path) -> list[Path]:
    return sorted(f for f in folder.rglob("*") if f.suffix in (".toml", ".csv"))


def _digest(contents: Mapping[str, bytes]) -> str:
    """First 16 hexadecimal digits of SHA-256 over names and contents; line ends, set by a checkout, do not count."""
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:_VERSION_LENGTH]


def _parameter(name: str, text: str) -> Parameter | None:
    if not name.startswith("parameters/"):
        return None
    content = tables_of(parsed(text, name), text, name, {"parameter", "values"})
    data = {**content.get("parameter", {}), "values": content.get("values", ())}
    parameter = record_from(Parameter, data, text, name)
    path = name.removeprefix("parameters/").removesuffix(".toml").replace("/", ".")
    if parameter.name != path:
        message = Message("name_is_not_path", N_("the name must be that of the file: {path}"), {"path": path})
        raise DataProblem(message, (Problem(message, file=name, row=line_of(text, ("parameter", "name"))),))
    return parameter


def _policy(name: str, text: str) -> Policy:
    content = tables_of(parsed(text, name), text, name, {"policy"})
    return record_from(Policy, content.get("policy", {}), text, name)


def _system(name: str, text: str) -> ScoringSystem:
    content = tables_of(parsed(text, name), text, name, {"system"})
    return record_from(ScoringSystem, content.get("system", {}), text, name)


def _rules(name: str, text: str) -> list[Rule]:
    content = tables_of(parsed(text, name), text, name, {"rules", "source"})
    source = content.get("source")
    rows = content.get("rules", [])
    return [record_from(Rule, {"source": source, **row}, text, name) for row in rows]
