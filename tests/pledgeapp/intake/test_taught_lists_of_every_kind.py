"""Are deals, product figures, schedules, ledgers and sheets by years taught as lists of patents are?

All tables are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.column_suggestions import suggest_columns
from pledgeapp.intake.layouts.profile import read_profile
from pledgeapp.intake.layouts.profile_text import profile_text
from pledgeapp.records.comparable import DealKind
from pledgeapp.records.cost import CostClass
from pledgeapp.records.import_columns import FIELDS_OF, MEANINGS_OF, ChosenColumn, ColumnsFound, ListForm, Taught
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.services.context import Services
from pledgeapp.services.import_files import Wanted, preview_imports
from pledgeapp.services.import_profiles import (
    find_columns,
    layouts_named,
    look_again,
    profile_of,
    save_profile,
    take_profile,
    try_columns,
    write_profile,
)

Write = Callable[[str, str], Path]
SCHEDULE = "某行\n期次,扣款时间,归还本金额,应还息\n1,2027.3.20,25,1.2\n2,2027.6.20,25,0.9\n合计,,50,2.1\n"
DEALS = "成果,签约时间,方式,出让单位,受让单位,合同总额（万元）,件数\n电池包,2024.5.6,转让,甲大学,乙公司,300,3\n"
LEDGER = "所属课题,记账时间,开支类别,列支额\n甲,20240506,人工,1200\n甲,20230506,试剂,300\n"
PRODUCTS = "品名,会计期间,主营进账,销售成本\n粉体,2023年,320,200\n粉体,2026,400,260\n"
ACCOUNTS = "科目,23年实绩,24年实绩,今年预计\n主营进账,320,330,400\n产品成本,200,210,260\n销售费用,1,2,3\n"
COSTS = "类目,23年,24年\n工钱,100,120\n试剂,30,20\n小计,130,140\n"
LISTS = {
    ListForm.LOAN: (SCHEDULE, {}, {}),
    ListForm.DEALS: (DEALS, {}, {}),
    ListForm.COST: (LEDGER, {}, {}),
    ListForm.PRODUCTS: (PRODUCTS, {2: ChosenColumn("revenue")}, {}),
    ListForm.PRODUCTS_BY_YEAR: (ACCOUNTS, {3: ChosenColumn("year", year="2026E")}, {"主营进账": "revenue"}),
    ListForm.COST_BY_YEAR: (COSTS, {}, {"工钱": "labour"}),
}
"""The text of each list, and what a person adds to the suggestions."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def taught(found: ColumnsFound, changes: Mapping[int, ChosenColumn], meanings: Mapping[str, str]) -> Taught:
    """What was suggested, with what a person changes; all sums in 万元."""
    return Taught(
        name=f"某机构{found.form.value}",
        choice={**found.choice, **changes},
        form=found.form,
        unit="万元",
        meanings={**found.meanings, **meanings},
    )


def teach(services: Services, path: Path, form: ListForm) -> tuple[ColumnsFound, Taught]:
    _, changes, meanings = LISTS[form]
    found = find_columns(services, path)
    return found, taught(found, changes, meanings)


def values_of(preview: ImportPreview) -> list[Any]:
    """What matters of the records of a preview."""
    match preview.kind:
        case ImportKind.LOAN:
            return [(p.due, p.principal, p.interest) for p in preview.repayments]
        case ImportKind.COMPARABLES:
            return [(d.name, d.kind, d.grantor, d.payments[0].amount, d.patents_count) for d in preview.comparables]
        case ImportKind.COST:
            return [(c.cost_class, c.year, c.project, c.amount) for c in preview.costs]
        case _:
            return [
                (f.year, f.is_forecast, f.revenue, f.gross_margin)
                for imported in preview.products
                for f in imported.product.figures
            ]


EXPECTED = {
    ListForm.LOAN: [(date(2027, 3, 20), 250_000, 12_000), (date(2027, 6, 20), 250_000, 9_000)],
    ListForm.DEALS: [("电池包", DealKind.ASSIGNMENT, "甲大学", 3_000_000, 3)],
    ListForm.COST: [(CostClass.LABOUR, 2024, "甲", 12_000_000), (CostClass.MATERIALS, 2023, "甲", 3_000_000)],
    ListForm.PRODUCTS: [(2023, False, 3_200_000, Decimal("0.375")), (2026, True, 4_000_000, Decimal("0.35"))],
    ListForm.PRODUCTS_BY_YEAR: [
        (2023, False, 3_200_000, Decimal("0.375")),
        (2024, False, 3_300_000, Decimal("0.363636")),
        (2026, True, 4_000_000, Decimal("0.35")),
    ],
    ListForm.COST_BY_YEAR: [
        (CostClass.LABOUR, 2023, "", 1_000_000),
        (CostClass.LABOUR, 2024, "", 1_200_000),
        (CostClass.MATERIALS, 2023, "", 300_000),
        (CostClass.MATERIALS, 2024, "", 200_000),
    ],
}


@pytest.mark.parametrize("form", list(LISTS))
def test_a_list_of_each_form_is_taught_kept_and_read_from_then_on(
    services: Services, write: Write, form: ListForm
) -> None:
    path = write("清单.csv", LISTS[form][0])
    found, said = teach(services, path, form)
    assert found.form is form
    assert not found.is_known
    tried = try_columns(services, found, said)
    assert tried.refused == ()
    assert values_of(tried) == EXPECTED[form]
    save_profile(services, profile_of(found, said))
    (again,) = preview_imports(services, [path]).previews
    assert (again.kind, again.layout_label, values_of(again)) == (form.kind, said.name, EXPECTED[form])
    by_name = preview_imports(services, [path], Wanted(layouts=layouts_named(services, said.name))).previews[0]
    assert by_name.layout == again.layout


@pytest.mark.parametrize("form", list(LISTS))
def test_what_was_taught_goes_out_as_a_file_and_comes_back(
    services: Services, write: Write, tmp_path: Path, form: ListForm
) -> None:
    profile = profile_of(*teach(services, write("清单.csv", LISTS[form][0]), form))
    assert read_profile(profile_text(profile), "x.toml") == profile
    target = tmp_path / "layout.toml"
    write_profile(profile, target)
    assert take_profile(services, target) == profile


def test_a_layout_of_one_kind_is_never_offered_for_another(services: Services, write: Write) -> None:
    for form in LISTS:
        found, said = teach(services, write(f"{form.value}.csv", LISTS[form][0]), form)
        save_profile(services, profile_of(found, said))
    for form in LISTS:
        path = write(f"{form.value}.csv", LISTS[form][0])
        (preview,) = preview_imports(services, [path]).previews
        assert preview.layout_label == f"某机构{form.value}"
        other = next(kind for kind in ImportKind if kind is not form.kind)
        with pytest.raises(DataProblem):
            preview_imports(services, [path], Wanted(kind=other))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("key = 'own_a'\nlabel = 'x'\nkind = 'loan'\n[columns.title]\nheaders = ['a']\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'loan'\n[columns.due]\nheaders = ['a']\nreader = 'texts'\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'loan'\nunit = '箱'\n[columns.due]\nheaders = ['a']\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'loan'\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'cats'\n[columns.due]\nheaders = ['a']\n", 3),
        ("key = 'own_a'\nlabel = 'x'\nunit = '元'\n[columns.title]\nheaders = ['a']\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'loan'\n[by_year]\nitems_in = 'a'\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'cost'\n[[by_year.items]]\nlabel = 'a'\nmeans = 'revenue'\n", None),
        ("key = 'own_a'\nlabel = 'x'\nkind = 'cost'\n[[by_year.years]]\nheader = 'a'\nyear = 1023\n", 6),
        ("key = 'accounts_by_year'\nlabel = 'x'\nkind = 'revenue'\n[by_year]\nitems_in = 'a'\n", None),
    ],
)
def test_a_broken_layout_file_is_refused_with_its_place(
    services: Services, tmp_path: Path, text: str, line: int | None
) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataProblem) as refused:
        take_profile(services, path)
    assert refused.value.problems[0].file == "layout.toml"
    if line is not None:
        assert refused.value.problems[0].row == line


@pytest.mark.parametrize(
    ("form", "changes", "words"),
    [
        (ListForm.LOAN, {1: ChosenColumn()}, "Due date"),
        (ListForm.LOAN, {0: ChosenColumn("due")}, "two columns"),
        (ListForm.LOAN, {2: ChosenColumn(), 3: ChosenColumn()}, "choose the column"),
        (ListForm.COST, {3: ChosenColumn()}, "choose the column"),
        (ListForm.PRODUCTS_BY_YEAR, {0: ChosenColumn()}, "names of the items"),
        (ListForm.PRODUCTS_BY_YEAR, {3: ChosenColumn("year", year="demnächst")}, "which year"),
        (ListForm.COST_BY_YEAR, {1: ChosenColumn(), 2: ChosenColumn()}, "figures of the years"),
    ],
)
def test_a_choice_that_cannot_be_read_is_refused_in_words(
    services: Services, write: Write, form: ListForm, changes: dict[int, ChosenColumn], words: str
) -> None:
    found = find_columns(services, write("清单.csv", LISTS[form][0]))
    with pytest.raises(DataProblem, match=words):
        try_columns(services, found, taught(found, changes, {}))


def test_a_form_that_was_guessed_wrongly_is_stated(services: Services, write: Write) -> None:
    path = write("表.csv", "甲,乙,丙\n2027-03-20,25,1\n")
    found = find_columns(services, path)
    assert not found.is_form_certain
    again = look_again(services, found, ListForm.LOAN)
    assert (again.form, again.is_form_certain, again.names) == (ListForm.LOAN, True, ("甲", "乙", "丙"))
    said = Taught("x", {0: ChosenColumn("due"), 1: ChosenColumn("principal")}, form=ListForm.LOAN, unit="元")
    assert try_columns(services, again, said).repayments[0].principal == 25


def test_the_kind_that_was_asked_for_decides_what_is_suggested(services: Services, write: Write) -> None:
    path = write("表.csv", "名称,日期,金额\n甲,2024-05-06,25\n")
    assert find_columns(services, path, kind=ImportKind.COST).form is ListForm.COST
    assert find_columns(services, path, kind=ImportKind.COMPARABLES).form is ListForm.DEALS


def test_unit_and_order_of_days_hold_for_their_column_alone(services: Services, write: Write) -> None:
    path = write("表.csv", "扣款日,到期本金,到期利息\n03/04/2027,25,3000\n")
    found = find_columns(services, path, kind=ImportKind.LOAN)
    choice = {
        0: ChosenColumn("due", date_order="day_first"),
        1: ChosenColumn("principal", unit="万元"),
        2: ChosenColumn("interest", unit="元"),
    }
    preview = try_columns(services, found, Taught("x", choice, form=ListForm.LOAN, currency="USD"))
    (payment,) = preview.repayments
    assert (payment.due, payment.principal, payment.interest) == (date(2027, 4, 3), 250_000, 3_000)
    assert payment.currency == "USD"


def test_the_file_counts_before_what_was_stated_for_it(services: Services, write: Write) -> None:
    path = write("表.csv", "单位：元 币种：欧元,,\n扣款日,本金数,利息数（千元）\n2027-04-03,25,3\n")
    found = find_columns(services, path, kind=ImportKind.LOAN)
    said = Taught("x", found.choice, form=ListForm.LOAN, unit="万元", currency="USD")
    (payment,) = try_columns(services, found, said).repayments
    assert (payment.principal, payment.interest, payment.currency) == (25, 3_000, "EUR")


def test_columns_that_are_no_years_and_lines_that_are_left_out(services: Services, write: Write) -> None:
    text = "大类,科目,计量,二三,二四,说明\n电池,进账,万元,320,330,甲\n电池,耗用,万元,200,210,乙\n电池,人数,人,9,9,丙\n"
    path = write("表.csv", text)
    found = look_again(services, find_columns(services, path), ListForm.PRODUCTS_BY_YEAR)
    choice = {
        1: ChosenColumn("item"),
        2: ChosenColumn("unit"),
        3: ChosenColumn("year", year="2023"),
        4: ChosenColumn("year", year="2024"),
    }
    meanings = {"进账": "revenue", "耗用": "cost", "人数": "left_out"}
    said = Taught("电池业务", choice, form=ListForm.PRODUCTS_BY_YEAR, meanings=meanings)
    preview = try_columns(services, found, said)
    (imported,) = preview.products
    assert [(f.year, f.revenue, f.gross_margin) for f in imported.product.figures] == [
        (2023, 3_200_000, Decimal("0.375")),
        (2024, 3_300_000, Decimal("0.363636")),
    ]


def test_a_refused_line_of_a_taught_sheet_is_corrected(services: Services, write: Write) -> None:
    path = write("表.csv", ACCOUNTS.replace("330", "三三〇"))
    found, said = teach(services, path, ListForm.PRODUCTS_BY_YEAR)
    preview = try_columns(services, found, said)
    (problem,) = preview.refused
    assert (problem.row, problem.value) == (2, "三三〇")
    (line, cells), reader = preview.refused_cells[0], preview.readers[preview.refused_in[0]]
    corrected = reader.read_again(line, tuple("330" if cell == "三三〇" else cell for cell in cells))
    assert isinstance(corrected, tuple)
    assert any(figures.revenue == 3_300_000 for imported in corrected for figures in imported.product.figures)


@pytest.mark.parametrize("form", list(ListForm))
def test_every_field_and_meaning_that_is_offered_can_be_kept(form: ListForm) -> None:
    from pledgeapp.intake.layouts.profile import USUAL_READERS
    from pledgeapp.intake.layouts.profile_sheet import MEANINGS
    from pledgeapp.intake.layouts.teachable import fields_of

    if form.is_by_year:
        assert set(MEANINGS_OF[form]) - {""} == MEANINGS[form.kind]
    else:
        known = set(USUAL_READERS) if form is ListForm.PATENTS else set(fields_of(form.kind))
        assert set(FIELDS_OF[form]) == known


@pytest.mark.parametrize(
    ("kind", "names", "fields"),
    [
        (
            ImportKind.LOAN,
            ["计划还款日期", "偿还本金额", "利息额", "贷款剩余本金"],
            ["due", "principal", "interest", "balance"],
        ),
        (ImportKind.LOAN, ["Payment due day", "Principal part", "Interest part"], ["due", "principal", "interest"]),
        (
            ImportKind.COST,
            ["记账时间", "费用类型", "支出金额", "项目编号"],
            ["date", "cost_class", "amount", "project"],
        ),
        (
            ImportKind.REVENUE,
            ["产品系列", "会计年度", "销售收入额", "毛利润率"],
            ["name", "year", "revenue", "gross_margin"],
        ),
        (
            ImportKind.COMPARABLES,
            ["Licensor name", "Licensee name", "Signing day", "Royalty"],
            ["grantor", "grantee", "transaction_date", "royalty_rate"],
        ),
    ],
)
def test_fields_of_each_kind_are_suggested_in_both_languages(
    kind: ImportKind, names: list[str], fields: list[str]
) -> None:
    assert [s.field for s in suggest_columns(names, kind)] == fields
