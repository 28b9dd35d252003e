"""Is every shipped number dated, sourced and honest about how it was read?"""

from __future__ import annotations

import string
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from pledgeapp.i18n import texts
from pledgeapp.records.patent import RightType
from pledgeapp.reference import Confidence, Parameter, Reference, load_reference

FOLDER = Path(str(files("resources"))) / "reference"
REFERENCE = load_reference()
VALUES = [(p.name, v) for p in REFERENCE.parameters.values() for v in p.values]
GROUNDS_FOR_REFUSAL = set(range(1, 13))


@pytest.mark.parametrize(("name", "value"), VALUES, ids=[f"{n}@{v.in_force_from}" for n, v in VALUES])
def test_every_value_names_its_source(name: str, value: object) -> None:
    source = value.source  # type: ignore[attr-defined]
    assert source.title
    assert source.issuer, name
    assert source.url or source.read is Confidence.RECALLED, f"{name}: what was read was read somewhere"


def test_every_parameter_file_is_read_and_named_after_its_place() -> None:
    names = {f.relative_to(FOLDER / "parameters").as_posix() for f in (FOLDER / "parameters").rglob("*.toml")}
    assert {name.removesuffix(".toml").replace("/", ".") for name in names} == set(REFERENCE.parameters)


@pytest.mark.parametrize("parameter", REFERENCE.parameters.values(), ids=lambda p: p.name)
def test_a_recalled_value_is_never_a_default(parameter: Parameter) -> None:
    for value in parameter.values:
        shown = parameter.on(value.in_force_from)
        default = parameter.confirmed_on(value.in_force_from)
        assert shown == value
        assert default == (None if value.source.read is Confidence.RECALLED else value)


def test_before_its_first_day_a_parameter_has_no_value() -> None:
    limit = REFERENCE.parameter("internal_assessment.single_loan_limit")
    assert limit.on(date(2025, 5, 26)) is None
    assert limit.confirmed_on(date(2025, 5, 27)) is not None


@pytest.mark.parametrize(
    ("kind", "filed", "years", "is_confirmed"),
    [
        ("invention", date(2019, 6, 19), 20, True),
        ("utility_model", date(2018, 12, 12), 10, True),
        ("design", date(2021, 5, 31), 10, False),
        ("design", date(2021, 6, 1), 15, True),
    ],
)
def test_terms_of_protection_by_kind_and_filing_date(kind: str, filed: date, years: int, is_confirmed: bool) -> None:
    term = REFERENCE.parameter(f"legal_term.{kind}").on(filed)
    assert term is not None
    assert (term.value, term.is_confirmed) == (years, is_confirmed)


def test_annual_fees_cover_each_year_of_the_term_and_never_fall() -> None:
    for kind in ("invention", "utility_model", "design"):
        fees = REFERENCE.parameter(f"annual_fee.{kind}").values[-1].value
        assert len(fees) == REFERENCE.parameter(f"legal_term.{kind}").values[-1].value
        assert fees == sorted(fees)


def test_numbers_are_exact() -> None:
    assert REFERENCE.parameter("annual_fee.surcharge_rate").values[0].value == Decimal("0.05")


def test_published_policies_wait_for_the_lender_and_name_where_they_were_read() -> None:
    for policy in REFERENCE.policies:
        assert not policy.is_confirmed, policy.key
        assert policy.source
        assert policy.source_url
        assert RightType.DESIGN not in policy.loan_to_value_caps, "no cap for designs was ever published"
    assert len({policy.key for policy in REFERENCE.policies}) == len(REFERENCE.policies)


def test_caps_are_those_that_were_published() -> None:
    caps = {p.key: {k.value: v for k, v in p.loan_to_value_caps.items()} for p in REFERENCE.policies}
    assert caps["bocom_beijing_2006"] == {"invention": Decimal("0.25"), "utility_model": Decimal("0.15")}
    assert caps["ccb_zhuzhidai_2017"] == {"invention": Decimal("0.40")}
    assert caps["bank_of_beijing_zhiquandai_2015"] == {}, "no cap was published: it is asked for, not guessed"


def test_every_ground_for_refusal_has_a_rule() -> None:
    assert {rule.refusal_ground for rule in REFERENCE.rules} - {None} == GROUNDS_FOR_REFUSAL


def test_rules_have_one_key_each_and_a_source() -> None:
    keys = [rule.key for rule in REFERENCE.rules]
    assert len(set(keys)) == len(keys)
    assert all(rule.source.title and rule.article for rule in REFERENCE.rules)


@pytest.mark.parametrize("rule", REFERENCE.rules, ids=lambda rule: rule.key)
def test_the_words_of_a_rule_are_translated_with_the_same_fields(rule: object) -> None:
    for english in (rule.wording, rule.remedy, rule.article):  # type: ignore[attr-defined]
        chinese = texts("zh")(english)
        assert chinese != english
        assert _fields(chinese) == _fields(english)


@pytest.mark.parametrize("parameter", REFERENCE.parameters.values(), ids=lambda p: p.name)
def test_titles_and_notes_of_parameters_are_translated(parameter: Parameter) -> None:
    for english in filter(None, (parameter.title, parameter.note)):
        assert texts("zh")(english) != english


def test_the_table_of_prime_rates_is_sourced_complete_and_ends() -> None:
    rates = REFERENCE.loan_prime_rates
    assert rates.source.url
    assert len(rates.quotes) == 70
    assert rates.quotes[0].quote_date == date(2019, 8, 20)
    assert rates.last_quote.quote_date == date(2025, 5, 20)
    known = rates.on(date(2025, 5, 31))
    assert known is not None
    assert known.one_year == Decimal("0.030")


@pytest.mark.parametrize("day", [date(2019, 8, 19), date(2025, 6, 21), date(2026, 11, 22)])
def test_outside_the_table_no_prime_rate_is_made_up(day: date) -> None:
    assert REFERENCE.loan_prime_rates.on(day) is None


def test_royalty_ranges_run_from_low_to_high() -> None:
    table = REFERENCE.table("royalty_ranges_unido")
    assert table.source.read is Confidence.EXCERPT
    assert table.about["unit"] == "percent of sales"
    rows = {r["industry_en"]: (Decimal(r["low_pct"]), Decimal(r["high_pct"])) for r in table.rows}
    assert rows["Chemicals"] == (2, Decimal("3.5"))
    assert all(low < high for low, high in rows.values())


def test_the_version_changes_with_the_data_but_not_with_line_ends(tmp_path: Path) -> None:
    def copied(change: bytes = b"", newline: bytes = b"\n") -> Reference:
        for file in FOLDER.rglob("*"):
            if file.is_file():
                target = tmp_path / file.relative_to(FOLDER)
                target.parent.mkdir(parents=True, exist_ok=True)
                content = file.read_bytes()
                if file.name == "grace_months.toml":
                    content += change
                target.write_bytes(content.replace(b"\n", newline))
        return load_reference(tmp_path)

    assert copied().version == REFERENCE.version
    assert copied(newline=b"\r\n").version == REFERENCE.version
    assert copied(change=b"# another word\n").version != REFERENCE.version


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
