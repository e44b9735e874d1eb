"""The calls: on working days, within a week, for who wants them, and with what happened before."""

from __future__ import annotations

from datetime import date

import pytest

from tests.schedule.town import (
    DAY,
    MONDAY,
    TODAY,
    arrangement,
    customer,
    invoice,
    ladder_of,
    plan_of_three,
    planned,
    record,
    sent,
)
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.reading.messages import message_documents
from toolkit.records import Record
from toolkit.records.past import Kept, Past
from toolkit.schedule import Call, Plan
from toolkit.workspace import Workspace

CHRISTMAS = [date(2026, 12, 24) + number * DAY for number in range(8)]


def call(made: Plan) -> Call:
    (only,) = made.calls
    assert not made.messages
    return only


def late_on(day: date, late: int) -> dict[str, object]:
    return invoice("1", (TODAY - day).days + late)


def test_a_late_customer_is_called_within_a_week_and_on_working_days() -> None:
    for number in range(14):
        due = TODAY + number * DAY
        ledger = record(invoice("1", -number))
        days = [due + late * DAY for late in range(1, 8) if planned(ledger, on=due + late * DAY).calls]
        assert days, due
        assert all(day.weekday() < 5 for day in days)
        assert max((day - due).days for day in days) <= 6


def test_nobody_is_called_on_a_holiday() -> None:
    steps = ladder_of({"name": "call", "template": "call-sheet", "day": 1, "call": True})
    ledger = record(invoice("1", due_date=date(2026, 12, 20), date=date(2026, 11, 20)))
    called = [day.day for day in CHRISTMAS if planned(ledger, on=day, steps=steps).calls]
    assert called == [24, 28, 29, 30, 31]


def test_a_call_for_saturdays_is_made_on_a_saturday() -> None:
    steps = ladder_of({"name": "call", "template": "call-sheet", "day": 1, "call": True, "on": ["sat"]})
    made = planned(record(invoice("1", 3)), on=TODAY, steps=steps)
    assert call(made).step == "call"
    assert planned(record(invoice("1", 3)), on=MONDAY, steps=steps).held[0].until == TODAY + 7 * DAY


def test_who_was_not_called_within_a_week_gets_the_reminder_as_if_there_were_no_call() -> None:
    ledger = record(invoice("1", 5))
    assert call(planned(ledger, on=MONDAY - 3 * DAY)).step == "first-call"
    (message,) = planned(ledger, on=MONDAY).messages
    assert message.step == "reminder"
    called = [sent("first-call", ago=1, channel="phone")]
    (message,) = planned(ledger, on=MONDAY, sent=called).messages
    assert message.step == "reminder"
    assert not planned(ledger, on=MONDAY - DAY, sent=called).messages


def test_a_call_with_a_day_of_its_own_lapses_after_that_day() -> None:
    steps = ladder_of(
        {
            "name": "call",
            "template": "call-sheet",
            "day": 1,
            "call": True,
            "on": ["mon"],
            "lapses_after": 0,
        },
        {"name": "reminder", "template": "reminder", "day": 3, "gives": 6},
    )
    days = {
        late: planned(
            record(late_on(MONDAY + (late - 4) * DAY, late)), on=MONDAY + (late - 4) * DAY, steps=steps
        )
        for late in range(8)
    }
    assert [late for late, made in days.items() if made.calls] == [4]
    assert [late for late, made in days.items() if made.messages] == [5, 6, 7]


def test_a_small_amount_is_no_call_and_gets_its_reminder() -> None:
    ledger = record(invoice("1", 5, "3.00"))
    made = planned(ledger, on=MONDAY - 3 * DAY)
    assert [held.reason for held in made.held] == ["small"]
    assert [message.step for message in planned(ledger, on=MONDAY).messages] == ["reminder"]


def test_who_wants_to_be_called_is_called_instead_of_reminded_and_gets_the_law_in_writing() -> None:
    who = customer(preferred_channel="phone")
    called = []
    for step, late in (("reminder", 9), ("second-reminder", 23)):
        made = planned(record(late_on(MONDAY, late), of=who), on=MONDAY, sent=called)
        assert (call(made).step, call(made).template) == (step, "call-sheet")
        assert "wens van de klant" in call(made).why
        entry = call(made).sent
        assert (entry.step, entry.channel) == (step, "phone")
        called.append(entry.model_copy(update={"on": MONDAY - (40 - late) * DAY}))
    called.append(sent("call", ago=9, channel="phone"))
    (message,) = planned(record(late_on(MONDAY, 40), of=who), on=MONDAY, sent=called).messages
    assert (message.step, message.channel) == ("last-notice", "letter")


def test_who_wants_to_be_called_is_not_called_in_a_weekend() -> None:
    made = planned(record(invoice("1", 9), of=customer(preferred_channel="phone")))
    assert (made.messages, made.calls, made.held[0].until) == ((), (), MONDAY)


def test_who_wants_to_be_called_and_has_no_number_is_written_to_and_told() -> None:
    who = customer(preferred_channel="phone", mobile=None)
    made = planned(record(invoice("1", 9), of=who))
    assert [message.channel for message in made.messages] == ["email"]
    assert [note.text for note in made.notes] == ["geen telefoonnummer: 'reminder' gaat per e-mail"]


def test_a_step_with_channels_of_its_own_is_no_call() -> None:
    steps = ladder_of(
        {"name": "reminder", "template": "reminder", "day": 7, "channels": ["letter"]},
        {"name": "call", "template": "call-sheet", "day": 20, "call": True},
    )
    made = planned(record(invoice("1", 9), of=customer(preferred_channel="phone")), on=MONDAY, steps=steps)
    assert [message.channel for message in made.messages] == ["letter"]


def test_the_caller_reads_what_was_sent_and_how_often_the_customer_was_late() -> None:
    past = [
        sent("reminder", "old", ago=300),
        sent("second-reminder", "old", ago=290),
        sent("due-soon", "in time", ago=200),
        sent("due-soon", "1", ago=33),
        sent("reminder", "1", ago=19, channel="letter"),
        sent("second-reminder", "1", ago=12),
    ]
    sheet = call(planned(record(invoice("1", 26)), on=MONDAY, sent=past)).record
    assert sheet.past
    assert [(each.what, each.channel) for each in sheet.past.contacts] == [
        ("Binnenkort betalen", "email"),
        ("Eerste herinnering", "letter"),
        ("Tweede herinnering", "email"),
    ]
    assert sheet.past.late_before == 1
    body = page(sheet)
    assert "Deze klant was al 1 keer eerder te laat." in body
    assert "2 november 2026: ‘Eerste herinnering’, per brief" in body


def test_without_a_history_the_caller_is_asked_to_look_it_up() -> None:
    sheet = call(planned(record(invoice("1", 26)), on=MONDAY, sent=None)).record
    assert sheet.past is None
    assert "Is dit de eerste keer dat deze klant te laat is?" in page(sheet)


def test_a_customer_who_was_never_late_is_said_to_be_late_for_the_first_time() -> None:
    sheet = call(planned(record(invoice("1", 5)), on=MONDAY - 3 * DAY)).record
    assert sheet.past == Past()
    assert "dit de eerste keer dat deze klant te laat is." in page(sheet)
    assert "Over deze factuur kreeg de klant nog geen bericht." in page(sheet)


@pytest.mark.parametrize(
    ("agreed", "paid", "state", "told"),
    [
        (
            {"pay_by": TODAY - 2 * DAY},
            "0.00",
            "broken",
            "De afspraak van 1 november 2026: de klant deed dat niet.",
        ),
        ({"pay_by": TODAY - 2 * DAY}, "50.00", "partly", "de klant deed een deel ervan."),
        (
            {"pay_by": TODAY - 2 * DAY, "invoices": ["paid"]},
            "0.00",
            "kept",
            "de klant deed wat u samen afsprak.",
        ),
    ],
)
def test_the_caller_reads_which_agreements_were_kept(
    agreed: dict[str, object], paid: str, state: str, told: str
) -> None:
    day = TODAY - 20 * DAY
    promise = arrangement("promise-to-pay", amount="119.00", **agreed).model_copy(update={"agreed_on": day})
    ledger = record(invoice("1", 26, paid=paid))
    made = planned(ledger, on=MONDAY, sent=[sent("second-reminder", ago=12)], agreements=[promise])
    sheet = call(made).record
    assert sheet.past
    assert sheet.past.agreements == (Kept(kind="promise-to-pay", agreed_on=day, state=state),)
    assert told in page(sheet)


def test_the_caller_reads_of_a_payment_plan_that_it_was_not_kept() -> None:
    ledger = record(invoice("1", 60, "120.00"), agreement=plan_of_three(-15, 20, 50))
    told = [sent("plan-missed", ago=10, pay_by=TODAY - DAY)]
    sheet = call(planned(ledger, on=MONDAY, sent=told)).record
    assert sheet.past
    assert [(each.kind, each.state) for each in sheet.past.agreements] == [("payment-plan", "broken")]
    assert "De regeling van 22 oktober 2026: de klant deed dat niet." in page(sheet)


def page(sheet: Record) -> str:
    composed = Composer(Workspace()).compose(Catalogue(Workspace()).template("call-sheet"), sheet, "letter")
    return message_documents(composed)["body"].text.replace("\N{NO-BREAK SPACE}", " ")
