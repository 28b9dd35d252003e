"""How are several assumptions shown line by line and edited in place?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from pledgeapp.records.wording import assumption_label, assumption_unit
from ui.pages.case.case_page import AssumptionHome, CasePage
from ui.state.desk import Desk
from ui.state.edits import replace_at, value_at
from ui.state.figures import UNKNOWN, moment
from ui.state.quantities import UNIT_LABELS, Quantity, as_typed, from_typed
from ui.state.slider_scale import Bounds
from ui.widgets.assumption_detail import EvidenceChoice, Measure
from ui.widgets.assumption_row import AssumptionHeading, AssumptionRow, AssumptionTexts
from valuation.domains import DOMAINS, Domain
from valuation.wording import N_

HINTS = {
    "split_rate": N_("Share of the chosen base that is owed to the patents, in the first forecast year"),
    "split_decline": N_("By how much the rate falls each year as the technology ages"),
    "tax_rate": N_("Counts only when income is taken after tax"),
    "discount_rate": N_("Must stand on the same tax basis as the income"),
    "economic_life_years": N_("From the valuation date; the legal term limits it in any case"),
    "growth_after_forecast": N_("Empty: the forecast is not continued beyond its last year"),
    "success_probability": N_("Where risk already sits in the discount rate, leave this at 100 %"),
    "revenue_factor": N_("100 % is the forecast as entered; its uncertainty is that of the forecast"),
    "validity_probability": N_("That the patents stand if somebody attacks them; 100 %: no attack is expected"),
    "launch_delay_years": N_("By how many years the whole forecast comes later than written"),
    "licence_term_years": N_("Empty: the owner uses the patents; else no income after the licence ends"),
    "other_assets_charge": N_("What the other assets of the line earn; the patents may take no more than what is left"),
    "marketability_discount": N_("What is lost because a forced seller meets few buyers"),
    "months_to_sale": N_("How long until the sale is paid"),
    "holding_rate": N_("Cost of waiting for the sale, per year"),
    "deferred_payment_rate": N_("Brings instalments of comparables to cash at signing"),
}
"""msgid of the explanation beside a field, by field name."""
OPEN_WORDS = {"growth_after_forecast": N_("Not continued"), "licence_term_years": N_("Own use")}
"""Assumptions whose open value is an answer."""


class AssumptionList(QWidget):
    """A heading and one line for each path; `names` are given labels for paths that need more than their own."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._paths: tuple[str, ...] = ()
        self.rows: dict[str, AssumptionRow] = {}
        self._names: dict[str, str] = {}
        self._heading = AssumptionHeading()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)

    def retranslate(self) -> None:
        """Write titles, names and units anew."""
        self._heading.retranslate(self._page.desk.texts)
        for path, row in self.rows.items():
            self._say(path, row)

    def show_paths(self, case: Case, paths: Sequence[str], names: dict[str, str] | None = None) -> None:
        """Show the assumptions at `paths`; `names` are rendered texts that replace the usual label."""
        if tuple(paths) != self._paths or (names or {}) != self._names:
            self._names = names or {}
            self._rebuild(tuple(paths))
        choices = tuple(EvidenceChoice(e.id, e.name) for e in case.evidence)
        for path, row in self.rows.items():
            assumption = assumption_at(case, path)
            row.show_assumption(assumption, choices, who_set(assumption, self._page.desk))

    def field_at(self, path: str) -> QWidget | None:
        """The line of `path`."""
        return self.rows.get(path)

    def _rebuild(self, paths: tuple[str, ...]) -> None:
        for path in self._paths:
            if path not in paths and path in self.rows:
                row = self.rows.pop(path)
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
        self._paths = paths
        for position, path in enumerate(paths):
            row = self.rows.get(path) or self._new_row(path)
            self._column.insertWidget(position + 1, row)
            self._say(path, row)

    def _new_row(self, path: str) -> AssumptionRow:
        row = AssumptionRow()
        row.value_committed.connect(lambda text: self._value_typed(path, text))
        row.changed.connect(lambda changes: self._changed(path, changes))
        row.slid.connect(lambda value: self._slid(path, value))
        row.slide_kept.connect(lambda: self._slide_ended(path, is_kept=True))
        row.slide_dropped.connect(lambda: self._slide_ended(path, is_kept=False))
        self.rows[path] = row
        return row

    def _say(self, path: str, row: AssumptionRow) -> None:
        texts, field = self._page.desk.texts, path.rsplit(".", maxsplit=1)[-1]
        name = self._names.get(path) or texts(assumption_label(path))
        hint, open_words = texts(HINTS.get(field, "")), texts(OPEN_WORDS.get(field, ""))
        row.retranslate(texts, AssumptionTexts(name, measure_of(path, self._page.desk), hint, open_words))

    def _value_typed(self, path: str, text: str) -> None:
        measure = measure_of(path, self._page.desk)
        before = measure.write(assumption_at(self._page.case, path).value)
        said = (with_unit(before, measure), with_unit(text, measure))
        problem = self._page.change_assumption(path, {"value": measure.read(text)}, said)
        if problem is None:
            self.rows[path].settle()
        else:
            self.rows[path].refuse(self._page.desk.texts.message(problem.message))

    def _changed(self, path: str, changes: dict[str, Any]) -> None:
        problem = self._page.change_assumption(path, changes, said_of(changes))
        if isinstance(problem, Problem):
            self.rows[path].refuse_changes(changes, self._page.desk.texts.message(problem.message))

    def _home(self, path: str) -> AssumptionHome:
        """Where a dragged assumption stands: in the case as it was before the drag."""
        case = self._page.kept_case
        return AssumptionHome(assumption_label(path), lambda new: replace_at(case, path, new))

    def _slid(self, path: str, value: Decimal) -> None:
        self._page.try_assumption(assumption_at(self._page.kept_case, path), self._home(path), value)

    def _slide_ended(self, path: str, *, is_kept: bool) -> None:
        self._page.try_newest()
        measure = measure_of(path, self._page.desk)
        ends = (assumption_at(case, path).value for case in (self._page.kept_case, self._page.case))
        before, after = (with_unit(measure.write(value), measure) for value in ends)
        self._page.end_trial(self._home(path), (before, after), is_kept=is_kept)


def who_set(assumption: Assumption, desk: Desk) -> str:
    """By whom and when an assumption was set, in words."""
    if not assumption.set_by and assumption.set_at is None:
        return ""
    when = moment(assumption.set_at, desk.settings.language)
    return desk.texts(N_("Set by {who}, {when}"), who=assumption.set_by or UNKNOWN, when=when)


def measure_of(path: str, desk: Desk, case: Case | None = None) -> Measure:
    """How the assumption at `path` is written and read in the desk's money unit and the case's currency."""
    quantity, unit = cast("Quantity", assumption_unit(path, case)), desk.settings.money_unit
    shown = desk.money_name if quantity == "money" else desk.texts(UNIT_LABELS[quantity])
    return Measure(
        shown,
        lambda value: as_typed(value, quantity, unit),
        lambda text: from_typed(text, quantity, unit, desk.currency),
        bounds_of(path),
    )


def bounds_of(path: str) -> Bounds:
    """Between which ends a slider moves the assumption at `path`: those of its formula, no rate above 100 %."""
    name = path.rsplit(".", maxsplit=1)[-1]
    found = next((domain for key, domain in DOMAINS.items() if key.endswith(f".{name}")), None)
    return (None, None) if found is None else bounds_inside(found)


def bounds_inside(domain: Domain) -> Bounds:
    """The ends of a domain, an excluded one left out by a hair."""
    hair = Decimal("0.0001")
    low, high = Decimal(str(domain.low)), Decimal(str(domain.high))
    return low + hair * domain.is_low_excluded, high - hair * domain.is_high_excluded


def said_of(changes: dict[str, Any]) -> tuple[str, str]:
    """What a change beside the value is called in the undo menu."""
    field, after = next(iter(changes.items()))
    titles = {
        "uncertainty": N_("Uncertainty"),
        "source": N_("Source"),
        "source_kind": N_("Kind of source"),
        "reason": N_("Reason"),
        "evidence": N_("Evidence"),
    }
    return titles[field], after[:40] if isinstance(after, str) and after else N_("changed")


def paths_of(case: Case, base: str, names: Sequence[str]) -> tuple[str, ...]:
    """The paths of `names` in the record at `base`; nothing when there is no such record."""
    return tuple(f"{base}.{name}" for name in names) if value_at(case, base) is not None else ()


def with_unit(text: str, measure: Measure) -> str:
    """A number as the undo menu names it; nothing typed is a dash."""
    return f"{text} {measure.unit}".strip() if text else UNKNOWN
