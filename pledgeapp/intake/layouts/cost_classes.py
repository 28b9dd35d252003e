"""Which class of development cost does a word of a ledger name, and which words are not known?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pledgeapp.intake.values import folded
from pledgeapp.intake.words import Words
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportedCost
from valuation.wording import N_, Message


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word.strip() for line in lines for word in line.split(";"))


COST_CLASSES = Words[CostClass](
    {
        CostClass.LABOUR: (
            _words(
                "人工费;人工;人员人工;人员;工资;薪酬;职工薪酬;工资薪金;工资及福利;研发人员薪酬;研发人员工资;研发人员人工;劳务",
                "社保;社会保险;五险一金;住房公积金;公积金;奖金;福利;职工福利;津贴补贴;股份支付",
            ),
            _words(
                "labour;labor;staff;staff costs;personnel;salaries;wages;payroll;salaries and wages;employee benefits",
                "social security;bonus;share-based payment",
            ),
        ),
        CostClass.MATERIALS: (
            _words(
                "材料费;材料;直接材料;原材料;原料;辅料;物料;物料消耗;直接投入;试剂;耗材;燃料动力;材料燃料动力",
                "材料、燃料和动力;燃料;动力;水电;能源;元器件;模具;低值易耗品",
            ),
            _words(
                "materials;material;raw materials;consumables;reagents;direct materials;direct inputs;components",
                "energy;fuel and power;power",
            ),
        ),
        CostClass.EQUIPMENT: (
            _words(
                "设备费;设备;仪器设备;仪器;设备购置;设备折旧;折旧;固定资产折旧;折旧与摊销;折旧及摊销;折旧摊销",
                "折旧与长期待摊;设备租赁;仪器设备租赁;租赁;软件;软件摊销;无形资产摊销",
            ),
            _words(
                "equipment;instruments;depreciation;depreciation and amortisation;depreciation and amortization",
                "depreciation of equipment;equipment rental;software",
            ),
        ),
        CostClass.TRIALS: (
            _words(
                "试验费;试验;实验;试制;中试;试生产;测试;检测;检验;检验检测;测试化验加工;试验检验;现场试验;临床试验",
                "工装及检验;新产品试制",
            ),
            _words(
                "trials;tests;testing;trials and testing;pilot production;pilot;prototypes;prototype;clinical trials",
                "inspection",
            ),
        ),
        CostClass.OUTSOURCED: (
            _words(
                "委外研发费;委外;委外研发;委托研发;委托开发;委托外部研究开发;委托外部研发;外协;外协加工;技术服务;合作研发",
                "合作开发;外包;外包研发",
            ),
            _words(
                "outsourced development;outsourced;outsourcing;contract research;external research;subcontracting",
                "outsourced r&d;technical services",
            ),
        ),
        CostClass.OVERHEAD: (
            _words(
                "管理费;管理;间接;制造;办公;差旅;会议;会议差旅;差旅会议;业务招待;房屋租赁;房租;培训;通讯;分摊;公共",
                "间接管理",
            ),
            _words(
                "overhead;overheads;indirect costs;administration;administrative;travel;office;rent;conferences",
                "training",
            ),
        ),
        CostClass.IP_FEES: (
            _words(
                "专利费;专利;专利申请;专利代理;专利申请代理;代理;申请;年费;专利年费;官费;知识产权;知识产权事务;注册",
                "知识产权申请维护;专利申请维护;出版/文献/信息传播/知识产权事务",
            ),
            _words("patent fees;patents;ip fees;official fees;attorney fees;patent prosecution;annuities"),
        ),
        CostClass.OTHER: (
            _words("其他费用;其他;其它;其他相关"),
            _words("other cost;other;others;miscellaneous;other costs"),
        ),
    }
)
"""The words for each class; endings such as 费, 费用 and 支出 are not needed."""

_ENDING = re.compile(r"(?:费用|支出|成本|费|expenses|expense|costs|cost|fees)$")
_BRACKET = re.compile(r"(?<=.)[(\[][^()\[\]]*[)\]]$")
_LEVEL = re.compile(r"\s*[-—–_\\>：:]+\s*")
_ORDINAL = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）]\s*|[(（][一二三四五六七八九十\d]{1,3}[)）]\s*)"
)


def _bare(word: str) -> str:
    plain = _BRACKET.sub("", folded(_ORDINAL.sub("", word.strip())))
    return _ENDING.sub("", plain) or plain


_CLASS_OF = {
    _bare(word): kind for kind, languages in COST_CLASSES.choices.items() for words in languages for word in words
}


@lru_cache(maxsize=4096)
def class_of(word: str) -> CostClass | None:
    """The class that `word` names, by itself or as the last known level of an account; None when it is not known."""
    levels = [word, *reversed(_LEVEL.split(word))]
    return next((_CLASS_OF[_bare(level)] for level in levels if _bare(level) in _CLASS_OF), None)


def unknown_classes(costs: Sequence[ImportedCost]) -> Iterator[Message]:
    """What is told of classes that no word here names: they count as other cost, under their own name."""
    words = dict.fromkeys(cost.word for cost in costs if cost.word)
    if words:
        yield Message(
            "intake.unknown_cost_classes",
            N_("these classes of cost are not known and were taken as other cost: {words}"),
            {"words": ", ".join(words)},
        )
