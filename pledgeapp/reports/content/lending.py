"""How does the fair value become the amount that can be lent, step by step?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.currency_names import YUAN
from pledgeapp.records.policy import DisposalPlan, Policy
from pledgeapp.reports.content.brief import Brief, or_dash
from pledgeapp.reports.content.conclusion import BINDING_LABELS
from pledgeapp.reports.content.tables import assumptions_table, steps_table
from pledgeapp.reports.document import (
    Badge,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Fall,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    WaterfallChart,
)
from pledgeapp.reports.figures import DASH, Figures
from valuation.results import LendingChain
from valuation.units import MONEY

_DISPOSAL = tuple(name for name in DisposalPlan.model_fields if name != "route")
_SUMS = ("E", "S", "S_0", "N", "L", "A", "M")
"""Steps of the chain that are sums of money on the way down, by their symbols in the workings."""


def lending(brief: Brief, number: str) -> Section:
    """The fall from value to limit as a drawing and as steps, the route of disposal, and the policy."""
    texts, chain, case = brief.texts, brief.assessment.lending, brief.case
    blocks: list[Block] = []
    if chain is None:
        blocks.append(
            Paragraph(texts("No loan limit can be stated: value, disposal plan or lending policy is missing."))
        )
    else:
        blocks.extend(_chain(brief, chain))
    if case.disposal is not None:
        blocks.extend(_disposal(brief, case.disposal))
    if case.policy is not None:
        blocks.extend(_policy(brief, case.policy))
    return Section(
        "lending", number, texts("Lending value and loan limit"), tuple(blocks), starts_page=chain is not None
    )


def _chain(brief: Brief, chain: LendingChain) -> Iterator[Block]:
    texts, figures = brief.texts, brief.figures
    yield _waterfall(brief, chain)
    limit = f"{figures.money_in_full(chain.loan_limit)} {figures.full_unit}"
    words = figures.amount_in_words(chain.loan_limit)
    pairs = [
        (texts("Loan limit"), limit),
        (texts("Amount in words"), words),
        (texts("Loan to value"), figures.percent(chain.loan_to_value)),
        (texts("Loan-to-value cap"), figures.percent(chain.loan_to_value_cap)),
        (texts("Coverage"), figures.times(chain.coverage_ratio)),
        (texts("Binding bound"), texts(BINDING_LABELS.get(chain.binding, chain.binding))),
        (texts("Value that cannot be pledged"), figures.money_with_unit(chain.excluded_value)),
        (texts("Liquidation value"), figures.money_with_unit(chain.liquidation_value)),
    ]
    yield Facts(tuple(pair for pair in pairs if pair[1]))
    yield Heading(texts("Steps from fair value to loan limit"), key="lending.steps")
    yield steps_table(brief, chain.workings, "")
    if chain.warnings:
        yield Heading(texts("Warnings of the lending chain"), level=3)
        yield Bullets(tuple(texts.message(warning) for warning in chain.warnings))


def _waterfall(brief: Brief, chain: LendingChain) -> WaterfallChart:
    texts, figures = brief.texts, brief.figures
    sums = {step.symbol: step for step in chain.workings if step.unit == MONEY and step.symbol in _SUMS}
    stages = [(texts("Fair value"), chain.fair_value, True)]
    for symbol, step in sums.items():
        stages.append((texts(step.label), step.value, symbol == "A"))
    stages.append((texts("Loan limit"), chain.loan_limit, True))
    falls = []
    before = chain.fair_value
    for title, value, is_total in stages:
        falls.append(Fall(title, figures.money(value), before, value, is_total))
        before = value
    return WaterfallChart(tuple(falls), figures.money_unit, texts("From fair value to loan limit"))


def _disposal(brief: Brief, plan: DisposalPlan) -> Iterator[Block]:
    texts = brief.texts
    yield Heading(texts("Disposal route"), key="lending.disposal")
    yield Paragraph(
        texts(
            "The liquidation value is what is left of the fair value by this route: a sale of the patents alone, "
            "within the time and at the cost stated."
        )
    )
    yield Facts(((texts("Route"), or_dash(plan.route)),), columns=1)
    yield assumptions_table(brief, [f"disposal.{name}" for name in _DISPOSAL], "")


def _policy(brief: Brief, policy: Policy) -> Iterator[Block]:
    texts, figures = brief.texts, brief.figures
    # The bounds of a policy are in yuan; its rounding is done on the limit, in the currency of the case.
    in_yuan = Figures(texts.language, YUAN)
    name = policy.name_en if not brief.is_chinese and policy.name_en else policy.name
    confirmed: Cell = texts("Yes") if policy.is_confirmed else Badge(texts("To be confirmed"), "attention")
    maximum_term = texts("{count} months", count=policy.maximum_term_months) if policy.maximum_term_months else DASH
    yield Heading(texts("Lending policy"), key="lending.policy")
    yield Facts(
        (
            (texts("Policy"), name),
            (texts("In force from"), figures.day(policy.in_force_from)),
            (texts("Largest amount"), in_yuan.money_with_unit(policy.maximum_amount)),
            (texts("Longest term"), maximum_term),
            (texts("Limit rounded down to"), figures.money_with_unit(policy.rounding_unit)),
            (texts("Confirmed"), confirmed),
        )
    )
    yield Facts(((texts("Source"), policy.source),), columns=1)
    rows = [
        Row((brief.label(kind), figures.percent(cap), _years(brief, policy.minimum_remaining_years.get(kind))))
        for kind, cap in policy.loan_to_value_caps.items()
    ]
    if not rows:
        yield Paragraph(texts("The policy states no loan-to-value cap."), "note")
        return
    yield Table(
        (
            Column(texts("Kind of right")),
            Column(texts("Loan-to-value cap"), "number"),
            Column(texts("Least remaining years"), "number"),
        ),
        tuple(rows),
        note=texts("A kind of right that is not listed is not lent on."),
    )


def _years(brief: Brief, years: object) -> str:
    return DASH if years is None else brief.figures.plain(float(str(years)))
