"""What would it cost to make these rights anew, and what is left of that?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.cost import CostClass, CostItem
from pledgeapp.records.wording import assumption_label
from pledgeapp.records.wording import label as label_of
from ui.pages.case.assumption_list import AssumptionList, paths_of
from ui.pages.case.bool_choice import BoolChoice
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.new_records import COST_ASSUMPTIONS, cost_item, cost_plan
from ui.state.case_session import CaseSession
from ui.state.edits import insert_at, remove_at, replace_at
from ui.widgets.field import QuietComboBox
from ui.widgets.styling import button, label
from valuation.wording import N_, Message


class CostItemsCard(Part):
    """The classes of cost: sum and price index of each."""

    shows_inputs = True

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.assumptions = AssumptionList(page)
        self._none = label("muted", wraps=True)
        self._begin, self._leave_out = button("secondary"), button("link")
        self._kind, self._add, self._remove = QuietComboBox(), button("link"), button("link")
        for action, act in (
            (self._begin, self._make),
            (self._leave_out, self._drop),
            (self._add, self._add_item),
            (self._remove, self._take_out),
        ):
            action.clicked.connect(act)
        for widget in (self._kind, self._add, self._remove, self._leave_out):
            self.add_action(widget)
        self.add_left(self._begin)
        self.add(self._none)
        self.add(self.assumptions)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self.say(texts(N_("Cost of making the rights anew")), texts(N_("as spent, or estimated today")))
        self._begin.setText(texts(N_("Use the cost approach")))
        self._leave_out.setText(texts(N_("Leave the cost approach out")))
        self._add.setText(texts(N_("Add this class")))
        self._remove.setText(texts(N_("Take the class out")))
        self._none.setText(texts(N_("No cost yet: choose a class above and add it.")))
        self._kind.setAccessibleName(texts(N_("Class of cost")))
        chosen = self._kind.currentData()
        self._kind.offer(tuple((kind.value, texts(label_of(kind))) for kind in CostClass))
        self._kind.choose(chosen or CostClass.LABOUR.value)
        self.assumptions.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The items, or the way to begin."""
        case, plan = session.case, session.case.cost
        self._begin.setVisible(plan is None)
        self._none.setVisible(plan is not None and not plan.items)
        for part in (self._leave_out, self._kind, self._add, self.assumptions):
            part.setVisible(plan is not None)
        self._remove.setVisible(plan is not None and bool(plan.items))
        paths = item_paths(case)
        self.assumptions.show_paths(case, paths, self._names(case, paths))

    def field_at(self, path: str) -> QWidget | None:
        """The line at `path`."""
        if path == "cost":
            return self._begin
        return self._add if path == "cost.items" else self.assumptions.field_at(path)

    def _names(self, case: Case, paths: tuple[str, ...]) -> dict[str, str]:
        texts = self.desk.texts
        items = case.cost.items if case.cost is not None else ()
        return {
            path: f"{_named(items[position // 2], texts)} · {texts(assumption_label(path))}"
            for position, path in enumerate(paths)
        }

    def _add_item(self) -> None:
        kind = CostClass(self._kind.currentData())
        name = Message("cost_added", N_("Cost added: {class_label}"), {"class_label": label_of(kind)})
        self.page.change(name, insert_at(self.page.case, "cost.items", cost_item(kind)))

    def _take_out(self) -> None:
        """The last item of the class chosen."""
        plan = self.page.case.cost
        kind = CostClass(self._kind.currentData())
        found = [i for i, item in enumerate(plan.items) if item.cost_class is kind] if plan is not None else []
        if found:
            name = Message("cost_taken_out", N_("Cost taken out: {class_label}"), {"class_label": label_of(kind)})
            self.page.change(name, remove_at(self.page.case, "cost.items", found[-1]))

    def _make(self) -> None:
        name = Message("cost_begun", N_("Cost approach begun"))
        self.page.change(name, replace_at(self.page.case, "cost", cost_plan()))

    def _drop(self) -> None:
        name = Message("cost_dropped", N_("Cost approach left out"))
        self.page.change(name, replace_at(self.page.case, "cost", None))


class CostPlanCard(Part):
    """Development time, capital, profit, and the three kinds of obsolescence."""

    shows_inputs = True

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.assumptions = AssumptionList(page)
        self.combination = BoolChoice(
            page,
            "cost.is_chained",
            N_("Obsolescence is"),
            (N_("multiplied: (1−f)(1−t)(1−e)"), N_("added up: 1−(f+t+e)")),
        )
        self.add(self.assumptions)
        self.add(self.combination)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self.say(texts(N_("Capital, profit, obsolescence")))
        self.assumptions.retranslate()
        self.combination.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The plan."""
        has_plan = session.case.cost is not None
        self.setVisible(has_plan)
        self.assumptions.show_paths(session.case, paths_of(session.case, "cost", COST_ASSUMPTIONS))
        if has_plan:
            self.combination.show_case_value()

    def field_at(self, path: str) -> QWidget | None:
        """The line at `path`."""
        return self.assumptions.field_at(path)


def _named(item: CostItem, texts: Texts) -> str:
    """The class, with what tells it from others of the same class: year, project, the ledger's own word."""
    told = (str(item.year or ""), item.project, item.note)
    return " ".join(filter(None, (texts(label_of(item.cost_class)), *told)))


def item_paths(case: Case) -> tuple[str, ...]:
    """Sum and index of every item of cost, one after the other."""
    items = case.cost.items if case.cost is not None else ()
    return tuple(f"cost.items[{i}].{name}" for i in range(len(items)) for name in ("amount", "index_factor"))
