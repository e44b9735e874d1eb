"""An amount in instalments: so many or so large, from a day on, each week or month; never on a day off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Literal, get_args

from toolkit.errors import RecordError
from toolkit.law import Jurisdiction
from toolkit.law.calendar import months_after, working_day_from
from toolkit.law.explain import euro
from toolkit.records import Instalment
from toolkit.wording import worded

Rhythm = Literal["week", "month"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)

MOST_PARTS = 60
"""The most instalments of one plan: five years of months. More is a typing error, or no plan that holds."""

_CENT = Decimal("0.01")


def divide(
    total: Decimal,
    first: date,
    rhythm: Rhythm,
    calendar: Jurisdiction,
    *,
    parts: int | None = None,
    amount: Decimal | None = None,
) -> tuple[Instalment, ...]:
    """Return the instalments of a plan: together exactly `total`, in EUR; the last one takes the rest.

    In: how many `parts`, or the `amount` of each in EUR, one of the two; the `first` day. Each day is counted from
    that day, so that a month keeps its day, and then moved to the next working day of the `calendar`. No costs and no
    interest come with it; in Belgium only what of a plan is overdue can bear them (art. 4 § 3 of the law of 2 August
    2002). Raises RecordError for what is no plan: one part, more than `MOST_PARTS`, parts of nothing.
    """
    sizes = _equal(total, parts) if parts is not None else _of(total, amount or Decimal(0))
    days = (
        working_day_from(
            months_after(first, number) if rhythm == "month" else first + timedelta(weeks=number), calendar
        )
        for number in range(len(sizes))
    )
    return tuple(Instalment(due_date=day, amount=size) for day, size in zip(days, sizes, strict=True))


def _equal(total: Decimal, parts: int) -> list[Decimal]:
    _check_count(parts)
    size = (total / parts).quantize(_CENT, ROUND_DOWN)
    if size <= 0:
        raise RecordError(
            worded("{total} is te weinig voor {parts} delen", total=euro(total), parts=parts),
            hint="neem minder delen",
        )
    return [*[size] * (parts - 1), total - size * (parts - 1)]


def _of(total: Decimal, amount: Decimal) -> list[Decimal]:
    if amount <= 0:
        raise RecordError(
            "een deel van niets is geen deel", hint="noem het aantal delen, of het bedrag van één deel"
        )
    if amount >= total:
        raise RecordError(
            worded(
                "een deel van {amount} is alles: er staat {total} open",
                amount=euro(amount),
                total=euro(total),
            ),
            hint="maak er een toezegging van, of neem een kleiner deel",
        )
    whole, rest = divmod(total, amount)
    _check_count(int(whole) + bool(rest))
    return [*[amount] * int(whole), *([rest] if rest else [])]


def _check_count(parts: int) -> None:
    if not 2 <= parts <= MOST_PARTS:
        raise RecordError(
            worded("een regeling heeft 2 tot {most} delen, geen {parts}", most=MOST_PARTS, parts=parts),
            hint="noem een ander aantal, of een ander bedrag per deel",
        )
