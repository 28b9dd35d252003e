"""What becomes of the income of a period on its way to the valuation date: tax, probability, time?

The one place where income turns into present value, for the lines of a case and for single methods alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import Periods
from valuation.inputs import FloatArray


@dataclass(frozen=True)
class PeriodTerms:
    """Factors on the income of each period; all broadcast to (..., periods)."""

    periods: Periods
    tax_factor: FloatArray
    """1 - tax rate after tax, 1 before tax."""
    probability: FloatArray
    """Of everything on which the income depends: success and validity multiplied."""
    discount_factor: FloatArray

    def net(self, taxed: FloatArray, net_of_tax: FloatArray | None = None) -> FloatArray:
        """F_t = (E_t (1 - T) + X_t) p: expected income after tax of a whole period, X_t what has borne its tax."""
        if net_of_tax is None:
            return np.asarray(np.multiply(taxed, self.tax_factor * self.probability, order="F"))
        return (taxed * self.tax_factor + net_of_tax) * self.probability

    def worth(self, net: FloatArray) -> FloatArray:
        """PV_t = F_t D_t, shape (..., periods). Source: discounted cash flow; known to be right: see its users."""
        return net * self.discount_factor
