"""Is a case of a book worth what it is worth by itself, whatever the size of the blocks, in memory of one block?"""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pledgeapp.i18n import texts
from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_full_case, a_line, a_right, an_income_case
from valuation.appraise import appraise, case_values
from valuation.book import book_values, case_count, cases_of, method_values
from valuation.catalogue import models
from valuation.inputs import CaseInputs, Right
from valuation.results import CaseValues
from valuation.wording import InputOutsideDomain

COUNT = 23


def a_book(count: int = COUNT, seed: int = 1) -> CaseInputs:
    """The full case with other revenue, rates, lives, factors and protection in every case; some rights are dead."""
    rng = np.random.default_rng(seed)
    case = a_full_case()
    lines = tuple(
        replace(
            line,
            revenue=line.revenue * rng.uniform(0.5, 2.0, (count, 1)),
            split_rate=rng.uniform(0.01, 0.04, count),
            discount_rate=rng.uniform(0.08, 0.3, count),
            economic_life_years=rng.uniform(0.5, 14.0, count),
            success_probability=rng.uniform(0.4, 1.0, count),
        )
        for line in case.lines
    )
    rights = tuple(replace(right, protection_years=_some_dead(rng.uniform(0.1, 12.0, count))) for right in case.rights)
    if case.market is None or case.cost is None:
        raise AssertionError("the full case has all approaches")
    cost = replace(case.cost, profit_rate=rng.uniform(0.0, 0.3, count))
    market = replace(case.market, deferred_payment_rate=rng.uniform(0.0, 0.1, count))
    return replace(case, lines=lines, rights=rights, cost=cost, market=market)


def _some_dead(years: np.ndarray) -> np.ndarray:
    years[::5] = 0.0
    return years


def every_value(values: CaseValues) -> dict[str, Any]:
    return {"income": values.income, "market": values.market, "cost": values.cost, "all": values.conclusion} | {
        f"right {key}": part for key, part in values.by_right.items()
    }


def test_equals_each_case_by_itself() -> None:
    book = a_book()
    together = every_value(book_values(book))
    for k in range(COUNT):
        alone = every_value(case_values(cases_of(book, k)))
        for name, value in alone.items():
            assert together[name][k] == pytest.approx(float(value), rel=1e-12, abs=1e-9), (name, k)


def test_a_case_alone_is_the_case_with_dates_and_reasons() -> None:
    """Years of protection by number are the years that a date leaves."""
    dated = a_full_case()
    values = appraise(dated)
    years = {part.key: part.protection_years for part in values.by_right}
    numbered = replace(
        dated,
        rights=tuple(replace(right, expiry_date=None, protection_years=years[right.key]) for right in dated.rights),
    )
    again = appraise(numbered)
    assert again.value == pytest.approx(values.value, rel=1e-12)
    assert [r.value for r in again.by_right] == pytest.approx([r.value for r in values.by_right], rel=1e-12)


@pytest.mark.parametrize("block", [1, 7, COUNT - 1, COUNT, 1000])
def test_the_size_of_the_blocks_does_not_matter(block: int) -> None:
    book = a_book()
    whole, split = every_value(book_values(book)), every_value(book_values(book, block=block))
    for name, values in whole.items():
        assert split[name] == pytest.approx(values, rel=1e-13, abs=1e-9), name


def test_the_parts_of_each_case_are_its_conclusion_and_the_dead_get_nothing() -> None:
    book = a_book()
    values = book_values(book)
    assert sum(values.by_right.values()) == pytest.approx(values.conclusion, rel=1e-12, abs=1e-9)
    for right in book.rights:
        assert isinstance(right.protection_years, np.ndarray)
        is_dead = right.protection_years == 0
        assert is_dead.any()
        assert not values.by_right[right.key][is_dead].any()


def test_nothing_is_worth_anything_in_a_case_whose_rights_are_all_dead() -> None:
    book = a_book()
    dead = np.where(np.arange(COUNT) == 4, 0.0, 5.0)
    book = replace(book, rights=tuple(replace(right, protection_years=dead) for right in book.rights))
    values = every_value(book_values(book))
    assert all(value[4] == 0 for value in values.values())
    assert all(value[3] > 0 for name, value in values.items() if not name.startswith("right"))


def test_what_all_cases_share_stays_a_number() -> None:
    case = an_income_case()
    values = book_values(replace(case, lines=(replace(case.lines[0], discount_rate=np.array([0.1, 0.2])),)))
    assert values.market is None
    assert values.conclusion.shape == (2,)
    assert book_values(case).conclusion == pytest.approx(np.array([appraise(case).value]))


def _first_number(name: str) -> str | None:
    return next((field for field, value in EXAMPLES[name].items() if isinstance(value, float) and value), None)


@pytest.mark.parametrize("name", sorted(name for name in models() if _first_number(name)))
def test_a_method_over_a_book_is_the_method_case_by_case(name: str) -> None:
    model = models()[name]
    one = model.inputs(**EXAMPLES[name])
    field = str(_first_number(name))
    book = replace(one, **{field: np.full(COUNT, EXAMPLES[name][field])})
    values = method_values(model, book, block=10)
    assert values == pytest.approx(np.full(COUNT, float(model.compute(one))), rel=1e-9)


def test_rows_by_case_go_with_their_case() -> None:
    model = models()["relief_from_royalty"]
    one = model.inputs(**EXAMPLES["relief_from_royalty"])
    revenue = np.asarray(one.revenue) * np.arange(1.0, COUNT + 1.0)[:, np.newaxis]
    values = method_values(model, replace(one, revenue=revenue), block=4)
    alone = [float(model.compute(replace(one, revenue=row))) for row in revenue]
    assert values == pytest.approx(np.array(alone), rel=1e-12)


def refused(book: CaseInputs) -> InputOutsideDomain:
    with pytest.raises(InputOutsideDomain) as caught:
        book_values(book, block=8)
    assert texts("zh").message(caught.value.message)
    return caught.value


def test_the_first_impossible_case_is_named() -> None:
    book = a_book()
    rates = np.full(COUNT, 0.1)
    rates[[17, 20]] = -1.5
    bad = replace(book, lines=(replace(book.lines[0], discount_rate=rates), *book.lines[1:]))
    assert refused(bad).field_path == "cases[17].lines[0].discount_rate"


def test_inputs_for_another_number_of_cases_are_refused() -> None:
    book = a_book()
    bad = replace(book, lines=(book.lines[0], replace(book.lines[1], split_rate=np.full(COUNT - 1, 0.02))))
    assert refused(bad).field_path == "lines[1].split_rate"
    assert case_count(book) == COUNT


def test_a_stated_case_beyond_its_excess_profit_is_refused_not_cut() -> None:
    line = a_line(
        split_rate=np.where(np.arange(COUNT) == 9, 0.3, 0.05), operating_margin=np.full(5, 0.2), other_assets_charge=0.1
    )
    error = refused(replace(an_income_case(), lines=(line,), rights=(a_right(),)))
    assert error.field_path == "cases[9].lines[0].split_rate"


def test_memory_is_that_of_a_block_and_the_result() -> None:
    def peak(count: int) -> int:
        book = a_book(count)
        tracemalloc.start()
        book_values(book, block=500)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(1000), peak(8000)
    results = 8 * 7000 * (4 + len(a_full_case().rights))
    assert large - small < results * 1.2


def test_years_of_protection_have_bounds() -> None:
    right = Right(key="a", right_type="invention", expiry_date=None, protection_years=np.array([3.0, -1.0]))
    assert refused(replace(an_income_case(), rights=(right,))).field_path == "cases[1].rights[0].protection_years"
