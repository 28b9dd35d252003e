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

_REMARK = re.compile(
    r"^(?:(?:备?注|说明|附注|制表人?|编制人?|填表人?|填报人?|复核人?|审核人?|经办人?|单位负责人|数据来源|资料来源|notes?|source|preparedby|"
    r"checkedby)(?:\d{0,2})[:：]|以上(?:共|数据|合计)|注\d?[.、])"
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


@lru_cache(maxsize=4096)
def is_remark(text: str) -> bool:
    """Whether the first cell of a row is a note below a table, or who made and checked it: `注：…`, `制表：张三`."""
    return bool(_REMARK.match(folded(text)))
