"""What is a currency called, and ten thousand of it, in the language of the reader?"""

from __future__ import annotations

from functools import cache

from pledgeapp.i18n import Language

YUAN = "CNY"
"""The currency of laws, lending policies and lists over several cases."""
_NBSP = "\u00a0"


@cache
def currency_name(currency: str, language: Language) -> str:
    """`元`, `美元` in Chinese, the three-letter code in English and where no name is known."""
    if language == "en":
        return currency
    if currency == YUAN:
        return "元"
    from babel.numbers import get_currency_name

    return get_currency_name(currency, locale="zh_Hans_CN")


def ten_thousand_name(currency: str, language: Language) -> str:
    """`万元`, `万美元`, `万 XBT` in Chinese, `USD 10k` in English."""
    name = currency_name(currency, language)
    if language == "en":
        return f"{name} 10k"
    return f"万{_NBSP}{name}" if name == currency else f"万{name}"
