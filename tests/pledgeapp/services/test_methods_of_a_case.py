"""Do further methods go from record to result, is what they lack said, and do analyses speak the paths of the case?"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import LANGUAGES, texts
from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.case import Case
from pledgeapp.records.product import Allocation, PatentRole
from pledgeapp.records.step_sources import sourced
from pledgeapp.services.analyse_value import value_analysis
from pledgeapp.services.assess_case import assess_case, with_analyses
from pledgeapp.services.case_inputs import prepare_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample
from valuation.catalogue import models

DEMO = "solid_electrolyte_powder"


@pytest.fixture
def sample() -> Case:
    return load_sample(DEMO)


def number(name: str, value: str | None, **more: Any) -> dict[str, Any]:
    stated = {"value": value, "source_kind": "judgement", "source": "fictional", **more}
    return {"name": name, "number": stated}


def method(*inputs: dict[str, Any], model: str = "capitalised_earnings", **more: Any) -> AppliedMethod:
    tree = {"id": "m", "model": model, "inputs": list(inputs), **more}
    return AppliedMethod.model_validate_json(json.dumps(tree))


COMPLETE = (number("next_income", "900000"), number("discount_rate", "0.15"), number("growth", "0.01"))


def with_methods(case: Case, *methods: AppliedMethod) -> Case:
    return case.model_copy(update={"methods": methods})


def test_the_cross_checks_of_the_demo_change_nothing(services: Services, sample: Case) -> None:
    whole, bare = assess_case(services, sample), assess_case(services, with_methods(sample))
    assert whole.appraisal.value == bare.appraisal.value == pytest.approx(9_243_051, abs=1)
    assert whole.simulation == bare.simulation
    assert [m.weight for m in whole.appraisal.methods] == [0.0, 0.0]
    build_up, excess = whole.appraisal.methods
    plan = sample.products[0].income
    assert plan is not None
    assert (build_up.unit, build_up.value) == ("1/year", pytest.approx(float(plan.discount_rate.value or 0)))
    line = next(a for a in whole.appraisal.approaches if a.approach == "income").lines[0]
    assert line.value < excess.value < 2 * line.value, "what is earned beyond other assets bears the royalty"
    assert not whole.appraisal.warnings


def test_a_weighted_method_counts_and_its_doubt_is_drawn(services: Services, sample: Case) -> None:
    doubt = {"kind": "uniform", "low": "0.12", "high": "0.2"}
    rate = number("discount_rate", "0.15", uncertainty=doubt)
    weighted = method(COMPLETE[0], rate, COMPLETE[2], weight="50", reason="steady income")
    assessed = assess_case(services, with_methods(sample, weighted))
    alone = models()["capitalised_earnings"].run(
        models()["capitalised_earnings"].inputs(next_income=9e5, discount_rate=0.15, growth=0.01)
    )
    plain = assess_case(services, with_methods(sample)).appraisal.value
    assert assessed.appraisal.value == pytest.approx((100 * plain + 50 * alone.value) / 150)
    assert assessed.appraisal.methods[0].weight == pytest.approx(1 / 3)
    assert "methods[0].inputs[1].number" in {s.path for s in assessed.sensitivities}
    steps = sourced(assessed, assessed.appraisal.methods[0].workings)
    assert {s.source for s in steps if not s.formula} == {f"methods[0].inputs[{k}].number" for k in range(3)}
    weight = next(s for s in assessed.appraisal.workings if s.symbol == "g_m1")
    assert sourced(assessed, (weight,))[0].source == "methods[0].weight"


@pytest.mark.parametrize(
    ("broken", "key", "words"),
    [
        (method(COMPLETE[0]), "missing:methods[1].discount_rate", "Discount rate: no value yet"),
        (
            method(COMPLETE[0], number("discount_rate", None)),
            "missing:methods[1].inputs[1].number",
            "Discount rate: no value yet",
        ),
        (method(model="unheard_of"), "missing:methods[1]", "no such method"),
        (method(*COMPLETE, number("speed", "1")), "missing:methods[1].inputs[3]", "no such input"),
        (method(*COMPLETE, patents=["nobody"]), "missing:methods[1].patents", "no longer in the case"),
        (
            method(COMPLETE[0], {"name": "discount_rate", "series": {"values": ["0.1"]}}),
            "missing:methods[1].inputs[1]",
            "not what the method needs",
        ),
        (
            method({"name": "risk_premiums", "series": {}}, number("risk_free_rate", "0.03"), model="build_up_rate"),
            "missing:methods[1].inputs[0].series",
            "Premium for the risk: no value yet",
        ),
    ],
)
def test_an_incomplete_method_is_left_out_and_says_what_it_lacks(
    services: Services, sample: Case, broken: AppliedMethod, key: str, words: str
) -> None:
    applied = method(*COMPLETE, id="n")
    assessed = assess_case(services, with_methods(sample, applied, broken))
    (point,) = [p for p in assessed.open_points if p.key.startswith("missing:methods")]
    assert point.key == key
    assert words in texts("en")(point.template, **point.params)
    assert all(texts(language)(point.template, **point.params) for language in LANGUAGES)
    assert [m.key for m in assessed.appraisal.methods] == ["n"]
    assert "method_left_out" in {w.code for w in assessed.appraisal.warnings}


def test_the_second_method_keeps_its_paths_where_the_first_is_left_out(services: Services, sample: Case) -> None:
    rate = number("discount_rate", "0.15", uncertainty={"kind": "uniform", "low": "0.1", "high": "0.2"})
    case = with_methods(sample, method(id="x"), method(rate, COMPLETE[0], COMPLETE[2], weight="10"))
    prepared = prepare_case(case, services.reference)
    assert prepared.record_path("methods[0].discount_rate") == "methods[1].inputs[0].number"
    assessed = assess_case(services, case)
    assert "methods[1].inputs[0].number" in {s.path for s in assessed.sensitivities}


def test_unconfirmed_numbers_and_lists_keep_a_draft(services: Services, sample: Case) -> None:
    given = {"name": "risk_premiums", "series": {"values": ["0.05", "0.02"]}}
    rate = {"name": "risk_free_rate", "number": {"value": "0.02"}}
    assessed = assess_case(services, with_methods(sample, method(given, rate, model="build_up_rate")))
    keys = {p.key for p in assessed.open_points}
    assert {"unconfirmed:methods[0].inputs[0].series", "unconfirmed:methods[0].inputs[1].number"} <= keys


def test_an_impossible_input_is_named_where_it_is_set(services: Services, sample: Case) -> None:
    with pytest.raises(DataProblem) as refused:
        assess_case(services, with_methods(sample, method(COMPLETE[0], number("discount_rate", "-3"))))
    assert refused.value.problems[0].column == "methods[0].inputs[1].number"


def test_a_result_taken_over_is_told_when_it_no_longer_holds(services: Services, sample: Case) -> None:
    build_up = sample.methods[0]
    premiums = build_up.inputs[1].model_copy(
        update={"series": build_up.inputs[1].series.model_copy(update={"values": (Decimal("0.09"), Decimal("0.078"))})}  # type: ignore[union-attr]
    )
    changed = build_up.model_copy(update={"inputs": (build_up.inputs[0], premiums)})
    (warning,) = assess_case(services, with_methods(sample, changed)).appraisal.warnings
    assert warning.code == "no_longer_taken_over"
    assert "0.19" in warning.text
    assert "0.185" in warning.text
    assert "折现率" in texts("zh").message(warning)


def test_scenarios_are_the_case_with_their_changes(services: Services, sample: Case) -> None:
    analysis = value_analysis(sample, services.reference)
    base = assess_case(services, sample).appraisal.value
    for scenario, found in zip(sample.scenarios, analysis.scenarios(), strict=True):
        tree = json.loads(sample.model_dump_json())
        for change in scenario.changes:
            node: Any = tree
            for part in change.path.replace("[", ".").replace("]", "").split("."):
                node = node[int(part)] if part.isdigit() else node[part]
            node["value"], node["uncertainty"] = str(change.value), {}
        expected = assess_case(services, Case.model_validate_json(json.dumps(tree))).appraisal.value
        assert found.value == pytest.approx(expected, rel=1e-12)
        assert found.difference == pytest.approx(expected - base, abs=1e-6)


def test_break_even_restores_the_target(services: Services, sample: Case) -> None:
    analysis = value_analysis(sample, services.reference)
    path = "products[0].income.split_rate"
    found = analysis.break_even(path, 8_000_000)
    (root,) = found.roots
    at_root = value_analysis(changed(sample, path, root), services.reference)
    assert assess_case(services, at_root.case).appraisal.value == pytest.approx(8_000_000, rel=1e-9)
    ((low, high),) = found.covered
    assert (low, high) == (root, found.high)
    assert analysis.break_even("products[0].income.discount_rate", 8_000_000).covered[0][0] < 0.185
    assert "always" not in found.verdict


def changed(case: Case, path: str, value: float) -> Case:
    product = case.products[0]
    plan = product.income
    assert plan is not None
    name = path.rsplit(".", maxsplit=1)[-1]
    stated = getattr(plan, name).model_copy(
        update={"value": Decimal(repr(value)), "uncertainty": type(getattr(plan, name).uncertainty)()}
    )
    line = product.model_copy(update={"income": plan.model_copy(update={name: stated})})
    return case.model_copy(update={"products": (line, *case.products[1:])})


def test_a_two_way_table_has_the_case_in_its_middle(services: Services, sample: Case) -> None:
    analysis = value_analysis(sample, services.reference)
    rows, columns = "products[0].income.split_rate", "products[0].income.discount_rate"
    table = analysis.two_way(rows, columns, (0.024, 0.03), (0.185, 0.2))
    assert table.values[1][0] == pytest.approx(assess_case(services, sample).appraisal.value)
    assert table.values[0][1] < table.values[1][0]  # type: ignore[operator]
    with pytest.raises(DataProblem):
        analysis.two_way(rows, "products[9].income.split_rate")


def test_shares_of_the_doubt_need_independent_inputs_and_say_so(services: Services, sample: Case) -> None:
    with pytest.raises(DataProblem, match="independent"):
        value_analysis(sample, services.reference).sobol_indices()
    free = sample.model_copy(update={"correlations": ()})
    found = value_analysis(free, services.reference).sobol_indices(256)
    assert {f.path for f in found} <= {s.path for s in assess_case(services, sample).sensitivities}
    assert sum(f.first_order for f in found) == pytest.approx(1, abs=0.2)


def test_the_simulation_follows_its_plan(services: Services, sample: Case) -> None:
    from pledgeapp.records.simulation import PointKind, SimulationPlan

    plan = SimulationPlan(points=PointKind.PSEUDO_RANDOM, paths=1000, seed=7)
    drawn = assess_case(services, sample.model_copy(update={"simulation": plan})).simulation
    even = assess_case(services, sample).simulation
    assert drawn is not None
    assert even is not None
    assert (drawn.points, drawn.paths, drawn.seed) == (PointKind.PSEUDO_RANDOM, 1000, 7)
    assert (even.points, even.paths) == (PointKind.SOBOL, 16_384)
    assert 0 < (even.standard_error or 0) < (drawn.standard_error or 0)
    assert drawn.probability_error is not None
    apart = assess_case(services, sample.model_copy(update={"correlations": ()})).simulation
    assert apart is not None
    assert apart.p95 - apart.p05 < even.p95 - even.p05, "what moves together spreads further"


def test_analyses_are_kept_and_leave_the_fingerprint_alone(services: Services, sample: Case) -> None:
    quick = assess_case(services, sample)
    whole = with_analyses(services, quick)
    assert quick.analyses is None
    assert whole.analyses is not None
    assert whole.fingerprint == quick.fingerprint
    assert [s.name for s in whole.analyses.scenarios] == [s.name for s in sample.scenarios]
    assert whole.analyses.loan == 2_000_000
    assert whole.analyses.two_way is not None
    assert np.shape(whole.analyses.two_way.values) == (5, 5)
    assert with_analyses(services, whole) is whole


def test_a_line_shared_by_shapley_value_follows_the_roles(services: Services, sample: Case) -> None:
    product = sample.products[0]
    assert product.income is not None
    uses = (
        product.patents[0].model_copy(update={"role": PatentRole.ESSENTIAL}),
        product.patents[1].model_copy(update={"role": PatentRole.IMPROVEMENT, "uplift": Decimal("0.25")}),
    )
    plan = product.income.model_copy(update={"allocation": Allocation.SHAPLEY})
    line = product.model_copy(update={"patents": uses, "income": plan})
    inputs = prepare_case(sample.model_copy(update={"products": (line,)}), services.reference).inputs
    # Essential alone earns 1 of 1.25, both earn all: the improvement gets half of the rest.
    weights = inputs.lines[0].contributions
    assert [weights[use.patent_id] for use in uses] == pytest.approx([0.9, 0.1])


def test_features_of_a_line_reach_the_engine_only_when_they_are_used(services: Services, sample: Case) -> None:
    plain = prepare_case(sample, services.reference)
    assert plain.inputs.lines[0].licence_term_years is None
    assert not any(path.endswith(("licence_term_years", "validity_probability")) for path in plain.record_paths)
    product = sample.products[0]
    assert product.income is not None
    plan = product.income.model_copy(
        update={
            "licence_term_years": product.income.discount_rate.model_copy(update={"value": Decimal(5)}),
            "validity_probability": product.income.discount_rate.model_copy(update={"value": Decimal("0.9")}),
            "split_by_year": (Decimal("0.03"), Decimal("0.02")),
        }
    )
    used = product.model_copy(update={"income": plan})
    prepared = prepare_case(sample.model_copy(update={"products": (used, *sample.products[1:])}), services.reference)
    line = prepared.inputs.lines[0]
    assert (line.licence_term_years, line.validity_probability) == (5.0, 0.9)
    assert line.split_by_year is not None
    assert line.split_by_year.tolist() == [0.03, 0.02, 0.02, 0.02, 0.02, 0.02]
    assert "lines[0].split_rate" not in prepared.record_paths
    assert prepared.record_paths["lines[0].licence_term_years"] == "products[0].income.licence_term_years"


def test_annual_fees_come_from_the_table_and_the_filing_dates(services: Services, sample: Case) -> None:
    case = sample.model_copy(update={"deducts_annual_fees": True})
    prepared = prepare_case(case, services.reference)
    assert prepared.inputs.fees is not None
    fees = prepared.inputs.fees.fees["cn110311168b"]
    # Filed on 19 June 2019: the ninth fee year starts on 19 June 2027, 209 days after the valuation date.
    assert list(fees[0]) == pytest.approx([209 / 365, 2000.0])
    assert len(fees) == 12
    plain, less = assess_case(services, sample).appraisal, assess_case(services, case).appraisal
    assert 0 < plain.value - less.value < 100_000
    unknown = case.patents[0].model_copy(update={"filing_date": None, "grant_date": None})
    without = case.model_copy(update={"patents": (unknown, *case.patents[1:])})
    keys = {p.key for p in prepare_case(without, services.reference).open_points}
    assert "missing:patents[0].annual_fee" in keys
