"""Does what is imported join what is known: once, nothing lost, nothing overwritten, all or nothing?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.errors import Cancelled, KnownTrouble
from pledgeapp.progress import Progress
from pledgeapp.records.base import PatentId
from pledgeapp.records.importing import ImportedProduct
from pledgeapp.records.patent import LegalEvent, LegalState, Patent, RightType
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.store import Store
from pledgeapp.store.patents import FIND_SAME
from tests.pledgeapp.store.samples import HOW, a_deal, a_patent, a_product


def test_a_patent_comes_once_whatever_its_number_is_written_like(store: Store) -> None:
    first = a_patent(application_number="ZL201410264351.3")
    again = a_patent(application_number="2014102643513", publication_number="CN104064712A", claims_count=8)
    assert store.patents.merge((first,), **HOW) == (1, 0, ())
    assert store.patents.merge((again,), **HOW) == (0, 1, ())
    known = store.patents.find()
    assert known == (first.model_copy(update={"publication_number": "CN104064712A", "claims_count": 8}),)
    assert store.patents.count() == 1


def test_without_application_number_the_publication_number_tells(store: Store) -> None:
    published = Patent(title="电池", publication_number="CN-109417194-A")
    granted = Patent(
        title="电池", publication_number="CN109417194B", application_number="201780034567", grant_date=date(2022, 3, 1)
    )
    foreign = Patent(title="Battery", country="US", publication_number="US-2015-0123456-A1")
    assert store.patents.merge((published, foreign), **HOW)[:2] == (2, 0)
    added, merged, conflicts = store.patents.merge((granted, foreign), **HOW)
    assert (added, merged) == (0, 2)
    assert [(c.field, c.kept, c.other) for c in conflicts] == [("Publication number", "CN109417194B", "CN-109417194-A")]
    (found,) = store.patents.find("201780034567")
    assert (found.id, found.grant_date, found.right_type) == (published.id, date(2022, 3, 1), RightType.INVENTION)
    assert store.patents.find("CN109417194")[0].id == published.id
    # From here on the application number is known and tells.
    assert store.patents.merge((a_patent(application_number="201780034567", title="电池", patentees=()),), **HOW)[
        :2
    ] == (0, 1)


@pytest.mark.parametrize("is_grant_first", [True, False])
def test_application_and_grant_in_two_imports_are_the_granted_right(store: Store, *, is_grant_first: bool) -> None:
    """Whichever list comes first: the granted right is what can be pledged, and the other publication is told."""
    published = Patent(
        title="电池", publication_number="CN104362304A", publication_date=date(2015, 2, 18), url="https://a.test/A"
    )
    granted = Patent(
        title="电池",
        publication_number="CN104362304B",
        publication_date=date(2017, 1, 4),
        grant_date=date(2017, 1, 4),
        url="https://a.test/B",
    )
    first, second = (granted, published) if is_grant_first else (published, granted)
    assert store.patents.merge((first,), **HOW) == (1, 0, ())
    added, merged, conflicts = store.patents.merge((second,), **HOW)
    assert (added, merged) == (0, 1)
    assert [(c.field, c.kept, c.other) for c in conflicts] == [
        ("Publication number", "CN104362304B", "CN104362304A"),
        ("Publication date", "2017-01-04", "2015-02-18"),
    ]
    (known,) = store.patents.find()
    assert known == granted.model_copy(update={"id": first.id})
    # Who looks for either publication finds the right.
    assert store.patents.find("CN104362304B") == store.patents.find("CN-104362304-A") == (known,)
    # A third list with the application only tells what stands there already.
    assert store.patents.merge((published,), **HOW)[:2] == (0, 1)
    assert store.patents.find() == (known,)


def test_two_records_that_turn_out_to_be_one_right_become_one(store: Store) -> None:
    """One list knows the application, another the publication; the third names both."""
    by_publication = Patent(title="电池", publication_number="CN104362304A", claims_count=8, inventors=("张三",))
    by_application = Patent(title="电池", application_number="201410264351.3", claims_count=9, is_pledged=True)
    store.patents.merge((by_publication, a_patent(5), by_application), **HOW)
    both = Patent(title="电池", application_number="ZL201410264351.3", publication_number="CN104362304B")
    added, merged, conflicts = store.patents.merge((both,), **HOW)
    assert (added, merged, store.patents.count()) == (0, 1, 2)
    assert [(c.field, c.kept, c.other) for c in conflicts] == [
        ("Number of claims", "8", "9"),
        ("Publication number", "CN104362304B", "CN104362304A"),
    ]
    first, second = store.patents.find()
    assert (first.id, first.inventors, first.is_pledged) == (by_publication.id, ("张三",), True)
    assert (first.application_number, first.publication_number) == ("201410264351.3", "CN104362304B")
    assert second.application_number == a_patent(5).application_number
    assert store.patents.find("201410264351") == store.patents.find("CN104362304") == (first,)
    assert all(check.ok for check in store.check())


def test_the_same_right_is_asked_of_both_indexes(store: Store) -> None:
    """Most patents of a list have no application number: walking through those makes an import quadratic."""
    with store.patents._connection.raw() as raw:
        plan = str(raw.execute(f"EXPLAIN QUERY PLAN {FIND_SAME}", ("a", "b")).fetchall())
    assert "(application_key=?)" in plan
    assert "patents_publication (publication_key=?)" in plan
    assert "SCAN" not in plan


def test_two_application_numbers_are_two_rights_whatever_publication_they_name(store: Store) -> None:
    one = a_patent(1, publication_number="CN104362304B")
    other = a_patent(2)
    store.patents.merge((one, other), **HOW)
    mistaken = a_patent(2, publication_number="CN104362304B", claims_count=4)
    assert store.patents.merge((mistaken,), **HOW)[:2] == (0, 1)
    assert store.patents.find()[0] == one
    assert store.patents.find()[1].claims_count == 4


def test_a_patent_without_numbers_is_known_by_title_and_holders(store: Store) -> None:
    bare = Patent(title="未公开的电解质", patentees=("安澜",))
    other = Patent(title="未公开的电解质", patentees=("澄海",))
    assert store.patents.merge((bare, other), **HOW)[:2] == (2, 0)
    assert store.patents.merge((bare.model_copy(update={"id": PatentId("1" * 32)}),), **HOW)[:2] == (0, 1)


def test_known_stays_known_and_a_difference_is_told(store: Store) -> None:
    stored = a_patent(
        legal_state=LegalState.IN_FORCE, legal_state_date=date(2025, 1, 1), is_pledged=False, claims_count=8
    )
    silent = a_patent(patentees=())
    differs = a_patent(
        legal_state=LegalState.LAPSED, legal_state_date=date(2026, 1, 1), is_pledged=True, title_en="Powder"
    )
    store.patents.merge((stored,), **HOW)
    assert store.patents.merge((silent,), **HOW) == (0, 1, ())
    assert store.patents.find() == (stored,)
    _, _, conflicts = store.patents.merge((differs,), **HOW)
    assert {(c.subject, c.field, c.kept, c.other) for c in conflicts} == {
        ("ZL201410264351.3", "Legal state", "In force", "Lapsed"),
        ("ZL201410264351.3", "Pledged", "No", "Yes"),
    }
    assert store.patents.find() == (stored.model_copy(update={"title_en": "Powder"}),)


def test_events_add_up_and_a_later_look_at_the_register_counts(store: Store) -> None:
    granted = LegalEvent(event_date=date(2016, 5, 4), code="授权")
    pledged = LegalEvent(event_date=date(2024, 2, 1), code="PE01")
    first = a_patent(legal_state=LegalState.IN_FORCE, legal_state_date=date(2025, 1, 1), legal_events=(granted,))
    later = a_patent(
        legal_state=LegalState.IN_FORCE, legal_state_date=date(2026, 1, 1), legal_events=(granted, pledged)
    )
    store.patents.merge((first,), **HOW)
    assert store.patents.merge((later,), **HOW)[2] == ()
    (known,) = store.patents.find()
    assert known.legal_events == (granted, pledged)
    assert known.legal_state_date == date(2026, 1, 1)


def test_a_value_that_cannot_stand_beside_the_known_ones_is_told_not_stored(store: Store) -> None:
    store.patents.merge((a_patent(grant_date=date(2016, 5, 4)),), **HOW)
    _, _, conflicts = store.patents.merge((a_patent(filing_date=date(2020, 1, 1), claims_count=3),), **HOW)
    assert [(c.field, c.kept, c.other) for c in conflicts] == [("Filing date", "", "2020-01-01")]
    (known,) = store.patents.find()
    assert (known.filing_date, known.claims_count) == (None, 3)


@pytest.mark.parametrize("stop_at", [0, 100, 200, 250])
def test_who_cancels_changes_nothing(store: Store, stop_at: int) -> None:
    def stop(progress: Progress) -> None:
        assert progress.total == 250
        if progress.done >= stop_at:
            raise Cancelled

    store.patents.merge((a_patent(1),), **HOW)
    before = store.audit.entries()
    with pytest.raises(Cancelled):
        store.patents.merge([a_patent(n) for n in range(250)], **HOW, progress=stop)
    assert store.patents.count() == 1
    assert store.patents.find("000002") == ()
    assert store.audit.entries() == before
    assert store.patents.merge((a_patent(2),), **HOW)[:2] == (1, 0)


def test_patents_are_found_by_number_title_and_names(store: Store) -> None:
    one = a_patent(1, title="一种锂电", title_en="Lithium Cell", inventors=("欧阳修",), ipc=("H01M10/0562",))
    two = a_patent(2, title="铌酸锂调制器", patentees=("某大学",))
    store.patents.merge((one, two), **HOW)
    by = {
        "": (one, two),
        "锂": (one, two),
        "锂电": (one,),
        "电": (one,),
        "铌酸": (two,),
        "调制器": (two,),
        "大学": (two,),
        "LITHIUM cell": (one,),
        "ｌｉｔｈｉｕｍ": (one,),
        "欧阳修": (one,),
        "锂 大学": (two,),
        "h01m10/0562": (one,),
        one.number: (one,),
        "201410000002": (two,),
        "锂电 大学": (),
        "硅": (),
        '"': (),
        "锂' OR 1": (),
        "*": (),
    }
    assert {text: store.patents.find(text) for text in by} == by
    assert store.patents.find("锂", limit=1) == (one,)
    assert store.patents.get_all((two.id, one.id)) == (two, one)
    with pytest.raises(KnownTrouble):
        store.patents.get_all((PatentId("0" * 32),))


def test_a_short_word_so_common_that_it_is_looked_for_in_the_texts(store: Store) -> None:
    many = [a_patent(n, title=f"锂{chr(0x4E00 + n)}料", patentees=()) for n in range(300)]
    store.patents.merge((*many, a_patent(999, title="无", patentees=("锂业",))), **HOW)
    assert len(store.patents.find("锂", limit=1000)) == 301
    assert [p.title for p in store.patents.find("锂 无")] == ["无"]
    assert store.patents.find("锂 硅") == ()


def test_what_is_changed_is_found_by_its_new_words_only(store: Store) -> None:
    store.patents.merge((a_patent(title="旧", patentees=()),), **HOW)
    store.patents.merge((a_patent(title="旧", patentees=("新持有人",)),), **HOW)
    assert len(store.patents.find("新持有人")) == len(store.patents.find("旧")) == 1
    assert all(check.ok for check in store.check())


def test_the_index_follows_when_rights_turn_out_to_be_one_within_and_after_an_import(store: Store) -> None:
    """The last position is given again after a merge: neither the old words nor the new ones may go astray."""
    old = Patent(title="旧名称固态", publication_number="CN101234567A")
    one = a_patent(title="固态甲", application_number="201410264351.3")
    two = Patent(title="固态乙", publication_number="CN109417194B")
    both = one.model_copy(update={"id": PatentId("c" * 32), "publication_number": "CN109417194B"})
    last = Patent(title="末位电极", publication_number="CN105555555B")
    for import_of in ((old, one, two), (both, last), (Patent(title="再来隔膜", publication_number="CN106666666B"),)):
        store.patents.merge(import_of, **HOW)
    for word, count in (("固态甲", 1), ("固态乙", 0), ("旧名称", 1), ("末位电极", 1), ("再来隔膜", 1), ("固态", 2)):
        assert len(store.patents.find(word)) == count, word
    assert all(check.ok for check in store.check())


def test_an_id_that_is_taken_gives_way(store: Store) -> None:
    one = a_patent(1)
    store.patents.merge((one, a_patent(2, id=one.id)), **HOW)
    first, second = store.patents.find()
    assert first == one
    assert second.id != one.id


def test_a_deal_comes_once_and_its_difference_is_told(store: Store) -> None:
    deal = a_deal()
    assert store.comparables.merge((deal, a_deal("另一笔", source="公告")), **HOW) == (2, 0, ())
    other = a_deal(patents_count=5)
    added, merged, conflicts = store.comparables.merge((other,), **HOW)
    assert (added, merged) == (0, 1)
    assert [(c.subject, c.field, c.kept, c.other) for c in conflicts] == [(deal.name, "Number of patents", "3", "5")]
    assert store.comparables.find("固态") == (deal,)
    assert store.comparables.find("公告")[0].name == "另一笔"
    assert store.comparables.count() == 2
    assert store.comparables.merge((a_deal(transaction_date=date(2024, 1, 1)),), **HOW)[:2] == (1, 0)
    assert [d.transaction_date.year for d in store.comparables.find()] == [2025, 2025, 2024]


def test_a_product_line_grows_year_by_year(store: Store) -> None:
    first = a_product()
    assert store.products.merge((first,), **HOW) == (1, 0, ())
    figures = (
        YearFigures(year=2025, is_forecast=False, revenue=Decimal(2_900_000), gross_margin=Decimal("0.31")),
        YearFigures(year=2024, is_forecast=False, revenue=Decimal(2_000_000)),
    )
    other = ImportedProduct(
        product=Product(name="硫化物电解质", figures=figures, industry="2641"),
        patents=(("201410264351.3", Decimal(70)), ("ZL201410264352.1", Decimal(30))),
    )
    added, merged, conflicts = store.products.merge((other,), **HOW)
    assert (added, merged) == (0, 1)
    assert [(c.subject, c.field, c.kept, c.other) for c in conflicts] == [
        ("硫化物电解质 2025", "Revenue", "3,000,000", "2,900,000"),
        ("硫化物电解质: ZL201410264351.3", "Contribution of the patent", "60", "70"),
    ]
    (known,) = store.products.find("电解")
    assert [(f.year, f.revenue, f.gross_margin) for f in known.product.figures] == [
        (2024, Decimal(2_000_000), None),
        (2025, Decimal(3_000_000), Decimal("0.31")),
    ]
    assert known.patents == (("ZL201410264351.3", Decimal(60)), ("ZL201410264352.1", Decimal(30)))
    assert (known.product.id, known.product.industry) == (first.product.id, "2641")
    assert store.products.find("201410264352") == (known,)


def test_the_log_tells_of_each_import_without_names(store: Store) -> None:
    store.patents.merge((a_patent(1), a_patent(1)), **HOW)
    entry = store.audit.entries(1)[0]
    assert (entry.action, entry.subject, entry.detail) == (
        "Patents imported",
        "专利清单.csv",
        "added=1 merged=1 conflicts=0",
    )
