"""What would be left of the fair value if the rights had to be sold, and the wait and the sale paid for?"""

from __future__ import annotations

from dataclasses import dataclass

from valuation.collateral.inputs import LendingPlan

MONTHS_OF_YEAR = 12.0


@dataclass(frozen=True)
class Disposal:
    """The walk from pledgeable fair value to liquidation value; every amount in currency units."""

    sale_price: float
    """What a buyer of the patents alone would pay, when the sale comes."""
    waiting_factor: float
    """(1 + holding rate)^(years to sale)."""
    price_today: float
    """The sale price seen from the valuation date."""
    net_proceeds: float
    """After the costs that are a share of the price."""
    liquidation_value: float
    """After the fixed costs; not below 0."""

    @property
    def is_eaten_by_costs(self) -> bool:
        """Whether there are proceeds, and the fixed costs take them all."""
        return self.net_proceeds > 0 and self.liquidation_value == 0


def dispose(pledgeable: float, plan: LendingPlan) -> Disposal:
    """L = max(E (1 - h) (1 + k)^(-m/12) (1 - s) - F, 0).

    E pledgeable fair value, h marketability discount, k holding rate per year, m months to sale, s selling cost rate,
    F fixed disposal cost. The standard build-up of a liquidation value by route, with no growth while waiting and no
    upkeep: IVS 104 (before 2025), section 80, premise of an orderly transaction with a stated marketing period.
    Known to be right: closed form, limits (nothing taken gives E), every term never raises L.
    """
    sale_price = pledgeable * (1.0 - plan.marketability_discount)
    waiting_factor = float((1.0 + plan.holding_rate) ** (plan.months_to_sale / MONTHS_OF_YEAR))
    price_today = sale_price / waiting_factor
    net_proceeds = price_today * (1.0 - plan.selling_cost_rate)
    return Disposal(
        sale_price, waiting_factor, price_today, net_proceeds, max(net_proceeds - plan.fixed_disposal_cost, 0.0)
    )
