"""Are two descriptions of one right known as the same, and those of two rights never?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.records.comparable import Comparable, Instalment
from pledgeapp.records.identity import comparable_key, number_keys, patent_keys, product_key, right_keys
from pledgeapp.records.patent import Patent, RightType
from pledgeapp.records.patent_number import publication_number, publication_parts
from pledgeapp.records.product import Product
from pledgeapp.records.publication import read_publication
from pledgeapp.records.refusal import RefusedValue


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("CN-109417194-A", "CN109417194B", True),
        ("CN109417194B", "CN109417194C", True),
        ("CN209417194U", "CN209417194Y", True),
        ("CN109417194A", "CN109417194U", True),
        ("CN109417194", "CN109417194B", True),
        ("CN304218960S", "CN304218960S", True),
        ("CN109417194A", "CN109417195B", False),
        # Seven digits, before 2007: application and grant have series of their own.
        ("CN1175696A", "CN1175696C", False),
        ("EP3456789A1", "EP3456789B1", True),
        ("WO2020123456A1", "WO2020123456A9", True),
        ("US11355780B2", "US11355780A1", False),
        ("JP-WO2013136446-A1", "JPWO2013136446A1", True),
    ],
)
def test_publications_of_one_right(one: str, other: str, *, is_same: bool) -> None:
    keys = [right_keys(Patent(title="t", country=n[:2], publication_number=n)).publication for n in (one, other)]
    assert (keys[0] == keys[1]) is is_same
    # Whoever only writes the number of a patent means the same right.
    assert (keys[0] in number_keys(other)) is is_same


def test_what_a_publication_number_says() -> None:
    assert read_publication("CN-209417194-U").right_type is RightType.UTILITY_MODEL
    assert [read_publication(n).is_chinese_grant for n in ("CN1A", "CN1B", "CN1U", "CN1", "US1B2")] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert publication_parts("TW-I654136-B") == ("TW", "I654136", "B")
    assert publication_parts("109417194") is None
    assert publication_number("JP-WO2013136446-A1") == "JPWO2013136446A1"
    with pytest.raises(RefusedValue):
        read_publication("109417194")


def test_an_application_number_is_the_same_however_it_is_written() -> None:
    keys = patent_keys(Patent(title="t", application_number="ZL201410264351.3", publication_number="CN104362304A"))
    assert len(keys) == 2
    for written in ("CN2014102643513", "２０１４１０２６４３５１.3", "201410264351", "CN104362304B"):
        assert set(number_keys(written)) & set(keys), written
    assert not set(number_keys("ZL201410264352.1")) & set(keys)
    foreign = patent_keys(Patent(title="t", country="US", application_number="US16/123,456"))
    assert foreign == patent_keys(Patent(title="t", country="US", application_number="16 123456"))
    assert set(foreign) & set(number_keys("US 16/123456"))
    assert not set(foreign) & set(patent_keys(Patent(title="t", country="DE", application_number="16123456")))


def test_without_any_number_title_and_holders_tell() -> None:
    one, again = (Patent(title=title, patentees=("安澜",)) for title in ("电池A", "电池ａ"))
    other = Patent(title="电池A", patentees=("澄海",))
    numbered = Patent(title="电池A", patentees=("安澜",), publication_number="CN104362304A")
    assert right_keys(one) == right_keys(again)
    assert not set(patent_keys(one)) & {*patent_keys(other), *patent_keys(numbered)}


def test_products_by_name_and_deals_by_name_and_day() -> None:
    assert product_key(Product(name="Powder Ａ")) == product_key(Product(name="powder a"))
    price = (Instalment(years_after=Decimal(0), amount=Decimal(1)),)
    days = (date(2025, 3, 1), date(2025, 3, 2))
    deals = [Comparable(name="A buys B", transaction_date=day, payments=price, patents_count=1) for day in days]
    assert comparable_key(deals[0]) == comparable_key(deals[0].model_copy(update={"name": "Ａ BUYS b"}))
    assert comparable_key(deals[0]) != comparable_key(deals[1])
