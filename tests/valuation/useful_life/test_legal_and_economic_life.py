"""Does no life outlast the law, the technology or the licence, and does each compensation count as the law has it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.useful_life.life_cases import codes, inputs_of, life, refused, the_model
from valuation.calendar_days import as_days
from valuation.cash_flows import years_between
from valuation.model import as_series, described_inputs
from valuation.useful_life.legal_term import legal_expiry_date
from valuation.useful_life.term_compensation import DrugRules, drug_extension_days

BARE = {
    "compensation_days": 0.0,
    "extension_years": 0.0,
    "extension_cap_years": None,
    "approval_years": None,
    "effective_term_cap_years": None,
    "licence_years": None,
}


def legal(**changes: float | None) -> float:
    return life("remaining_legal_life", **{**BARE, **changes})


@given(age=st.floats(0, 60), term=st.floats(1, 30))
def test_a_life_lies_between_nothing_and_the_rest_of_the_term(age: float, term: float) -> None:
    assert legal(years_since_filing=age, term_years=term) == pytest.approx(max(term - age, 0.0))


def test_five_hundred_years_of_protection_are_refused() -> None:
    assert refused("remaining_legal_life", term_years=500.0) == ("term_years", "outside_domain")
    assert refused("remaining_legal_life", term_years=-3.0) == ("term_years", "outside_domain")


@given(filed=st.dates(date(2001, 1, 1), date(2020, 12, 31)), term=st.sampled_from([10, 15, 20]))
def test_numbers_agree_with_the_dates_of_the_law(filed: date, term: int) -> None:
    """The day before the anniversary is the last one, so up to one day, two across 29 February, lies between them."""
    today = date(2026, 11, 22)
    by_dates = years_between(today, legal_expiry_date(filed, term))
    by_numbers = legal(years_since_filing=years_between(filed, today), term_years=float(term))
    assert max(by_dates, 0.0) == pytest.approx(by_numbers, abs=2.01 / 365)


def test_days_of_compensation_lengthen_the_term() -> None:
    assert legal(years_since_filing=7.0, term_years=20.0, compensation_days=730.0) == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("extension", "approval", "expected"),
    [
        (1.5, 8.0, 13.5),  # granted in full: 20 + 1.5 - 8
        (7.0, 8.0, 14.0),  # 5 at most, and 14 years after the approval: 8 + 14 - 8
        (9.0, 14.0, 17.0),  # 5 at most: 20 + 5 - 8
        (5.0, 9.5, 15.5),  # approved late: 9.5 + 14 - 8
        (5.0, 2.0, 12.0),  # approved so early that nothing may be added: the plain term stays whole
    ],
)
def test_an_extension_is_capped_twice_and_never_cuts_the_plain_term(extension, approval, expected) -> None:
    found = legal(
        years_since_filing=8.0,
        term_years=20.0,
        extension_years=extension,
        extension_cap_years=5.0,
        approval_years=approval,
        effective_term_cap_years=14.0,
    )
    assert found == pytest.approx(expected)


@given(extra=st.floats(0, 10), licence=st.floats(0, 40))
def test_nobody_earns_beyond_the_licence(extra: float, licence: float) -> None:
    found = legal(years_since_filing=3.0, term_years=10.0 + extra, licence_years=licence)
    assert found == pytest.approx(min(7.0 + extra, licence))


def test_what_ends_is_said() -> None:
    assert codes("remaining_legal_life", years_since_filing=40.0) == {"protection_ended"}
    assert codes("remaining_legal_life", licence_years=2.0) == {"licence_ends_first"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"extension_cap_years": None}, "extension_cap_years"),
        ({"approval_years": None}, "approval_years"),
        ({"effective_term_cap_years": None}, "effective_term_cap_years"),
        ({"years_since_filing": -1.0}, "years_since_filing"),
        ({"licence_years": float("nan")}, "licence_years"),
    ],
)
def test_a_legal_life_that_cannot_be_reckoned_is_refused(changes, field) -> None:
    assert refused("remaining_legal_life", **changes)[0] == field


def economic(**changes: float | None) -> float:
    return life("economic_life", **{"elapsed_years": 0.0, "product_years": None, "legal_years": 90.0, **changes})


def test_the_plain_cycle_at_factors_of_one() -> None:
    assert economic(shortest_factor=1.0, longest_factor=1.0, cycle_years=6.0) == pytest.approx(6.0)


@pytest.mark.parametrize(("mark", "factor"), [(0.0, 0.6), (50.0, 1.0), (100.0, 1.4)])
def test_marks_run_from_the_shortest_to_the_longest_factor(mark: float, factor: float) -> None:
    assert economic(scores=(mark,) * 5, cycle_years=8.0) == pytest.approx(8.0 * factor)


@given(legal=st.floats(0, 30), product=st.floats(0, 30), cycle=st.floats(0.1, 40), used=st.floats(0, 40))
def test_the_shortest_of_law_technology_and_product_decides(legal, product, cycle, used) -> None:
    found = economic(legal_years=legal, product_years=product, cycle_years=cycle, elapsed_years=used)
    technical = economic(cycle_years=cycle, elapsed_years=used)
    assert found == pytest.approx(min(legal, product, technical))


@given(which=st.integers(0, 4), low=st.floats(0, 90), more=st.floats(0.5, 10))
def test_a_better_mark_never_shortens_the_life(which: int, low: float, more: float) -> None:
    marks = [50.0] * 5
    lives = []
    for mark in (low, low + more):
        marks[which] = mark
        lives.append(economic(scores=tuple(marks)))
    assert lives[0] < lives[1]


def test_an_outdated_technology_is_said() -> None:
    assert codes("economic_life", elapsed_years=50.0) == {"technology_outdated"}
    assert economic(elapsed_years=50.0) == 0.0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"shortest_factor": 2.0}, ("shortest_factor", "factors_reversed")),
        ({"weights": (0.5, 0.4)}, ("scores", "mixed_lengths")),
        ({"weights": (0.3, 0.3, 0.2, 0.1, 0.2)}, ("weights", "weights_not_whole")),
        ({"scores": (101.0,) * 5}, ("scores", "outside_domain")),
        ({"cycle_years": 0.0}, ("cycle_years", "outside_domain")),
        ({"legal_years": 500.0}, ("legal_years", "outside_domain")),
    ],
)
def test_an_economic_life_that_cannot_be_reckoned_is_refused(changes, expected) -> None:
    assert refused("economic_life", **changes) == expected


FAMILY = [
    "remaining_legal_life", "economic_life", "constant_life", "exponential_life", "linear_life", "logistic_life",
    "weibull_life", "renewal_survival", "kaplan_meier",
]  # fmt: skip
LAW = {"remaining_legal_life": "term_years", "renewal_survival": "legal_age"}


@pytest.mark.parametrize("name", FAMILY)
def test_no_life_outlasts_the_law(name: str) -> None:
    """Each of them asks for the law and ends with it, whatever technology, curve or renewals say."""
    field = LAW.get(name, "legal_years")
    needed = inputs_of(name)
    assert getattr(needed, field) is not None
    with pytest.raises(TypeError):
        the_model(name).inputs(**{k: v for k, v in vars(needed).items() if k != field})
    is_term = name == "remaining_legal_life"
    age = needed.years_since_filing if is_term else getattr(needed, "age_now", 0.0)
    for law in (age, age + 0.25, age + 1.0):
        assert life(name, **{**(BARE if is_term else {}), field: law}) <= law - age + 1e-12


CURVE = ({"legal_years": 90.0, "measure": "until_threshold"}, {"legal_years": 3.0, "measure": "expected"})
WHERE_IT_BINDS: dict[str, tuple[dict[str, object], ...]] = {
    "remaining_legal_life": (
        {"licence_years": None},
        {"licence_years": 3.0},
        {"licence_years": None, "effective_term_cap_years": 90.0},
        {"licence_years": None, "extension_years": 9.0, "effective_term_cap_years": 90.0},
    ),
    "economic_life": ({"legal_years": 3.0}, {"product_years": 2.0}, {"legal_years": 90.0, "product_years": 90.0}),
    "renewal_survival": ({"legal_age": 11.0}, {"legal_age": 16.5}),
    "constant_life": ({}, {"legal_years": 3.0}),
    "kaplan_meier": ({}, {"legal_years": 50.0}),
}


@pytest.mark.parametrize("name", FAMILY)
def test_every_number_that_is_asked_for_can_decide_the_life(name: str) -> None:
    """None is read and thrown away: each moves the life where it is the one that binds."""
    for field, described in described_inputs(the_model(name).inputs).items():
        if described.choices or field == "weights":  # weights make a whole: none moves alone
            continue
        assert any(_moves(name, field, base) for base in WHERE_IT_BINDS.get(name, CURVE)), field


def _moves(name: str, field: str, base: dict[str, object]) -> bool:
    inputs = inputs_of(name, **base)
    value = getattr(inputs, field)
    if value is None:
        return False
    moved = as_series(value) * 0.97
    before, after = (float(the_model(name).compute(changed)) for changed in (inputs, replace(inputs, **{field: moved})))
    return after != pytest.approx(before, rel=1e-9)


@given(filed=st.dates(date(2001, 1, 1), date(2020, 12, 31)), waited=st.floats(0, 25))
def test_an_extension_in_numbers_agrees_with_that_in_dates(filed: date, waited: float) -> None:
    """Up to a day at each end, two across 29 February, lies between both ways of counting."""
    approved = filed + timedelta(days=int(waited * 365.25))
    plain = legal_expiry_date(filed, 20)
    rules = DrugRules(allowance_years=5, longest_extension_years=5, longest_effective_term_years=14)
    days = float(drug_extension_days(as_days(filed), as_days(approved), as_days(plain), rules))
    approval = years_between(filed, approved)
    left = legal(
        years_since_filing=0.0,
        term_years=20.0,
        extension_years=max(approval - 5.0, 0.0),
        extension_cap_years=5.0,
        approval_years=approval,
        effective_term_cap_years=14.0,
    )
    assert 20.0 + days / 365.25 == pytest.approx(left, abs=4 / 365)
