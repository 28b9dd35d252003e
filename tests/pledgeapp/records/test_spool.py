"""Is a spool the same sequence, packed or not, whatever is appended, replaced, cut and put together?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgeapp.errors import Problem
from pledgeapp.records import spool
from pledgeapp.records.comparable import Comparable, Exclusivity, Instalment
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.import_differences import DIFFERENCES, DifferenceKind, FieldDifference, RecordDifference
from pledgeapp.records.importing import Conflict, ImportedProduct, refused_rows
from pledgeapp.records.kept_forms import CELLS, CONFLICTS, NUMBERS, PROBLEMS, WORDS, form_of
from pledgeapp.records.key_places import KeyPlaces
from pledgeapp.records.patent import LegalEvent, LegalState, Patent
from pledgeapp.records.patent_sources import entered_by_hand
from pledgeapp.records.spool import Chained, Part, Spool, joined, kept
from valuation.wording import Message


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Spool[str]]:
    """A spool of texts that packs ten at a time and opens few blocks."""
    monkeypatch.setattr(spool, "_BLOCK", 10)
    monkeypatch.setattr(spool, "_OPEN_BLOCKS", 2)
    monkeypatch.setattr(spool, "_MOST_CHANGED", 3)

    def make(count: int) -> Spool[str]:
        return Spool(WORDS, map(_word, range(count)), most_live=0)

    return make


def _word(number: int) -> str:
    return f'字 {number},\n"\\'


@pytest.mark.parametrize("count", [0, 1, 10, 11, 20, 47])
def test_it_is_the_sequence_of_what_was_appended(packed: Callable[..., Spool[str]], count: int) -> None:
    words, made = [_word(n) for n in range(count)], packed(count)
    assert made.is_packed is (count > 10)
    assert len(made) == count
    assert list(made) == words
    assert [made[at] for at in range(-count, count)] == [*words, *words]
    assert made == tuple(words)
    assert tuple(words) == made
    assert made != (*words, "more")
    with pytest.raises(IndexError):
        made[count]


@settings(deadline=None)
@given(start=st.integers(-60, 60), stop=st.integers(-60, 60), step=st.sampled_from([1, 2, -1]))
def test_a_slice_is_that_of_a_list(start: int, stop: int, step: int) -> None:
    numbers = Spool(NUMBERS, range(1_050), most_live=0)
    whole = list(range(1_050))
    assert list(numbers[start:stop:step]) == whole[start:stop:step]
    assert list(numbers[start:][5:40]) == whole[start:][5:40]


def test_what_is_replaced_is_found_at_its_place(packed: Callable[..., Spool[str]]) -> None:
    made, words = packed(47), [_word(n) for n in range(47)]
    for at in (46, 0, 9, 10, 31, 12, 9, 39, 5):
        made.replace(at, f"new {at}")
        words[at] = f"new {at}"
        assert made[at] == words[at]
    made.append("last")
    assert list(made) == [*words, "last"]


def test_parts_and_chains_copy_nothing_and_are_read_in_order(packed: Callable[..., Spool[str]]) -> None:
    made, words = packed(47), [_word(n) for n in range(47)]
    wanted = [3, 4, 5, 20, 46, 0]
    part = Part(made, wanted)
    assert list(part) == [words[at] for at in wanted]
    assert part[-1] == words[0]
    chain = joined(made, ("x",), part)
    assert isinstance(chain, Chained)
    assert list(chain) == [*words, "x", *part]
    assert [chain[at] for at in (0, 46, 47, 48, 53)] == [words[0], words[46], "x", words[3], words[0]]
    assert list(chain[45:49]) == [words[45], words[46], "x", words[3]]
    assert joined(("a",), (), ("b",)) == ("a", "b")
    assert joined((), made) is made


def test_few_items_are_a_tuple(packed: Callable[..., Spool[str]]) -> None:
    assert packed(10).sealed() == tuple(_word(n) for n in range(10))
    assert isinstance(packed(10).sealed(), tuple)
    assert isinstance(kept(WORDS, ["a"]), tuple)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_DAYS = st.none() | st.dates(date(1985, 4, 1), date(2098, 12, 31))
_PATENTS = st.builds(
    Patent,
    title=_TEXTS.filter(str.strip),
    publication_number=st.none() | st.from_regex(r"CN[0-9]{9}[AB]", fullmatch=True),
    application_number=st.none() | st.just("201410264351.3"),
    patentees=st.lists(_TEXTS, max_size=3).map(tuple),
    priority_date=_DAYS,
    publication_date=_DAYS,
    legal_state=st.sampled_from(LegalState),
    is_pledged=st.none() | st.booleans(),
    claims_count=st.none() | st.integers(1, 10_000),
    source_kind=st.none() | st.sampled_from(SourceKind),
)


@given(st.lists(_PATENTS, max_size=5))
def test_patents_come_back_as_they_were(records: list[Patent]) -> None:
    form = form_of(Patent)
    again = [form.from_plain(_through_json(form, record)) for record in records]
    assert again == records
    assert [record.model_dump_json() for record in again] == [record.model_dump_json() for record in records]


def test_deals_come_back_with_days_choices_and_sums() -> None:
    deal = Comparable(
        name="甲转让乙",
        transaction_date=date(2024, 5, 6),
        payments=(Instalment(years_after=Decimal("0.5"), amount=Decimal("120000.00")),),
        patents_count=3,
        similarity=Decimal("61.5"),
        exclusivity=Exclusivity.EXCLUSIVE,
        end_date=date(2030, 1, 1),
    )
    form = form_of(Comparable)
    again = form.from_plain(_through_json(form, deal))
    assert again == deal
    assert again.model_dump_json() == deal.model_dump_json()


def test_a_record_made_again_can_be_changed_and_compared_like_any_other() -> None:
    event = LegalEvent(event_date=date(2020, 1, 2), code="质押", text="甲", source="x")
    whole = Patent(title="电池", publication_number="CN109417194B", legal_state=LegalState.IN_FORCE, ipc=("H01M",))
    whole = entered_by_hand(whole.model_copy(update={"legal_events": (event,)}), ["title"], "李")
    form = form_of(Patent)
    again = form.from_plain(_through_json(form, whole))
    assert again == whole
    assert again.legal_events == (event,)
    assert again.legal_state is LegalState.IN_FORCE
    assert again.model_copy(update={"title": "x"}).title == "x"
    assert Patent.model_validate_json(again.model_dump_json()) == whole


def test_problems_conflicts_cells_and_differences_come_back() -> None:
    problem = Problem(Message("a", "{n} of {m}", {"n": 1, "m": "x"}), "f.csv", 3, "列", "值\ud800")
    conflict = Conflict("CN1", "Title", "a", "b", 4, "x", "y", "title")
    difference = RecordDifference(
        DifferenceKind.CHANGED, "k", "CN1", "t", (FieldDifference("title", "Title", "a", "b", "x", is_by_hand=True),), 7
    )
    for form, item in (
        (PROBLEMS, problem),
        (CONFLICTS, conflict),
        (CELLS, (3, ("a", "\n"))),
        (DIFFERENCES, difference),
    ):
        made: Spool[object] = Spool(form, [item] * 1_001, most_live=0)  # type: ignore[arg-type]
        assert made.is_packed
        assert made[0] == made[1_000] == item


def test_rows_are_counted_where_each_has_several_problems() -> None:
    message = Message("a", "a")
    rows = [Problem(message, "f", row) for row in range(1_500) for _ in range(2)]
    made = Spool(PROBLEMS, [Problem(message, "whole file"), *rows], most_live=0)
    assert refused_rows(made) == refused_rows(tuple(made)) == 1_500
    assert refused_rows(joined(made, (Problem(message, "g", 1),))) == 1_501


def test_products_come_back_with_their_decimals() -> None:
    item = ImportedProduct.model_validate(
        {
            "product": {
                "name": "粉体",
                "figures": [{"year": 2024, "is_forecast": False, "revenue": "12.50", "gross_margin": "0.3"}],
            },
            "patents": [["CN109417194B", "40.0"]],
            "currency": "CNY",
        }
    )
    form = form_of(ImportedProduct)
    again = form.from_plain(_through_json(form, item))
    assert again == item
    assert again.patents[0][1] == Decimal("40.0")


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 2**32 - 2)), max_size=80))
def test_keys_stand_for_their_first_position_packed_or_not(pairs: list[tuple[str, int]]) -> None:
    expected: dict[str, int] = {}
    few, many = KeyPlaces(), KeyPlaces(most_live=2)
    for key, position in pairs:
        expected.setdefault(key, position)
        few.keep(key, position)
        many.keep(key, position)
    for places in (few, many):
        assert len(places) == len(expected)
        assert {key: places.get(key) for key in expected} == expected
        assert "absent" not in places


def test_places_grow_and_no_key_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgeapp.records.key_places._FIRST_SIZE", 4)
    places = KeyPlaces(most_live=1)
    for number in range(500):
        places.keep(f"key {number}", number)
    assert [places.get(f"key {number}") for number in range(500)] == list(range(500))
    assert places.get("key 500") is None


def _through_json(form: spool.Form[Any], item: object) -> Any:
    return json.loads(form.encode(form.as_plain(item)))
