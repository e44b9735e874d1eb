"""The models: they add up, stay as they are, and travel between processes."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.records.conftest import CREDITOR
from toolkit import records
from toolkit.records import Address, Agreement, Creditor, Customer, Invoice, Person, Record, Signatory
from toolkit.records.base import Model


def invoice(**changes: object) -> dict[str, object]:
    day = date(2026, 10, 1)
    return {"number": "1", "date": day, "due_date": date(2026, 10, 31), "amount": 100, **changes}


def everything(creditor: Creditor) -> dict[str, Any]:
    plan = {
        "kind": "payment-plan",
        "agreed_on": "2026-11-01",
        "instalments": [
            {"due_date": "2026-11-15", "amount": "60.00"},
            {"due_date": "2026-12-15", "amount": "59.00"},
        ],
        "actions": [{"owner": "customer", "what": "betaalt", "by": "2026-11-15"}],
    }
    return {
        "id": "R1",
        "date": "2026-11-20",
        "creditor": {
            **creditor.model_dump(),
            "bic": "ABNANL2A",
            "website": "https://korenbloem.example",
            "compensation": {"percent": "10", "minimum": "15.00"},
            "signatory": {"name": "Sanne de Wit", "role": "debiteuren"},
        },
        "customer": {
            "last_name": "Vries",
            "prefix": "de",
            "salutation": "mevrouw",
            "partner": {"last_name": "Bakker"},
            "representative": {"company": "De Brug"},
            "address": {"street": "Kerkstraat 12", "postcode": "9000", "town": "Gent", "country": "BE"},
        },
        "invoices": [invoice(amount="119.00")],
        "agreement": plan,
        "payment": {"received_on": "2026-11-10", "amount": 10},
        "notice": {"sent_on": "2026-11-02", "channel": "letter", "costs": "40.00"},
        "attachments": [{"file": "x.pdf", "name": "factuur", "kind": "invoice"}],
    }


def models_in(value: object) -> set[type]:
    if isinstance(value, Model):
        return {type(value)}.union(*(models_in(getattr(value, name)) for name in type(value).model_fields))
    return set().union(*map(models_in, value)) if isinstance(value, tuple) else set()


def test_every_model_survives_pickling_and_json(creditor: Creditor) -> None:
    record = Record.model_validate(everything(creditor))
    kinds = {kind for name in records.__all__ if issubclass(kind := getattr(records, name), Model)}
    assert models_in(record) == kinds
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_every_model_is_frozen(creditor: Creditor) -> None:
    record = Record.model_validate(everything(creditor))
    with pytest.raises(ValidationError, match="frozen"):
        record.customer.last_name = "X"  # type: ignore[misc]


def test_totals_are_computed(creditor: Creditor) -> None:
    values = everything(creditor) | {"agreement": None}
    values["invoices"] = [
        invoice(paid="30.10"),
        invoice(number="2", amount="-20.00"),
        invoice(number="3", paid="120"),
    ]
    record = Record.model_validate(values)
    assert record.total == Decimal("29.90")
    assert [each.outstanding for each in record.invoices] == [Decimal("69.90"), Decimal(-20), Decimal(-20)]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"due_date": date(2026, 9, 30)}, "vóór de factuurdatum"),
        ({"amount": 0}, "het bedrag is nul"),
        ({"paid": -1}, "niet hetzelfde teken"),
        ({"amount": -50, "paid": 1}, "niet hetzelfde teken"),
        ({"number": "1\r\nBcc: x"}, "meer dan één regel"),
    ],
)
def test_an_invoice_that_cannot_be_is_refused(changes: dict[str, object], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        Invoice.model_validate(invoice(**changes))


def test_a_credit_note_may_be_settled_in_part() -> None:
    assert Invoice.model_validate(invoice(amount=-50, paid=-20)).outstanding == -30


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"pay_by": "2026-11-19"}, "vóór de datum van de brief"),
        ({"next_step_on": "2026-11-19"}, "vóór de datum van de brief"),
        ({"invoices": [invoice(), invoice()]}, "twee keer"),
        ({"invoices": [invoice(amount="119.01")]}, "119.00 euro, maar er staat 119.01 euro open"),
    ],
)
def test_a_record_that_does_not_add_up_is_refused(
    creditor: Creditor, changes: dict[str, object], what: str
) -> None:
    with pytest.raises(ValidationError, match=what):
        Record.model_validate(everything(creditor) | changes)


def test_an_empty_text_means_that_an_optional_field_is_not_known() -> None:
    customer = Customer.model_validate({"last_name": "Vries", "email": "", "salutation": " ", "style": ""})
    assert (customer.email, customer.salutation, customer.style) == (None, None, None)


def test_an_empty_text_is_not_enough_for_a_required_field() -> None:
    with pytest.raises(ValidationError):
        Address.model_validate({"street": "", "postcode": "1234 AB", "town": "Utrecht"})


def test_a_business_needs_a_company_and_a_consumer_a_name() -> None:
    with pytest.raises(ValidationError, match="company"):
        Customer(kind="business", last_name="Vries")
    with pytest.raises(ValidationError, match="last_name"):
        Customer(company="X B.V.")


@pytest.mark.parametrize(
    "dates", [["2026-11-15"], ["2026-12-15", "2026-11-15"], ["2026-11-15", "2026-11-15"]]
)
def test_a_payment_plan_has_several_instalments_in_order(dates: list[str]) -> None:
    parts = [{"due_date": day, "amount": 10} for day in dates]
    with pytest.raises(ValidationError, match="termijnen"):
        Agreement.model_validate({"kind": "payment-plan", "agreed_on": "2026-11-01", "instalments": parts})


def test_who_helps_is_the_signatory_else_the_department_else_the_firm(creditor: Creditor) -> None:
    assert creditor.contact == "Bakkerij De Korenbloem B.V."
    department = creditor.model_copy(update={"department": "debiteuren"})
    assert department.contact == "debiteuren"
    signed = department.model_copy(update={"signatory": Signatory(name="Sanne de Wit")})
    assert signed.contact == "Sanne de Wit"


def test_the_people_to_address_are_the_customer_and_the_partner() -> None:
    partner = Person(last_name="Bakker")
    consumer = Customer(last_name="Vries", partner=partner)
    assert consumer.people == (consumer, partner)
    assert Customer(kind="business", company="X B.V.").people == ()


def test_one_invoice_lends_the_record_its_reference_and_its_link(creditor: Creditor) -> None:
    link = "https://betaal.example/1"
    values = everything(creditor) | {"agreement": None}
    one = [invoice(reference="+++123/4567/89002+++", payment_link=link)]
    record = Record.model_validate(values | {"invoices": one})
    assert (record.reference, record.payment_link) == ("+++123/4567/89002+++", link)
    later = invoice(number="2", paid="1.00", due_date=date(2026, 11, 1))
    several = Record.model_validate(values | {"invoices": [later, *one]})
    assert (several.reference, several.payment_link) == ("2, 1", None)
    assert (several.due_date, several.paid) == (date(2026, 10, 31), Decimal("1.00"))


def test_an_instalment_is_missed_when_its_day_is_past_and_it_is_not_paid(creditor: Creditor) -> None:
    values = everything(creditor)
    first, second = values["agreement"]["instalments"]
    record = Record.model_validate(values | {"date": "2026-11-16"})
    assert [(part.due_date, part.outstanding) for part in record.missed] == [(date(2026, 11, 15), 60)]
    assert Record.model_validate(values | {"date": "2026-11-15"}).missed == ()
    paid = values["agreement"] | {"instalments": [first | {"paid": 60}, second]}
    assert Record.model_validate(values | {"agreement": paid}).missed == ()
    assert Record.model_validate(values | {"agreement": None}).missed == ()


def test_a_promise_has_a_day_and_an_amount() -> None:
    with pytest.raises(ValidationError, match="toezegging"):
        Agreement.model_validate({"kind": "promise-to-pay", "agreed_on": "2026-11-01", "amount": 10})


def test_an_iban_is_checked_and_kept_without_spaces(creditor: Creditor) -> None:
    assert creditor.iban == "NL91ABNA0417164300"
    with pytest.raises(ValidationError, match="geen geldig IBAN"):
        Creditor.model_validate(creditor.model_dump() | {"iban": "NL92 ABNA 0417 1643 00"})


def referring(creditor: Creditor, count: int, **changes: Any) -> Record:
    invoices = [invoice(number=f"2026-{number:04}") for number in range(count)]
    return Record.model_validate(everything(creditor) | {"agreement": None, "invoices": invoices} | changes)


def test_the_reference_names_the_invoices_that_are_open(creditor: Creditor) -> None:
    invoices = [invoice(number="A", paid=100), invoice(number="B"), invoice(number="C", paid=40)]
    assert referring(creditor, 0, invoices=invoices).reference == "B, C"
    assert referring(creditor, 0, invoices=[invoice(number="A", paid=100)]).reference == "A"


def test_more_numbers_than_a_customer_types_are_one_customer_number(creditor: Creditor) -> None:
    customer = everything(creditor)["customer"] | {"id": "K-2041"}
    assert referring(creditor, 3, customer=customer).reference == "2026-0000, 2026-0001, 2026-0002"
    for count in (4, 12, 60):
        assert referring(creditor, count, customer=customer).reference == "klantnummer K-2041"
    long = [invoice(number=f"2026-NOP-HUISH-{at:010}") for at in range(2)]
    assert referring(creditor, 0, invoices=long, customer=customer).reference == "klantnummer K-2041"


def test_a_reference_tells_nothing_of_a_record_but_its_invoices_and_customer_number(
    creditor: Creditor,
) -> None:
    nameless = everything(creditor)["customer"] | {"id": ""}
    told = {"customer": nameless, "id": "wanbetaler"}
    assert referring(creditor, 60, **told).reference == "2026-0000 en 59 andere"


@given(st.lists(st.text("AB-0123456789", min_size=1, max_size=20), min_size=2, max_size=60, unique=True))
def test_every_reference_to_several_invoices_fits_a_transfer(numbers: list[str]) -> None:
    invoices = [invoice(number=number) for number in numbers]
    assert 0 < len(referring(CREDITOR, 0, invoices=invoices).reference) <= 140


@pytest.mark.parametrize(
    ("given_name", "prefix", "name"),
    [("", "van der", "Van der Meulen"), ("S.", "van der", "S. van der Meulen"), ("", "", "meulen")],
)
def test_a_prefix_with_nothing_before_it_has_a_capital(given_name: str, prefix: str, name: str) -> None:
    last = "Meulen" if prefix else "meulen"
    assert Customer.model_validate({"initials": given_name, "prefix": prefix, "last_name": last}).name == name
