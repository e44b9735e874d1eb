"""What a template may say of a record: the names that a writer can use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from toolkit.catalogue import Step
from toolkit.language import PersonName, load
from toolkit.records import Creditor, Customer, Record
from toolkit.records.notice import NOTICE_STAGES, Notice, NoticeStage, check_arrival, notice

KNOWN = frozenset(
    (
        "agreement", "amount", "announced", "attachments", "beside_letter", "business", "channel",
        "charges", "consumer", "costs", "country", "creditor", "credits", "customer", "date",
        "due_date", "greeting", "interest", "invoice", "invoices", "last_day", "lines", "missed",
        "next_step_on", "paid", "past", "pay_by", "payment", "payment_link", "public", "reason", "reference",
        "steps", "style", "term", "to_pay", "total",
    )
)  # fmt: skip
"""Every name of `variables`, also of those that only some messages have."""

DAYS_TO_PAY = 14
"""Days between the date of a message and the last day to pay it names, where the record names none."""


def variables(
    record: Record, channel: str, tag: str, told: Notice | None = None, steps: Sequence[Step] = ()
) -> dict[str, Any]:
    """Return the names a template can use for a record on a channel in a language.

    `steps` are the steps of the schedule that a message may tell of. With `told`, what a last notice or a
    handover tells by law, there are `costs`, `term`, `interest` and `to_pay` too.
    """
    customer, creditor = record.customer, speaking(record.creditor, tag)
    values = {
        "creditor": creditor,
        "customer": customer,
        "invoices": record.claims,
        "invoice": record.claims[0],
        "credits": record.credits,
        "lines": record.invoices,
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
        "past": record.past,
        "attachments": record.attachments,
        "channel": channel,
        "greeting": greeting(customer, record.country, tag),
        "country": record.country,
        "style": customer.style or "",
        "business": customer.kind == "business",
        "consumer": customer.kind == "consumer",
        "public": any(invoice.is_public for invoice in record.claims),
        "steps": tuple(steps),
        "charges": (),
        "to_pay": record.total,
        "amount": record.total,
        "last_day": pay_by(record),
    }
    if told:
        values |= {
            "costs": told.costs,
            "term": told.term,
            "interest": told.interest,
            "beside_letter": record.notice_by == "letter" and channel != "letter",
            "charges": told.charges,
            "to_pay": told.amount,
            "announced": record.notice,
            "pay_by": told.pay_by or pay_by(record),
            "amount": told.amount,
            "last_day": told.pay_by or pay_by(record),
        }
    return values


def speaking(creditor: Creditor, tag: str) -> Creditor:
    """Return a creditor with, where it does not say them itself, the words of a language for when it can be reached."""
    labels = load(tag).labels
    words = {"opening_hours": labels.opening_hours, "payment_label": labels.pay_online}
    lacks = {name: word for name, word in words.items() if not getattr(creditor, name)}
    return creditor.model_copy(update=lacks) if lacks else creditor


def legal(record: Record, channel: str, stage: str) -> Notice | None:
    """Return what a message tells by law when its template is of a stage that does, None for any other.

    Raises RecordError when the law does not allow the message, and for a letter that comes after the day it names;
    NoRateKnown for a day that no table covers.
    """
    check_arrival(record, channel, stage)
    if stage not in NOTICE_STAGES:
        return None
    return notice(record, channel, cast(NoticeStage, stage))


def pay_by(record: Record) -> date:
    """Return the last day to pay that a message names."""
    return record.pay_by or record.date + timedelta(days=DAYS_TO_PAY)


def greeting(customer: Customer, country: str, tag: str) -> str:
    """Return how a letter in a language addresses the customer, or who acts for it, without the comma."""
    receiver = customer.receiver
    people = [
        PersonName(person.salutation, person.initials, person.first_name, person.prefix, person.last_name)
        for person in receiver.people
    ]
    spelling = "BE" if country == "BE" else "NL"
    return load(tag).names.greeting(people, country=spelling, company=receiver.company or None)
