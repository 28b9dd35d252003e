"""Does an assumption still equal the result of the method it was taken over from?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from pledgeapp.records.method_inputs import method_name
from pledgeapp.records.wording import assumption_label
from valuation.results import Appraisal
from valuation.wording import N_, Message


def taken_over(case: Case, appraisal: Appraisal) -> Iterator[Message]:
    """A warning for each method whose result was taken over and is no longer what the assumption says.

    The assumption may be rounded: it is compared to the digits with which it was entered.
    """
    results = {value.key: value.value for value in appraisal.methods}
    for method in case.methods:
        if not method.used_for or method.id not in results:
            continue
        try:
            value = assumption_at(case, method.used_for).value
        except KeyError:
            value = None
        if value is None or not _is_rounded(results[method.id], value):
            words = N_("{method_label} gives {result:.4g}; {name_label}, for which it was taken over, is {value}.")
            params = {"method_label": method_name(method), "name_label": assumption_label(method.used_for, case)}
            shown = "—" if value is None else f"{value.normalize():f}"
            yield Message("no_longer_taken_over", words, {**params, "result": results[method.id], "value": shown})


def _is_rounded(result: float, value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return abs(result - float(value)) <= 0.5 * 10.0**-digits * (1 + 1e-9)
