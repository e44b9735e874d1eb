"""What goes out about an agreement: its confirmation, the day before an instalment, thanks; each exactly once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.schedule.town import MONDAY, TODAY, arrangement, customer, invoice, ladder, record
from toolkit.records import Record
from toolkit.schedule import Arrangement, History, Plan, Sent, plan
from toolkit.schedule.agreements import mark_of
from toolkit.schedule.confirming import Received

DAY = timedelta(days=1)


def promise(**more: Any) -> Arrangement:
    """Return a promise of today to pay 119.00 in two weeks."""
    values = {"agreed_on": TODAY, "pay_by": TODAY + 14 * DAY, "amount": "119.00", "invoices": ["1"]}
    return arrangement("promise-to-pay", **values | more)


def in_parts(*days: int, **more: Any) -> Arrangement:
    """Return a plan of today in parts of 40.00, each so many days later."""
    parts = [{"due_date": TODAY + each * DAY, "amount": "40.00"} for each in days]
    return arrangement(
        "payment-plan", **{"agreed_on": TODAY, "invoices": ["1"], "instalments": parts, **more}
    )


def planned(
    ledger: Record, *agreed: Arrangement, on: date = TODAY, sent: tuple[Sent, ...] | None = (), **more: Any
) -> Plan:
    history = None if sent is None else History(sent)
    return plan([ledger], ladder(), on, history=history, agreements=agreed, **more)


def steps(made: Plan) -> list[tuple[str, str]]:
    return [(each.step, each.channel) for each in made.messages]


def test_a_new_agreement_is_confirmed_once_whatever_day_it_is_planned() -> None:
    ledger, agreed = record(invoice("1", 20)), promise()
    entries: list[Sent] = []
    for ago in range(12):
        made = planned(ledger, agreed, on=TODAY + ago * DAY, sent=tuple(entries))
        entries += [each.sent for each in made.messages]
    assert [(each.step, each.on, each.agreement) for each in entries] == [
        ("promise-to-pay", TODAY, mark_of(agreed))
    ]


@pytest.mark.parametrize(("days", "due"), [(7, True), (8, False)])
def test_an_old_agreement_is_not_confirmed_any_more(days: int, due: bool) -> None:
    made = planned(record(invoice("1", 20)), promise(), on=TODAY + days * DAY)
    assert bool(steps(made)) is due


def test_without_a_history_nothing_is_confirmed() -> None:
    assert steps(planned(record(invoice("1", 20)), promise(), sent=None)) == []


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"kind": "dispute", "answer_by": TODAY + 9 * DAY}, "dispute-received"),
        (
            {"kind": "dispute", "answer_by": TODAY, "customer_says": ["klein"], "creditor_says": ["groot"]},
            "dispute-summary",
        ),
        (
            {
                "kind": "call-summary",
                "customer_says": ["klein"],
                "creditor_says": ["groot"],
                "actions": [{"owner": "customer", "what": "meten", "by": TODAY + DAY}],
            },
            "call-summary",
        ),
    ],
)
def test_each_kind_has_its_own_confirmation(more: dict[str, Any], text: str) -> None:
    agreed = arrangement(**{"agreed_on": TODAY, "invoices": ["1"], **more})
    made = planned(record(invoice("1", 20)), agreed)
    assert steps(made) == [(text, "email")]
    again = planned(record(invoice("1", 20)), agreed, sent=(made.messages[0].sent,))
    assert steps(again) == []


def test_another_amount_or_day_is_another_agreement_and_a_corrected_word_is_not() -> None:
    told = planned(record(invoice("1", 20)), promise()).messages[0].sent
    for changed, due in (
        (promise(amount="100.00"), True),
        (promise(pay_by=TODAY + 13 * DAY), True),
        (promise(subject="de grote taart", agreed_by="Ingrid"), False),
    ):
        assert bool(steps(planned(record(invoice("1", 20)), changed, sent=(told,)))) is due


def test_the_proof_is_in_writing_also_for_who_likes_text_messages() -> None:
    student = customer(audience="student", preferred_channel="sms")
    assert steps(planned(record(invoice("1", 20), of=student), promise())) == [("promise-to-pay", "email")]
    likes_paper = customer(preferred_channel="letter")
    assert steps(planned(record(invoice("1", 20), of=likes_paper), promise())) == [
        ("promise-to-pay", "letter")
    ]


def test_who_has_no_address_in_writing_is_told() -> None:
    nowhere = customer(email=None, address=None)
    (held, _) = planned(record(invoice("1", 20), of=nowhere), promise()).held
    assert (held.reason, "nog niet bevestigd" in held.why) == ("no-address", True)


def test_a_letter_that_would_come_after_the_day_is_not_sent() -> None:
    on_paper = customer(email=None)
    (held, _) = planned(record(invoice("1", 20), of=on_paper), promise(pay_by=TODAY + DAY)).held
    assert "een brief is er te laat" in held.why


@pytest.mark.parametrize(
    ("ledger", "agreed", "why"),
    [
        (invoice("1", 20, "120.00"), promise(open={"1": "119.00"}), "1 was € 119,00 en is nu € 120,00"),
        (
            invoice("1", 20),
            promise(invoices=["1", "2"], open={"2": "50.00"}),
            "2 was € 50,00 en staat niet meer",
        ),
        (invoice("1", 20, "100.00"), promise(), "€ 119,00 is toegezegd, maar er staat € 100,00 open"),
        (
            invoice("1", 20, "100.00"),
            in_parts(9, 40, 70),
            "de delen zijn samen € 120,00, maar er staat € 100,00 open",
        ),
    ],
)
def test_old_amounts_are_not_confirmed_and_what_changed_is_told(
    ledger: dict[str, Any], agreed: Arrangement, why: str
) -> None:
    made = planned(record(ledger), agreed)
    assert steps(made) == []
    assert why in " ".join(held.why for held in made.held if held.reason == "data")


def test_what_the_text_needs_and_an_agreement_does_not_say_is_told() -> None:
    made = planned(record(invoice("1", 20)), arrangement("dispute", agreed_on=TODAY, invoices=["1"]))
    assert steps(made) == []
    assert ["agreement.answer_by ontbreekt" in note.text for note in made.notes] == [True]


def test_an_agreement_that_was_being_written_waits() -> None:
    agreed = promise()
    made = planned(record(invoice("1", 20)), agreed, pending={mark_of(agreed)})
    assert steps(made) == []
    assert any("tact agree --finish" in held.why for held in made.held)


def test_a_confirmation_goes_also_to_who_just_heard_from_us_and_before_other_messages() -> None:
    heard = Sent.model_validate(
        {"customer": "K1", "invoices": ["2"], "step": "reminder", "on": TODAY - DAY, "channel": "email"}
    )
    ledger = record(invoice("1", 20), invoice("2", 8), invoice("3", 8))
    made = planned(ledger, promise(), sent=(heard,))
    assert steps(made) == [("promise-to-pay", "email")]
    assert {held.reason for held in made.held if "3" in held.invoices} == {"quiet"}


def test_each_instalment_is_announced_once_on_the_last_working_day_before_it() -> None:
    ledger = record(invoice("1", 20, "80.00"))
    agreed = in_parts(9, 16)  # Mondays: 30 November and 7 December
    entries: list[Sent] = []
    for ahead in range(17):
        on = TODAY + ahead * DAY
        open_now = ledger if on < TODAY + 10 * DAY else record(invoice("1", 20, "80.00", paid="40.00"))
        entries += [each.sent for each in planned(open_now, agreed, on=on, sent=tuple(entries)).messages]
    assert [(each.step, each.on) for each in entries] == [
        ("payment-plan", TODAY),
        ("plan-reminder", TODAY + 6 * DAY),
        ("plan-reminder", TODAY + 13 * DAY),
    ]


def test_nobody_is_reminded_of_an_instalment_by_letter() -> None:
    on_paper = customer(email=None, mobile=None)
    told = planned(record(invoice("1", 20, "80.00"), of=on_paper), in_parts(9, 16)).messages[0].sent
    made = planned(
        record(invoice("1", 20, "80.00"), of=on_paper), in_parts(9, 16), on=TODAY + 6 * DAY, sent=(told,)
    )
    assert steps(made) == []
    assert any("geen bericht over het volgende deel" in note.text for note in made.notes)


def test_who_paid_all_that_was_agreed_is_thanked_once() -> None:
    ledger, agreed = (
        record(invoice("1", 60, "80.00", paid="80.00")),
        in_parts(-10, -2, agreed_on=TODAY - 20 * DAY),
    )
    came = [Received("1", TODAY - 9 * DAY, Decimal("40.00")), Received("1", TODAY - DAY, Decimal("40.00"))]
    received = {ledger.customer.identity: came}
    (message,) = planned(ledger, agreed, received=received).messages
    assert (message.step, message.record.payment is not None) == ("payment-received", True)
    assert message.record.payment
    assert (message.record.payment.received_on, message.record.payment.amount) == (TODAY - DAY, 40)
    assert all(part.outstanding == 0 for part in message.record.agreement.instalments)
    assert steps(planned(ledger, agreed, received=received, sent=(message.sent,))) == []
    assert steps(planned(ledger, agreed)) == []
    unpaid = record(invoice("1", 60, "80.00", paid="79.99"))
    assert "payment-received" not in dict(steps(planned(unpaid, agreed, on=MONDAY, received=received)))


def test_a_credit_lowers_what_a_plan_is_about() -> None:
    ledger = record(invoice("1", 20, "100.00"), invoice("C", 2, "-20.00"))
    agreed = in_parts(9, 40, invoices=["1", "C"])
    (message,) = planned(ledger, agreed).messages
    assert (message.record.total, message.covers) == (80, ("1",))
    assert [each.number for each in message.record.invoices] == ["1", "C"]
