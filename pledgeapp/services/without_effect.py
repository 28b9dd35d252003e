"""Which correlations and changes of scenarios say something that cannot move the value, so that the reader is told?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pledgeapp.records.case import Case
from pledgeapp.records.wording import assumption_label
from valuation.wording import N_, Message


def without_effect(case: Case, drawn: Collection[str], counting: Collection[str]) -> Iterator[Message]:
    """A warning for each; `drawn` are the paths of uncertain assumptions, `counting` those on which the value rests."""
    for stated in case.correlations:
        if stated.first not in drawn or stated.second not in drawn:
            words = N_("The correlation of {first_label} with {second_label} has no effect: not both are uncertain.")
            named = {
                "first_label": assumption_label(stated.first, case),
                "second_label": assumption_label(stated.second, case),
            }
            yield Message("correlation_without_effect", words, named)
    for scenario in case.scenarios:
        for change in scenario.changes:
            if change.path not in counting:
                words = N_("Scenario {scenario}: {name_label} does not enter the value; its change has no effect.")
                said = {"scenario": scenario.name, "name_label": assumption_label(change.path, case)}
                yield Message("change_without_effect", words, said)
