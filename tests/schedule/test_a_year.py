"""A year, day by day: no call on a day off, no step twice, none skipped, and who paid is asked less."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import holidays
import pytest
from hypothesis import settings

from tests.schedule.town import ADDRESSES, CREDITOR, ladder
from toolkit.records import Record
from toolkit.schedule import Call, History, Plan, Planned, Sent, plan

DAY = timedelta(days=1)
BEGIN = date(2026, 1, 1)
DAYS = 365
STOPS = ("deceased", "blocked", "bankrupt", "administration", "direct-debit", "minor", "disputed")
REMINDERS = ("reminder", "second-reminder", "last-notice", "handover")
OFF = {country: holidays.country_holidays(country, years=(2026, 2027)) for country in ("NL", "BE")}


class Firm:
    """A firm with its customers, each with invoices through the year, and the days on which they pay."""

    def __init__(self, people: int) -> None:
        draw = Random(20260101)  # noqa: S311 - the same each time
        self.customers = [self._customer(number, draw) for number in range(people)]
        self.invoices = {who["id"]: self._invoices(who["id"], draw) for who in self.customers}

    @staticmethod
    def _customer(number: int, draw: Random) -> dict[str, object]:
        name = f"K{number:04}"
        who: dict[str, object] = {
            "id": name,
            "last_name": "Yilmaz",
            "address": ADDRESSES["BE" if number % 4 == 3 else "NL"],
            "email": f"{name.lower()}@post.example" if number % 3 else None,
            "mobile": "06 00 00 00 41" if number % 5 else None,
        }
        if number % 6 == 1:
            who |= {"kind": "business", "company": f"Lunchroom {number}"}
        if number % 10 == 9:
            who["stop"] = STOPS[number // 10 % len(STOPS)]
        if number % 11 == 5:
            who["preferred_channel"] = draw.choice(["letter", "phone", "email"]) if number % 3 else "letter"
        return who

    @staticmethod
    def _invoices(name: object, draw: Random) -> list[tuple[dict[str, object], list[tuple[date, Decimal]]]]:
        """Return each invoice with the days on which a part of it, or the rest, is paid."""
        out = []
        for number in range(3):
            made = BEGIN + (number * 110 + draw.randrange(60)) * DAY
            amount = Decimal(draw.randrange(20_00, 900_00)) / 100
            due = made + draw.choice([14, 30]) * DAY
            paid: list[tuple[date, Decimal]] = []
            if draw.random() < 0.25:
                paid.append((due + draw.randrange(5, 40) * DAY, round(amount / 3, 2)))
            if draw.random() < 0.6:
                rest = amount - sum((part for _, part in paid), Decimal(0))
                paid.append(((paid[-1][0] if paid else due) + draw.randrange(-10, 60) * DAY, rest))
            text = {"number": f"{name}-{number}", "description": "Taart"}
            out.append(({**text, "date": made, "due_date": due, "amount": amount}, paid))
        return out

    def open(self, name: object, on: date) -> Decimal:
        """Return what a customer owes on a day."""
        return sum(
            (
                each["amount"] - sum((part for day, part in paid if day <= on), Decimal(0))
                for each, paid in self.invoices[name]
                if each["date"] <= on
            ),
            Decimal(0),
        )

    def ledger(self, on: date) -> list[Record]:
        """Return what the bookkeeping program exports on a day: what is open."""
        out = []
        for who in self.customers:
            mine = [
                {**each, "paid": sum((part for day, part in paid if day <= on), Decimal(0))}
                for each, paid in self.invoices[who["id"]]
                if each["date"] <= on
            ]
            mine = [each for each in mine if each["paid"] < each["amount"]]
            if mine:
                values = {
                    "id": who["id"],
                    "date": on,
                    "creditor": CREDITOR,
                    "customer": who,
                    "invoices": mine,
                }
                out.append(Record.model_validate(values))
        return out


@pytest.fixture(scope="module")
def firm() -> Firm:
    """Sixty customers; a thousand at night."""
    return Firm(1000 if settings().max_examples > 1000 else 60)


@pytest.fixture(scope="module")
def year(firm: Firm) -> list[tuple[date, Plan]]:
    """The plan of each day of the year; what it plans is sent, and goes into the history."""
    entries: list[Sent] = []
    found = []
    for number in range(DAYS):
        on = BEGIN + number * DAY
        made = plan(firm.ledger(on), ladder(), on, history=History(tuple(entries)), agreements=())
        found.append((on, made))
        entries += [each.sent for each in (*made.messages, *made.calls)]
    return found


def all_of(year: list[tuple[date, Plan]]) -> list[tuple[date, Planned | Call]]:
    return [(on, item) for on, made in year for item in (*made.messages, *made.calls)]


def test_nobody_is_called_on_a_day_off(year: list[tuple[date, Plan]]) -> None:
    calls = [(on, call) for on, made in year for call in made.calls]
    assert len(calls) > 20
    for on, call in calls:
        assert on.weekday() < 5
        assert on not in OFF[call.record.country], (on, call.step)


def test_no_step_about_an_invoice_comes_twice(year: list[tuple[date, Plan]]) -> None:
    seen: set[tuple[str, str]] = set()
    for on, item in all_of(year):
        for number in item.covers:
            assert (number, item.step) not in seen, (on, number, item.step)
            seen.add((number, item.step))
    assert {step for _, step in seen} >= {*REMINDERS, "due-soon", "first-call", "call"}


def test_no_reminder_is_skipped(year: list[tuple[date, Plan]]) -> None:
    steps: dict[str, list[str]] = defaultdict(list)
    by_phone = {
        item.record.customer.id
        for _, item in all_of(year)
        if item.record.customer.preferred_channel == "phone"
    }
    for _, item in all_of(year):
        if item.step in REMINDERS and item.record.customer.id not in by_phone:
            for number in item.covers:
                steps[number].append(item.step)
    assert any(len(each) == len(REMINDERS) for each in steps.values())
    for number, each in steps.items():
        assert each == list(REMINDERS[: len(each)]), number


def test_who_goes_on_owing_gets_every_step(firm: Firm, year: list[tuple[date, Plan]]) -> None:
    last = {number: item.step for _, item in all_of(year) for number in item.covers if item.step in REMINDERS}
    never = [
        each["number"]
        for who in firm.customers
        if "stop" not in who and who.get("preferred_channel") != "phone"
        for each, paid in firm.invoices[who["id"]]
        if not paid and each["due_date"] < BEGIN + (DAYS - 120) * DAY
    ]
    assert len(never) > 5
    assert {number: last.get(number) for number in never} == dict.fromkeys(never, "handover")


def test_nobody_on_the_stop_list_hears_from_us(firm: Firm, year: list[tuple[date, Plan]]) -> None:
    stopped = {who["id"] for who in firm.customers if "stop" in who}
    assert len(stopped) >= 6
    assert not stopped & {item.record.customer.id for _, item in all_of(year)}
    assert stopped <= {held.customer.id for _, made in year for held in made.held}


def test_what_came_in_is_not_asked_again(firm: Firm, year: list[tuple[date, Plan]]) -> None:
    lowered = 0
    for on, item in all_of(year):
        name = item.record.customer.id
        assert 0 < item.record.total <= firm.open(name, on), (on, name)
        lowered += any(each.paid for each in item.record.invoices)
    assert lowered > 10
