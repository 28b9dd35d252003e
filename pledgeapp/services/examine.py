"""Is everything in order: database, reference data, typefaces, translations, engine?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from pledgeapp.clock import today
from pledgeapp.services.context import Services
from valuation import ENGINE_VERSION
from valuation.wording import N_, Message

_TYPEFACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_TRUETYPE = b"\x00\x01\x00\x00"
"""First four bytes of a TrueType file; outlines of another kind cannot be embedded."""


@dataclass(frozen=True)
class Check:
    """One thing looked at: a stable name, whether it is in order, and what was seen."""

    name: str
    ok: bool
    detail: Message


def examine(services: Services) -> tuple[Check, ...]:
    """Look at everything a conclusion depends on; changes nothing and raises nothing for what is out of order."""
    return (
        *(Check(name, ok, detail) for name, ok, detail in services.store.check()),
        *_reference_checks(services),
        _typeface_check(files("resources") / "fonts"),
        _translation_check(files("resources") / "translations"),
        Check("engine", ok=True, detail=Message("engine", N_("Engine version {version}"), {"version": ENGINE_VERSION})),
    )


def _reference_checks(services: Services) -> Iterator[Check]:
    reference = services.reference
    counts: dict[str, str | int | float] = {
        "version": reference.version,
        "parameters": len(reference.parameters),
        "policies": len(reference.policies),
        "rules": len(reference.rules),
    }
    seen = N_("Version {version}: {parameters} parameters, {policies} policies, {rules} rules, all with a source")
    yield Check("reference_data", ok=True, detail=Message("reference", seen, counts))
    rates = reference.loan_prime_rates
    last = {"day": rates.last_quote.quote_date.isoformat()}
    if rates.on(today(services.clock)) is None:
        # A note and no fault: no conclusion rests on a quotation that was not entered by hand for its case.
        ended = N_("The table of loan prime rates ends on {day}: the current quotation has to be entered by hand")
        yield Check("loan_prime_rate", ok=True, detail=Message("table_ended", ended, last))
    else:
        current = N_("The table of loan prime rates is current; last quotation on {day}")
        yield Check("loan_prime_rate", ok=True, detail=Message("table_current", current, last))


def _typeface_check(folder: Traversable) -> Check:
    for name in _TYPEFACES:
        file = folder / name
        if not file.is_file() or not file.read_bytes().startswith(_TRUETYPE):
            lost = Message("typeface_lost", N_("{file} is missing or is no TrueType file"), {"file": name})
            return Check("fonts", ok=False, detail=lost)
    return Check("fonts", ok=True, detail=Message("typefaces", N_("Typefaces for Chinese reports are there")))


def _translation_check(folder: Traversable) -> Check:
    """Every catalogue of texts has its compiled form beside it; without it people would read English."""
    names = {file.name for language in folder.iterdir() if language.is_dir() for file in language.iterdir()}
    lost = sorted(name for name in names if name.endswith(".po") and f"{name.removesuffix('.po')}.mo" not in names)
    if lost:
        uncompiled = Message("not_compiled", N_("Texts not compiled: {files}"), {"files": ", ".join(lost)})
        return Check("translations", ok=False, detail=uncompiled)
    return Check("translations", ok=True, detail=Message("translations", N_("Translations are there")))
