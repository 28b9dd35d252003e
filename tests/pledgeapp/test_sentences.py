"""Are parties, products and policies called by their English names where an English reader meets them?"""

from __future__ import annotations

import re

import pytest

from pledgeapp.i18n import texts
from pledgeapp.records.assessment import Assessment, OpenPoint
from pledgeapp.records.case import Case
from pledgeapp.sentences import sentence
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample, sample_keys
from valuation.wording import Message

EN, ZH = texts("en"), texts("zh")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
POINT = OpenPoint(
    key="unconfirmed:policy",
    template="Lending policy {policy}: read second hand, to be confirmed",
    params={"policy": "甲银行"},
)


def _case(name_en: str) -> Case:
    case = load_sample("solid_electrolyte_powder")
    assert case.policy is not None
    return case.model_copy(update={"policy": case.policy.model_copy(update={"name": "甲银行", "name_en": name_en})})


def test_a_policy_is_named_in_the_language_of_the_reader() -> None:
    case = _case("First Bank")
    assert sentence(POINT, case, EN) == "Lending policy First Bank: read second hand, to be confirmed"
    assert "甲银行" in sentence(POINT, case, ZH)
    assert "甲银行" in sentence(POINT, _case(""), EN), "a record without an English name keeps its own"


def test_a_message_and_a_nested_finding_are_named_too() -> None:
    case = load_sample("solid_electrolyte_powder")
    product = case.products[0]
    assert product.name_en
    left_out = Message("line_left_out", "{product}: not valued yet", {"product": product.name})
    assert sentence(left_out, case, EN).startswith(product.name_en)
    nested = OpenPoint(
        key="finding:x",
        template="{patent}: {finding_label}",
        params={
            "patent": "ZL1",
            "policy": "甲银行",
            "finding_label": "The policy {policy} has no cap for this kind of right: nothing is lent on it.",
        },
    )
    said = sentence(nested, _case("First Bank"), EN)
    assert said == "ZL1: The policy First Bank has no cap for this kind of right: nothing is lent on it."


def test_words_of_a_person_are_no_names() -> None:
    case = _case("First Bank")
    asked = Message("x", "{file}", {"file": "甲银行"})
    assert sentence(asked, case, EN) == "甲银行"


@pytest.mark.parametrize("key", sample_keys())
def test_no_sample_speaks_chinese_to_an_english_reader(key: str, services: Services) -> None:
    assessed = Assessment.model_validate_json(assess_case(services, load_sample(key)).model_dump_json())
    said = (*assessed.findings, *assessed.open_points, *assessed.appraisal.warnings)
    holders = {name for patent in assessed.case.patents for name in patent.patentees}
    heard = {
        found for one in said for found in CHINESE.findall(sentence(one, assessed.case, EN)) if found not in holders
    }
    assert heard == set()
