"""Is an index lowered and an exponent raised, and does nothing of a formula get lost?"""

from __future__ import annotations

import pytest

from valuation.notation import LOWERED, RAISED, SMALLER, Run, set_formula


def test_an_index_is_lowered_and_an_exponent_raised() -> None:
    assert set_formula("K_0 × (1 − d)^n_t") == (
        Run("K", 1.0, 0.0),
        Run("0", SMALLER, LOWERED),
        Run(" × (1 − d)", 1.0, 0.0),
        Run("n", SMALLER, RAISED),
        Run("t", SMALLER * SMALLER, RAISED + LOWERED * SMALLER),
    )


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("min(E, L)", "min(E, L)"),
        ("(1 + k)^(m / 12)", "(1 + k)m / 12"),
        ("A_1_2", "A1, 2"),
        ("E_utility_model × c", "Eutility model × c"),
        ("(1 + r)^(−τ_t", "(1 + r)^(−τt"),
        ("", ""),
    ],
)
def test_the_words_of_a_formula_stay_in_their_order(formula: str, shown: str) -> None:
    assert "".join(run.text for run in set_formula(formula)) == shown
