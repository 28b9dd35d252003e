"""Is a portfolio screened at once what its patents are by themselves, and is no rank made among too few?"""

from __future__ import annotations

from datetime import date

import numpy as np

from pledgeapp.records.patent import LegalEvent, Patent
from pledgeapp.reference import Reference
from pledgeapp.services.legal_life import legal_expiry
from pledgeapp.services.screen_portfolio import FEWEST_COMPARABLE, portfolio_columns, screen_portfolio
from valuation.rights.events import State

DAY, UNTIL = date(2026, 11, 22), date(2029, 11, 22)


def patent(number: int, **facts: object) -> Patent:
    plain: dict[str, object] = {
        "title": f"合成专利{number}",
        "right_type": "invention",
        "filing_date": date(2019, 3, 1 + number % 20),
        "grant_date": date(2021, 3, 1),
        "ipc": ("H01M 10/0562",),
        "cited_by_count": number,
    }
    return Patent.model_validate({**plain, **facts})


def test_a_portfolio_at_once(reference: Reference) -> None:
    ended = (
        LegalEvent(event_date=date(2021, 3, 1), code="GR01"),
        LegalEvent(event_date=date(2024, 5, 1), code="CF01"),
        LegalEvent(event_date=date(2099 - 1, 5, 1), code="RR01"),
    )
    patents = [
        *(patent(number) for number in range(FEWEST_COMPARABLE)),
        patent(20, ipc=("A61K 9/00",)),
        patent(21, filing_date=None, grant_date=None),
        patent(22, legal_events=ended),
        patent(23, country="US"),
    ]
    found = screen_portfolio(portfolio_columns(patents, reference.legal_event_codes), reference, DAY, UNTIL)
    assert [day.item() for day in found.last_day] == [legal_expiry(one, reference) for one in patents]
    assert found.gazette_state[-2] == State.ENDED, "an entry of a day to come has told nothing"
    assert found.gazette_state[0] == State.UNKNOWN
    assert list(found.fees.is_known) == [True] * 11 + [False, True, False]
    assert np.isnan(found.next_owed[-1])
    ranks = found.ranks.ranks["cited_by_count"]
    assert ranks[0] == 0.5 / 12
    assert np.isnan(ranks[[-4, -3]]).all(), "one of its field alone, and one without a year, have no rank"
    assert np.isnan(found.ranks.ranks["family_size"]).all()


def test_no_patents(reference: Reference) -> None:
    found = screen_portfolio(portfolio_columns([], reference.legal_event_codes), reference, DAY, UNTIL)
    assert found.last_day.shape == found.owed_until.shape == found.next_due.shape == (0,)
