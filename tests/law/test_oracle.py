"""The law once more, written from its rules and not from the program: costs, clauses, terms and interest agree.

Everything here is typed anew: the slices, the caps, the rates, the calendars. Interest is counted day by day.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.test_terms import HOLIDAYS, free
from toolkit.law import Claim, Clause, costs_of_claims, interest, term

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
IS_NIGHT = settings().max_examples > 1000
often = settings(max_examples=10_000 if IS_NIGHT else 60)

cents = st.integers(1, 5_000_000)
days = st.dates(date(2026, 7, 1), date(2027, 6, 30))


def rounded(euros: Fraction) -> int:
    """Whole cents, half a cent up."""
    return int(euros * 100 + Fraction(1, 2))


def in_cents(euros: Decimal) -> int:
    return int(euros * 100)


def euros(number: int) -> Decimal:
    return Decimal(number) / 100


def dutch_costs(principal: Fraction) -> Fraction:
    """15% of 2,500; 10% of the next 2,500; 5% of 5,000; 1% of 190,000; 0.5% of the rest; 40 to 6,775 EUR."""
    fee, left = Fraction(0), principal
    for width, percent in ((2500, 15), (2500, 10), (5000, 5), (190_000, 1)):
        part = min(left, Fraction(width))
        fee, left = fee + part * percent / 100, left - part
    return min(max(fee + left / 200, Fraction(40)), Fraction(6775))


def half_a_year_later(day: date) -> date:
    month, year = (day.month + 6, day.year) if day.month <= 6 else (day.month - 6, day.year + 1)
    while True:
        try:
            return date(year, month, day.day)
        except ValueError:
            day -= DAY


def counted(claims: list[tuple[int, str, date]]) -> Fraction:
    """Of the missed instalments of one contract that hang together within half a year, the dearest; the rest whole."""
    total = sum(amount for amount, contract, _ in claims if not contract)
    for name in {contract for _, contract, _ in claims} - {""}:
        mine = sorted((due, amount) for amount, contract, due in claims if contract == name)
        best = 0
        for number, (due, amount) in enumerate(mine):
            if number and due > half_a_year_later(mine[number - 1][0]):
                total, best = total + best, 0
            best = max(best, amount)
        total += best
    return Fraction(total, 100)


claims = st.lists(
    st.tuples(
        cents, st.sampled_from(["", "", "huur", "polis"]), st.dates(date(2024, 10, 1), date(2026, 11, 1))
    ),
    min_size=1,
    max_size=8,
)


@often
@given(claims, st.booleans(), st.one_of(st.just(0), st.integers(0, 20_000)))
def test_dutch_costs_are_those_of_the_rules_with_and_without_contracts(
    asked: list[tuple[int, str, date]], recoverable: bool, before: int
) -> None:
    outcome = costs_of_claims(
        [Claim(euros(amount), contract, due) for amount, contract, due in asked],
        "NL",
        "consumer",
        on=TODAY,
        vat_recoverable=recoverable,
        before=euros(before),
    )
    exact = dutch_costs(counted(asked))
    fee = rounded(exact)
    # Taxing the rounded or the exact fee can differ by a cent: the lower one is asked.
    vat = 0 if recoverable else min(rounded(Fraction(fee, 100) * 21 / 100), rounded(exact * 121 / 100) - fee)
    assert in_cents(outcome.total) == max(0, fee + vat - before)
    assert sum(step.amount or Decimal(0) for step in outcome.explanation) == outcome.total


def belgian_cap(balance: Fraction) -> Fraction:
    """20 EUR up to 150; 30 and 10% of what is above 150 up to 500; 65 and 5% above 500; at most 2,000."""
    if balance <= 150:
        return Fraction(20)
    if balance <= 500:
        return 30 + (balance - 150) / 10
    return min(65 + (balance - 500) / 20, Fraction(2000))


@often
@given(
    st.lists(cents, min_size=1, max_size=4),
    st.integers(0, 20_000),
    st.integers(0, 3000),
    st.integers(0, 20_000),
)
def test_a_belgian_clause_is_asked_up_to_the_cap(
    balances: list[int], fixed: int, hundredths: int, minimum: int
) -> None:
    clause = Clause(euros(fixed), Decimal(hundredths) / 100, euros(minimum))
    outcome = costs_of_claims([euros(each) for each in balances], "BE", "consumer", on=TODAY, clause=clause)

    def asked(balance: int) -> int:
        over = Fraction(balance, 100)
        own = max(Fraction(fixed, 100) + over * hundredths / 10_000, Fraction(minimum, 100))
        return min(rounded(own), rounded(belgian_cap(over)))

    assert in_cents(outcome.total) == min(asked(sum(balances)), sum(map(asked, balances)))
    assert sum(step.amount or Decimal(0) for step in outcome.explanation) == outcome.total


def working_day(day: date, country: str) -> date:
    while free(day, country):
        day += DAY
    return day


def post_days(day: date, count: int) -> date:
    """The day with Dutch post, from Tuesday to Saturday, that comes `count` of them after a day."""
    while count:
        day += DAY
        count -= day.isoweekday() not in (7, 1) and day not in HOLIDAYS["NL"]
    return day


@often
@given(days, st.sampled_from(["letter", "email"]))
def test_a_dutch_term_leaves_room_for_a_late_letter_and_no_more(sent: date, by: str) -> None:
    outcome = term(sent, by, "NL", "consumer")
    if by == "letter":
        there = post_days(working_day(sent, "NL"), 2)
        sure = post_days(there, 3) + 14 * DAY
    else:
        there, sure = sent, sent + 15 * DAY
    assert (outcome.received_on, outcome.ends_on) == (there, there + 14 * DAY)
    assert outcome.pay_by == working_day(sure, "NL")
    assert outcome.costs_from == outcome.pay_by + DAY


@often
@given(days, st.sampled_from(["letter", "email"]))
def test_a_belgian_term_is_14_days_and_ends_on_a_working_day(sent: date, by: str) -> None:
    starts, left = working_day(sent, "BE"), 3 if by == "letter" else 0
    while left:
        starts += DAY
        left -= not free(starts, "BE")
    starts = starts if by == "letter" else sent + DAY
    outcome = term(sent, by, "BE", "consumer")
    assert (outcome.starts_on, outcome.ends_on) == (starts, starts + 13 * DAY)
    assert outcome.pay_by == working_day(starts + 13 * DAY, "BE")


RATES = {
    ("NL", "consumer"): "2015-01-01 2; 2023-01-01 4; 2023-07-01 6; 2024-01-01 7; 2025-01-01 6; 2026-01-01 4",
    ("NL", "business"): (
        "2016-07-01 8; 2023-01-01 10.5; 2023-07-01 12; 2024-01-01 12.5; 2024-07-01 12.25; 2025-01-01 11.15;"
        " 2025-07-01 10.15; 2026-07-01 10.4"
    ),
    ("BE", "consumer"): (
        "2016-07-01 8; 2023-01-01 10.5; 2023-07-01 12; 2024-01-01 12.5; 2025-01-01 11.5; 2025-07-01 10.5"
    ),
}
RATES["BE", "business"] = RATES["BE", "consumer"]
TYPED = {
    who: [
        (date.fromisoformat(day), Fraction(rate)) for day, rate in (each.split() for each in text.split(";"))
    ]
    for who, text in RATES.items()
}


def a_year_on(first: date, years: int) -> date:
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)


@often
@given(
    st.sampled_from(sorted(TYPED)),
    cents,
    st.dates(date(2021, 1, 1), date(2026, 12, 30)),
    st.integers(0, 1500),
    st.one_of(st.none(), st.integers(0, 2000)),
)
def test_interest_is_the_sum_of_its_days(
    who: tuple[str, str], principal: int, first: date, length: int, clause: int | None
) -> None:
    to = min(first + length * DAY, date(2027, 1, 1))
    country, kind = who
    base, total, year, running = Fraction(principal, 100), Fraction(0), 0, Fraction(0)
    day = first
    while day < to:
        start, end = a_year_on(first, year), a_year_on(first, year + 1)
        if day == end:
            year, start, end = year + 1, end, a_year_on(first, year + 2)
            if country == "NL":
                base, running = base + running, Fraction(0)
        rate = next(rate for since, rate in reversed(TYPED[who]) if since <= day)
        if clause is not None and country == "BE":
            rate = min(rate, Fraction(clause, 100))
        # Days with one rate in one year of default count at once; it is the same sum.
        change = min([to, end, *(since for since, _ in TYPED[who] if since > day)])
        part = base * rate / 100 * (change - day).days / (end - start).days
        total, running, day = total + part, running + part, change
    asked = interest(
        euros(principal), first, to, country, kind, clause_rate=None if clause is None else euros(clause)
    )
    assert in_cents(asked.total) == rounded(total)
    assert sum(step.amount or Decimal(0) for step in asked.explanation) == asked.total
