"""Do further methods of a case count as they are weighed, end with their rights, and vary like every other input?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_full_case, a_right
from tests.valuation.test_workings_recompute import assert_follows
from valuation.appraise import appraise, case_values
from valuation.catalogue import models
from valuation.inputs import AppliedMethod, CaseInputs
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.sensitivity import tornado
from valuation.uncertainty.simulate import UncertainInput, simulate
from valuation.uncertainty.uncertain_inputs import domain_at, input_at, input_label, replace_inputs
from valuation.wording import InputOutsideDomain

ROYALTY: dict[str, Any] = {
    "revenue": (4e6, 4.6e6, 5e6, 5e6),
    "royalty_rate": (0.05,),
    "royalty_base": "sales",
    "discount_rate": 0.15,
    "discount_rate_basis": "pre_tax",
    "tax_basis": "pre_tax",
}


def a_method(model: str = "relief_from_royalty", key: str = "m", **given: Any) -> AppliedMethod:
    outer = {name: given.pop(name) for name in ("weight", "reason", "rights", "scales") if name in given}
    start = ROYALTY if model == "relief_from_royalty" else EXAMPLES[model]
    return AppliedMethod(key=key, model=model, inputs=models()[model].inputs(**{**start, **given}), **outer)


def alone(method: AppliedMethod) -> float:
    return models()[method.model].run(method.inputs).value


def with_methods(*methods: AppliedMethod, **changes: Any) -> CaseInputs:
    return replace(a_full_case(**changes), methods=methods)


def test_a_cross_check_is_shown_and_changes_nothing() -> None:
    check, rate = a_method(reason="second opinion"), a_method("capital_asset_pricing")
    case, plain = with_methods(check, rate), a_full_case()
    appraisal = appraise(case)
    assert (appraisal.value, appraisal.divergence) == (appraise(plain).value, appraise(plain).divergence)
    assert appraisal.workings == appraise(plain).workings
    royalty, capm = appraisal.methods
    assert royalty.value == pytest.approx(alone(check), rel=1e-12)
    assert (royalty.unit, royalty.weight, royalty.reason, royalty.family) == ("CNY", 0.0, "second opinion", "income")
    assert (capm.unit, capm.value) == ("1/year", pytest.approx(alone(rate), rel=1e-12))


def test_a_weighted_method_enters_conclusion_divergence_and_steps() -> None:
    method = a_method(weight=2.0, reason="the licence is signed")
    case = with_methods(method)
    appraisal, plain = appraise(case), appraise(a_full_case())
    given = {w.approach: w.weight for w in case.weights if w.weight}
    values = {a.approach: a.value for a in plain.approaches if a.value is not None}
    total = sum(given.values()) + 2.0
    expected = (sum(given[a] * v for a, v in values.items()) + 2.0 * alone(method)) / total
    assert appraisal.value == pytest.approx(expected, rel=1e-12)
    assert appraisal.methods[0].weight == pytest.approx(2.0 / total)
    assert sum(w.weight for w in appraisal.reconciliation) + appraisal.methods[0].weight == pytest.approx(1.0)
    everything = [*values.values(), alone(method)]
    assert appraisal.divergence == pytest.approx((max(everything) - min(everything)) / expected)
    assert_follows(appraisal.workings)
    known = {step.symbol: step for step in appraisal.workings}
    assert known["V_m1"].value == pytest.approx(alone(method))
    assert known["g_m1"].source == "methods[0].weight"
    assert known["V"].value == appraisal.value
    assert sum(right.value for right in appraisal.by_right) == pytest.approx(appraisal.value)


def test_a_method_alone_can_carry_the_conclusion() -> None:
    method = a_method(weight=1.0)
    case = replace(with_methods(method), weights=())
    appraisal = appraise(case)
    assert appraisal.value == pytest.approx(alone(method), rel=1e-12)
    assert "one_approach" in {w.code for w in appraisal.warnings}
    drawn = simulate(case, [UncertainInput("methods[0].discount_rate", UNIFORM)], paths=256, seed=1)
    assert drawn.p05 < appraisal.value < drawn.p95


UNIFORM = Distribution(kind="uniform", mode=0.15, low=0.1, high=0.2)


def test_only_money_can_have_a_weight() -> None:
    with pytest.raises(InputOutsideDomain, match="gives money") as refused:
        appraise(with_methods(a_method("capital_asset_pricing", weight=1.0)))
    assert refused.value.field_path == "methods[0].weight"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (a_method(discount_rate=-2.0), "methods[0].discount_rate"),
        (a_method(discount_rate=float("nan")), "methods[0].discount_rate"),
        (a_method(tax_basis="after_tax"), "methods[0].discount_rate_basis"),
        (a_method(rights=("nobody",)), "methods[0].rights"),
        (a_method(scales={"revenue": -1.0}), "methods[0].scales.revenue"),
        (a_method(scales={"discount_rate": 1.0}), "methods[0].scales.discount_rate"),
        (replace(a_method(), model="nothing"), "methods[0].model"),
        (replace(a_method(), model="capitalised_earnings"), "methods[0].model"),
        (a_method(weight=-1.0), "methods[0].weight"),
    ],
)
def test_what_cannot_be_is_named_by_its_path(method: AppliedMethod, path: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        appraise(with_methods(method))
    assert refused.value.field_path == path


def test_a_method_falls_with_the_last_of_its_rights() -> None:
    rights = (a_right("a", years=8), a_right("b", years=-1), a_right("c", years=-1))
    dead = a_method(rights=("b", "c"), weight=1.0)
    alive = a_method(key="n", rights=("a", "b"))
    appraisal = appraise(with_methods(dead, alive, rights=rights))
    assert appraisal.methods[0].value == 0.0
    assert {w.code for w in appraisal.methods[0].warnings} == {"method_without_right"}
    assert appraisal.methods[1].value == pytest.approx(alone(alive))
    assert_follows(appraisal.workings)


def test_income_ends_with_the_longest_protection_of_its_rights() -> None:
    rights = (a_right("a", years=2), a_right("b", years=3), a_right("c", years=9))
    years = appraise(a_full_case(rights=rights)).by_right[1].protection_years
    open_end = a_method(rights=("a", "b"))
    long_life = a_method(key="n", rights=("a", "b"), remaining_life_years=4.0)
    short_life = a_method(key="o", rights=("a", "b"), remaining_life_years=1.5)
    found = appraise(with_methods(open_end, long_life, short_life, rights=rights)).methods
    ended = alone(a_method(remaining_life_years=years))
    assert [m.value for m in found] == pytest.approx([ended, ended, alone(short_life)], rel=1e-12)
    assert [{w.code for w in m.warnings} & {"life_cut_to_protection"} for m in found] == [
        set(),
        {"life_cut_to_protection"},
        set(),
    ]
    assert ended < alone(open_end)


def test_a_part_for_some_rights_stays_with_them() -> None:
    method = a_method(rights=("a",), weight=3.0)
    plain, appraisal = appraise(a_full_case()), appraise(with_methods(method))
    part = appraisal.methods[0].weight * alone(method)
    rest = appraisal.value - part
    expected = [rest * right.share + (part if right.key == "a" else 0.0) for right in plain.by_right]
    assert [right.value for right in appraisal.by_right] == pytest.approx(expected)


def test_a_loss_is_counted_as_nothing_and_said() -> None:
    appraisal = appraise(with_methods(a_method("residual_value", weight=1.0, price=1.0)))
    assert appraisal.methods[0].value < 0
    assert "method_at_a_loss" in {w.code for w in appraisal.methods[0].warnings}
    assert {s.symbol: s.value for s in appraisal.workings}["V_m1"] == 0.0


def test_paths_equal_a_loop_over_single_cases() -> None:
    case = with_methods(a_method(weight=2.0), a_method("black_scholes", key="o", weight=1.0))
    rates, scales, volatilities = np.linspace(0.08, 0.2, 7), np.linspace(0.5, 1.5, 7), np.linspace(0.2, 0.6, 7)
    paths = {
        "methods[0].discount_rate": rates,
        "methods[0].scales.revenue": scales,
        "methods[1].volatility": volatilities,
    }
    together = case_values(replace_inputs(case, paths))
    for k in range(7):
        single = case_values(replace_inputs(case, {path: float(values[k]) for path, values in paths.items()}))
        assert together.conclusion[k] == pytest.approx(float(single.conclusion), rel=1e-12)
        assert {key: float(v[k]) for key, v in together.by_right.items()} == pytest.approx(
            {key: float(v) for key, v in single.by_right.items()}
        )


def test_a_scale_moves_the_whole_list() -> None:
    doubled = appraise(with_methods(a_method(scales={"revenue": 2.0}))).methods[0]
    assert doubled.value == pytest.approx(2 * alone(a_method()))
    assert {s.symbol: s.value for s in doubled.workings if s.source == "methods[0].revenue[0]"} == {"R_1": 8e6}


def test_a_drawn_scale_stays_inside_the_bounds_of_its_list() -> None:
    case = with_methods(a_method(weight=1.0, royalty_rate=(0.9,)))
    doubt = Distribution(kind="uniform", mode=1.0, low=0.5, high=1.5)
    drawn = simulate(case, [UncertainInput("methods[0].scales.royalty_rate", doubt)], paths=256, seed=1)
    at_most = case_values(replace_inputs(case, {"methods[0].scales.royalty_rate": 1 / 0.9})).conclusion
    assert drawn.values.max() == pytest.approx(float(at_most))


def test_inputs_of_methods_have_paths_bounds_and_names() -> None:
    case = with_methods(a_method())
    assert input_at(case, "methods[0].discount_rate") == 0.15
    assert input_at(case, "methods[0].scales.revenue") == 1.0
    assert domain_at(case, "methods[0].discount_rate").low == -1.0
    assert domain_at(case, "methods[0].scales.revenue").high == 100.0
    assert input_label(case, "methods[0].discount_rate") == "Discount rate"
    (swing,) = tornado(with_methods(a_method(weight=1.0)), [UncertainInput("methods[0].discount_rate", UNIFORM)])
    assert swing.low_value > swing.high_value


@pytest.mark.parametrize(
    "path",
    [
        "methods[1].discount_rate",
        "methods[0].nothing",
        "methods[0].revenue",
        "methods[0].timing",
        "methods[0].scales.discount_rate",
        "methods[0].scales.nothing",
        "methods[0].remaining_life_years",
        "methods[1].steps",
    ],
)
def test_there_is_no_number_at_other_paths(path: str) -> None:
    case = with_methods(a_method(), *([a_method("binomial_tree", key="t")] if "steps" in path else []))
    with pytest.raises(InputOutsideDomain):
        input_at(case, path)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_method_of_the_catalogue_can_be_applied(name: str) -> None:
    method = a_method(name)
    (found,) = appraise(with_methods(method)).methods
    assert found.unit == models()[name].unit
    assert found.workings[-1].value == pytest.approx(found.value)
    assert all(s.source.startswith(("valuation.", "methods[0].")) for s in found.workings)
