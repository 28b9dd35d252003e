"""What must a reader of the conclusion be told, though every input is possible?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from valuation.evaluation import Evaluation
from valuation.income.income_split import LineEvaluation
from valuation.inputs import CaseInputs, MarketPlan, RevenueLine
from valuation.market.comparable_transactions import DealColumns, dispersion, too_few_comparables
from valuation.market.outliers import outliers_left_out
from valuation.wording import Message


def case_warnings(inputs: CaseInputs, evaluation: Evaluation) -> tuple[Message, ...]:
    """Every warning about the case as a whole, its lines, its comparables and its costs, gravest first."""
    return (
        *_conclusion_warnings(inputs, evaluation),
        *_line_warnings(inputs, evaluation),
        *_right_warnings(evaluation),
        *_market_warnings(inputs, evaluation),
        *_cost_warnings(evaluation),
    )


def path_warnings(capped_paths: Sequence[int], paths: int) -> tuple[Message, ...]:
    """What must be said about drawn inputs: on how many paths of each line its excess profit cut the split."""
    return tuple(
        Message(
            "split_cut_to_excess_profit",
            "Product line {number}: on {count} of {paths} paths the rights would take more than the excess profit "
            "of the line; their share was cut to it.",
            {"number": number, "count": count, "paths": paths},
        )
        for number, count in enumerate(capped_paths, start=1)
        if count
    )


def _conclusion_warnings(inputs: CaseInputs, evaluation: Evaluation) -> Iterator[Message]:
    if not evaluation.counted:
        yield Message("no_approach", "No approach could be applied: there is no value conclusion.")
        return
    if not evaluation.rights_in_force:
        yield Message(
            "all_rights_dead", "No right is in force after the valuation date: the portfolio is worth nothing."
        )
        return
    if len(evaluation.counted) == 1:
        yield Message("one_approach", "The conclusion rests on one approach only; nothing checks it.")
    apart = float(evaluation.divergence)
    if apart > inputs.divergence_limit:
        yield Message(
            "divergence",
            "The approaches lie {apart:.0f} % of the conclusion apart, more than the limit of {limit:.0f} %.",
            {"apart": apart * 100, "limit": inputs.divergence_limit * 100},
        )


def _line_warnings(inputs: CaseInputs, evaluation: Evaluation) -> Iterator[Message]:
    if not evaluation.rights_in_force:
        return
    for number, (line, evaluated) in enumerate(zip(inputs.lines, evaluation.lines, strict=False), start=1):
        yield from _warnings_of_line(number, line, evaluated)


def _warnings_of_line(number: int, line: RevenueLine, evaluated: LineEvaluation) -> Iterator[Message]:
    periods = evaluated.columns.periods
    if not periods.years.size:
        yield Message(
            "line_without_right",
            "Product line {number}: no right in force contributes to it; it is worth nothing.",
            {"number": number},
        )
        return
    last_forecast_year = line.first_year + line.revenue.shape[-1] - 1 + math.ceil(float(line.launch_delay_years))
    last_year = int(periods.years[-1])
    if line.growth_after_forecast is None and last_forecast_year < last_year:
        yield Message(
            "forecast_ends_early",
            "Product line {number}: the forecast ends in {forecast_year}, the horizon in {horizon_year}; "
            "the years between count as nothing.",
            {"number": number, "forecast_year": str(last_forecast_year), "horizon_year": str(last_year)},
        )
    if line.first_year > int(periods.years[0]):
        yield Message(
            "forecast_starts_late",
            "Product line {number}: the forecast starts in {year}; the time before counts as nothing.",
            {"number": number, "year": str(line.first_year)},
        )
    yield from _risk_warnings(number, line)
    if float(evaluated.stream) < 0:
        yield Message(
            "line_at_a_loss",
            "Product line {number}: its present value is negative; it is counted as nothing, not as less.",
            {"number": number},
        )


def _risk_warnings(number: int, line: RevenueLine) -> Iterator[Message]:
    if float(line.success_probability) < 1:
        yield Message(
            "risk_in_probability",
            "Product line {number}: its risk is taken into account by a probability of success of {percent:g} %; "
            "the discount rate must not contain the same risk again.",
            {"number": number, "percent": round(float(line.success_probability) * 100, 2)},
        )
    if float(line.validity_probability) < 1:
        yield Message(
            "validity_in_probability",
            "Product line {number}: the doubt whether the rights stand is taken into account by a probability of "
            "{percent:g} %; neither the discount rate nor the split rate must contain it again.",
            {"number": number, "percent": round(float(line.validity_probability) * 100, 2)},
        )
    if float(line.success_probability) < 1 and float(line.validity_probability) < 1:
        yield Message(
            "risk_counted_twice",
            "Product line {number}: two probabilities together leave {percent:g} % of the income. Say what each stands "
            "for, and keep both out of the specific premium of the discount rate and of the fall of the split.",
            {
                "number": number,
                "percent": round(float(line.success_probability) * float(line.validity_probability) * 100, 2),
            },
        )


def _right_warnings(evaluation: Evaluation) -> Iterator[Message]:
    if evaluation.income_by_right is None or float(evaluation.conclusion) <= 0:
        return
    idle = sum(1 for key in evaluation.rights_in_force if float(evaluation.by_right[key]) == 0)
    if idle:
        yield Message(
            "rights_without_income",
            "{count} rights in force earn no income in any product line and are allotted nothing of the conclusion.",
            {"count": idle},
        )


def _market_warnings(inputs: CaseInputs, evaluation: Evaluation) -> Iterator[Message]:
    if not evaluation.deals or inputs.market is None or not evaluation.rights_in_force:
        return
    counting = sum(1 for column in evaluation.deals if column.weight > 0)
    too_few = too_few_comparables(counting)
    if counting == 1:
        yield Message(
            "one_comparable", "Only one comparable transaction counts: its price cannot be checked by another."
        )
    elif too_few is not None:
        yield too_few
    outliers = [str(number) for number, column in enumerate(evaluation.deals, start=1) if column.is_outlier]
    if outliers:
        yield outliers_left_out(outliers)
    yield from _dispersion_warning(inputs.market, evaluation.deals)
    late = [
        str(number)
        for number, (deal, column) in enumerate(zip(inputs.market.deals, evaluation.deals, strict=True), start=1)
        if column.weight > 0 and deal.transaction_date > inputs.valuation_date
    ]
    if late:
        yield Message(
            "deal_after_valuation_date",
            "Comparable {numbers} was agreed after the valuation date and could not be known then.",
            {"numbers": ", ".join(late)},
        )


def _dispersion_warning(plan: MarketPlan, deals: tuple[DealColumns, ...]) -> Iterator[Message]:
    spread = float(dispersion(deals))
    if spread > plan.dispersion_limit:
        yield Message(
            "dispersion",
            "The adjusted prices of the comparables scatter by {spread:.0f} % (coefficient of variation), "
            "more than the limit of {limit:.0f} %.",
            {"spread": spread * 100, "limit": plan.dispersion_limit * 100},
        )


def _cost_warnings(evaluation: Evaluation) -> Iterator[Message]:
    if evaluation.cost is not None and not np.any(evaluation.cost.remaining_share > 0):
        yield Message("fully_obsolete", "Obsolescence leaves nothing of the replacement cost.")
