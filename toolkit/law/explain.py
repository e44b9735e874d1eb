"""How an outcome came about: steps in plain Dutch, and the few Dutch notations they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.errors import RecordError
from toolkit.law.tables import Row
from toolkit.wording import worded

ZERO = Decimal("0.00")
_TOO_MUCH = Decimal(10) ** 15
_MONTHS = (
    worded("{day} januari {year}"),
    worded("{day} februari {year}"),
    worded("{day} maart {year}"),
    worded("{day} april {year}"),
    worded("{day} mei {year}"),
    worded("{day} juni {year}"),
    worded("{day} juli {year}"),
    worded("{day} augustus {year}"),
    worded("{day} september {year}"),
    worded("{day} oktober {year}"),
    worded("{day} november {year}"),
    worded("{day} december {year}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step towards an outcome, fit to show to a customer.

    `text` is Dutch; `amount` is in EUR (negative where a maximum lowers the sum), None in a step about days;
    `on` is the day such a step leads to. `rule` says which article asks it, `source` where that was
    published, `grade` how sure we are: V official text read, S independent secondary sources agree, 1 one
    source.
    """

    text: str
    rule: str
    source: str
    grade: str
    amount: Decimal | None = None
    on: date | None = None


def amounts(lines: Iterable[tuple[str, Decimal]], rule: str, row: Row[Any]) -> tuple[Step, ...]:
    """Return a step for each line (Dutch text, EUR) that one article and one row of a table lead to."""
    return tuple(
        Step(text=text, amount=amount, rule=rule, source=row.source, grade=row.grade)
        for text, amount in lines
    )


def cents(value: Fraction) -> Decimal:
    """Round an exact amount of EUR, not negative, to cents: half a cent goes up (ROUND_HALF_UP)."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def cents_that_add_up(parts: Iterable[Fraction]) -> Iterator[Decimal]:
    """Yield each exact part in cents such that the sum so far is always the exact sum, rounded once."""
    exact, shown = Fraction(0), ZERO
    for part in parts:
        exact += part
        yield cents(exact) - shown
        shown = cents(exact)


def checked(amount: Decimal, name: str) -> Fraction:
    """Return an amount in EUR as an exact number; raises RecordError when it cannot be one."""
    if not amount.is_finite() or not 0 <= amount < _TOO_MUCH:
        raise RecordError(
            worded("'{name}' is not an amount of zero or more", name=name), hint="give EUR, such as 119.00"
        )
    return Fraction(amount)


def euro(value: Decimal) -> str:
    """Return an amount the Dutch way: € 2.500,00."""
    return f"€ {value:,.2f}".translate(str.maketrans(",.", ".,"))


def percent(value: Decimal) -> str:
    """Return a percentage the Dutch way, without needless zeros: 0,5%."""
    return f"{value.normalize():f}%".replace(".", ",")


def in_words(day: date) -> str:
    """Return a date in Dutch: 9 december 2026."""
    return worded(_MONTHS[day.month - 1], day=day.day, year=day.year)
