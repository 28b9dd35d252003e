"""How is what a person types found again? In half-width lower case, patent numbers in every way they are written.

A query asks `NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search, value) = 0)`: all words of a `word_list` are
contained, and the words stay a bound value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from pledgeapp.records.identity import folded
from pledgeapp.records.patent_number import publication_number
from pledgeapp.records.publication import read_publication
from pledgeapp.records.refusal import RefusedValue

_NUMBER = re.compile(r"^[A-Z]{0,2}[\d\s.,/-]*\d[\d\s.,/-]*[A-Z]?\d?$")
_CHINESE_APPLICATION = re.compile(r"^(?:ZL|CN)((?:\d{12}|\d{8})(?:\.?[\dX])?)$")


def searchable(texts: Iterable[str | None], numbers: Iterable[str | None] = ()) -> str:
    """One text to look into: each of `texts`, and each of `numbers` with and without its dot."""
    tidy = [publication_number(number) for number in numbers if number]
    written = dict.fromkeys(form for number in tidy for form in (number, number.replace(".", "")))
    all_forms = "\n".join(written)
    # What stands inside another form is found there.
    forms = [form for form in written if all_forms.count(form) == 1]
    # The blank lines at the end give its last characters a place in an index of three-character pieces.
    return folded("\n".join([*(part for part in (*forms, *texts) if part), "", ""]))


def search_words(text: str) -> tuple[str, ...]:
    """What a `searchable` text must all contain: the words of `text`, or what identifies one patent.

    That is its application number without prefix, or of a publication what all publications of the right share: who
    looks for the published application finds the grant.
    """
    text = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if _NUMBER.match(plain):
        number = publication_number(plain)
        application = _CHINESE_APPLICATION.match(number)
        return (folded(application.group(1) if application else _shared(number)),)
    return tuple(folded(word) for word in text.split())


def _shared(number: str) -> str:
    try:
        return read_publication(number).right
    except RefusedValue:
        return number


def word_list(words: tuple[str, ...]) -> str:
    """`words` as the one value of such a query."""
    return json.dumps(words, ensure_ascii=False)
