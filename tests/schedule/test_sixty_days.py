"""Sixty days in a row: nothing twice, nothing too early, nothing to whoever waits for an answer.

What is too early is counted here from the rules, by hand: the days of the schedule as it is written, and the
14 days of the law as `tests.law.test_terms` counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.law.test_terms import belgian_start, delivery_days
from tests.schedule.town import TODAY, ladder, town
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.records import Invoice, Record
from toolkit.schedule import Call, History, Plan, Planned, Sent, plan
from toolkit.workspace import Workspace

DAY = timedelta(days=1)
FIRST_DAYS = {
    "due-soon": -7,
    "due-today": 0,
    "first-call": 2,
    "reminder": 7,
    "second-reminder": 14,
    "call": 24,
    "last-notice": 30,
}
ORDER = (
    "due-soon",
    "due-today",
    "first-call",
    "reminder",
    "second-reminder",
    "call",
    "last-notice",
    "handover",
)
PEOPLE = 230
Item = Planned | Call


@pytest.fixture(scope="module")
def days() -> list[tuple[date, Plan, History]]:
    """Return the plan of each day for sixty days, with the history it was made from."""
    ledger, agreements = town(PEOPLE)
    entries: list[Sent] = []
    found = []
    for number in range(60):
        on = TODAY + number * DAY
        history = History(tuple(entries))
        made = plan(payments(ledger, number), ladder(), on, history=history, agreements=agreements)
        found.append((on, made, history))
        entries += [message.sent for message in made.messages] + [call.sent for call in made.calls]
    return found


def payments(ledger: list[Record], day: int) -> list[Record]:
    """Return the ledger of a day: every ninth customer pays its first invoice on a day of its own."""
    return [
        paying(record) if number % 9 == 0 and number % 60 <= day else record
        for number, record in enumerate(ledger)
    ]


def paying(record: Record) -> Record:
    first, *rest = record.invoices
    paid: Invoice = first.model_copy(update={"paid": max(first.amount, first.paid)})
    return record.model_copy(update={"invoices": (paid, *rest), "agreement": None})


def items(days: list[tuple[date, Plan, History]]) -> Iterator[tuple[date, Item, History]]:
    for on, made, history in days:
        for item in (*made.messages, *made.calls):
            yield on, item, history


def fourteen_days(entry: Sent, country: str) -> date:
    """Return the last of the 14 days that a last notice gives a consumer."""
    if country == "NL":
        received = delivery_days(entry.on)[-1] if entry.channel == "letter" else entry.on
        return received + 14 * DAY
    return (belgian_start(entry.on) if entry.channel == "letter" else entry.on + DAY) + 13 * DAY


def covered(item: Item) -> list[Invoice]:
    return [each for each in item.record.invoices if each.number in item.covers]


def test_all_steps_happen(days: list[tuple[date, Plan, History]]) -> None:
    assert {item.step for _, item, _ in items(days)} == {*ORDER, "plan-missed", "plan-call", "plan-reminder"}
    assert {message.channel for _, made, _ in days for message in made.messages} == {"letter", "email", "sms"}


def test_no_step_is_sent_twice_about_an_invoice(days: list[tuple[date, Plan, History]]) -> None:
    seen: set[tuple[str, str]] = set()
    for on, item, _ in items(days):
        if item.step not in ("plan-missed", "plan-call", "plan-reminder"):
            for number in item.covers:
                assert (number, item.step) not in seen, on
                seen.add((number, item.step))


def test_a_missed_instalment_is_told_once(days: list[tuple[date, Plan, History]]) -> None:
    told: set[tuple[str, date]] = set()
    for on, item, history in items(days):
        if item.step == "plan-missed":
            before = [entry.on for entry in history.about(item.covers[0]) if entry.step == "plan-missed"]
            new = {
                part.due_date for part in item.record.missed if all(part.due_date >= each for each in before)
            }
            assert new, on
            assert not {(item.covers[0], day) for day in new} & told
            told |= {(item.covers[0], day) for day in new}


def test_the_steps_about_an_invoice_come_in_their_order(days: list[tuple[date, Plan, History]]) -> None:
    steps: dict[str, list[int]] = defaultdict(list)
    for _, item, _ in items(days):
        if item.step in ORDER:
            for number in item.covers:
                steps[number].append(ORDER.index(item.step))
    assert all(each == sorted(each) for each in steps.values())
    assert any(len(each) >= 5 for each in steps.values())


def test_nothing_is_sent_before_its_day(days: list[tuple[date, Plan, History]]) -> None:
    for on, item, _ in items(days):
        if item.step in FIRST_DAYS:
            late = [(on - each.due_date).days for each in covered(item)]
            assert max(late) >= FIRST_DAYS[item.step], (on, item.step)
            if FIRST_DAYS[item.step] > 0:
                assert min(late) >= 1, (on, item.step)


def test_nothing_is_sent_while_an_earlier_message_gives_time(days: list[tuple[date, Plan, History]]) -> None:
    for on, item, history in items(days):
        named = [e.pay_by for number in item.covers for e in history.about(number) if e.pay_by]
        assert all(day < on for day in named), (on, item.step, item.covers)


def test_no_costs_are_asked_before_the_time_that_the_law_gives_is_over(
    days: list[tuple[date, Plan, History]],
) -> None:
    handovers = [each for each in items(days) if each[1].step == "handover"]
    assert len({item.record.country for _, item, _ in handovers}) == 2
    for on, item, history in handovers:
        for number in item.covers:
            notices = [entry for entry in history.about(number) if entry.step == "last-notice"]
            assert len(notices) == 1
            if item.record.customer.kind == "consumer":
                assert on > fourteen_days(notices[0], item.record.country)
            assert notices[0].pay_by
            assert on > notices[0].pay_by


def test_whoever_disputes_promised_or_pays_in_parts_is_left_alone(
    days: list[tuple[date, Plan, History]],
) -> None:
    ledger, agreements = town(PEOPLE)
    disputed = {number for each in agreements for number in each.invoices}
    for record in ledger:
        if record.reason == "disputed":
            disputed |= {invoice.number for invoice in record.invoices}
    assert len(disputed) >= 20
    for on, item, _ in items(days):
        assert not disputed & {invoice.number for invoice in item.record.invoices}, on
        agreement = item.record.agreement
        if agreement and agreement.kind == "promise-to-pay":
            assert agreement.pay_by
            assert on > agreement.pay_by
        if agreement and agreement.kind == "payment-plan":
            assert item.step in ("plan-missed", "plan-call", "plan-reminder")


def test_a_customer_hears_from_us_once_a_day_and_not_two_days_in_a_row(
    days: list[tuple[date, Plan, History]],
) -> None:
    last: dict[str, date] = {}
    for on, made, _ in days:
        today = [item.record.customer.id for item in (*made.messages, *made.calls)]
        assert len(today) == len(set(today)), on
        for message in made.messages:
            name = message.record.customer.id
            assert name not in last or on - last[name] >= 3 * DAY, (on, name)
            last[name] = on


def test_nobody_is_asked_more_than_is_open(days: list[tuple[date, Plan, History]]) -> None:
    for number, (_, made, _) in enumerate(days):
        open_now = {each.customer.id: each.total for each in payments(town(PEOPLE)[0], number)}
        for message in made.messages:
            assert 0 < message.record.total <= open_now[message.record.customer.id]


def test_every_customer_of_the_ledger_is_accounted_for(days: list[tuple[date, Plan, History]]) -> None:
    everybody = {record.customer.id for record in town(PEOPLE)[0]}
    for _, made, _ in days:
        told = {item.record.customer.id for item in (*made.messages, *made.calls)}
        assert told | {held.customer.id for held in made.held} == everybody


def test_the_same_ledger_day_and_history_give_the_same_plan(days: list[tuple[date, Plan, History]]) -> None:
    ledger, agreements = town(PEOPLE)
    for number in (0, 33):
        on, made, history = days[number]
        again = plan(payments(ledger, number), ladder(), on, history=history, agreements=agreements)
        assert again == made


def test_every_planned_message_can_be_composed(days: list[tuple[date, Plan, History]]) -> None:
    composer, catalogue = Composer(Workspace()), Catalogue(Workspace())
    for _, made, _ in days[::6]:
        for message in made.messages:
            composed = composer.compose(catalogue.template(message.template), message.record, message.channel)
            assert composed.subject or composed.sms
