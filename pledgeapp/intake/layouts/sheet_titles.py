"""What do the lines above a sheet, its name and its file say: of which product, and that all of it is a forecast?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pledgeapp.intake.tables import Table
from pledgeapp.intake.values import folded, half_width

_PRODUCT = re.compile(r"^(?:产品名称|产品|项目名称|product(?:\s+line)?|product\s+name)\s*:\s*(.+)$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:sheet\d*|工作表\d*|表\d*|table\d*|.*(?:利润表|损益表|收入|预测|测算|明细|汇总|成本|数据|报表|statement|forecast|revenue|sales"
    r"|income|p&l|data|summary|figures).*)$"
)
_FORECAST, _ACTUAL = (
    ("预测", "预算", "计划", "预计", "forecast", "projection", "projected", "budget", "plan"),
    (
        "历史",
        "实际",
        "审定",
        "审计",
        "actual",
        "historical",
        "audited",
    ),
)
_LONGEST_NAME = 200


def subject_of(above: Sequence[str], table: Table, stem: str) -> tuple[str, bool]:
    """The product a sheet without product names is of, and whether the sheet itself says so."""
    for text in above:
        match = _PRODUCT.match(half_width(text))
        if match:
            return match[1].strip()[:_LONGEST_NAME], True
    if table.container != "csv" and not _GENERIC.match(folded(table.name)):
        return table.name[:_LONGEST_NAME], False
    return stem[:_LONGEST_NAME], False


def says_forecast(titles: Sequence[str]) -> bool:
    """Whether the titles speak of a forecast and of nothing that was."""
    words = folded(" ".join(titles))
    return any(word in words for word in _FORECAST) and not any(word in words for word in _ACTUAL)
