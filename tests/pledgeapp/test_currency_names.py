"""Are currencies called as people call them, and is an unknown one never given a name?"""

from __future__ import annotations

import pytest

from pledgeapp.currency_names import currency_name, ten_thousand_name
from pledgeapp.i18n import Language


@pytest.mark.parametrize(
    ("currency", "language", "one", "ten_thousand"),
    [
        ("CNY", "zh", "元", "万元"),
        ("CNY", "en", "CNY", "CNY 10k"),
        ("USD", "zh", "美元", "万美元"),
        ("HKD", "zh", "港元", "万港元"),
        ("JPY", "zh", "日元", "万日元"),
        ("USD", "en", "USD", "USD 10k"),
        ("XBQ", "zh", "XBQ", "万\u00a0XBQ"),
        ("XBQ", "en", "XBQ", "XBQ 10k"),
    ],
)
def test_names(currency: str, language: Language, one: str, ten_thousand: str) -> None:
    assert (currency_name(currency, language), ten_thousand_name(currency, language)) == (one, ten_thousand)
