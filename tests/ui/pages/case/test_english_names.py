"""Does an English window call policy, party and product by their English names?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from pledgeapp.i18n import texts
from pledgeapp.records.case import Case
from pledgeapp.services.samples import load_sample
from ui.state.headlines import open_points


@pytest.fixture
def named() -> Case:
    """The first sample with a policy of two names, not confirmed, that lends nothing on inventions."""
    case = load_sample("solid_electrolyte_powder")
    assert case.policy is not None
    policy = case.policy.model_copy(
        update={"name": "甲银行办法", "name_en": "First Bank rules", "is_confirmed": False, "loan_to_value_caps": {}}
    )
    return case.model_copy(update={"policy": policy})


@pytest.mark.parametrize(
    ("language", "said", "other"), [("en", "First Bank", "甲银行"), ("zh", "甲银行", "First Bank")]
)
@pytest.mark.parametrize("key", ["rights", "report"])
def test_pages_name_the_policy_in_their_language(
    make_bench: Callable[..., Any], named: Case, key: str, language: str, said: str, other: str
) -> None:
    page = make_bench(named, language=language).page(key)
    heard = [label.text() for label in page.findChildren(QLabel)]
    assert any(said in text for text in heard)
    assert not any(other in text for text in heard)


def test_the_strip_names_the_policy_in_english(make_bench: Callable[..., Any], named: Case) -> None:
    heard = [point.text for point in open_points(make_bench(named).session, texts("en"))]
    assert any("First Bank rules" in text for text in heard)
    assert not any("甲银行" in text for text in heard)
