"""Does every sum that the assessment prints say its currency?"""

from __future__ import annotations

import re

import pytest

from pledgeapp.cli.assess_command import in_words, summary
from pledgeapp.i18n import Language, texts
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample


@pytest.mark.parametrize(
    ("currency", "language", "unit"),
    [("CNY", "zh", "元"), ("CNY", "en", "CNY"), ("USD", "zh", "美元"), ("USD", "en", "USD")],
)
def test_every_sum_says_its_currency(currency: str, language: Language, unit: str, services: Services) -> None:
    data = summary(assess_case(services, load_sample("solid_electrolyte_powder")), (), texts(language))
    printed = in_words({**data, "currency": currency}, texts(language))
    sums = re.findall(r"\d{1,3}(?:,\d{3})+(?: (\w+))?(?!\d)", printed)
    assert len(sums) == 8
    assert [found for found in sums if found == unit] == [unit] * 6, "all but the two ends of the range"
