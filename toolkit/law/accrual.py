"""Interest for late payment: which rate on which days over which sum, exactly, rounded once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from toolkit.errors import RecordError
from toolkit.law.explain import Step, cents, cents_that_add_up, checked, euro, in_words, percent
from toolkit.law.kinds import CustomerKind, Jurisdiction
from toolkit.law.tables import Table, decimal, load
from toolkit.wording import worded

_DAY = timedelta(days=1)
_RULES: Mapping[tuple[Jurisdiction, CustomerKind], tuple[str, str, bool]] = MappingProxyType(
    {
        ("NL", "consumer"): ("nl_statutory_interest", "art. 6:119 BW", True),
        ("NL", "business"): ("nl_trade_interest", "art. 6:119a BW", True),
        ("BE", "consumer"): ("be_interest", "art. XIX.4 WER", False),
        ("BE", "business"): ("be_interest", "art. 5 wet van 2 augustus 2002", False),
    }
)
"""The table of rates, the article, and whether the interest of a full year bears interest."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a claim stands at the start of the day `as_of`; amounts in EUR, exact.

    `since` is the first day of default: interest years run from its anniversaries. `principal` is what is
    open without interest, `compounded` the interest of full years that bears interest itself, `running` the
    rest.
    """

    since: date
    as_of: date
    principal: Fraction
    compounded: Fraction = Fraction(0)
    running: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Step):
    """A step of days with one rate over one sum: from `first` to `last`, inclusive; `base` in EUR."""

    first: date
    last: date
    days: int
    days_in_year: int
    rate: Decimal
    base: Decimal


@dataclass(frozen=True, slots=True)
class Interest:
    """The `exact` interest over some days, in EUR, the periods it is made of, and the balance after them."""

    exact: Fraction
    explanation: tuple[Period, ...]
    balance: Balance

    @property
    def total(self) -> Decimal:
        """The exact interest, rounded once to cents, half a cent up."""
        return cents(self.exact)


def interest(
    principal: Decimal,
    from_: date,
    to: date,
    jurisdiction: Jurisdiction,
    customer_kind: CustomerKind,
    payments: Iterable[tuple[date, Decimal]] = (),
    clause_rate: Decimal | None = None,
) -> Interest:
    """Return the statutory interest over `principal` (EUR) from the first day of default `from_` until `to`.

    `from_` counts and `to` does not: give the day of payment as `to` to leave it out. The law counts that day
    in for a business (art. 6:119a lid 1 BW): give the day after it if you want that.

    NL: art. 6:119 BW for a consumer, art. 6:119a BW for a business. After each full year of default the
    interest of that year bears interest too (art. 6:119 lid 2, 6:119a lid 3); within the year it does not.
    BE: the rate of the law of 2 August 2002, never compounded; for a consumer only if the contract says so
    (art. XIX.4 WER), and no earlier than `Term.costs_from`. A lower `clause_rate` of the terms (percent a year)
    holds instead; a higher one does not, and in the Netherlands it changes nothing.

    Day count: the days themselves, over the days of the running year of default (365, or 366 when that year
    holds a 29 February). So a full year at one rate yields exactly that rate, leap year or not.

    `payments` are days and amounts in EUR. A payment lowers the principal from its day on, before the
    interest: for the customer that is never worse than art. 6:44 BW, which lets it pay the interest first. A
    payment on or after `to` changes nothing. Raises NoRateKnown for days that no row covers, RecordError for
    a negative principal, a reversed period, a payment before `from_`, and more payments than principal.
    """
    balance = Balance(from_, from_, checked(principal, "principal"))
    return interest_after(balance, to, jurisdiction, customer_kind, payments, clause_rate)


def interest_after(
    balance: Balance,
    to: date,
    jurisdiction: Jurisdiction,
    customer_kind: CustomerKind,
    payments: Iterable[tuple[date, Decimal]] = (),
    clause_rate: Decimal | None = None,
) -> Interest:
    """Return the interest from `balance.as_of` until `to`: `interest`, continued from an earlier balance.

    The interest over a period equals the sum over its parts, exactly, wherever it is split, as long as each
    payment is given to the part in which its day lies. Raises what `interest` raises.
    """
    if to < balance.as_of:
        raise RecordError(
            worded("interest cannot run from {start} until {to}", start=balance.as_of, to=to),
            hint="the first day comes first",
        )
    name, rule, compounds = _RULES[jurisdiction, customer_kind]
    table, paid = load(name, decimal), _by_day(payments, balance.as_of)
    principal, compounded, running = balance.principal, balance.compounded, balance.running
    parts: list[Fraction] = []
    drafts: list[Period] = []
    for first, end in pairwise(_breaks(balance, to, paid, table)):
        year_start, year_end = _year(balance.since, first)
        if compounds and first == year_start:
            compounded, running = compounded + running, Fraction(0)
        principal -= paid.get(first, 0)
        if principal < 0:
            raise RecordError(
                "the payments are more than the principal", hint="check the amounts that came in"
            )
        base, row = principal + compounded, table.on(first)
        if not base:
            continue
        days, days_in_year = (end - first).days, (year_end - year_start).days
        rate = row.value if clause_rate is None or jurisdiction == "NL" else min(clause_rate, row.value)
        parts.append(base * Fraction(rate) / 100 * days / days_in_year)
        running += parts[-1]
        last = end - _DAY
        drafts.append(
            Period(
                text=_text(rate, base, first, last, days_in_year, with_interest=bool(compounded)),
                rule=rule,
                source=row.source,
                grade=row.grade,
                first=first,
                last=last,
                days=days,
                days_in_year=days_in_year,
                rate=rate,
                base=cents(base),
            )
        )
    shown = zip(drafts, cents_that_add_up(parts), strict=True)
    periods = tuple(replace(period, amount=amount) for period, amount in shown)
    after = Balance(balance.since, to, principal, compounded, running)
    return Interest(sum(parts, Fraction(0)), periods, after)


def _by_day(payments: Iterable[tuple[date, Decimal]], start: date) -> dict[date, Fraction]:
    paid: dict[date, Fraction] = {}
    for day, amount in payments:
        if day < start:
            raise RecordError(
                worded(
                    "a payment of {day} came in before {start}, when the interest starts",
                    day=day,
                    start=start,
                ),
                hint="take it off the principal first",
            )
        paid[day] = paid.get(day, Fraction(0)) + checked(amount, "payments")
    return paid


def _breaks(balance: Balance, to: date, paid: Iterable[date], table: Table[Decimal]) -> list[date]:
    """Return the days on which something changes: rates, payments, years of default; with both ends."""
    start = balance.as_of
    years = (_anniversary(balance.since, year) for year in range(start.year, to.year + 1))
    inside = (day for day in (*years, *paid, *table.changes(start, to)) if start < day < to)
    return sorted({start, *inside, to})


def _year(since: date, day: date) -> tuple[date, date]:
    """Return the first day of the year of default that `day` lies in, and of the next one."""
    start = _anniversary(since, day.year)
    if start > day:
        return _anniversary(since, day.year - 1), start
    return start, _anniversary(since, day.year + 1)


def _anniversary(since: date, year: int) -> date:
    """Return the day in `year` on which a new year of default starts; 29 February becomes 1 March."""
    try:
        return since.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _text(
    rate: Decimal, base: Fraction, first: date, last: date, days_in_year: int, *, with_interest: bool
) -> str:
    days = (last - first).days + 1
    over = euro(cents(base))
    if with_interest:
        over = worded("{over} (met de rente van eerdere jaren)", over=over)
    when = (
        worded("{first} tot en met {last}", first=in_words(first), last=in_words(last))
        if days > 1
        else in_words(first)
    )
    count = worded("{days} dagen van een jaar van {days_in_year}", days=days, days_in_year=days_in_year)
    if days == 1:
        count = worded("1 dag van een jaar van {days_in_year}", days_in_year=days_in_year)
    return worded(
        "{rate} per jaar over {over}, {count}: {when}", rate=percent(rate), over=over, count=count, when=when
    )
