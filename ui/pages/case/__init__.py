"""The steps of the case workspace, in the order they are shown; each page is imported on its first visit."""

from __future__ import annotations

from ui.pages.case import step_states
from ui.pages.page import Page, Step
from valuation.wording import N_


def _parties() -> type[Page]:
    from ui.pages.case.parties import PartiesPage

    return PartiesPage


def _patents() -> type[Page]:
    from ui.pages.case.patents import PatentsPage

    return PatentsPage


def _rights() -> type[Page]:
    from ui.pages.case.rights import RightsPage

    return RightsPage


def _score() -> type[Page]:
    from ui.pages.case.score import ScorePage

    return ScorePage


def _value() -> type[Page]:
    from ui.pages.case.value import ValuePage

    return ValuePage


def _collateral() -> type[Page]:
    from ui.pages.case.collateral import CollateralPage

    return CollateralPage


def _report() -> type[Page]:
    from ui.pages.case.report import ReportPage

    return ReportPage


STEPS: tuple[Step, ...] = (
    Step(
        "parties",
        N_("Parties and loan"),
        _parties,
        step_states.parties_state,
        ("title", "borrower", "pledgor", "pledgee", "loan", "valuation_date", "report_date", "timing", "evidence"),
    ),
    Step(
        "patents",
        N_("Patents"),
        _patents,
        step_states.patents_state,
        ("patents", "products"),
        lambda session: len(session.case.patents),
    ),
    Step("rights", N_("Rights check"), _rights, step_states.rights_state, ("findings", "answers")),
    Step("score", N_("Score"), _score, step_states.score_state),
    Step(
        "value",
        N_("Valuation"),
        _value,
        step_states.value_state,
        (
            "market",
            "cost",
            "methods",
            "scenarios",
            "correlations",
            "simulation",
            "approaches",
            "divergence_limit",
            "deducts_annual_fees",
        ),
    ),
    Step("collateral", N_("Collateral"), _collateral, step_states.collateral_state, ("policy", "disposal")),
    Step("report", N_("Report"), _report, step_states.report_state),
)


def step_of(path: str) -> str:
    """Key of the step in which the field at `path` is set; empty when none sets it."""
    if path.startswith("products[") and ".income" in path:
        return "value"
    root = path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
    return next((step.key for step in STEPS if root in step.paths), "")
