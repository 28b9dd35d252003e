"""What do people call the fields and values of the records? English msgids, one place for window, report and errors."""

from __future__ import annotations

from enum import StrEnum

from pledgeapp.records.assumption import DistributionKind, SourceKind
from pledgeapp.records.case import ApproachName, Case, Timing
from pledgeapp.records.comparable import AdjustmentKind, DealKind, Exclusivity, OutlierRule, SourceGrade
from pledgeapp.records.cost import CostClass
from pledgeapp.records.fee_due import FeeStanding
from pledgeapp.records.finding import Effect
from pledgeapp.records.loan import Repayment
from pledgeapp.records.method_inputs import method_input_label, method_input_unit
from pledgeapp.records.party import PartyKind
from pledgeapp.records.patent import AnnualFeeState, LegalState, RightType
from pledgeapp.records.product import Allocation, PatentRole, RoyaltyBase, TaxBasis
from pledgeapp.records.simulation import PointKind
from valuation.wording import N_

_VALUES: tuple[tuple[StrEnum, str], ...] = (
    (PartyKind.COMPANY, N_("Company")),
    (PartyKind.UNIVERSITY, N_("University")),
    (PartyKind.RESEARCH_INSTITUTE, N_("Research institute")),
    (PartyKind.PERSON, N_("Natural person")),
    (PartyKind.BANK, N_("Bank")),
    (PartyKind.AGENCY, N_("IP-service agency")),
    (RightType.INVENTION, N_("Invention patent")),
    (RightType.UTILITY_MODEL, N_("Utility model")),
    (RightType.DESIGN, N_("Design patent")),
    (RightType.UNKNOWN, N_("Kind of right unknown")),
    (LegalState.IN_FORCE, N_("In force")),
    (LegalState.PENDING, N_("Pending application")),
    (LegalState.LAPSED, N_("Lapsed")),
    (LegalState.INVALID, N_("Declared invalid")),
    (LegalState.EXPIRED, N_("Expired")),
    (LegalState.UNKNOWN, N_("Legal state unknown")),
    (AnnualFeeState.PAID, N_("Annual fee paid")),
    (AnnualFeeState.GRACE_PERIOD, N_("Annual fee in the grace period")),
    (AnnualFeeState.UNPAID, N_("Annual fee unpaid")),
    (AnnualFeeState.UNKNOWN, N_("Annual fee unknown")),
    (FeeStanding.PAID, N_("Paid")),
    (FeeStanding.COMING, N_("Coming")),
    (FeeStanding.IN_GRACE, N_("Late, in the grace period")),
    (FeeStanding.LATE, N_("Late, grace period over")),
    (FeeStanding.UNKNOWN, N_("Not known whether it is paid")),
    (DistributionKind.FIXED, N_("Fixed")),
    (DistributionKind.UNIFORM, N_("Uniform")),
    (DistributionKind.TRIANGULAR, N_("Triangular")),
    (DistributionKind.PERT, N_("PERT")),
    (DistributionKind.NORMAL, N_("Normal")),
    (DistributionKind.LOGNORMAL, N_("Lognormal")),
    (DistributionKind.DISCRETE, N_("Discrete values")),
    (DistributionKind.EMPIRICAL, N_("Observed values")),
    (SourceKind.CONTRACT, N_("Contract")),
    (SourceKind.ACCOUNTS, N_("Accounts")),
    (SourceKind.REGISTER, N_("Register")),
    (SourceKind.REFERENCE, N_("Reference data")),
    (SourceKind.JUDGEMENT, N_("Appraiser's judgement")),
    (SourceKind.POLICY, N_("Lending policy")),
    (SourceKind.UNCONFIRMED, N_("To be confirmed")),
    (RoyaltyBase.SALES, N_("Sales")),
    (RoyaltyBase.GROSS_PROFIT, N_("Gross profit")),
    (RoyaltyBase.OPERATING_PROFIT, N_("Operating profit")),
    (RoyaltyBase.NET_PROFIT, N_("Net profit")),
    (OutlierRule.NONE, N_("All transactions count")),
    (OutlierRule.QUARTILE_FENCES, N_("Outside the quartile fences")),
    (OutlierRule.MEDIAN_DEVIATION, N_("Far from the median (median deviation)")),
    (PatentRole.ESSENTIAL, N_("Essential patent")),
    (PatentRole.IMPROVEMENT, N_("Improvement patent")),
    (PatentRole.SUBSTITUTE, N_("One of several substitutes")),
    (Allocation.SCORE, N_("By contribution score")),
    (Allocation.SHAPLEY, N_("By Shapley value")),
    (PointKind.SOBOL, N_("Sobol points")),
    (PointKind.PSEUDO_RANDOM, N_("Pseudo-random points")),
    (TaxBasis.PRE_TAX, N_("Before income tax")),
    (TaxBasis.AFTER_TAX, N_("After income tax")),
    (DealKind.ASSIGNMENT, N_("Assignment")),
    (DealKind.LUMP_SUM_LICENCE, N_("Lump-sum licence")),
    (DealKind.ROYALTY_LICENCE, N_("Licence for a running royalty")),
    (Exclusivity.EXCLUSIVE, N_("Exclusive licence")),
    (Exclusivity.SOLE, N_("Sole licence")),
    (Exclusivity.NON_EXCLUSIVE, N_("Non-exclusive licence")),
    (Exclusivity.UNKNOWN, N_("Exclusivity unknown")),
    (SourceGrade.A, N_("A: contract or filing seen")),
    (SourceGrade.B, N_("B: published by a party")),
    (SourceGrade.C, N_("C: second hand")),
    (AdjustmentKind.CONDITION_OF_SALE, N_("Condition of sale")),
    (AdjustmentKind.MARKET_CONDITIONS, N_("Market conditions")),
    (AdjustmentKind.TERRITORY, N_("Territory")),
    (AdjustmentKind.EXCLUSIVITY, N_("Exclusivity")),
    (AdjustmentKind.REMAINING_LIFE, N_("Remaining life")),
    (AdjustmentKind.TECHNOLOGY, N_("Technology")),
    (AdjustmentKind.SCOPE, N_("Scope of protection")),
    (CostClass.LABOUR, N_("Labour")),
    (CostClass.MATERIALS, N_("Materials")),
    (CostClass.EQUIPMENT, N_("Equipment")),
    (CostClass.TRIALS, N_("Trials and testing")),
    (CostClass.OUTSOURCED, N_("Outsourced development")),
    (CostClass.OVERHEAD, N_("Overhead")),
    (CostClass.IP_FEES, N_("Patent fees")),
    (CostClass.OTHER, N_("Other cost")),
    (Repayment.BULLET, N_("Principal at maturity")),
    (Repayment.EQUAL_PRINCIPAL, N_("Equal principal")),
    (Repayment.EQUAL_PAYMENT, N_("Equal instalments")),
    (Timing.YEAR_END, N_("Year-end")),
    (Timing.MID_YEAR, N_("Mid-year")),
    (Timing.EXACT, N_("Exact dates")),
    (ApproachName.INCOME, N_("Income approach")),
    (ApproachName.MARKET, N_("Market approach")),
    (ApproachName.COST, N_("Cost approach")),
    (Effect.BLOCK, N_("Blocks the pledge")),
    (Effect.ASK, N_("To be answered")),
    (Effect.WARN, N_("Note")),
)
# Members of different enums are equal where their strings are ("unknown"), so the class is part of the key.
_LABELS = {(type(member), member.value): text for member, text in _VALUES}

_CHOICES = {m.value: text for m, text in _VALUES if isinstance(m, RoyaltyBase | TaxBasis | Timing)}

ASSUMPTION_LABELS = {
    "split_rate": N_("Royalty or split rate"),
    "split_decline": N_("Yearly decline of the rate"),
    "tax_rate": N_("Income tax rate"),
    "discount_rate": N_("Discount rate"),
    "economic_life_years": N_("Remaining economic life"),
    "growth_after_forecast": N_("Growth after the forecast"),
    "success_probability": N_("Probability of commercial success"),
    "revenue_factor": N_("Share of forecast revenue reached"),
    "validity_probability": N_("Probability that the patents stand"),
    "launch_delay_years": N_("Delay of the forecast"),
    "licence_term_years": N_("Remaining licence term"),
    "other_assets_charge": N_("Return on other assets, of sales"),
    "deferred_payment_rate": N_("Rate for deferred payments"),
    "amount": N_("Cost amount"),
    "index_factor": N_("Price index factor"),
    "development_years": N_("Development time"),
    "capital_cost_rate": N_("Cost of capital"),
    "profit_rate": N_("Developer's profit rate"),
    "functional_obsolescence": N_("Functional obsolescence"),
    "technological_obsolescence": N_("Technological obsolescence"),
    "economic_obsolescence": N_("Economic obsolescence"),
    "marketability_discount": N_("Marketability discount"),
    "months_to_sale": N_("Months to sale"),
    "holding_rate": N_("Holding rate until sale"),
    "selling_cost_rate": N_("Selling cost"),
    "fixed_disposal_cost": N_("Fixed disposal cost"),
}
"""Label of each assumption by its field name."""

ASSUMPTION_UNITS = {
    "economic_life_years": "years",
    "launch_delay_years": "years",
    "licence_term_years": "years",
    "development_years": "years",
    "months_to_sale": "months",
    "amount": "money",
    "fixed_disposal_cost": "money",
    "index_factor": "factor",
    "revenue_factor": "percent",
}
"""Unit of each assumption by its field name: years, months, money, factor; the rest are rates shown in percent."""


def label(value: StrEnum) -> str:
    """The English msgid of an enum member."""
    return _LABELS[type(value), value.value]


def choice_label(choice: str) -> str:
    """The English msgid of a word that a method lets choose; the word itself where it has no other name."""
    return _CHOICES.get(choice, choice.replace("_", " "))


def assumption_label(path: str, case: Case | None = None) -> str:
    """The English msgid for an assumption path such as `products[0].income.split_rate`.

    An input of an applied method is named by the catalogue, and which method that is stands in `case`.
    """
    named = method_input_label(case, path) if case is not None and path.startswith("methods[") else None
    return named or ASSUMPTION_LABELS.get(path.rsplit(".", maxsplit=1)[-1]) or N_("Input of a method")


def assumption_unit(path: str, case: Case | None = None) -> str:
    """`percent`, `years`, `months`, `money` or `factor` for an assumption path; of an applied method by `case`."""
    unit = method_input_unit(case, path) if case is not None and path.startswith("methods[") else None
    return unit or ASSUMPTION_UNITS.get(path.rsplit(".", maxsplit=1)[-1], "percent")
