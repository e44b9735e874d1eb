"""A free reminder's term is never shorter than the law asks, on any day of the year."""

import pickle
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from toolkit.errors import NoRateKnown
from toolkit.law import collection_costs, interest, term

DAY = timedelta(days=1)


DELIVERIES = ("letter", "email", "sms")
# Typed from the calendars, not taken from the program; with the first days of 2027.
TYPED = {
    "NL": """2026-01-01 2026-04-03 2026-04-05 2026-04-06 2026-04-27 2026-05-05 2026-05-14 2026-05-24
             2026-05-25 2026-12-25 2026-12-26 2027-01-01 2027-03-26 2027-03-28 2027-03-29 2027-04-27
             2027-05-05 2027-05-06 2027-05-16 2027-05-17""",
    "BE": """2026-01-01 2026-04-05 2026-04-06 2026-05-01 2026-05-14 2026-05-24 2026-05-25 2026-07-21
             2026-08-15 2026-11-01 2026-11-11 2026-12-25 2027-01-01 2027-03-28 2027-03-29 2027-05-01
             2027-05-06 2027-05-16 2027-05-17""",
}
HOLIDAYS = {country: {date.fromisoformat(day) for day in days.split()} for country, days in TYPED.items()}


def pairs(*choices):
    return list(product(*choices))


def free(day: date, country: str) -> bool:
    return day.isoweekday() in (6, 7) or day in HOLIDAYS[country]


def working_days_of_2026(country: str) -> list[date]:
    year = (date(2026, 1, 1) + n * DAY for n in range(365))
    return [day for day in year if not free(day, country)]


def delivery_days(sent: date) -> list[date]:
    """When a Dutch letter may arrive: the next delivery day, since July 2026 also the one after it."""
    days = (sent + n * DAY for n in range(1, 20))
    with_post = [day for day in days if day.isoweekday() not in (7, 1) and day not in HOLIDAYS["NL"]]
    return with_post[: 2 if sent >= date(2026, 7, 1) else 1]


def belgian_start(sent: date) -> date:
    """The first day of the Belgian term by post: the third working day after sending."""
    days = (sent + n * DAY for n in range(1, 20))
    return [day for day in days if not free(day, "BE")][2]


def test_a_dutch_letter_never_asks_payment_before_the_14_days_after_receipt_are_over():
    for sent in working_days_of_2026("NL"):
        outcome = term(sent, "letter", "NL", "consumer")
        for received in delivery_days(sent):
            fourteen_days = [received + n * DAY for n in range(1, 15)]
            assert outcome.pay_by >= fourteen_days[-1]
            assert outcome.costs_from > fourteen_days[-1]
        assert outcome.pay_by >= sent + 16 * DAY
        if (sent + DAY).isoweekday() in (7, 1) or sent + DAY in HOLIDAYS["NL"]:
            assert outcome.pay_by > sent + 16 * DAY


def test_a_dutch_letter_three_post_days_late_still_leaves_14_days_before_the_printed_day():
    for sent in (date(2026, 7, 1) + n * DAY for n in range(365)):
        collected = next(day for n in range(9) if not free(day := sent + n * DAY, "NL"))
        days = (collected + n * DAY for n in range(1, 20))
        with_post = [day for day in days if day.isoweekday() not in (7, 1) and day not in HOLIDAYS["NL"]]
        latest = with_post[2 + 3 - 1]
        assert term(sent, "letter", "NL", "consumer").pay_by >= latest + 14 * DAY, sent


def test_a_dutch_electronic_reminder_gives_14_days_from_the_day_after_sending():
    for sent in working_days_of_2026("NL"):
        for delivery in ("email", "sms"):
            outcome = term(sent, delivery, "NL", "consumer")
            assert outcome.starts_on == sent + DAY
            assert outcome.pay_by >= sent + 14 * DAY
            assert outcome.costs_from > sent + 14 * DAY


def test_a_belgian_letter_gives_14_days_from_the_third_working_day():
    for sent in working_days_of_2026("BE"):
        outcome = term(sent, "letter", "BE", "consumer")
        fourteen_days = [belgian_start(sent) + n * DAY for n in range(14)]
        assert (outcome.starts_on, outcome.ends_on) == (fourteen_days[0], fourteen_days[-1])
        assert outcome.pay_by >= fourteen_days[-1]
        assert outcome.costs_from > fourteen_days[-1]


def test_a_belgian_electronic_reminder_gives_14_days_from_the_next_calendar_day():
    for sent in working_days_of_2026("BE"):
        for delivery in ("email", "sms"):
            outcome = term(sent, delivery, "BE", "consumer")
            fourteen_days = [sent + n * DAY for n in range(1, 15)]
            assert (outcome.starts_on, outcome.ends_on) == (fourteen_days[0], fourteen_days[-1])
            assert outcome.pay_by >= fourteen_days[-1]
            assert outcome.costs_from > fourteen_days[-1]


@pytest.mark.parametrize(("country", "kind"), pairs(("NL", "BE"), ("consumer", "business")))
def test_the_days_of_a_term_are_in_order_and_the_last_one_is_a_working_day(country, kind):
    for sent, delivery in pairs((date(2026, 1, 1) + n * DAY for n in range(350)), DELIVERIES):
        outcome = term(sent, delivery, country, kind)
        assert sent <= outcome.received_on <= outcome.starts_on <= outcome.ends_on <= outcome.pay_by
        assert (outcome.ends_on - outcome.starts_on).days == 13
        assert not free(outcome.pay_by, country)


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_a_later_letter_never_ends_earlier(country):
    ends = [term(date(2026, 1, 1) + n * DAY, "letter", country, "consumer").pay_by for n in range(350)]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("sent", "delivery", "country", "pay_by"),
    [
        (
            "2026-11-23",
            "letter",
            "NL",
            "2026-12-14",
        ),  # Monday: Wednesday, late on Saturday, + 14 is a Saturday
        ("2026-11-24", "letter", "NL", "2026-12-15"),  # Tuesday: Thursday, late on the next Tuesday
        ("2026-11-26", "letter", "NL", "2026-12-17"),  # Thursday: Saturday, late on Thursday
        ("2026-11-27", "letter", "NL", "2026-12-18"),  # Friday: Tuesday, late on Friday
        ("2026-05-21", "letter", "NL", "2026-06-10"),  # Thursday, one delivery day; Whit Monday
        ("2026-05-23", "letter", "NL", "2026-06-15"),  # Saturday before Whitsun: collected on Tuesday
        ("2026-12-24", "letter", "NL", "2027-01-19"),  # Christmas, Sunday, Monday, New Year
        ("2027-07-05", "letter", "NL", "2027-07-27"),  # three delivery days
        ("2026-11-23", "email", "NL", "2026-12-08"),
        ("2026-11-23", "sms", "NL", "2026-12-08"),
        ("2026-11-23", "letter", "BE", "2026-12-09"),  # Monday: starts on Thursday, + 16
        ("2026-11-25", "letter", "BE", "2026-12-14"),  # Wednesday: starts on Monday, + 18 is a Sunday
        ("2026-12-23", "letter", "BE", "2027-01-11"),
        ("2026-11-23", "email", "BE", "2026-12-07"),  # + 14
        ("2026-11-28", "email", "BE", "2026-12-14"),  # + 14 is a Saturday
    ],
)
def test_the_day_to_print_leaves_a_late_dutch_letter_14_days_and_is_a_working_day(
    sent, delivery, country, pay_by
):
    outcome = term(date.fromisoformat(sent), delivery, country, "consumer")
    assert outcome.pay_by == date.fromisoformat(pay_by)
    assert outcome.costs_from == outcome.pay_by + DAY
    assert outcome.statutory


@pytest.mark.parametrize(("country", "delivery"), pairs(("NL", "BE"), DELIVERIES))
def test_a_business_gets_a_consumers_days_but_owes_costs_at_once(country, delivery):
    sent = date(2026, 11, 23)
    business, consumer = term(sent, delivery, country, "business"), term(sent, delivery, country, "consumer")
    assert business.pay_by == consumer.pay_by
    assert business.costs_from == sent
    assert not business.statutory


def test_a_letter_posted_in_the_weekend_counts_as_posted_on_monday():
    saturday, monday = (term(date(2026, 11, day), "letter", "BE", "consumer") for day in (21, 23))
    assert saturday.pay_by == monday.pay_by


def test_a_dutch_term_explains_every_day():
    outcome = term(date(2026, 11, 27), "letter", "NL", "consumer")
    assert [step.text for step in outcome.explanation] == [
        "Een brief is er uiterlijk op bezorgdag 2 (van dinsdag tot en met zaterdag): 1 december 2026",
        "Een late brief kan nog 3 bezorgdagen later komen: 4 december 2026",
        "De termijn begint op de dag na de ontvangst: 2 december 2026",
        "De veertiende dag: 15 december 2026",
        "De dag om te noemen: een werkdag, en ook van zo'n late brief zijn de 14 dagen dan om: 18 december 2026",
        "De eerste dag waarop kosten mogen: 19 december 2026",
    ]


def test_a_belgian_term_explains_every_day():
    outcome = term(date(2026, 11, 25), "letter", "BE", "consumer")
    assert [step.text for step in outcome.explanation] == [
        "De termijn begint op de derde werkdag na de verzending per post: 30 november 2026",
        "De veertiende kalenderdag: 13 december 2026",
        "De dag om te noemen: de laatste dag, of de eerste werkdag daarna: 14 december 2026",
        "De eerste dag waarop kosten mogen: 15 december 2026",
    ]


@pytest.mark.parametrize(
    ("country", "delivery", "kind"), pairs(("NL", "BE"), DELIVERIES, ("consumer", "business"))
)
def test_every_step_names_its_day_its_rule_and_its_source(country, delivery, kind):
    for step in term(date(2026, 11, 23), delivery, country, kind).explanation:
        assert step.on is not None
        assert step.rule
        assert step.source
        assert step.grade in {"V", "S", "1", "V/1"}


def test_outcomes_survive_a_process_pool():
    outcomes = (
        term(date(2026, 11, 23), "letter", "NL", "consumer"),
        collection_costs(Decimal(119), "NL", "consumer", on=date(2026, 11, 23)),
        interest(Decimal(119), date(2026, 1, 1), date(2026, 2, 1), "NL", "consumer"),
    )
    assert pickle.loads(pickle.dumps(outcomes)) == outcomes  # noqa: S301


def test_a_dutch_letter_of_before_the_known_delivery_times_is_refused():
    with pytest.raises(NoRateKnown, match="2013-12-31"):
        term(date(2013, 12, 31), "letter", "NL", "consumer")
