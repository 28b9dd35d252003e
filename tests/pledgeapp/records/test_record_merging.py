"""Does one record come of two descriptions: nothing known overwritten, nothing mixed up, every difference told?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from pledgeapp.records.base import Record
from pledgeapp.records.comparable import AdjustmentKind, Comparable, Instalment, PriceAdjustment
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.field_sources import FieldSource
from pledgeapp.records.importing import Conflict, ImportedProduct
from pledgeapp.records.patent import LegalEvent, LegalState, Patent
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.records.product_merging import merge_imported_products, merge_products
from pledgeapp.records.record_merging import FIELD_LABELS, NEVER_COMPARED, Manner, is_unknown, shown
from valuation.wording import Message

ENTERED = Manner(newer_counts=False)
APPLIED = Patent(title="电池", publication_number="CN104362304A", publication_date=date(2015, 2, 18), url="https://a")
GRANTED = Patent(
    title="电池",
    publication_number="CN104362304B",
    publication_date=date(2017, 1, 4),
    grant_date=date(2017, 1, 4),
    url="https://b",
)


def told(conflicts: tuple[Conflict, ...]) -> list[tuple[str, str, str]]:
    return [(c.field, c.kept, c.other) for c in conflicts]


def changed(record: Patent, **fields: Any) -> Patent:
    return record.model_copy(update=fields)


@pytest.mark.parametrize("record", [Patent, YearFigures])
def test_every_field_that_is_compared_has_its_words(record: type[Record]) -> None:
    merged_piece_by_piece = {"legal_events", "ipc"}
    assert set(record.model_fields) - NEVER_COMPARED - merged_piece_by_piece <= set(FIELD_LABELS)


def test_products_and_deals_name_their_fields() -> None:
    assert set(Product.model_fields) - NEVER_COMPARED - {"figures", "patents", "income"} <= set(FIELD_LABELS)
    named_by_kind = {"adjustments", "transaction_date"}
    assert set(Comparable.model_fields) - NEVER_COMPARED - named_by_kind <= set(FIELD_LABELS)


def test_the_unknown_is_filled_and_the_known_stays() -> None:
    kept = Patent(title="电池", claims_count=8, source="登记簿", url="https://r")
    other = Patent(title="电 池", claims_count=9, title_en="Cell", is_pledged=False, source="x", url="https://x")
    merged = merge_patents(kept, other, Manner(line=7))
    came = tuple(FieldSource(field=name, source="x") for name in ("title_en", "is_pledged"))
    assert merged.record == changed(kept, title_en="Cell", is_pledged=False, sources=came)
    assert [(c.field, c.kept, c.other, c.row) for c in merged.conflicts] == [
        ("Title", "电池", "电 池", 7),
        ("Number of claims", "8", "9", 7),
    ]
    nothing_new = merge_patents(kept, Patent(title="电池"), Manner())
    assert (nothing_new.record, nothing_new.conflicts) == (kept, ())


@pytest.mark.parametrize("pair", [(APPLIED, GRANTED), (GRANTED, APPLIED)], ids=["application first", "grant first"])
def test_the_grant_counts_whichever_comes_first(pair: tuple[Patent, Patent]) -> None:
    merged = merge_patents(*pair, Manner())
    assert merged.record == changed(GRANTED, id=pair[0].id)
    assert told(merged.conflicts) == [
        ("Publication number", "CN104362304B", "CN104362304A"),
        ("Publication date", "2017-01-04", "2015-02-18"),
    ]


def test_what_a_person_entered_stays_before_a_grant_and_a_later_look() -> None:
    merged = merge_patents(APPLIED, GRANTED, ENTERED)
    assert merged.record == changed(APPLIED, grant_date=GRANTED.grant_date)
    seen = [Patent(title="t", legal_state=LegalState.IN_FORCE, legal_state_date=date(y, 1, 1)) for y in (2025, 2026)]
    merged = merge_patents(seen[0], seen[1], ENTERED)
    assert merged.record == seen[0]
    assert told(merged.conflicts) == [("Legal state as of", "2025-01-01", "2026-01-01")]


def test_the_day_of_one_publication_never_stands_beside_the_number_of_another() -> None:
    undated = changed(GRANTED, publication_date=None)
    assert merge_patents(undated, APPLIED, Manner()).record.publication_date is None
    # A grant is published on the day it is granted.
    assert merge_patents(APPLIED, undated, Manner()).record.publication_date == date(2017, 1, 4)
    bare = changed(undated, grant_date=None)
    merged = merge_patents(APPLIED, bare, Manner())
    assert merged.record.publication_date is None
    assert told(merged.conflicts)[1] == ("Publication date", "", "2015-02-18")


def test_a_number_written_in_two_ways_is_no_difference() -> None:
    kept = Patent(title="t", country="US", application_number="16/123,456", publication_number="US-11355780-B2")
    other = Patent(title="t", country="US", application_number="US16123456", publication_number="US11355780B2")
    assert merge_patents(kept, other, Manner()).conflicts == ()
    assert told(merge_patents(kept, changed(other, application_number="16/99"), Manner()).conflicts) == [
        ("Application number", "16/123,456", "16/99")
    ]


@pytest.mark.parametrize(
    ("application", "grant"),
    [("EP1000000A1", "EP1000000B1"), ("US20190200001A1", "US11355780B2"), ("CN109417194A", "CN109417194B")],
)
def test_a_grant_takes_the_place_of_its_application_with_its_claims(application: str, grant: str) -> None:
    kept = Patent(title="t", country=application[:2], publication_number=application, claims_count=20)
    other = Patent(title="t", country=grant[:2], publication_number=grant, claims_count=12)
    forth, back = merge_patents(kept, other, Manner()), merge_patents(other, kept, Manner())
    for merged in (forth, back):
        assert (merged.record.publication_number, merged.record.claims_count) == (grant, 12)
        assert ("Number of claims", "12", "20") in told(merged.conflicts)
    by_hand = merge_patents(kept, other, Manner(newer_counts=False)).record
    assert (by_hand.publication_number, by_hand.claims_count) == (application, 20)


@pytest.mark.parametrize("number", ["EP1000000A1", "CN201410264351.3", "US11355780B2"])
def test_a_number_in_place_of_a_title_gives_way_to_the_title(number: str) -> None:
    names = {"EP1": "publication_number", "CN2": "application_number", "US1": "publication_number"}
    value = "201410264351.3" if number.startswith("CN") else number
    untitled = Patent(title=number, country=number[:2], **{names[number[:3]]: value})
    titled = changed(untitled, title="Machine")
    for kept, other in ((untitled, titled), (titled, untitled), (untitled, changed(untitled, title="Machine"))):
        merged = merge_patents(kept, other, Manner())
        assert merged.record.title == "Machine"
        assert merged.conflicts == ()


def test_the_day_of_the_looking_up_goes_with_its_state() -> None:
    def state(state: LegalState, day: date | None) -> Patent:
        return Patent(title="t", legal_state=state, legal_state_date=day)

    def after(kept: Patent, other: Patent) -> tuple[LegalState, date | None]:
        record = merge_patents(kept, other, Manner()).record
        return record.legal_state, record.legal_state_date

    early, late = date(2025, 1, 1), date(2026, 1, 1)
    in_force, lapsed, unknown = LegalState.IN_FORCE, LegalState.LAPSED, LegalState.UNKNOWN
    assert after(state(in_force, early), state(in_force, late)) == (in_force, late)
    assert after(state(in_force, late), state(in_force, early)) == (in_force, late)
    assert after(state(in_force, None), state(lapsed, late)) == (in_force, None)
    assert after(state(in_force, None), state(unknown, late)) == (in_force, None)
    assert after(state(unknown, early), state(lapsed, None)) == (lapsed, None)
    assert after(state(unknown, None), state(lapsed, late)) == (lapsed, late)


def test_register_entries_and_classes_of_both_are_kept_once() -> None:
    granted = LegalEvent(event_date=date(2016, 5, 4), code="授权", source="甲")
    pledged = LegalEvent(event_date=date(2024, 2, 1), code="PE01", source="乙")
    kept = Patent(title="t", legal_events=(granted,), ipc=("H01M10/0562",))
    again = granted.model_copy(update={"source": "乙"})
    other = Patent(title="t", legal_events=(again, pledged), ipc=("C01B17/22", "H01M10/0562"))
    merged = merge_patents(kept, other, Manner())
    assert merged.conflicts == ()
    assert merged.record.legal_events == (granted, pledged)
    assert merged.record.ipc == ("H01M10/0562", "C01B17/22")


def test_what_cannot_stand_together_fails_or_is_left_out_and_told() -> None:
    kept = Patent(title="t", grant_date=date(2016, 5, 4))
    other = Patent(title="t", filing_date=date(2020, 1, 1), claims_count=3)
    with pytest.raises(ValidationError):
        merge_patents(kept, other, Manner())
    merged = merge_patents(kept, other, Manner(keeps_what_fits=True))
    assert merged.record == changed(kept, claims_count=3)
    assert told(merged.conflicts) == [("Filing date", "", "2020-01-01")]


def test_a_product_line_grows_year_by_year_and_keeps_its_first_figures() -> None:
    def line(name: str, *figures: tuple[int, int | None]) -> Product:
        years = (YearFigures(year=y, is_forecast=False, revenue=None if r is None else Decimal(r)) for y, r in figures)
        return Product(name=name, figures=tuple(years))

    kept, other = line("粉体", (2025, 300), (2026, None)), line("粉体", (2024, 200), (2025, 290), (2026, 400))
    merged = merge_products(kept, other, Manner())
    assert merged.record.figures == line("粉体", (2024, 200), (2025, 300), (2026, 400)).figures
    assert [(c.subject, *told((c,))[0]) for c in merged.conflicts] == [("粉体 2025", "Revenue", "300", "290")]
    assert merged.record.id == kept.id


def test_a_patent_of_a_product_is_the_same_however_it_is_written() -> None:
    kept = ImportedProduct(product=Product(name="粉体"), patents=(("CN104362304A", Decimal(60)),))
    rows = (("CN104362304B", Decimal(70)), ("ZL201410264351.3", Decimal(30)), ("CN2014102643513", Decimal(30)))
    merged = merge_imported_products(kept, ImportedProduct(product=Product(name="粉体"), patents=rows), Manner())
    assert merged.record.patents == (("CN104362304A", Decimal(60)), ("ZL201410264351.3", Decimal(30)))
    assert [(c.subject, *told((c,))[0]) for c in merged.conflicts] == [
        ("粉体: CN104362304A", "Contribution of the patent", "60", "70")
    ]


def test_deals_tell_their_differences_in_words_of_the_reader() -> None:
    def deal(*adjustments: tuple[AdjustmentKind, str], amount: int = 8_000_000) -> Comparable:
        price = (Instalment(years_after=Decimal(0), amount=Decimal(amount)),)
        made = tuple(PriceAdjustment(kind=kind, factor=Decimal(factor)) for kind, factor in adjustments)
        return Comparable(
            name="A", transaction_date=date(2025, 3, 1), payments=price, patents_count=1, adjustments=made
        )

    territory, scope = AdjustmentKind.TERRITORY, AdjustmentKind.SCOPE
    kept = deal((territory, "0.9"))
    merged = merge_comparables(kept, deal((scope, "1.1"), (territory, "0.8"), amount=9_000_000), Manner())
    assert merged.record == kept
    assert told(merged.conflicts) == [
        ("Price and instalments", "0: 8,000,000", "0: 9,000,000"),
        ("Territory", "0.9", "0.8"),
        ("Scope of protection", "", "1.1"),
    ]
    assert merge_comparables(deal(), kept, Manner()).record.adjustments == kept.adjustments
    assert merge_comparables(kept, deal(), Manner()).conflicts == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "是"),
        (LegalState.LAPSED, "已终止"),
        (Decimal("1200000.50"), "1,200,000.5"),
        (("甲", "乙"), "甲; 乙"),
        (date(2026, 1, 1), "2026-01-01"),
        (None, ""),
    ],
)
def test_values_are_shown_in_words_of_the_reader(value: object, words: str, in_chinese: Callable[[str], str]) -> None:
    assert in_chinese(shown(value)) == words


@pytest.fixture
def in_chinese() -> Callable[[str], str]:
    from pledgeapp.i18n import texts

    chinese = texts("zh")

    def say(text: str) -> str:
        message = Message("test", "{value_label}", {"value_label": text})
        return chinese(message.template, **message.params)

    return say


def test_zero_and_no_are_known() -> None:
    assert [is_unknown(v) for v in (None, "", (), LegalState.UNKNOWN)] == [True] * 4
    assert [is_unknown(v) for v in (False, 0, Decimal(0), LegalState.PENDING)] == [False] * 4
