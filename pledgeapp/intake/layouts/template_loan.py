"""How is a repayment schedule read: day, principal, interest, balance?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pledgeapp.intake.amounts import is_nothing, read_amount
from pledgeapp.intake.layouts.currency_of_sums import CURRENCY_OF_SUMS, currency_of
from pledgeapp.intake.layouts.layout import Column, Header, Layout, Origin, RefusedCells, Values, cell_at
from pledgeapp.intake.layouts.unit_of_sums import UNIT_OF_SUMS
from pledgeapp.intake.tables import Row
from pledgeapp.intake.totals import is_total
from pledgeapp.intake.values import read_date, read_text
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_, Message

_SUMS = ("principal", "interest", "total", "balance")
_ROUNDING = Decimal("0.01")
_SHOWN_DAYS = 10


def _build(values: Values, origin: Origin) -> ScheduledPayment:
    sums = {key: amount for key in _SUMS if (amount := _amount(key, values, origin)) is not None}
    total = sums.pop("total", None)
    if total is not None:
        _complete(sums, total)
    return ScheduledPayment(due=values["due"], currency=currency_of(values, _SUMS, origin), **sums)


def _complete(sums: dict[str, Decimal], total: Decimal) -> None:
    """The instalment as a whole proves its two parts, or gives the one that is not stated."""
    known = [key for key in ("principal", "interest") if key in sums]
    rest = total - sum((sums[key] for key in known), Decimal(0))
    if len(known) == 2 and abs(rest) > _ROUNDING:
        text = N_("principal and interest add up to {total}, not to the instalment")
        raise RefusedCells(("total", Message("intake.instalment_sum", text, {"total": f"{total - rest:,f}"})))
    if len(known) == 1:
        if rest < 0:
            raise RefusedCells(("total", Message("intake.instalment_small", N_("is less than its own part"))))
        sums["interest" if known == ["principal"] else "principal"] = rest
    if not known:
        text = N_("an instalment needs its principal or its interest beside it")
        raise RefusedCells(("total", Message("intake.instalment_parts", text)))


def _amount(key: str, values: Values, origin: Origin) -> Decimal | None:
    if key not in values or is_nothing(values[key]):
        return None
    try:
        return read_amount(values[key], values.get("unit", origin.unit(key)))
    except RefusedValue as error:
        raise RefusedCells((key, error.message)) from error


def is_total_row(row: Row, _: Header) -> bool:
    """Whether one of the first cells of a row calls it a total."""
    return any(is_total(cell_at(row, position)) for position in range(min(4, len(row.cells))))


def balances_that_do_not_follow(payments: Sequence[ScheduledPayment]) -> Iterator[Message]:
    """What is told where a balance is not the one before less the principal, beyond the last digit written."""
    ordered = sorted(payments, key=lambda payment: payment.due)
    sums = [amount for payment in ordered for amount in (payment.balance, payment.principal) if amount]
    step = min(map(_last_digit, sums), default=Decimal(1))
    wrong = []
    for before, after in pairwise(ordered):
        if before.balance is None or after.balance is None or after.principal is None:
            continue
        if abs(before.balance - after.principal - after.balance) > 2 * step:
            wrong.append(after.due.isoformat())
    if wrong:
        days = ", ".join(wrong[:_SHOWN_DAYS]) + (" …" if len(wrong) > _SHOWN_DAYS else "")
        text = N_("the balance is not the one before less the principal on: {days}")
        yield Message("intake.balances", text, {"days": days})


def _last_digit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 2)) if isinstance(exponent, int) else Decimal(1)


def _sum(key: str, zh: str, en: str, *, note: str, aliases: tuple[str, ...], example: str) -> Column:
    return Column(key, zh, en, read_text, note=note, aliases=aliases, width=16, example=(example, example))


LAYOUT = Layout(
    key="template_loan",
    label=N_("PledgeApp template: repayment schedule"),
    kind=ImportKind.LOAN,
    columns=(
        Column(
            "due",
            "还款日",
            "Due date",
            read_date,
            note=N_("Day on which the payment is due, such as 2027-03-20; the day of drawing with the balance alone."),
            aliases=("还款日期", "应还日期", "应还款日", "到期日", "付款日期", "日期", "date", "payment date", "due"),
            is_required=True,
            width=16,
            example=("2027-03-20", "2027-03-20"),
        ),
        _sum(
            "principal",
            "应还本金",
            "Principal",
            note=N_("What is paid back of the loan on that day; empty when not known."),
            aliases=(
                "本金",
                "偿还本金",
                "归还本金",
                "本期本金",
                "还本",
                "还本金额",
                "principal repayment",
                "principal due",
            ),
            example="25",
        ),
        _sum(
            "interest",
            "应还利息",
            "Interest",
            note=N_("Interest due on that day; empty when not known."),
            aliases=(
                "利息",
                "支付利息",
                "归还利息",
                "偿还利息",
                "本期利息",
                "应付利息",
                "付息",
                "付息金额",
                "interest due",
                "interest payment",
            ),
            example="1.2",
        ),
        _sum(
            "total",
            "应还本息",
            "Instalment",
            note=N_("Principal and interest together; with one of the two it gives the other. May stay empty."),
            aliases=(
                *("本息合计", "还款额", "还款金额", "每期还款额", "月供", "还款总额"),
                *("payment", "total payment", "total"),
            ),
            example="26.2",
        ),
        _sum(
            "balance",
            "剩余本金",
            "Balance",
            note=N_("Principal outstanding after the payment; empty when not known."),
            aliases=(
                *("本金余额", "贷款余额", "贷款本金余额", "剩余贷款本金", "未还本金", "期末余额", "余额"),
                *(
                    "outstanding balance",
                    "closing balance",
                    "outstanding",
                    "remaining principal",
                    "outstanding principal",
                ),
            ),
            example="75",
        ),
        UNIT_OF_SUMS,
        CURRENCY_OF_SUMS,
    ),
    build=_build,
    one_of=("principal", "interest", "balance"),
    leaves_out=is_total_row,
)
