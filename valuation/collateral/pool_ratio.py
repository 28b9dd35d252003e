"""How far is a pool of collateral charged: by one debt against the caps, by several charges on one thing?"""

from __future__ import annotations

from collections.abc import Sequence

from valuation.domains import Domain, require_inside
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(0.0, 1e15)
_SHARE = Domain(0.0, 1.0, is_rate=True)


def pool_capacity(values: Sequence[float], caps: Sequence[float]) -> float:
    """C = sum_i V_i c_i in currency units: what things worth V carry at their loan-to-value caps c.

    Source: the pool is tested by the sum of its parts (组合抵押). Known to be right: published pool; equals the lending
    chain's capped amount when nothing is taken for disposal.
    """
    if len(values) != len(caps):
        sizes = {"given": len(caps), "expected": len(values)}
        template = N_("{given} numbers are given where {expected} are needed.")
        raise InputOutsideDomain("caps", Message("mixed_lengths", template, sizes))
    worth, shares = require_inside("values", list(values), _MONEY), require_inside("caps", list(caps), _SHARE)
    return float((worth * shares).sum())


def charged_ratio(debts: Sequence[float], carried_by: float) -> float:
    """rho = sum_k D_k / C: all debts that the collateral secures, of every rank, over what it carries.

    C is the pool's capacity (then above 1 is too much) or the value itself (then it is the loan-to-value ratio over
    all charges, 多顺位). Currency units. Source and proof: as `pool_capacity`.
    """
    owed = float(require_inside("debts", list(debts), _MONEY).sum())
    carried = float(require_inside("carried_by", carried_by, Domain(0.0, 1e15, is_low_excluded=True)))
    return owed / carried
