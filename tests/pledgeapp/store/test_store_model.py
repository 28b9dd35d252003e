"""Whatever is done in whatever order: is the store what a plain dictionary would be?"""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.base import CaseId
from pledgeapp.records.case import Case
from pledgeapp.records.patent import Patent
from tests.pledgeapp.store.samples import (
    HOW,
    NOW,
    WHO,
    a_case,
    a_document,
    a_patent,
    a_report,
    an_assessment,
    open_store,
    save,
)

TITLES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
TITLES = TITLES.map(lambda title: unicodedata.normalize("NFC", title)).filter(str.strip)
"""As records are stored: composed."""


class StoreAsDictionaries(RuleBasedStateMachine):
    """Saves, deletes, merges, issues and re-openings beside dictionaries that do the same."""

    cases = Bundle("cases")

    @initialize()
    def begin(self) -> None:
        """An empty store in a folder of its own."""
        self.place = tempfile.TemporaryDirectory(prefix="store-model-")
        self.home = Path(self.place.name) / "home"
        self.out = Path(self.place.name) / "out"
        self.out.mkdir()
        self.store = open_store(self.home)
        self.revisions: dict[CaseId, list[Case]] = {}
        self.patents: dict[str, Patent] = {}
        self.reports: list[Any] = []
        self.actions = 0

    @rule(target=cases, title=TITLES, document=st.binary(min_size=1, max_size=50))
    def save_new(self, title: str, document: bytes) -> CaseId:
        """A new case with a document."""
        case = a_case(title, evidence=(a_document(document),))
        self.store.evidence.put(case.evidence[0].sha256, document)
        assert save(self.store, case) == 1
        self.revisions[case.id] = [case]
        self.actions += 1
        return case.id

    @rule(case_id=cases, note=st.sampled_from(["", "甲", "乙"]))
    def save_changed(self, case_id: CaseId, note: str) -> None:
        """A change, or the same again."""
        states = self.revisions.get(case_id)
        if not states:
            return
        changed = states[-1].model_copy(update={"note": note})
        if changed != states[-1]:
            states.append(changed)
            self.actions += 1
        assert save(self.store, changed) == len(states)

    @rule(case_id=cases)
    def issue(self, case_id: CaseId) -> None:
        """An assessment of the last state, and its report."""
        states = self.revisions.get(case_id)
        if not states:
            return
        assessment = an_assessment(states[-1])
        self.store.assessments.save(assessment)
        number = self.store.reports.next_number(2026)
        content = b"%PDF " + number.encode()
        report = a_report(assessment, content, number)
        self.store.reports.issue(report, content, self.out / report.file_name)
        self.reports.append(report)
        self.actions += 2

    @rule(case_id=cases)
    def delete(self, case_id: CaseId) -> None:
        """A case goes, once."""
        if case_id in self.revisions:
            self.store.cases.delete(case_id, at=NOW, who=WHO)
            del self.revisions[case_id]
            self.actions += 1
        else:
            with pytest.raises(KnownTrouble):
                self.store.cases.delete(case_id, at=NOW, who=WHO)

    @rule(serials=st.lists(st.integers(0, 8), max_size=5), claims=st.sampled_from([None, 3, 5]))
    def merge(self, serials: list[int], claims: int | None) -> None:
        """Patents of which some are known; claims may be unknown or differ."""
        incoming = [a_patent(n, claims_count=claims) for n in serials]
        new = {p.application_number for p in incoming} - set(self.patents)
        expected_conflicts = 0
        for patent in incoming:
            known = self.patents.setdefault(str(patent.application_number), patent)
            if claims is not None and known.claims_count is None:
                self.patents[str(patent.application_number)] = known.model_copy(update={"claims_count": claims})
            elif claims is not None and known.claims_count != claims:
                expected_conflicts += 1
        added, merged, conflicts = self.store.patents.merge(incoming, **HOW)
        assert (added, merged, len(conflicts)) == (len(new), len(incoming) - len(new), expected_conflicts)
        self.actions += 1

    @rule()
    def reopen(self) -> None:
        """Closed and opened again."""
        self.store.close()
        self.store = open_store(self.home)

    @invariant()
    def the_store_is_what_the_dictionaries_are(self) -> None:
        """Cases, revisions, patents, reports, files and the length of the log."""
        if not hasattr(self, "store"):
            return
        assert {c.case_id: c.revision for c in self.store.cases.find()} == {
            k: len(v) for k, v in self.revisions.items()
        }
        for case_id, states in self.revisions.items():
            assert self.store.cases.get(case_id) == states[-1]
            assert self.store.cases.get(case_id, 1) == states[0]
            assert self.store.evidence.content(states[0].evidence[0].sha256)
        assert {str(p.application_number): p for p in self.store.patents.find()} == self.patents
        assert self.store.reports.find() == tuple(reversed(self.reports))
        assert sorted(p.name for p in self.out.iterdir()) == [r.file_name for r in self.reports]
        assert self.store.audit.head()[0] == self.actions

    def teardown(self) -> None:
        """Everything is in order at the end."""
        if hasattr(self, "store"):
            assert [check.name for check in self.store.check() if not check.ok] == []
            self.store.close()
            self.place.cleanup()


TestStoreAsDictionaries = StoreAsDictionaries.TestCase
TestStoreAsDictionaries.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
