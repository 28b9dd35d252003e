"""How are patents read from our own template?"""

from __future__ import annotations

import re

from pledgeapp.intake.layouts.layout import Column, Layout, Origin, Values
from pledgeapp.intake.layouts.numbers_of_row import chinese_in, needed_country, publication_in, right_type_of
from pledgeapp.intake.values import (
    Habits,
    half_width,
    read_past_date,
    read_patent_number,
    read_share,
    read_text,
    read_texts,
    read_whole_number,
)
from pledgeapp.intake.words import FEE_STATES, LEGAL_STATES, RIGHT_TYPES, YES_NO
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.patent import Patent, RightType
from pledgeapp.records.patent_number import chinese_application_number, tidy_number
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

_WRITTEN_DATE = N_("A day, such as 2024-05-01 or 2024年5月1日; empty when not known.")
_YES_NO = N_("Yes or no as entered in the register; empty when not known.")


def _read_country(text: str, _: Habits) -> str:
    plain = half_width(text).upper()
    if plain in ("中国", "CHINA"):
        return "CN"
    if not re.fullmatch(r"[A-Z]{2}", plain):
        raise RefusedValue(N_("is not a two-letter code of an office such as CN, US, EP"))
    return plain


def _read_application(text: str, habits: Habits) -> str:
    """A number that names China is checked in its cell, so that all faults of a row are told at once."""
    number = read_patent_number(text, habits)
    return chinese_application_number(number) if tidy_number(number).startswith(("CN", "ZL")) else number


def _build(values: Values, origin: Origin) -> Patent:
    source = values.pop("source", "") or origin.source
    application, written_publication = values.get("application_number"), values.pop("publication_number", None)
    publication = publication_in(written_publication) if written_publication else None
    country = needed_country(values.pop("country", None), application, publication)
    if application is not None and country == "CN":
        values["application_number"] = chinese_in(application)
    right_type = right_type_of(values.pop("right_type", RightType.UNKNOWN), publication)
    return Patent(
        **values,
        country=country,
        publication_number=publication.number if publication else None,
        right_type=right_type,
        source=source,
    )


def _yes_no(key: str, zh: str, en: str, *aliases: str) -> Column:
    return Column(key, zh, en, YES_NO.read, note=_YES_NO, aliases=aliases, words=YES_NO, width=12, example=("否", "no"))


def _day(key: str, zh: str, en: str, example: str, note: str = _WRITTEN_DATE) -> Column:
    return Column(key, zh, en, read_past_date, note=note, width=13, example=(example, example))


def _count(key: str, zh: str, en: str, note: str, example: str, *aliases: str) -> Column:
    return Column(key, zh, en, read_whole_number, note=note, aliases=aliases, width=12, example=(example, example))


LAYOUT = Layout(
    key="template_patents",
    label=N_("PledgeApp template: patents"),
    kind=ImportKind.PATENTS,
    columns=(
        Column(
            "application_number",
            "申请号/专利号",
            "Application number",
            _read_application,
            note=N_("With check digit, such as ZL201410264351.3; 8 or 12 digits. Foreign numbers as they are."),
            aliases=("申请号", "专利号", "application no", "application no.", "patent number"),
            width=21,
            example=("ZL202010123456.2", "ZL202010123456.2"),
        ),
        Column(
            "publication_number",
            "公开（公告）号",
            "Publication number",
            read_patent_number,
            note=N_("With office and kind code, such as CN109417194B. One of the two numbers is needed."),
            aliases=("公开号", "公告号", "授权公告号", "publication no", "publication no."),
            width=18,
            example=("CN111234567B", "CN111234567B"),
        ),
        Column(
            "country",
            "国家/地区",
            "Office",
            _read_country,
            note=N_("Two letters: CN, US, EP, JP … Empty: taken from the number."),
            aliases=("国别", "country"),
            width=10,
            example=("CN", "CN"),
        ),
        Column(
            "right_type",
            "专利类型",
            "Kind of right",
            RIGHT_TYPES.read,
            note=N_("Empty: taken from the number where it tells."),
            aliases=("类型", "patent type", "right type"),
            words=RIGHT_TYPES,
            example=("发明", "invention"),
        ),
        Column(
            "title",
            "专利名称",
            "Title",
            read_text,
            note=N_("Title as registered."),
            aliases=("名称", "标题", "发明名称"),
            is_required=True,
            width=42,
            example=("（示例）一种固态电解质粉体的制备方法", "(Example) Method of making a solid-electrolyte powder"),
        ),
        Column(
            "title_en",
            "英文名称",
            "English title",
            read_text,
            note=N_("For reports in English; may stay empty."),
            width=36,
            example=("Method of making a solid-electrolyte powder", ""),
        ),
        Column(
            "patentees",
            "专利权人",
            "Patentees",
            read_texts,
            note=N_("All registered holders, separated by semicolons."),
            aliases=("权利人", "申请人", "申请（专利权）人", "当前权利人", "patentee", "applicants"),
            width=34,
            example=("示例新材料有限公司；示例大学", "Example Materials Ltd.; Example University"),
        ),
        Column(
            "inventors",
            "发明人",
            "Inventors",
            read_texts,
            note=N_("Separated by semicolons."),
            aliases=("设计人", "发明（设计）人"),
            width=24,
            example=("张三；李四", "Zhang San; Li Si"),
        ),
        _day("priority_date", "优先权日", "Priority date", ""),
        _day("filing_date", "申请日", "Filing date", "2020-02-24"),
        _day("publication_date", "公开（公告）日", "Publication date", "2022-06-07"),
        _day("grant_date", "授权公告日", "Grant date", "2022-06-07"),
        _day(
            "examination_request_date",
            "实质审查请求日",
            "Examination requested on",
            "2020-03-10",
            N_("Inventions only: the grant may be compensated when it comes late after this day."),
        ),
        _count(
            "term_compensation_days",
            "专利权期限补偿天数",
            "Term compensation, days",
            N_("Compensation for a slow grant as in the register; 0: none, empty: not known."),
            "0",
        ),
        _day(
            "drug_approval_date",
            "药品上市许可日",
            "Drug approved on",
            "",
            N_("Only for a patent on a new drug: the day of its marketing approval in China."),
        ),
        _count(
            "drug_extension_days",
            "药品专利权期限补偿天数",
            "Extension for a drug, days",
            N_("Extension for the approval of a drug as in the register; 0: none, empty: not known."),
            "0",
        ),
        Column(
            "legal_state",
            "法律状态",
            "Legal state",
            LEGAL_STATES.read,
            note=N_(
                "As looked up in the register. A grant alone says nothing about today; leave empty when not known."
            ),
            aliases=("当前法律状态", "legal status"),
            words=LEGAL_STATES,
            example=("有效", "in force"),
        ),
        _day(
            "legal_state_date",
            "法律状态查询日",
            "Legal state as of",
            "2026-11-20",
            N_("The day on which the register was consulted."),
        ),
        Column(
            "annual_fee_state",
            "年费缴纳情况",
            "Annual fee",
            FEE_STATES.read,
            note=N_("Whether the annual fee is paid to date; empty when not known."),
            aliases=("年费", "年费状态"),
            words=FEE_STATES,
            example=("已缴", "paid"),
        ),
        _count(
            "last_paid_fee_year",
            "已缴年费年度",
            "Last fee year paid",
            N_("The latest fee year that is paid, counted from the filing date."),
            "7",
        ),
        Column(
            "fee_reduction",
            "年费减缴比例",
            "Fee reduction",
            read_share,
            note=N_("Share of the annual fee that the holder need not pay, such as 85 %; 0: none, empty: not known."),
            aliases=("减缴比例", "费减比例"),
            width=12,
            example=("85%", "85%"),
        ),
        _yes_no("is_pledged", "是否已质押", "Pledged", "质押", "是否质押"),
        _yes_no("has_preservation", "是否被保全", "Preservation", "是否查封保全", "保全"),
        _yes_no("has_invalidation_request", "是否被请求无效", "Invalidation requested", "无效请求"),
        _yes_no("has_exclusive_licence", "是否有独占或排他许可", "Exclusive licence", "独占许可"),
        _yes_no("has_open_licence", "是否实行开放许可", "Open licence", "开放许可"),
        _yes_no("has_same_day_application", "是否同日申请", "Same-day application", "同日申请"),
        _yes_no("has_evaluation_report", "是否有专利权评价报告", "Evaluation report", "评价报告"),
        _yes_no("co_owner_consent", "共有人是否同意", "Co-owner consent", "共有人同意"),
        Column(
            "claims_count",
            "权利要求数",
            "Claims",
            read_whole_number,
            note=N_("Number of claims as granted."),
            aliases=("权利要求数量", "权利要求项数", "number of claims"),
            width=12,
            example=("10", "10"),
        ),
        _count(
            "cited_by_count",
            "被引证次数",
            "Cited by",
            N_("Later patents that cite this one, as a database counts them; empty when not known."),
            "3",
            "被引次数",
            "被引用次数",
        ),
        _count(
            "family_size",
            "同族专利数",
            "Family members",
            N_("Members of the simple family, this one included; empty when not known."),
            "1",
            "简单同族数",
            "同族数量",
        ),
        Column(
            "ipc",
            "IPC分类号",
            "IPC",
            read_texts,
            note=N_("Separated by semicolons, the main class first."),
            aliases=("ipc", "分类号", "主分类号"),
            width=22,
            example=("H01M10/0562; C01B17/22", "H01M10/0562; C01B17/22"),
        ),
        Column(
            "family_key",
            "同族标识",
            "Family",
            read_text,
            note=N_("The same entry for all patents of a family; empty when not known."),
            aliases=("专利族", "同族"),
            width=12,
            example=("F1", "F1"),
        ),
        Column(
            "source",
            "来源",
            "Source",
            read_text,
            note=N_("Register extract, certificate or person; empty: this file."),
            aliases=("资料来源",),
            width=26,
            example=("专利登记簿副本 2026-11-20", "Register extract 2026-11-20"),
        ),
    ),
    build=_build,
    one_of=("application_number", "publication_number"),
)
