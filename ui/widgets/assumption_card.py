"""What stands behind an input: its source, doubt, reason, evidence, and who set it when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout

from ui.state import figures
from ui.state.quantities import UNIT_LABELS, as_typed
from ui.widgets.badge import Badge
from ui.widgets.conclusion_strip import Look
from ui.widgets.styling import label
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.assumption import Assumption
    from pledgeapp.records.case import Case


def assumption_card(assumption: Assumption, path: str, case: Case, look: Look) -> QFrame:
    """Everything recorded about the assumption at `path`, for reading."""
    from pledgeapp.records.wording import assumption_unit
    from pledgeapp.records.wording import label as word

    texts = look.texts
    box = QFrame()
    box.setObjectName("soft")
    outer = QVBoxLayout(box)
    outer.setContentsMargins(14, 12, 14, 12)
    head = QHBoxLayout()
    head.addWidget(label("strong", texts(N_("Set by a person"))), 1)
    head.addWidget(Badge(texts(word(assumption.source_kind)), "good" if assumption.is_confirmed else "attention"))
    outer.addLayout(head)
    form = QFormLayout()
    form.setHorizontalSpacing(12)
    outer.addLayout(form)
    names = {evidence.id: evidence.name for evidence in case.evidence}
    evidence = "\n".join(names.get(key, key[:8]) for key in assumption.evidence)
    rows = (
        (N_("Uncertainty"), _doubt(assumption, assumption_unit(path, case), look)),
        (N_("Source"), assumption.source),
        (N_("Reason"), assumption.reason),
        (N_("Evidence"), evidence),
        (N_("Set by"), assumption.set_by),
        (N_("Set on"), figures.moment(assumption.set_at, texts.language)),
    )
    for caption, text in rows:
        form.addRow(label("muted", texts(caption)), label("", text or figures.UNKNOWN, wraps=True))
    return box


def _doubt(assumption: Assumption, unit: str, look: Look) -> str:
    """`Triangular 2.5 / 3.25 / 4 %`, or just the shape where nothing is uncertain."""
    from ui.widgets.doubt_words import doubt_words

    said = doubt_words(assumption, lambda value: as_typed(value, unit, look.unit), look.texts)  # type: ignore[arg-type]
    suffix = look.texts(UNIT_LABELS.get(unit, ""))  # type: ignore[call-overload]
    has_numbers = any(character.isdigit() for character in said) and not said.endswith("%")
    return f"{said} {suffix}".rstrip() if has_numbers and not assumption.uncertainty.points else said
