"""What a template may say of a record: the names that a writer can use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import Any, cast

from toolkit.catalogue import Step
from toolkit.language.nl.names import PersonName
from toolkit.law import Delivery
from toolkit.records import Customer, Record
from toolkit.records.notice import NOTICE_STAGES, NoticeStage, notice

DAYS_TO_PAY = 14
"""Days between the date of a message and the last day to pay it names, where the record names none."""


def variables(
    record: Record, channel: str, tag: str, stage: str, steps: Sequence[Step] = ()
) -> dict[str, Any]:
    """Return the names a template of a stage can use for a record on a channel in a language.

    `steps` are the steps of the schedule that a message may tell of. A last notice and a handover get what
    the law sets too: `costs`, `term`, `interest`, `to_pay`, and the last day to pay where the record names
    none. Raises RecordError when the law does not allow the message, NoRateKnown for a day no table covers.
    """
    customer, creditor = record.customer, record.creditor
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
        "attachments": record.attachments,
        "channel": channel,
        "greeting": greeting(customer, record.country, tag),
        "country": record.country,
        "style": customer.style or "",
        "business": customer.kind == "business",
        "consumer": customer.kind == "consumer",
        "steps": tuple(steps),
    }
    return values | (_legal(record, channel, stage) if stage in NOTICE_STAGES else {})


def _legal(record: Record, channel: str, stage: str) -> dict[str, Any]:
    """Return the names of what the law sets; each amount and day in them is explained."""
    told = notice(record, cast(Delivery, channel), cast(NoticeStage, stage))
    values: dict[str, Any] = {
        "costs": told.costs,
        "term": told.term,
        "interest": told.interest,
        "to_pay": told.amount,
    }
    if stage == "last-notice" and told.term:
        values["pay_by"] = record.pay_by or told.term.pay_by
    return values


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
