"""How many days of compensation do the dates of a patent allow at most, by the law of its grant or approval?"""

from __future__ import annotations

import numpy as np

from pledgeapp.records.patent import Patent, RightType
from pledgeapp.reference import Reference
from pledgeapp.services.legal_terms import last_days_of_plain_term
from pledgeapp.services.patent_columns import CHINA, columns_of
from valuation.calendar_days import as_days
from valuation.inputs import FloatArray
from valuation.useful_life.term_compensation import DrugRules, GrantRules, drug_extension_days, grant_delay_days


def most_grant_compensation(patent: Patent, reference: Reference) -> int | None:
    """Days for a slow grant before delays of the applicant are taken off; None where law or dates are not known.

    An invention that was also filed as a utility model on the same day has none.
    """
    if not _is_chinese_invention(patent) or patent.grant_date is None:
        return None
    law = reference.parameter("term_compensation.slow_grant").confirmed_on(patent.grant_date)
    if law is None:
        return None
    if patent.has_same_day_application:
        return 0
    days = (as_days(patent.filing_date), as_days(patent.examination_request_date), as_days(patent.grant_date))
    rules = GrantRules(int(law.value["after_filing"]), int(law.value["after_request"]))
    return _whole(grant_delay_days(*days, 0.0, rules))


def most_drug_extension(patent: Patent, reference: Reference) -> int | None:
    """Days for the approval of a drug; None where law or dates are not known."""
    if not _is_chinese_invention(patent) or patent.drug_approval_date is None:
        return None
    law = reference.parameter("term_compensation.drug_approval").confirmed_on(patent.drug_approval_date)
    if law is None:
        return None
    last = last_days_of_plain_term(columns_of([patent]), reference)[0]
    compensated = last + np.timedelta64(patent.term_compensation_days or 0, "D")
    rules = DrugRules(
        allowance_years=int(law.value["allowance"]),
        longest_extension_years=int(law.value["longest_extension"]),
        longest_effective_term_years=int(law.value["longest_effective_term"]),
    )
    return _whole(
        drug_extension_days(as_days(patent.filing_date), as_days(patent.drug_approval_date), compensated, rules)
    )


def _is_chinese_invention(patent: Patent) -> bool:
    return patent.country == CHINA and patent.right_type is RightType.INVENTION


def _whole(days: FloatArray) -> int | None:
    return None if np.isnan(days) else int(days)
