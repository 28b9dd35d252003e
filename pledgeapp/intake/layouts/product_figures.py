"""What do the sums of a product's accounts come to: revenue and margins of each year, unknown staying unknown?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import ValidationError

from pledgeapp.errors import Problem
from pledgeapp.intake.amounts import currencies_in, read_amount, read_signed_amount
from pledgeapp.intake.layouts.account_items import Measure
from pledgeapp.intake.layouts.accounts_sheet import Fact
from pledgeapp.intake.stated_units import MoneyUnit, read_unit_beside
from pledgeapp.intake.values import half_width, read_share
from pledgeapp.records.importing import Conflict
from pledgeapp.records.product import YearFigures
from pledgeapp.records.record_merging import FIELD_LABELS, shown
from pledgeapp.records.refusal import RefusedValue, messages_of
from valuation.wording import N_, Message

_STEP = Decimal("0.000001")
"""Margins are kept to a ten-thousandth of a percent."""
_MARGINS = {
    "gross_margin": (Measure.GROSS_MARGIN, Measure.GROSS_PROFIT),
    "operating_margin": (Measure.OPERATING_MARGIN, Measure.OPERATING_PROFIT),
    "net_margin": (Measure.NET_MARGIN, Measure.NET_PROFIT),
}


@dataclass
class YearRead:
    """One product in one year as the sheet says it."""

    product: str
    is_forecast: bool
    year: int
    values: dict[Measure, Decimal] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    currencies: set[str] = field(default_factory=set)
    """Those that units and signs of the product's cells name, in all years."""

    @property
    def line(self) -> int:
        """The first line that speaks of it."""
        return min(fact.place.line for fact in self.facts)


def read_years(facts: Sequence[Fact], everywhere: MoneyUnit | None, file: str) -> list[YearRead]:
    """The facts by product and year, each cell read; a cell that cannot be read is a problem of its year."""
    found: dict[tuple[str, int], YearRead] = {}
    currencies: dict[str, set[str]] = {}
    deducted = _deducted_lines(facts)
    for fact in facts:
        key = (fact.product, fact.year.year)
        entry = found.setdefault(key, YearRead(fact.product, bool(fact.year.is_forecast), fact.year.year))
        entry.facts.append(fact)
        # A sign often stands before the first figure of a row only.
        entry.currencies = currencies.setdefault(fact.product, set())
        entry.currencies |= _currencies_of(fact)
        try:
            value = read_fact(fact, everywhere)
        except RefusedValue as error:
            place = fact.place
            problem = Problem(error.message, file=file, row=place.line, column=place.column, value=fact.text)
            entry.problems.append(problem)
            continue
        if fact.place.line in deducted:
            value = -value
        _note(entry, fact, value)
    return list(found.values())


def read_fact(fact: Fact, everywhere: MoneyUnit | None) -> Decimal:
    """The sum or share in the cell; RefusedValue when it is none, or a sum without its unit."""
    if fact.measure.is_share:
        is_percent = half_width(fact.unit).endswith("%") and not half_width(fact.text).endswith("%")
        return read_share(fact.text + ("%" if is_percent else ""))
    own = read_unit_beside(fact.unit) if fact.unit else None
    factor = own.factor if own is not None else None
    if factor is None and everywhere is not None:
        factor = everywhere.factor
    return (read_amount if fact.measure is Measure.REVENUE else read_signed_amount)(fact.text, factor)


def _currencies_of(fact: Fact) -> set[str]:
    unit = read_unit_beside(fact.unit) if fact.unit else None
    named = {unit.currency} if unit is not None and unit.currency else set()
    return named | set(currencies_in(fact.text))


def _deducted_lines(facts: Sequence[Fact]) -> set[int]:
    """Lines of cost that are written negative throughout, as what is taken off: the sign is a manner of writing."""
    signs: dict[int, set[bool]] = {}
    for fact in facts:
        if fact.measure is Measure.COST:
            plain = half_width(fact.text)
            signs.setdefault(fact.place.line, set()).add(plain.startswith(("-", "(")))
    return {line for line, negative in signs.items() if negative == {True}}


def _note(entry: YearRead, fact: Fact, value: Decimal) -> None:
    known = entry.values.setdefault(fact.measure, value)
    if known != value:
        subject = f"{entry.product} {entry.year}"
        entry.conflicts.append(Conflict(subject, _FIELD[fact.measure], shown(known), shown(value), fact.place.line))


def figures_of(entry: YearRead, file: str) -> YearFigures | None:
    """The figures of the year; None, with the reason in `entry.problems`, when they cannot be kept."""
    if len(entry.currencies) > 1:
        text = N_("its figures are in several currencies: {currencies}")
        _refuse(entry, Message("intake.currencies", text, {"currencies": ", ".join(sorted(entry.currencies))}), file)
    if entry.problems:
        return None
    revenue, margins = entry.values.get(Measure.REVENUE), margins_of(entry)
    if revenue is None and not margins:
        text = N_("there is no revenue of {year} beside it, so that no margin follows")
        _refuse(entry, Message("intake.no_revenue", text, {"year": str(entry.year)}), file)
        return None
    try:
        return YearFigures(year=entry.year, is_forecast=entry.is_forecast, revenue=revenue, **margins)
    except ValidationError as error:
        for refusal in messages_of(error):
            _refuse(entry, refusal.message, file)
        return None


def margins_of(entry: YearRead) -> dict[str, Decimal]:
    """The margins by field: as stated, or what follows from sums of the same product and year."""
    revenue = entry.values.get(Measure.REVENUE)
    derived = {
        name: _margin(entry, share, _profit(entry, profit), revenue, name) for name, (share, profit) in _MARGINS.items()
    }
    return {name: margin for name, margin in derived.items() if margin is not None}


def _refuse(entry: YearRead, message: Message, file: str) -> None:
    place = entry.facts[0].place
    entry.problems.append(Problem(message, file=file, row=place.line, column=place.column, value=entry.facts[0].text))


def _profit(entry: YearRead, measure: Measure) -> Decimal | None:
    """The profit as stated; gross profit is revenue less cost of sales where it is not."""
    stated = entry.values.get(measure)
    revenue, cost = entry.values.get(Measure.REVENUE), entry.values.get(Measure.COST)
    if stated is None and measure is Measure.GROSS_PROFIT and revenue is not None and cost is not None:
        return revenue - cost
    return stated


def _margin(
    entry: YearRead, share: Measure, profit: Decimal | None, revenue: Decimal | None, name: str
) -> Decimal | None:
    """Profit over revenue; a stated margin counts where the two differ by more than its rounding, which is told."""
    stated = entry.values.get(share)
    derived = (profit / revenue).quantize(_STEP) if profit is not None and revenue else None
    if stated is None or derived is None:
        return stated if derived is None else derived
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(min(max(exponent, -6), -2)) if isinstance(exponent, int) else _STEP
    if abs(stated - derived) <= step:
        return derived
    line = next((fact.place.line for fact in entry.facts if fact.measure is share), None)
    subject = f"{entry.product} {entry.year}"
    entry.conflicts.append(Conflict(subject, FIELD_LABELS[name], shown(stated), shown(derived), line))
    return stated


def sums_that_differ(
    years: Sequence[YearRead], sums: Sequence[Fact], everywhere: MoneyUnit | None
) -> Iterator[Message]:
    """What is told of totals that are not the sum of all products, beyond a ten-thousandth."""
    for fact in sums:
        if fact.measure.is_share:
            continue
        parts = [
            entry.values[fact.measure]
            for entry in years
            if entry.year == fact.year.year and fact.measure in entry.values
        ]
        if any(entry.problems for entry in years if entry.year == fact.year.year):
            continue
        try:
            stated = read_fact(fact, everywhere)
        except RefusedValue:
            continue
        total = sum(parts, Decimal(0))
        if parts and abs(abs(stated) - abs(total)) > max(abs(total), Decimal(1)) / 1000:
            text = N_("line {line}, {year}: the total is {stated}, the products add up to {total}")
            year, line = str(fact.year.year), fact.place.line
            params: dict[str, str | int | float] = {
                "line": line,
                "year": year,
                "stated": shown(stated),
                "total": shown(total),
            }
            yield Message("intake.total_differs", text, params)


_FIELD = {
    Measure.REVENUE: FIELD_LABELS["revenue"],
    Measure.COST: N_("Cost of sales"),
    Measure.GROSS_PROFIT: N_("Gross profit"),
    Measure.OPERATING_PROFIT: N_("Operating profit"),
    Measure.NET_PROFIT: N_("Net profit"),
    Measure.GROSS_MARGIN: FIELD_LABELS["gross_margin"],
    Measure.OPERATING_MARGIN: FIELD_LABELS["operating_margin"],
    Measure.NET_MARGIN: FIELD_LABELS["net_margin"],
}
