"""Which words, in both languages, stand for a choice? The first of each language is the one templates offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from pledgeapp.i18n import Language
from pledgeapp.intake.values import NO_HABITS, Habits, folded
from pledgeapp.records.comparable import DealKind, SourceGrade
from pledgeapp.records.patent import AnnualFeeState, LegalState, RightType
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Words(Generic[Choice]):
    """The words of a field's choices: `choice -> ((Chinese words), (English words))`."""

    choices: Mapping[Choice, tuple[tuple[str, ...], tuple[str, ...]]]

    def read(self, text: str, _: Habits = NO_HABITS) -> Choice:
        """The choice that `text` names; RefusedValue lists what may stand here."""
        wanted = folded(text)
        for choice, languages in self.choices.items():
            if any(wanted == folded(word) for words in languages for word in words):
                return choice
        raise RefusedValue(N_("is not one of: {allowed}"), allowed=self.allowed())

    def offered(self, language: Language) -> tuple[str, ...]:
        """The word of each choice that a template offers."""
        return tuple(words[0 if language == "zh" else 1][0] for words in self.choices.values())

    def word(self, choice: Choice, language: Language) -> str:
        """The word for one choice."""
        return self.choices[choice][0 if language == "zh" else 1][0]

    def allowed(self) -> str:
        """Every choice in both languages, as a message lists them."""
        return ", ".join(f"{chinese[0]}/{english[0]}" for chinese, english in self.choices.values())


RIGHT_TYPES = Words[RightType](
    {
        RightType.INVENTION: (("发明", "发明专利", "发明申请", "发明授权"), ("invention", "invention patent")),
        RightType.UTILITY_MODEL: (("实用新型", "实用新型专利"), ("utility model", "utility_model")),
        RightType.DESIGN: (("外观设计", "外观设计专利", "外观"), ("design", "design patent")),
        RightType.UNKNOWN: (("未知", "不详"), ("unknown",)),
    }
)

LEGAL_STATES = Words[LegalState](
    {
        LegalState.IN_FORCE: (("有效", "专利权维持", "维持"), ("in force", "in_force", "active")),
        LegalState.PENDING: (("审中", "审查中", "在审", "实质审查", "公开"), ("pending", "pending application")),
        LegalState.LAPSED: (("失效", "终止", "专利权终止", "未缴年费终止"), ("lapsed",)),
        LegalState.INVALID: (("无效", "宣告无效", "全部无效"), ("invalid", "declared invalid")),
        LegalState.EXPIRED: (("届满", "期满", "期限届满"), ("expired",)),
        LegalState.UNKNOWN: (("未知", "不详", "未确认"), ("unknown",)),
    }
)
"""A grant is an event, not a state: 授权 and "granted" are refused here, the state must be looked up."""

FEE_STATES = Words[AnnualFeeState](
    {
        AnnualFeeState.PAID: (("已缴", "已缴纳", "正常"), ("paid",)),
        AnnualFeeState.GRACE_PERIOD: (("滞纳期", "滞纳金期", "宽限期"), ("grace period", "grace_period")),
        AnnualFeeState.UNPAID: (("未缴", "未缴纳", "欠缴"), ("unpaid",)),
        AnnualFeeState.UNKNOWN: (("未知", "不详"), ("unknown",)),
    }
)

YES_NO = Words[bool | None](
    {
        True: (("是", "有", "真"), ("yes", "y", "true")),
        False: (("否", "无", "没有", "假"), ("no", "n", "false")),
        None: (("未知", "不详"), ("unknown",)),
    }
)

FIGURE_KINDS = Words[bool](
    {
        True: (("预测", "预测数", "预计"), ("forecast", "projected")),
        False: (("实际", "实际数", "历史", "审定"), ("actual", "historical")),
    }
)
"""Whether a year's figures are a forecast."""

DEAL_KINDS = Words[DealKind](
    {
        DealKind.ASSIGNMENT: (("转让", "专利权转让"), ("assignment", "transfer", "sale")),
        DealKind.LUMP_SUM_LICENCE: (
            ("一次性许可", "一次总付许可", "总付许可"),
            ("lump-sum licence", "lump-sum license", "lump_sum_licence"),
        ),
        DealKind.ROYALTY_LICENCE: (
            ("提成许可", "提成费许可", "入门费加提成许可"),
            ("royalty licence", "royalty license", "royalty_licence"),
        ),
    }
)

GRADES = Words[SourceGrade](
    {grade: ((grade.value, f"{grade.value}级"), (grade.value, f"grade {grade.value}")) for grade in SourceGrade}
)

MONEY_UNITS = Words[Decimal](
    {
        Decimal(1): (("元", "人民币元", "圆"), ("yuan", "1", "unit", "cny", "rmb")),
        Decimal(1_000): (("千元",), ("thousand", "1,000", "1000")),
        Decimal(10_000): (("万元", "万", "人民币万元"), ("10 thousand", "10,000", "10000", "wan", "ten thousand")),
        Decimal(1_000_000): (("百万元",), ("million", "1,000,000", "1000000")),
        Decimal(100_000_000): (("亿元", "亿"), ("100 million", "100,000,000", "100000000", "yi")),
    }
)
"""Currency units in one unit of the written figure."""
