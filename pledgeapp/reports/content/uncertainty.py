"""How sure is the value, and which inputs move it most?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.records.assessment import SimulationSummary
from pledgeapp.records.wording import assumption_label, assumption_unit
from pledgeapp.reports.content.axes import axis_over
from pledgeapp.reports.content.brief import Brief
from pledgeapp.reports.content.numbers import rounded_in_unit
from pledgeapp.reports.content.places import place_of
from pledgeapp.reports.document import (
    Block,
    Column,
    Facts,
    Heading,
    HistogramChart,
    Paragraph,
    Row,
    Section,
    Swing,
    Table,
    Tone,
    TornadoChart,
)
from valuation.results import Sensitivity

_SHOWN_SWINGS = 12


def uncertainty(brief: Brief, number: str) -> Section:
    """The simulated distribution with the loan in it, then the swing of each input."""
    texts, assessment = brief.texts, brief.assessment
    blocks: list[Block] = [Heading(texts("Distribution of the value"), key="uncertainty.simulation")]
    if assessment.simulation is None:
        text = texts(
            "No input has a stated uncertainty, so no distribution was simulated; the value stands without a range."
        )
        blocks.append(Paragraph(text))
    else:
        blocks.extend(_simulation(brief, assessment.simulation))
    blocks.append(Heading(texts("Sensitivity to each input"), key="uncertainty.sensitivity"))
    blocks.extend(_sensitivities(brief, assessment.sensitivities))
    return Section(
        "uncertainty",
        number,
        texts("Uncertainty and sensitivity"),
        tuple(blocks),
        starts_page=bool(assessment.sensitivities),
    )


def _simulation(brief: Brief, simulation: SimulationSummary) -> Iterator[Block]:
    texts, figures = brief.texts, brief.figures
    yield Paragraph(
        texts(
            "All inputs with a stated uncertainty were drawn together {paths} times (seed {seed}); the same case gives "
            "the same figures on any machine.",
            paths=figures.number(simulation.paths, 0),
            seed=str(simulation.seed),
        )
    )
    yield _histogram(brief, simulation)
    yield Facts(
        (
            (texts("Mean"), figures.money_with_unit(simulation.mean)),
            (texts("Median"), figures.money_with_unit(simulation.p50)),
            (texts("5 % to 95 %"), figures.money_range(simulation.p05, simulation.p95)),
            (texts("10 % to 90 %"), figures.money_range(simulation.p10, simulation.p90)),
            (
                texts("Probability that the value covers the loan"),
                figures.percent(simulation.probability_value_covers_loan, 1),
            ),
            (texts("Loan compared"), figures.money_with_unit(_loan(brief))),
        )
    )


def _loan(brief: Brief) -> float | None:
    """The loan that the simulation was compared with: the sum asked for, else the limit; None in another currency."""
    amount, lending = brief.case.loan.amount, brief.assessment.lending
    if amount is not None:
        return float(amount.amount) if amount.currency == brief.case.currency else None
    return lending.loan_limit if lending else None


def _histogram(brief: Brief, simulation: SimulationSummary) -> HistogramChart:
    texts, figures = brief.texts, brief.figures
    marks: list[tuple[float, str, Tone]] = [
        (simulation.p10, texts("10 %: {value}", value=figures.money(simulation.p10)), "neutral"),
        (simulation.p90, texts("90 %: {value}", value=figures.money(simulation.p90)), "neutral"),
    ]
    value, loan = brief.assessment.fair_value, _loan(brief)
    if value is not None:
        marks.append((value.base, texts("Conclusion: {value}", value=figures.money(value.base)), "accent"))
    if loan is not None:
        marks.append((loan, texts("Loan: {value}", value=figures.money(loan)), "danger"))
    ends = [simulation.histogram_edges[0], simulation.histogram_edges[-1], *(mark[0] for mark in marks)]
    return HistogramChart(
        edges=simulation.histogram_edges,
        counts=simulation.histogram_counts,
        marks=tuple(sorted(marks)),
        axis=axis_over(ends, figures.money_tick, 7, from_zero=False),
        unit=figures.money_unit,
        caption=texts("Simulated values, frequency by class"),
    )


def _sensitivities(brief: Brief, found: tuple[Sensitivity, ...]) -> Iterator[Block]:
    texts, value = brief.texts, brief.assessment.fair_value
    if not found or value is None:
        yield Paragraph(texts("No input was varied."))
        return
    yield Paragraph(
        texts(
            "Each input alone is moved to the ends of its stated uncertainty; a main input without one is moved by a "
            "tenth either way. All others stay."
        )
    )
    yield _tornado(brief, found[:_SHOWN_SWINGS], value.base)
    yield _swing_table(brief, found)


def _tornado(brief: Brief, swings: tuple[Sensitivity, ...], base: float) -> TornadoChart:
    texts, figures = brief.texts, brief.figures
    ends = [base, *(v for s in swings for v in (s.low_value, s.high_value))]
    return TornadoChart(
        swings=tuple(
            Swing(
                texts(assumption_label(s.path, brief.case)),
                place_of(brief, s.path),
                s.low_value,
                s.high_value,
                rounded_in_unit(brief, s.low_input, assumption_unit(s.path, brief.case)),
                rounded_in_unit(brief, s.high_input, assumption_unit(s.path, brief.case)),
            )
            for s in swings
        ),
        base=base,
        base_text=texts("Conclusion: {value}", value=figures.money(base)),
        legend=(texts("Input at its low end"), texts("Input at its high end")),
        axis=axis_over(ends, figures.money_tick, from_zero=False),
        unit=figures.money_unit,
        caption=texts("Value when one input moves"),
    )


def _swing_table(brief: Brief, swings: tuple[Sensitivity, ...]) -> Table:
    texts, figures = brief.texts, brief.figures
    rows = [
        Row(
            (
                place_of(brief, s.path),
                texts(assumption_label(s.path, brief.case)),
                rounded_in_unit(brief, s.low_input, assumption_unit(s.path, brief.case)),
                figures.money(s.low_value),
                rounded_in_unit(brief, s.high_input, assumption_unit(s.path, brief.case)),
                figures.money(s.high_value),
            )
        )
        for s in swings
    ]
    return Table(
        (
            Column(texts("Where")),
            Column(texts("Input")),
            Column(texts("Low input"), "number"),
            Column(brief.money_title(texts("Value")), "number"),
            Column(texts("High input"), "number"),
            Column(brief.money_title(texts("Value")), "number"),
        ),
        tuple(rows),
        is_dense=True,
    )
