"""Do the single methods of the market approach keep their limits, their inverse and their domain?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from valuation.discounting.present_value import present_value
from valuation.market.capacity_exponent import CapacityExponent, capacity_exponent
from valuation.market.comparable_transactions import cash_price
from valuation.market.deferred_payment import DeferredPayment, deferred_payment
from valuation.market.multiple_less_generic import MultipleLessGeneric, multiple_less_generic
from valuation.market.multiple_less_generic import run as run_multiple
from valuation.market.royalty_capitalisation import RoyaltyCapitalisation, royalty_capitalisation
from valuation.market.royalty_capitalisation import run as run_royalty
from valuation.wording import InputOutsideDomain

CAPACITY = st.floats(1, 1e3)


def capacity(price: float, reference: float, subject: float, exponent: float) -> float:
    inputs = CapacityExponent(
        comparable_price=price, comparable_capacity=reference, subject_capacity=subject, exponent=exponent
    )
    return float(capacity_exponent(inputs))


def deferred(**changes: Any) -> DeferredPayment:
    return DeferredPayment(**{**EXAMPLES["deferred_payment"], **changes})


def royalty(**changes: Any) -> RoyaltyCapitalisation:
    return RoyaltyCapitalisation(**{**EXAMPLES["royalty_capitalisation"], **changes})


def multiple(**changes: Any) -> MultipleLessGeneric:
    return MultipleLessGeneric(**{**EXAMPLES["multiple_less_generic"], **changes})


@given(price=st.floats(1, 1e8), reference=CAPACITY, subject=CAPACITY, exponent=st.floats(0, 2))
def test_from_the_subject_back_to_the_comparable(price, reference, subject, exponent) -> None:
    there = capacity(price, reference, subject, exponent)
    assert capacity(there, subject, reference, exponent) == pytest.approx(price)
    assert capacity(price, reference, reference, exponent) == pytest.approx(price)
    assert capacity(price, reference, subject, 0.0) == pytest.approx(price)
    assert capacity(price, reference, subject, 1.0) == pytest.approx(price * subject / reference)


@pytest.mark.parametrize("name", ["comparable_capacity", "subject_capacity"])
def test_no_capacity_is_refused(name: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        capacity_exponent(CapacityExponent(**{**EXAMPLES["capacity_exponent"], name: 0.0}))
    assert refused.value.field_path == name


@given(
    payments=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 1e6)), min_size=1, max_size=8), rate=st.floats(-0.5, 1)
)
def test_deferred_payments_are_the_cash_price_of_a_comparable(payments: list[tuple[float, float]], rate: float) -> None:
    years, amounts = zip(*payments, strict=True)
    inputs = deferred(payments=amounts, payment_years=years, deferred_payment_rate=rate, units=1.0)
    assert float(deferred_payment(inputs)) == pytest.approx(float(cash_price(tuple(payments), rate)), rel=1e-12)


def test_terms_of_payment_at_their_ends() -> None:
    assert float(deferred_payment(deferred(deferred_payment_rate=0.0))) == pytest.approx(4800)
    assert float(deferred_payment(deferred(payment_years=(0.0,) * 3))) == pytest.approx(4800)
    earlier, later = (float(deferred_payment(deferred(payment_years=(0.0, 0.5, t)))) for t in (1.0, 2.0))
    assert later < earlier


def test_payments_by_paths_are_payments_one_by_one() -> None:
    payments = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    rates = np.array([0.05, 0.2])
    together = deferred_payment(deferred(payments=payments, deferred_payment_rate=rates))
    single = [
        float(deferred_payment(deferred(payments=p, deferred_payment_rate=r)))
        for p, r in zip(payments, rates, strict=True)
    ]
    assert together == pytest.approx(single)


def test_payments_without_dates_are_refused() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        deferred_payment(deferred(payment_years=(0.0,)))
    assert (refused.value.field_path, refused.value.message.code) == ("payment_years", "mixed_lengths")


def test_a_capitalised_royalty_is_the_limit_of_ever_more_years() -> None:
    years = np.arange(1.0, 1001.0)
    growing = 5e6 * 0.04 * 1.02 ** (years - 1)
    assert float(royalty_capitalisation(royalty())) == pytest.approx(float(present_value(growing, 0.1, years)))


def test_a_royalty_without_end_says_so_and_must_not_outgrow_the_rate() -> None:
    assert [w.code for w in run_royalty(royalty()).warnings] == ["royalty_without_end"]
    with pytest.raises(InputOutsideDomain) as refused:
        royalty_capitalisation(royalty(growth=0.1))
    assert (refused.value.field_path, refused.value.message.code) == ("growth", "growth_not_below_rate")


@given(scale=st.floats(0.01, 100))
def test_a_company_that_is_its_own_generic_has_no_brand(scale: float) -> None:
    own = {name: value * scale for name, value in EXAMPLES["multiple_less_generic"].items() if "subject" in name}
    generic = {name.replace("subject", "generic"): value for name, value in own.items()}
    twin = multiple(**generic)
    assert float(multiple_less_generic(twin)) == pytest.approx(0, abs=1e-6)


def test_a_multiple_below_the_generic_is_negative_and_said() -> None:
    below = run_multiple(multiple(subject_equity=10_000.0))
    assert below.value < 0
    assert [w.code for w in below.warnings] == ["no_premium_paid"]
    assert not run_multiple(multiple()).warnings


def test_a_base_of_nothing_is_refused() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        multiple_less_generic(multiple(generic_base=0.0))
    assert refused.value.field_path == "generic_base"


def test_the_ends_of_the_domains_still_give_finite_numbers() -> None:
    assert np.isfinite(capacity(1e15, 1e-9, 1e15, 3.0))
    late = deferred(payments=(1e15,), payment_years=(100.0,), deferred_payment_rate=-0.9, units=1.0)
    assert np.isfinite(deferred_payment(late))
    assert np.isfinite(multiple_less_generic(multiple(generic_base=1e-9, subject_base=1e15, generic_equity=1e15)))
