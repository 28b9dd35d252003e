"""What does every section of a report work from, and how does it name things?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.assumption import SourceKind
from pledgeapp.records.case import Case
from pledgeapp.records.party import Party
from pledgeapp.records.patent import Patent
from pledgeapp.records.product import Product
from pledgeapp.records.wording import label
from pledgeapp.reports.document import Badge, Cell
from pledgeapp.reports.figures import DASH, Figures
from pledgeapp.sentences import Said, sentence
from valuation.inputs import Approach
from valuation.results import ApproachResult, MethodValue, RightValue
from valuation.wording import N_

APPROACH_LABELS: dict[Approach, str] = {
    "income": N_("Income approach"),
    "market": N_("Market approach"),
    "cost": N_("Cost approach"),
}


_FIRST_WIDE = "\u2e80"
"""Characters from here on are as wide as they are high."""


@dataclass(frozen=True)
class ReportHeader:
    """What a report adds to its assessment: its number, its date and who answers for it."""

    number: str
    report_date: date
    prepared_by: str = ""
    reviewed_by: str = ""


@dataclass(frozen=True)
class Brief:
    """An assessment with the language and the figures in which it is told."""

    assessment: Assessment
    header: ReportHeader
    texts: Texts
    figures: Figures

    @property
    def case(self) -> Case:
        """The case as it was assessed."""
        return self.assessment.case

    @property
    def is_chinese(self) -> bool:
        """The report is written in Chinese."""
        return self.texts.language == "zh"

    @cached_property
    def patents(self) -> dict[str, Patent]:
        """The patents of the case by id."""
        return {patent.id: patent for patent in self.case.patents}

    @cached_property
    def products(self) -> dict[str, Product]:
        """The product lines of the case by id."""
        return {product.id: product for product in self.case.products}

    @cached_property
    def method_values(self) -> dict[str, MethodValue]:
        """The results of the further methods by id; one that could not be applied has none."""
        return {value.key: value for value in self.assessment.appraisal.methods}

    @cached_property
    def values_by_right(self) -> dict[str, RightValue]:
        """What the conclusion allots to each patent, by id; empty without a conclusion."""
        return {value.key: value for value in self.assessment.appraisal.by_right}

    def approach(self, name: Approach) -> ApproachResult | None:
        """The result of one approach."""
        return next((a for a in self.assessment.appraisal.approaches if a.approach == name), None)

    def label(self, value: StrEnum) -> str:
        """The name of an enum member in the language of the report."""
        return self.texts(label(value))

    def party_name(self, party: Party | None) -> str:
        """A party's name in the language of the report; a dash when nobody is named.

        That a party is fictional stands in the footer of every page.
        """
        if party is None:
            return DASH
        return party.name_en if not self.is_chinese and party.name_en else party.name

    def product_name(self, product: Product) -> str:
        """A product line's name in the language of the report, as far as there is one."""
        return product.name_en if not self.is_chinese and product.name_en else product.name

    def patent_title(self, patent: Patent) -> str:
        """A patent's title in the language of the report, as far as there is one."""
        return patent.title_en if not self.is_chinese and patent.title_en else patent.title

    @property
    def case_title(self) -> str:
        """The title of the case in the language of the report, as far as there is one."""
        return self.case.title_en if not self.is_chinese and self.case.title_en else self.case.title

    def source(self, kind: SourceKind, text: str) -> str:
        """Kind of a source and its words, or what is still to be confirmed."""
        name = self.label(kind)
        return self.texts("{kind}: {source}", kind=name, source=text) if text else name

    def shortened(self, text: str, length: int) -> str:
        """`text` cut to `length` Latin or half as many Chinese characters: the conclusion has one page, not more."""
        used = 0
        one_line = " ".join(text.split())
        for position, character in enumerate(one_line):
            used += 2 if character >= _FIRST_WIDE else 1
            if used > length:
                return f"{one_line[: position - 1].rstrip()}…"
        return one_line

    def sentence(self, said: Said) -> str:
        """A finding, an open point or a warning in the language of the report, names too."""
        return sentence(said, self.case, self.texts)

    def money_title(self, title: str) -> str:
        """A column's title with the unit of money on a line of its own."""
        return self.texts("{title}\n({unit})", title=title, unit=self.figures.money_unit)

    def money_caption(self, title: str) -> str:
        """A caption with the unit of money: `Year table (CNY)`."""
        return self.texts("{title} ({unit})", title=title, unit=self.figures.money_unit)

    def yes_no(self, value: bool | None) -> str:
        """Yes, no, or a dash for unknown."""
        if value is None:
            return DASH
        return self.texts("Yes") if value else self.texts("No")


def or_dash(text: str) -> str:
    """`text`, or a dash where nothing is known."""
    return text or DASH


def plain_text(cell: Cell) -> str:
    """The words of a cell."""
    return cell if isinstance(cell, str) else cell.text


def open_badge(brief: Brief) -> Badge:
    """The mark of a value whose source is not confirmed."""
    return Badge(brief.texts("To be confirmed"), "attention")
