"""Does a person see what the gazette says of a patent, the latest first, and no table where it says nothing?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pledgeapp.records.patent import LegalEvent
from pledgeapp.records.patent_sources import entered_by_hand
from pledgeapp.services.samples import load_sample


def test_events_of_the_chosen_patent_are_listed(make_bench: Callable[..., Any]) -> None:
    pledged = LegalEvent(event_date=date(2024, 5, 7), code="PE01", text="专利权质押合同登记的生效", source="EPO OPS")
    granted = LegalEvent(event_date=date(2020, 1, 3), code="GR01")
    case = load_sample("solid_electrolyte_powder")
    first, *others = case.patents
    with_events = first.model_copy(update={"legal_events": (granted, pledged)})
    page = make_bench(case.model_copy(update={"patents": (with_events, *others)})).page("patents")
    page.detail.show_patent(0)
    assert page.detail.events.isVisibleTo(page)
    assert [event.code for event in page.detail.rows.rows] == ["PE01", "GR01"]
    page.detail.show_patent(1)
    assert not page.detail.events.isVisibleTo(page)
    assert page.detail.rows.rows == ()


def test_fields_from_another_source_are_named_with_it(make_bench: Callable[..., Any]) -> None:
    case = load_sample("solid_electrolyte_powder")
    first, *others = case.patents
    page = make_bench(case.model_copy(update={"patents": (entered_by_hand(first, ["claims_count"]), *others)})).page(
        "patents"
    )
    page.detail.show_patent(0)
    texts = page.desk.texts
    assert texts("entered by hand") in page.detail._sources.text()
    assert texts("Claims") in page.detail._sources.text()
    page.detail.show_patent(1)
    assert not page.detail._sources.isVisibleTo(page)
