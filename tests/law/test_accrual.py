"""Interest runs day by day, compounds by the year of default, and is rounded once."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import NoRateKnown, RecordError
from toolkit.law import interest, interest_after

quick = settings(deadline=None, max_examples=60)
kinds = pytest.mark.parametrize("kind", ["consumer", "business"])
days_known = st.dates(date(2013, 1, 1), date(2027, 1, 1))
three_years = st.dates(date(2024, 1, 1), date(2027, 1, 1))
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("100000"), places=2)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "end", "kind", "total"),
    [
        ("2026-01-01", "2027-01-01", "consumer", "40.00"),
        ("2024-01-01", "2025-01-01", "consumer", "70.00"),
        ("2026-07-01", "2026-07-31", "consumer", "3.29"),  # 1000 x 4% x 30 / 365
        ("2025-07-01", "2026-07-01", "business", "101.50"),
        ("2025-01-01", "2026-01-01", "business", "106.46"),  # 11.15% for 181 days, 10.15% for 184, of 365
    ],
)
def test_interest_of_a_thousand_euros(first, end, kind, total):
    assert interest(Decimal(1000), day(first), day(end), "NL", kind).total == Decimal(total)


def test_a_full_year_yields_exactly_the_rate_also_when_it_holds_a_leap_day():
    outcome = interest(Decimal(1000), day("2016-02-01"), day("2017-02-01"), "NL", "consumer")
    assert outcome.exact == 20
    assert [(period.days, period.days_in_year) for period in outcome.explanation] == [(366, 366)]


def test_interest_compounds_after_each_full_year_of_default():
    outcome = interest(Decimal(1000), day("2015-03-10"), day("2018-03-10"), "NL", "consumer")
    assert outcome.exact == Fraction(1000) * (Fraction(102, 100) ** 3 - 1)
    assert outcome.total == Decimal("61.21")


def test_interest_is_simple_within_the_year():
    whole = interest(Decimal(1000), day("2015-03-10"), day("2016-03-10"), "NL", "consumer")
    part = interest(Decimal(1000), day("2015-03-10"), day("2015-05-22"), "NL", "consumer")
    assert part.exact == whole.exact * 73 / 366


def test_belgian_interest_never_compounds():
    outcome = interest(Decimal(1000), day("2017-01-01"), day("2020-01-01"), "BE", "business")
    assert outcome.exact == 240


def test_a_change_of_rate_starts_on_its_own_day():
    outcome = interest(Decimal(1000), day("2023-06-30"), day("2023-07-02"), "NL", "consumer")
    assert [(period.first, period.last, period.rate) for period in outcome.explanation] == [
        (day("2023-06-30"), day("2023-06-30"), 4),
        (day("2023-07-01"), day("2023-07-01"), 6),
    ]


def test_the_periods_are_explained_in_plain_dutch():
    outcome = interest(
        Decimal(1000),
        day("2025-03-10"),
        day("2026-04-10"),
        "NL",
        "consumer",
        [(day("2026-04-09"), Decimal("200"))],
    )
    assert [step.text for step in outcome.explanation] == [
        "6% per jaar over € 1.000,00, 297 dagen van een jaar van 365: 10 maart 2025 tot en met 31 december 2025",
        "4% per jaar over € 1.000,00, 68 dagen van een jaar van 365: 1 januari 2026 tot en met 9 maart 2026",
        "4% per jaar over € 1.056,27 (met de rente van eerdere jaren), 30 dagen van een jaar van 365: "
        "10 maart 2026 tot en met 8 april 2026",
        "4% per jaar over € 856,27 (met de rente van eerdere jaren), 1 dag van een jaar van 365: 9 april 2026",
    ]
    assert {step.rule for step in outcome.explanation} == {"art. 6:119 BW"}
    assert {step.grade for step in outcome.explanation} == {"S"}


def test_a_part_payment_lowers_the_principal_from_its_day():
    paid = [(day("2026-01-11"), Decimal("365"))]
    outcome = interest(Decimal(730), day("2026-01-01"), day("2026-01-21"), "NL", "consumer", paid)
    # 10 days over 730 and 10 days over 365, at 4 / 365 percent a day
    assert outcome.exact == Fraction(730 * 10 + 365 * 10) * 4 / 100 / 365
    assert outcome.balance.principal == 365


def test_two_payments_on_one_day_count_both():
    paid = [(day("2026-01-11"), Decimal("100")), (day("2026-01-11"), Decimal("50"))]
    outcome = interest(Decimal(730), day("2026-01-01"), day("2026-01-21"), "NL", "consumer", paid)
    assert outcome.balance.principal == 580


def test_after_full_payment_in_the_first_year_no_interest_runs():
    paid = [(day("2026-01-11"), Decimal("730"))]
    args = (Decimal(730), day("2026-01-01"))
    outcome = interest(*args, day("2026-12-31"), "NL", "consumer", paid)
    assert outcome.exact == interest(*args, day("2026-01-11"), "NL", "consumer").exact
    assert len(outcome.explanation) == 1


def test_a_payment_after_the_last_day_changes_nothing():
    args = (Decimal(730), day("2026-01-01"), day("2026-01-21"), "NL", "consumer")
    assert interest(*args, [(day("2026-01-21"), Decimal("700"))]) == interest(*args)


def test_a_default_on_a_leap_day_starts_its_later_years_on_the_first_of_march():
    outcome = interest(Decimal(1000), day("2016-02-29"), day("2019-03-01"), "NL", "consumer")
    assert outcome.exact == Fraction(1000) * (Fraction(102, 100) ** 3 - 1)


@kinds
def test_the_day_after_the_last_dutch_rate_is_refused_with_date_table_and_remedy(kind):
    until = interest(Decimal(100), day("2026-12-01"), day("2027-01-01"), "NL", kind)
    assert until.explanation[-1].last == day("2026-12-31")
    with pytest.raises(NoRateKnown, match="2027-01-01") as error:
        interest(Decimal(100), day("2026-12-01"), day("2027-01-02"), "NL", kind)
    assert "it ends on 2026-12-31" in error.value.message
    assert re.search(r"add a \[\[row\]\].*\.toml", error.value.hint)


@pytest.mark.parametrize(
    ("half", "rate"),
    [
        *(("2022-07-01", "8.0"), ("2023-01-01", "10.5"), ("2023-07-01", "12.0"), ("2024-01-01", "12.5")),
        *(("2024-07-01", "12.5"), ("2025-01-01", "11.5"), ("2025-07-01", "10.5"), ("2026-01-01", "10.5")),
        ("2026-07-01", "10.5"),
    ],
)
def test_a_belgian_rate_is_that_of_its_half_year(half, rate):
    (period,) = interest(Decimal(100), day(half), day(half) + timedelta(days=1), "BE", "business").explanation
    assert period.rate == Decimal(rate)


def test_belgian_rates_of_2027_are_refused():
    with pytest.raises(NoRateKnown, match="2027-01-01"):
        interest(Decimal(100), day("2026-12-01"), day("2027-01-02"), "BE", "consumer")


@pytest.mark.parametrize(
    ("principal", "first", "end", "payments", "message"),
    [
        ("-1", "2026-01-01", "2026-01-02", [], "'principal' is not an amount"),
        ("1", "2026-01-02", "2026-01-01", [], "cannot run from 2026-01-02 until 2026-01-01"),
        ("9", "2026-01-01", "2026-01-09", [("2025-12-31", "1")], "a payment of 2025-12-31 came in before"),
        ("9", "2026-01-01", "2026-01-09", [("2026-01-02", "9.01")], "more than the principal"),
        ("9", "2026-01-01", "2026-01-09", [("2026-01-02", "-1")], "'payments' is not an amount"),
    ],
)
def test_what_makes_no_sense_is_refused(principal, first, end, payments, message):
    paid = [(day(on), Decimal(amount)) for on, amount in payments]
    with pytest.raises(RecordError, match=message):
        interest(Decimal(principal), day(first), day(end), "NL", "consumer", paid)


def test_no_days_yield_no_interest():
    outcome = interest(Decimal(1000), day("2026-01-01"), day("2026-01-01"), "NL", "consumer")
    assert (outcome.total, outcome.explanation) == (0, ())


@kinds
@given(
    principal=amounts,
    days=st.lists(days_known, min_size=2, max_size=5, unique=True).map(sorted),
    payments=st.lists(st.tuples(days_known, st.just(Decimal("0.00"))), max_size=3),
    share=st.integers(0, 100),
)
@quick
def test_interest_over_a_period_is_exactly_the_sum_over_its_parts(kind, principal, days, payments, share):
    first, *splits, end = days
    each = (principal * share / 100 / 3).quantize(Decimal("0.01"), "ROUND_DOWN")
    paid = [(max(on, first), each) for on, _ in payments]
    whole = interest(principal, first, end, "NL", kind, paid)

    start, outcome, total = first, None, Fraction(0)
    for stop in (*splits, end):
        mine = [(on, amount) for on, amount in paid if start <= on < stop]
        if outcome is None:
            outcome = interest(principal, first, stop, "NL", kind, mine)
        else:
            outcome = interest_after(outcome.balance, stop, "NL", kind, mine)
        start, total = stop, total + outcome.exact

    assert total == whole.exact
    assert outcome is not None
    assert outcome.balance == whole.balance


@kinds
@given(principal=amounts, days=st.tuples(days_known, days_known).map(sorted))
@quick
def test_the_shown_amounts_add_up_to_the_total(kind, principal, days):
    outcome = interest(principal, *days, "NL", kind)
    assert sum(period.amount for period in outcome.explanation) == outcome.total
    assert sum(period.days for period in outcome.explanation) == (days[1] - days[0]).days
    assert abs(Fraction(outcome.total) - outcome.exact) <= Fraction(1, 200)


@kinds
@given(principal=amounts, days=st.tuples(three_years, three_years).map(sorted))
@quick
def test_interest_equals_a_day_by_day_count(kind, principal, days):
    """The rule, counted one day at a time, with the rates typed again for three years."""
    first, end = days
    rates = {
        "consumer": [("2026-01-01", "4"), ("2025-01-01", "6"), ("2024-01-01", "7")],
        "business": [
            ("2026-07-01", "10.40"),
            ("2025-07-01", "10.15"),
            ("2025-01-01", "11.15"),
            ("2024-07-01", "12.25"),
            ("2024-01-01", "12.50"),
        ],
    }[kind]
    base, this_year, today = Fraction(principal), Fraction(0), first
    year_start = first
    while today < end:
        leap_day_birthday = (year_start.month, year_start.day) == (2, 29)
        next_year = (
            date(year_start.year + 1, 3, 1)
            if leap_day_birthday
            else year_start.replace(year=year_start.year + 1)
        )
        if today == next_year:
            base, this_year, year_start = base + this_year, Fraction(0), next_year
            continue
        rate = next(Fraction(rate) for start, rate in rates if today >= day(start))
        this_year += base * rate / 100 / (next_year - year_start).days
        today += timedelta(days=1)
    assert interest(principal, first, end, "NL", kind).exact == base + this_year - Fraction(principal)
