"""How is the worth of some patents of a line printed, so that a reader can reckon it from the steps before?

The same game as `shared_line`, in words; a test recomputes every formula. Symbols: L years of protection, u uplift,
K present value of a year under full protection; patents and years count from 1.
"""

from __future__ import annotations

from collections.abc import Collection

from valuation.portfolio.shared_line import SharedLine


def inside(years: str, t: int) -> str:
    """The part of year t before `years` are over."""
    return f"min(max({years} − {t - 1}, 0), 1)"


def base_formula(line: SharedLine, members: Collection[int]) -> str:
    """How long `members` hold all that the line needs; "0" where something is absent."""
    groups = line.groups or (0,) * len(line.roles)
    by_group: dict[int, list[str]] = {}
    terms = []
    for k, (role, group) in enumerate(zip(line.roles, groups, strict=True), 1):
        if role == "essential":
            terms.append(f"L_{k}" if k in members else "0")
        elif role == "substitute":
            by_group.setdefault(group, []).extend([f"L_{k}"] if k in members else [])
    terms += [_largest(held) for held in by_group.values()]
    if "0" in terms:
        return "0"
    years = str(len(line.period_ends))
    return f"min({', '.join([*terms, years])})" if terms else years


def covered_formula(line: SharedLine, t: int, members: Collection[int], base: str) -> str:
    """Part of the income of year t that `members` hold, all that they need being there for `base` years."""
    improvements = [k for k, role in enumerate(line.roles, 1) if role == "improvement"]
    terms = [inside(base, t)] if len(improvements) < len(line.roles) else []
    terms += [f"u_{k} × {inside(f'min({base}, L_{k})', t)}" for k in improvements if k in members]
    if not improvements:
        return terms[0]
    return f"({' + '.join(terms or ['0'])}) / (1 + {' + '.join(f'u_{k}' for k in improvements)})"


def worth_formula(line: SharedLine, members: Collection[int]) -> str:
    """v(members) from the years K_1, K_2 …; "0" where something that the line needs is absent."""
    base = base_formula(line, members)
    if base == "0":
        return base
    years = range(1, len(line.period_ends) + 1)
    return " + ".join(f"K_{t} × {covered_formula(line, t, members, base)}" for t in years)


def _largest(held: list[str]) -> str:
    if len(held) > 1:
        return f"max({', '.join(held)})"
    return held[0] if held else "0"
