"""Does a royalty on sales leave the licensee anything of the margin?"""

from __future__ import annotations

from typing import Any

import numpy as np

from valuation.wording import N_, InputOutsideDomain, Message


def require_within_margin(field_path: str, royalty_rate: Any, profit_margin: Any) -> None:
    """InputOutsideDomain for `field_path` where a royalty on sales exceeds the margin on sales: nobody would pay it.

    Both are decimals of sales, scalar or paths; an unknown margin (None) checks nothing.
    """
    if profit_margin is None:
        return
    rates, margins = np.broadcast_arrays(
        np.asarray(royalty_rate, dtype=np.float64), np.asarray(profit_margin, dtype=np.float64)
    )
    above = rates > margins
    if above.any():
        params = {"rate": float(rates[above][0]) * 100, "margin": float(margins[above][0]) * 100}
        template = N_("The royalty of {rate:g} % of sales exceeds the profit margin of {margin:g} %.")
        raise InputOutsideDomain(field_path, Message("royalty_above_margin", template, params))
