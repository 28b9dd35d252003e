"""What is said of an assumption that keeps a report a draft, so that nobody has to guess which one is meant?"""

from __future__ import annotations

import re

from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.case import Case
from pledgeapp.records.method_inputs import method_name
from pledgeapp.records.wording import assumption_label, label
from valuation.wording import N_

_OF_PRODUCT = re.compile(r"products\[(\d+)\]\.")
_OF_COST_ITEM = re.compile(r"cost\.items\[(\d+)\]\.")
_OF_METHOD = re.compile(r"methods\[(\d+)\]\.")


def no_value(case: Case, path: str) -> OpenPoint:
    """The assumption at `path` has no value yet."""
    if _OF_PRODUCT.match(path):
        template = N_("{product}, {name_label}: no value yet")
    elif _OF_COST_ITEM.match(path):
        template = N_("{item_label}, {name_label}: no value yet")
    elif _OF_METHOD.match(path):
        template = N_("{method_label}, {name_label}: no value yet")
    else:
        template = N_("{name_label}: no value yet")
    return OpenPoint(key=f"missing:{path}", template=template, params=_named(case, path), path=path)


def unconfirmed(case: Case, path: str) -> OpenPoint:
    """The assumption at `path` has a value whose source is still to be confirmed."""
    if _OF_PRODUCT.match(path):
        template = N_("{product}, {name_label}: source to be confirmed")
    elif _OF_COST_ITEM.match(path):
        template = N_("{item_label}, {name_label}: source to be confirmed")
    elif _OF_METHOD.match(path):
        template = N_("{method_label}, {name_label}: source to be confirmed")
    else:
        template = N_("{name_label}: source to be confirmed")
    return OpenPoint(key=f"unconfirmed:{path}", template=template, params=_named(case, path), path=path)


def _named(case: Case, path: str) -> dict[str, str]:
    """The name of the assumption, with that of the product line, class of cost or method it belongs to."""
    named = {"name_label": assumption_label(path, case)}
    product, item, method = _OF_PRODUCT.match(path), _OF_COST_ITEM.match(path), _OF_METHOD.match(path)
    if product is not None:
        named["product"] = case.products[int(product.group(1))].name
    elif item is not None and case.cost is not None:
        named["item_label"] = label(case.cost.items[int(item.group(1))].cost_class)
    elif method is not None:
        named["method_label"] = method_name(case.methods[int(method.group(1))])
    return named
