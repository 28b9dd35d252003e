"""By how many days does a slow grant, or the approval of a drug, lengthen the term of an invention patent?

Two compensations of the Patent Law of China, art. 42, with Implementing Rules, arts. 77-84. The figures of law are
arguments, filled from the dated parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from valuation.calendar_days import Days, add_years
from valuation.wording import N_, InputOutsideDomain, Message


@dataclass(frozen=True)
class GrantRules:
    """Figures of law for a slow grant, in years."""

    after_filing_years: int
    """A grant later than this after filing may be compensated …"""
    after_request_years: int
    """… if it also came later than this after the request for examination."""


@dataclass(frozen=True)
class DrugRules:
    """Figures of law for the approval of a drug, in years."""

    allowance_years: int
    """Years between filing and marketing approval that nobody compensates."""
    longest_extension_years: int
    longest_effective_term_years: int
    """Protection after the marketing approval may not last longer by the extension."""


def grant_delay_days(
    filed: Days, examination_requested: Days, granted: Days, delays_days: ArrayLike, rules: GrantRules
) -> NDArray[np.float64]:
    """d = max(g - max(f + a, e + b) - s, 0), in days; NaN where a day or a delay is not known. Shapes broadcast.

    f filing, e request for examination, g publication of the grant, a and b the years after them that the law allows,
    s the reasonable delays and those of the applicant (`delays_days`, not negative). Source: Patent Law of China,
    art. 42(2); Implementing Rules, arts. 78-79. It is granted on request alone: a patent that nobody asked it for has
    none.
    Known to be right: 0 for a grant within the allowed years; one day later is one day more.
    """
    delays = np.asarray(delays_days, dtype=np.float64)
    if (delays < 0).any():
        raise InputOutsideDomain("delays_days", Message("delay_negative", N_("A delay cannot be negative.")))
    due = np.maximum(
        add_years(filed, rules.after_filing_years), add_years(examination_requested, rules.after_request_years)
    )
    return np.maximum(_days(granted - due) - delays, 0.0)


def drug_extension_days(filed: Days, approved: Days, last_day: Days, rules: DrugRules) -> NDArray[np.float64]:
    """x = max(min(m - f - c, k, m + q - 1 day - t), 0), in days; NaN where a day is not known. Shapes broadcast.

    f filing, m marketing approval in China, t `last_day` of protection without the extension, c the allowance, k the
    longest extension from that day, q the longest protection after the approval, counted as the term is: it ends on the
    day before the anniversary. Source: Patent Law of China,
    art. 42(3); Implementing Rules, art. 82.
    Known to be right: never beyond either cap; 0 for an approval within the allowance.
    """
    late = _days(approved - add_years(filed, rules.allowance_years))
    longest = _days(add_years(last_day, rules.longest_extension_years) - last_day)
    capped = add_years(approved, rules.longest_effective_term_years) - np.timedelta64(1, "D")
    room = _days(capped - last_day)
    return np.maximum(np.minimum(np.minimum(late, longest), room), 0.0)


def _days(span: NDArray[Any]) -> NDArray[np.float64]:
    return np.where(np.isnat(span), np.nan, span.astype("timedelta64[D]").astype(np.float64))
