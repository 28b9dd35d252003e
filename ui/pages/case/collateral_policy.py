"""Which lending policy applies, who confirmed it, and with which caps?"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from pledgeapp.currency_names import YUAN
from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.policy import Policy
from ui.operations.library import policies
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.state.edits import replace_at
from ui.widgets.badge import Badge
from ui.widgets.field import QuietComboBox
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

POLICY_FIELDS = (
    FieldSpec("loan_to_value_caps[invention]", N_("Cap, invention patents"), "percent", hint=N_("Empty: not lent on")),
    FieldSpec("minimum_remaining_years[invention]", N_("Least life, invention"), "years"),
    FieldSpec("loan_to_value_caps[utility_model]", N_("Cap, utility models"), "percent", hint=N_("Empty: not lent on")),
    FieldSpec("minimum_remaining_years[utility_model]", N_("Least life, utility model"), "years"),
    FieldSpec("loan_to_value_caps[design]", N_("Cap, designs"), "percent", hint=N_("Empty: not lent on")),
    FieldSpec("minimum_remaining_years[design]", N_("Least life, design"), "years"),
    FieldSpec("maximum_amount", N_("Largest loan"), "money", currency=YUAN),
    FieldSpec("maximum_term_months", N_("Longest term"), "months"),
    FieldSpec("rounding_unit", N_("Limit rounded down to"), "money"),
    FieldSpec("source", N_("Source of the policy"), hint=N_("Document, number, date"), span=2),
)
OWN = "own"
CONFIRMED_BY = N_("confirmed by {who} on {date}")


class PolicyCard(Part):
    """A choice of the policies shipped with the program or an own one, its numbers, and its confirmation."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.choice = QuietComboBox()
        self.confirmed = QCheckBox()
        self.form = Form(PolicyEdits(page), POLICY_FIELDS, columns=2)
        self._offered: tuple[Policy, ...] = ()
        self._is_asked = False
        self._badge = Badge()
        self._origin, self._reason = label("muted", wraps=True), label("error", wraps=True)
        self._reason.hide()
        self._own = button("link")
        self._own.clicked.connect(self._make_own)
        self.choice.activated.connect(self._chosen)
        self.confirmed.clicked.connect(self._confirm)
        self.add_action(self._badge)
        self.add_action(self._own)
        foot = QHBoxLayout()
        foot.addWidget(self.confirmed)
        foot.addStretch(1)
        for part in (self.choice, self._origin, self.form):
            self.add(part)
        self.add_layout(foot)
        self.add(self._reason)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Labels and the names of the policies."""
        self.say(texts(N_("Lending policy")))
        self._own.setText(texts(N_("Own policy")))
        self.choice.setAccessibleName(texts(N_("Lending policy")))
        self.confirmed.setText(texts(N_("I have compared these numbers with the policy in force")))
        self.form.retranslate()
        self._offer()

    def show_session(self, session: CaseSession) -> None:
        """The policy of the case; the choice is read from the reference data the first time."""
        if not self._is_asked:
            self._is_asked = True
            policies(self.page.office, self, self._take)
        policy, texts = session.case.policy, self.desk.texts
        self._offer()
        self.form.setVisible(policy is not None)
        self.confirmed.setVisible(policy is not None)
        self.form.show_record(session.case, "policy" if policy is not None else None)
        self.confirmed.setChecked(policy is not None and policy.is_confirmed)
        if policy is None:
            self._badge.say(texts(N_("No policy")), "danger")
            self._origin.setText(texts(N_("Choose a policy; nothing is lent without one.")))
            return
        words = N_("Policy confirmed") if policy.is_confirmed else N_("To be confirmed")
        self._badge.say(texts(words), "good" if policy.is_confirmed else "attention")
        origin = N_("In force from {date}. {url}")
        self._origin.setText(texts(origin, date=policy.in_force_from.isoformat(), url=policy.source_url).strip())

    def field_at(self, path: str) -> QWidget | None:
        """The choice, or the field of a number of the policy."""
        if path == "policy":
            return self.confirmed if self.confirmed.isVisibleTo(self) else self.choice
        return self.form.field_at(path) if path.startswith("policy.") else None

    def _take(self, found: tuple[Policy, ...]) -> None:
        self._offered = found
        self._offer()

    def _offer(self) -> None:
        session = self.page.session
        current = session.case.policy if session is not None else None
        offered = list(self._offered)
        if current is not None and all(policy.key != current.key for policy in offered):
            offered.append(current)
        is_english = self.desk.settings.language == "en"
        texts = self.desk.texts
        choices = [("", texts(N_("No policy chosen")))]
        choices += [(p.key, p.name_en if is_english and p.name_en else p.name) for p in offered]
        self.choice.offer(choices)
        self.choice.choose(current.key if current is not None else "")

    def _chosen(self) -> None:
        key = self.choice.currentData()
        policy = next((p for p in self._offered if p.key == key), None)
        current = self.page.case.policy
        if policy is None and key and current is not None and current.key == key:
            return
        self._put(policy)

    def _make_own(self) -> None:
        case = self.page.case
        name = self.desk.texts(N_("Own policy"))
        self._put(Policy(key=OWN, name=name, in_force_from=case.valuation_date, source="", loan_to_value_caps={}))

    def _put(self, policy: Policy | None) -> None:
        said = policy.name if policy is not None else N_("No policy chosen")
        name = Message("policy_chosen", N_("Lending policy: {policy_label}"), {"policy_label": said})
        self.page.change(name, replace_at(self.page.case, "policy", policy))

    def _confirm(self) -> None:
        """Who confirms signs with a name: it stands in the source, frozen with every assessment."""
        policy, person, texts = self.page.case.policy, self.desk.person, self.desk.texts
        if policy is None:
            return
        wants = self.confirmed.isChecked()
        if wants and not person:
            self.confirmed.setChecked(False)
            self._refuse(texts(N_("Say who you are first (settings): a confirmation needs a name.")))
            return
        if wants and not policy.source.strip():
            self.confirmed.setChecked(False)
            self._refuse(texts(N_("A policy without a source cannot be confirmed.")))
            return
        self._refuse("")
        day = self.page.office.clock().date().isoformat()
        signed = f"{policy.source} ({texts(CONFIRMED_BY, who=person, date=day)})" if wants else policy.source
        changed = policy.model_copy(update={"is_confirmed": wants, "source": signed})
        words = N_("Lending policy confirmed") if wants else N_("Confirmation of the lending policy taken back")
        self.page.change(Message("policy_confirmed", words), replace_at(self.page.case, "policy", changed))

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


class PolicyEdits:
    """Stands in for the page of a form over a policy: a number changed by hand is no longer the confirmed policy."""

    def __init__(self, page: CasePage) -> None:
        self._page = page

    @property
    def desk(self) -> Desk:
        """Language and units."""
        return self._page.desk

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self._page.case

    def change(self, name: Message, changed: Case | Problem) -> Problem | None:
        """Take the edit over with the confirmation withdrawn."""
        if not isinstance(changed, Problem) and changed.policy is not None and changed.policy.is_confirmed:
            changed = changed.model_copy(update={"policy": changed.policy.model_copy(update={"is_confirmed": False})})
        return self._page.change(name, changed)
