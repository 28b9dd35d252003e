"""Is a row of a sheet a total or subtotal: the sum of others, and no data of its own?"""

from __future__ import annotations

import re
from functools import lru_cache

from pledgeapp.intake.values import folded

_TOTAL = re.compile(
    r"^(?:本年|本月|本期|本页|以上|项目|产品|各产品|全部|研发费用|费用|grand|sub-?|overall)?"
    r"(?:累计|合计|小计|总计|共计|总和|汇总|total|totals|sum)(?:[:：]|数|额|\(.*\))?$"
)
_SUBTOTAL_OF = re.compile(
    r"^(?P<of>.+?)[-—:：]?(?:小计|合计|subtotal)$|^(?:subtotal|total)(?:of|for)?[-—:：]?(?P<of_en>.+)$"
)


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a label is nothing but the word for a total: `合计`, `小计`, `Grand total`."""
    return bool(_TOTAL.match(folded(text)))


def is_subtotal_word(text: str) -> bool:
    """Whether a total is of a part only: `小计`, `材料合计`, `Subtotal`."""
    plain = folded(text)
    return "小计" in plain or plain.startswith("sub") or not is_total(text)


def total_of(text: str) -> str | None:
    """What a label such as `材料小计` or `Total powder` is the total of, folded; None when it is no total."""
    match = _SUBTOTAL_OF.match(folded(text))
    return (match["of"] or match["of_en"]) if match else None
