"""How is the doubt about a value said in a few words?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import Assumption, DistributionKind
from pledgeapp.records.wording import label as label_of
from ui.state.quantities import as_typed
from valuation.wording import N_


def doubt_words(assumption: Assumption, write: Callable[[Any], str], texts: Texts) -> str:
    """`PERT 6 / 8 / 10`, `Normal σ 1.5`; `write` writes a number of the assumption."""
    doubt = assumption.uncertainty
    kind = texts(label_of(doubt.kind))
    if doubt.kind is DistributionKind.FIXED:
        words = kind
    elif doubt.kind is DistributionKind.NORMAL:
        words = f"{kind} σ {write(doubt.spread)}"
    elif doubt.kind is DistributionKind.LOGNORMAL:
        words = f"{kind} σ {as_typed(doubt.spread, 'percent', 'yuan')}%"
    elif doubt.points:
        words = texts(N_("{kind}, {count} values"), kind=kind, count=len(doubt.points))
    elif doubt.kind is DistributionKind.UNIFORM:
        words = f"{kind} {write(doubt.low)} – {write(doubt.high)}"
    else:
        words = f"{kind} {write(doubt.low)} / {write(assumption.value)} / {write(doubt.high)}"
    return words
