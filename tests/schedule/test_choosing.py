"""The channel of a message: the customer's wish, then the audience, and never another one in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.schedule.town import MONDAY, customer, invoice, ladder_of, planned, record, sent
from toolkit.catalogue import Catalogue
from toolkit.records import Customer
from toolkit.schedule.choosing import choose_channel
from toolkit.workspace import Workspace


def channel_of(late: int = 7, **who: Any) -> tuple[str, tuple[str, ...]]:
    made = planned(record(invoice("1", late), of=customer(**who)), sent=None)
    (message,) = made.messages
    return message.channel, tuple(note.text for note in made.notes)


@pytest.mark.parametrize(
    ("who", "channel"),
    [
        ({}, "email"),
        ({"audience": "student"}, "sms"),
        ({"audience": "worker"}, "email"),
        ({"audience": "elderly"}, "letter"),
        ({"preferred_channel": "letter"}, "letter"),
        ({"audience": "elderly", "preferred_channel": "sms"}, "sms"),
    ],
)
def test_the_wish_of_the_customer_goes_before_the_audience(who: dict[str, Any], channel: str) -> None:
    assert channel_of(**who) == (channel, ())


@pytest.mark.parametrize(
    ("who", "channel", "told"),
    [
        ({"email": None}, "letter", ("geen e-mailadres: 'reminder' gaat per brief",)),
        (
            {"audience": "student", "mobile": None},
            "email",
            ("geen mobiel nummer: 'reminder' gaat per e-mail",),
        ),
        (
            {"preferred_channel": "letter", "address": None},
            "email",
            ("geen adres: 'reminder' gaat per e-mail",),
        ),
    ],
)
def test_another_channel_than_wished_is_told(
    who: dict[str, Any], channel: str, told: tuple[str, ...]
) -> None:
    assert channel_of(**who) == (channel, told)


def test_a_customer_without_any_address_is_held_back_with_what_is_missing() -> None:
    nobody = customer(email=None, mobile=None, address=None)
    made = planned(record(invoice("1", 7), of=nobody))
    assert not made.messages
    (held,) = made.held
    assert held.reason == "no-address"
    assert held.why == "'reminder' kan niet weg: geen e-mailadres, geen adres, geen mobiel nummer"


def test_a_last_notice_goes_by_letter_whatever_the_customer_wishes() -> None:
    assert channel_of(40, preferred_channel="email") == ("letter", ())


def test_a_last_notice_without_an_address_is_held_back_and_takes_no_other_channel() -> None:
    made = planned(record(invoice("1", 40), of=customer(address=None)), sent=None)
    assert [held.why for held in made.held] == ["'last-notice' kan niet weg: geen adres"]


def test_a_schedule_may_send_a_last_notice_by_email() -> None:
    steps = ladder_of(
        {"name": "last", "template": "last-notice", "day": 30, "channels": ["letter", "email"]},
    )
    (message,) = planned(record(invoice("1", 30)), steps=steps).messages
    assert message.channel == "email"
    assert message.notice
    assert message.notice.term
    assert message.record.pay_by == message.notice.term.pay_by


def test_the_days_of_a_last_notice_are_those_of_its_channel() -> None:
    days = set()
    for channel in ("letter", "email"):
        steps = ladder_of({"name": "last", "template": "last-notice", "day": 30, "channels": [channel]})
        (message,) = planned(record(invoice("1", 30)), steps=steps).messages
        days.add(message.record.pay_by)
    assert len(days) == 2


def test_a_phone_number_is_for_calls_and_not_for_text_messages() -> None:
    who = {"audience": "student", "mobile": None, "phone": "030 000 00 41"}
    assert channel_of(**who)[0] == "email"
    ledger, past = record(invoice("1", 30), of=customer(**who)), [sent("second-reminder", ago=16)]
    made = planned(ledger, on=MONDAY, sent=past)
    assert [call.phone for call in made.calls] == ["030 000 00 41"]


def test_a_message_outside_the_schedule_takes_any_channel_of_its_template_but_a_last_notice_a_whole_letter() -> (
    None
):
    rungs = ladder_of({"name": "one", "template": "reminder", "day": 5})
    who = Customer.model_validate(customer(preferred_channel="sms"))
    catalogue = Catalogue(Workspace())
    told = {
        name: choose_channel(catalogue.template(name), None, who, rungs.schedule).channel
        for name in ("reminder", "last-notice")
    }
    assert told == {"reminder": "sms", "last-notice": "letter"}


def test_a_last_notice_of_which_no_channel_holds_a_whole_letter_is_not_sent_another_way() -> None:
    rungs = ladder_of({"name": "one", "template": "reminder", "day": 5})
    notice = replace(Catalogue(Workspace()).template("last-notice"), channels=("sms",))
    choice = choose_channel(notice, None, Customer.model_validate(customer()), rungs.schedule)
    assert (choice.channel, choice.first) == (None, None)
    assert choice.why == "het sjabloon 'last-notice' heeft er geen kanaal voor"
