"""How many years does the law, or a licence, still protect a right?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import DAYS_OF_EXACT_YEAR
from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import COUNT, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_YEARS = Domain(0.0, LONGEST_YEARS)
_TERM = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
_RULE = "valuation.useful_life.remaining_legal_life"


@dataclass(frozen=True, kw_only=True)
class RemainingLegalLife:
    """Dates as years from the filing date; every term and cap is a figure of law that the caller gives."""

    years_since_filing: Number = quantity(N_("Years since the filing date"), YEARS, _YEARS)
    term_years: Number = quantity(N_("Term of protection by law, from the filing date"), YEARS, _TERM)
    compensation_days: Number = quantity(
        N_("Term compensation for delay in granting"), COUNT, Domain(0.0, 366.0 * LONGEST_YEARS), default=0.0
    )
    extension_years: Number = quantity(N_("Extension for the approval of a drug"), YEARS, _YEARS, default=0.0)
    extension_cap_years: Number | None = quantity(N_("Longest extension by law"), YEARS, _YEARS, default=None)
    approval_years: Number | None = quantity(
        N_("Years from the filing date to the approval of the drug"), YEARS, _YEARS, default=None
    )
    effective_term_cap_years: Number | None = quantity(
        N_("Longest protection after the approval by law"), YEARS, _YEARS, default=None
    )
    licence_years: Number | None = quantity(N_("Licence term left"), YEARS, _YEARS, default=None)


@dataclass(frozen=True)
class _Parts:
    """The steps between the inputs and the life, arrays of shape (...), years."""

    plain_term: FloatArray
    extension: FloatArray
    left: FloatArray


def _parts(inputs: RemainingLegalLife) -> _Parts:
    plain = np.asarray(inputs.term_years) + np.asarray(inputs.compensation_days) / DAYS_OF_EXACT_YEAR
    extension = np.asarray(inputs.extension_years, dtype=np.float64)
    if inputs.extension_cap_years is not None:
        extension = np.minimum(extension, inputs.extension_cap_years)
    if inputs.effective_term_cap_years is not None and inputs.approval_years is not None:
        # The cap shortens an extension, never the term that every patent of this kind has.
        room = np.asarray(inputs.approval_years) + np.asarray(inputs.effective_term_cap_years) - plain
        extension = np.maximum(np.minimum(extension, room), 0.0)
    left = np.maximum(plain + extension - np.asarray(inputs.years_since_filing), 0.0)
    return _Parts(np.asarray(plain), np.asarray(extension), np.asarray(left))


def remaining_legal_life(inputs: RemainingLegalLife) -> FloatArray:
    """R = max(T + d / 365 + x - e, 0), x = max(min(p, c, a + q - T - d / 365), 0), at most the licence; years, (...).

    T term by law, d days of compensation, p extension with its cap c, a approval and q longest effective term after it,
    e years since filing. Source: Patent Law of China, art. 42 (three kinds of term; the figures are inputs).
    InputOutsideDomain where an extension stands without its cap, or one half of the cap on the effective term without
    the other.
    Known to be right: equals the day count of `legal_term` on whole years; 0 at the end; a cap that does not bind
    changes nothing; never beyond the licence.
    """
    check_model_inputs(inputs)
    if inputs.extension_cap_years is None and (np.asarray(inputs.extension_years) > 0).any():
        message = Message("extension_without_cap", N_("An extension needs its longest duration by law."))
        raise InputOutsideDomain("extension_cap_years", message)
    if (inputs.approval_years is None) != (inputs.effective_term_cap_years is None):
        missing = "approval_years" if inputs.approval_years is None else "effective_term_cap_years"
        template = N_("The longest protection after the approval and the time of the approval belong together.")
        raise InputOutsideDomain(missing, Message("half_a_cap", template))
    left = _parts(inputs).left
    return left if inputs.licence_years is None else np.minimum(left, inputs.licence_years)


_SYMBOLS = {
    "years_since_filing": "e",
    "term_years": "T",
    "compensation_days": "d",
    "extension_years": "p",
    "extension_cap_years": "c",
    "approval_years": "a",
    "effective_term_cap_years": "q",
    "licence_years": "n_l",
}


def run(inputs: RemainingLegalLife) -> ModelResult:
    """The life with the term by law, the extension and the years that have passed."""
    life, parts = float(remaining_legal_life(inputs)), _parts(inputs)
    granted = "min(p, c)" if inputs.extension_cap_years is not None else "p"
    if inputs.effective_term_cap_years is not None:
        granted = f"max(min({granted}, a + q − T_c), 0)"
    last = "L" if inputs.licence_years is None else "min(L, n_l)"
    plain, extension, left = float(parts.plain_term), float(parts.extension), float(parts.left)
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("T_c", N_("Term with compensation"), f"T + d / {DAYS_OF_EXACT_YEAR:g}", plain, YEARS, _RULE),
        Step("x", N_("Extension that counts"), granted, extension, YEARS, _RULE),
        Step("L", N_("Years of legal protection left"), "max(T_c + x − e, 0)", left, YEARS, _RULE),
        Step("R", N_("Remaining legal life"), last, life, YEARS, _RULE),
    )
    return ModelResult(life, YEARS, steps, _warnings(left, life))


def _warnings(left: float, life: float) -> tuple[Message, ...]:
    if left <= 0:
        return (Message("protection_ended", N_("The protection has ended: no income method may go beyond it.")),)
    if life < left:
        params = {"licence": life, "left": left}
        template = N_("The licence ends after {licence:.2f} years, before the protection of {left:.2f} years.")
        return (Message("licence_ends_first", template, params),)
    return ()


MODELS = (
    Model(
        "remaining_legal_life",
        N_("Remaining legal life"),
        "useful_life",
        RemainingLegalLife,
        remaining_legal_life,
        run,
        unit=YEARS,
    ),
)
