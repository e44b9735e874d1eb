"""Letters on behalf of who may not be written to: drafted for a person to look at, never among the messages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.schedule.town import ADDRESSES, TODAY, customer, invoice, planned, record, sent
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.records.stops import STOPS, letter, letters
from toolkit.workspace import Workspace

OFFICE = {"company": "De Brug", "last_name": "Loo", "salutation": "mevrouw", "address": ADDRESSES["NL"]}


def stopped(stop: str, **more: Any) -> dict[str, Any]:
    return {**customer(), "stop": stop, **more}


@pytest.mark.parametrize(
    ("stop", "template"),
    [
        ("deceased", "heirs"),
        ("minor", "parents"),
        ("bankrupt", "report-claim"),
        ("debt-scheme", "report-claim"),
        ("administration", "administrator"),
        ("debt-help", "debt-help"),
    ],
)
@pytest.mark.parametrize("country", ["NL", "BE"])
def test_what_may_be_written_lies_ready_and_is_no_message(stop: str, template: str, country: str) -> None:
    who = stopped(stop, representative=OFFICE, address=ADDRESSES[country])
    made = planned(record(invoice("1", 40), invoice("2", 40), of=who))
    assert not made.messages
    assert not made.calls
    (each,) = made.apart
    assert (each.template, each.channel, each.covers) == (template, "letter", ("1", "2"))
    (held,) = made.held
    assert f"'{template}' ligt klaar" in held.why
    message = Composer(Workspace()).compose(Catalogue(Workspace()).template(template), each.record, "letter")
    assert message.record.total == held.amount
    assert message.notice is None


@pytest.mark.parametrize("stop", ["disputed", "direct-debit", "blocked"])
def test_some_reasons_have_no_letter(stop: str) -> None:
    made = planned(record(invoice("1", 40), of=stopped(stop)))
    assert not made.apart
    assert "ligt klaar" not in made.held[0].why


@pytest.mark.parametrize(
    ("stop", "more", "needs"),
    [
        ("bankrupt", {}, "de naam en het adres van de curator"),
        ("administration", {"representative": {"company": "De Brug"}}, "het adres van de bewindvoerder"),
        ("deceased", {"address": None}, "het adres van de erven"),
        ("debt-help", {"address": None}, "het adres van de klant"),
    ],
)
def test_what_is_lacking_for_the_letter_is_told(stop: str, more: dict[str, Any], needs: str) -> None:
    made = planned(record(invoice("1", 40), of=stopped(stop, **more)))
    assert not made.apart
    assert f"kan zodra {needs}" in made.held[0].why


def test_an_office_without_an_address_gets_an_e_mail() -> None:
    office = {"company": "De Brug", "email": "post@brug.example"}
    (each,) = planned(record(invoice("1", 40), of=stopped("bankrupt", representative=office))).apart
    assert each.channel == "email"


def test_what_is_in_the_history_does_not_lie_ready_again() -> None:
    past = [sent("heirs", "1", ago=9, channel="letter")]
    made = planned(record(invoice("1", 40), of=stopped("deceased")), sent=past)
    assert not made.apart
    assert "'heirs' ging op" in made.held[0].why


def test_after_a_death_it_is_quiet_for_three_months() -> None:
    (each,) = planned(record(invoice("1", 40), of=stopped("deceased"))).apart
    assert each.record.next_step_on == TODAY + timedelta(days=92)
    assert each.record.next_step_on > date(2027, 2, 20)


def test_a_credit_of_all_leaves_nothing_to_write_about() -> None:
    rows = invoice("1", 40), invoice("C1", 40, amount="-119.00")
    assert not planned(record(*rows, of=stopped("deceased"))).apart


def test_every_letter_has_a_template_that_is_meant_for_its_reason() -> None:
    catalogue = Catalogue(Workspace())
    for stop in STOPS:
        own = letter(stop)
        assert own is None or stop in catalogue.template(own.template).stop
    assert {catalogue.template(name).stage for name in letters()} == {"stop"}


def test_who_was_read_by_the_name_alone_is_in_the_plan() -> None:
    by_name = record(invoice("1", 40), of={**customer("K1"), "kind_by_name": True})
    told = record(invoice("2", 40), of=customer("K2"))
    paid = record(invoice("3", 40, paid="119.00"), of={**customer("K3"), "kind_by_name": True})
    assert [each.id for each in planned(by_name, told, paid).by_name] == ["K1"]


def test_a_letter_on_the_stop_list_is_no_reminder_and_announces_no_costs() -> None:
    past = [sent(name, "1", ago=40, channel="letter") for name in letters()]
    rent = record(invoice("1", 60, contract="H-12"))
    (message,) = planned(rent, sent=past).messages
    assert (message.step, message.record.costs_before) == ("reminder", 0)


@pytest.mark.parametrize(
    ("stop", "template", "ago", "told"),
    [
        ("debt-help", "debt-help", 20, "tot 3 mei 2027 wacht alles"),
        ("debt-help", "debt-help", 183, "vraag nu hoe het ervoor staat"),
        ("deceased", "heirs", 10, "tot 11 februari 2027 wacht alles"),
        ("deceased", "heirs", 92, "vraag nu hoe het ervoor staat"),
    ],
)
def test_when_the_quiet_after_a_letter_is_over_is_told(stop: str, template: str, ago: int, told: str) -> None:
    past = [sent(template, "1", ago=ago, channel="letter")]
    (held,) = planned(record(invoice("1", 400), of=stopped(stop)), sent=past).held
    assert held.why.endswith(told)


@pytest.mark.parametrize(
    ("stop", "country", "told"),
    [
        ("deceased", "NL", "(art. 4:185 lid 1 BW, zekerheid V)"),
        ("bankrupt", "BE", "de aangifte doet u zelf in RegSol"),
        ("debt-scheme", "BE", "(art. 1675/9 en 1675/15bis Ger.W., zekerheid S)"),
        ("debt-help", "NL", "(art. 5 Wgs, zekerheid S)"),
    ],
)
def test_why_a_customer_waits_names_the_law_of_its_country(stop: str, country: str, told: str) -> None:
    made = planned(record(invoice("1", 40), of=stopped(stop, address=ADDRESSES[country])))
    assert told in made.held[0].why


def test_heirs_in_belgium_have_forty_days_more() -> None:
    (each,) = planned(record(invoice("1", 40), of=stopped("deceased", address=ADDRESSES["BE"]))).apart
    assert each.record.next_step_on == TODAY + timedelta(days=132)
