"""How is what was done to a case written into its history, so that it can be read in either language later?"""

from __future__ import annotations

import json

from pledgeapp.i18n import Texts
from ui.state.case_session import Action
from valuation.wording import N_

_KINDS = {"undo": N_("Undone: {deed}"), "redo": N_("Redone: {deed}")}


def deed_of(action: Action) -> str:
    """`action` as text for the store: its msgid where that says everything, else JSON of kind, msgid and values."""
    if action.kind == "edit" and not action.name.params:
        return action.name.template
    parts = {"kind": action.kind, "template": action.name.template, "params": dict(action.name.params)}
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def read_deed(deed: str, texts: Texts) -> str:
    """The sentence a person reads for a stored deed; anything that is not ours is shown as it stands."""
    if not deed.startswith("{"):
        return texts(deed)
    try:
        parts = json.loads(deed)
        template, values = parts["template"], parts["params"]
        said = texts(template, **values)
        kind = _KINDS.get(parts["kind"])
    except (ValueError, KeyError, TypeError):
        return deed
    return texts(kind, deed=said) if kind else said
