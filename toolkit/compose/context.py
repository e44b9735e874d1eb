"""What a template may say of a record: the names that a writer can use."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

from toolkit.language.nl.names import PersonName
from toolkit.records import Customer, Record

DAYS_TO_PAY = 14
"""Days between the date of a message and the last day to pay it names, where the record names none."""


def variables(record: Record, channel: str, tag: str) -> dict[str, Any]:
    """Return the names a template can use for a record on a channel in a language."""
    customer, creditor = record.customer, record.creditor
    country = (customer.address or creditor.address).country
    return {
        "creditor": creditor,
        "customer": customer,
        "invoices": record.invoices,
        "invoice": record.invoices[0],
        "agreement": record.agreement,
        "payment": record.payment,
        "date": record.date,
        "pay_by": pay_by(record),
        "next_step_on": record.next_step_on,
        "due_date": record.due_date,
        "total": record.total,
        "paid": record.paid,
        "reference": record.reference,
        "payment_link": record.payment_link,
        "missed": record.missed,
        "reason": record.reason,
        "attachments": record.attachments,
        "channel": channel,
        "greeting": greeting(customer, country, tag),
        "country": country,
        "style": customer.style or "",
        "business": customer.kind == "business",
        "consumer": customer.kind == "consumer",
    }


def pay_by(record: Record) -> date:
    """Return the last day to pay that a message names."""
    return record.pay_by or record.date + timedelta(days=DAYS_TO_PAY)


def greeting(customer: Customer, country: str, tag: str) -> str:
    """Return how a letter in a language addresses the customer, without the comma."""
    names = import_module(f"toolkit.language.{tag}.names")
    people = [
        PersonName(person.salutation, person.initials, person.first_name, person.prefix, person.last_name)
        for person in customer.people
    ]
    spelling = "BE" if country == "BE" else "NL"
    return str(names.greeting(people, country=spelling, company=customer.company or None))
