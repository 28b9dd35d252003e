"""pledgeapp doctor: is everything in order?"""

from __future__ import annotations

from typing import Any

import click

from pledgeapp.cli.database import database_option, opened
from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM, emit
from pledgeapp.i18n import Texts
from pledgeapp.services.examine import Check, examine
from valuation.wording import N_

_NAMES = {
    "database_engine": N_("Database engine"),
    "database_settings": N_("Database settings"),
    "database_structure": N_("Database structure"),
    "database_integrity": N_("Database integrity"),
    "database_seals": N_("Database seals"),
    "database_links": N_("Database links"),
    "database_documents": N_("Kept documents"),
    "database_audit": N_("Audit log"),
    "reference_data": N_("Reference data"),
    "loan_prime_rate": N_("Loan prime rate"),
    "fonts": N_("Typefaces"),
    "translations": N_("Translations"),
    "engine": N_("Valuation engine"),
}
"""What a person reads in place of the name that other programs rely on."""


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@database_option
@click.pass_obj
def doctor_command(texts: Texts, as_json: bool) -> int:
    """Check the database, the reference data and the surroundings; exit code 1 when something is wrong."""
    with opened() as services:
        checks = examine(services)
    data = {"valid": all(c.ok for c in checks), "checks": [_as_dict(c, texts) for c in checks]}
    emit(data, as_json=as_json, human=lambda d: _in_words(d, texts))
    return EXIT_DONE if data["valid"] else EXIT_PROBLEM


def _as_dict(check: Check, texts: Texts) -> dict[str, Any]:
    return {"name": check.name, "ok": check.ok, "detail": texts.message(check.detail)}


def _in_words(data: dict[str, Any], texts: Texts) -> str:
    mark = {True: texts(N_("in order")), False: texts(N_("PROBLEM"))}
    said = ((c, texts(_NAMES.get(c["name"], c["name"]))) for c in data["checks"])
    return "\n".join(
        f"{mark[c['ok']]}  " + texts(N_("{name}: {words}"), name=name, words=c["detail"]) for c, name in said
    )
