"""A town of customers in every situation: invented, and the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from toolkit.catalogue import Catalogue, Schedule, read_schedule
from toolkit.records import Creditor, Record
from toolkit.schedule import Arrangement, History, Ladder, Plan, Sent, build_ladder, plan
from toolkit.workspace import Workspace

DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
"""A Saturday, on which nobody is called."""
MONDAY = TODAY + 2 * DAY
ADDRESSES = {
    "NL": {"street": "Zonnedauw 12", "postcode": "3561 KL", "town": "Utrecht", "country": "NL"},
    "BE": {"street": "Molenlaan 22", "postcode": "9040", "town": "Gent", "country": "BE"},
    "DE": {"street": "Marktplatz 1", "postcode": "10115", "town": "Berlin", "country": "DE"},
}
CREDITOR = Creditor.model_validate(
    {
        "name": "Bakkerij De Korenbloem",
        "address": ADDRESSES["NL"],
        "phone": "033 470 00 00",
        "email": "post@korenbloem.example",
        "iban": "NL91ABNA0417164300",
        "account_holder": "Bakkerij De Korenbloem",
        "registration": "12345678",
    }
)


@cache
def ladder() -> Ladder:
    """Return the steps of the shipped schedule."""
    return build_ladder(read_schedule(Workspace()), Catalogue(Workspace()))


def ladder_of(*steps: Mapping[str, Any], **rules: Any) -> Ladder:
    """Return a ladder of these steps; the channels are those of the shipped schedule."""
    shipped = read_schedule(Workspace())
    rules = {"channels": shipped.channels.model_dump(), **rules}
    schedule = Schedule.model_validate({**rules, "step": [dict(step) for step in steps]})
    return build_ladder(schedule, Catalogue(Workspace()))


def invoice(number: str, late: int = 0, amount: str = "119.00", **more: Any) -> dict[str, Any]:
    """Return an invoice that is `late` days over its due date on the day TODAY; below 0 it is not due yet."""
    due = TODAY - late * DAY
    return {
        "number": number,
        "date": due - 30 * DAY,
        "due_date": due,
        "amount": amount,
        "description": "Taart",
        **more,
    }


def customer(identity: str = "K1", country: str = "NL", **more: Any) -> dict[str, Any]:
    """Return a consumer who can be reached in every way."""
    return {
        "id": identity,
        "last_name": "Yilmaz",
        "address": ADDRESSES[country],
        "email": f"{identity.lower()}@post.example",
        "mobile": "06 00 00 00 41",
        **more,
    }


def record(*invoices: Mapping[str, Any], of: Mapping[str, Any] | None = None, **more: Any) -> Record:
    """Return what a ledger says of one customer."""
    who = of or customer()
    return Record.model_validate(
        {
            "id": who["id"] or "zonder nummer",
            "date": TODAY,
            "creditor": CREDITOR,
            "customer": who,
            "invoices": invoices,
            **more,
        }
    )


def planned(
    *records: Record,
    on: date = TODAY,
    steps: Ladder | None = None,
    sent: Sequence[Sent] | None = (),
    agreements: Sequence[Arrangement] = (),
) -> Plan:
    """Return the plan of a ledger; `sent` None means that nobody keeps a history."""
    history = None if sent is None else History(tuple(sent))
    return plan(records, steps or ladder(), on, history=history, agreements=agreements)


def sent(step: str, *invoices: str, ago: int, channel: str = "email", **more: Any) -> Sent:
    """Return a line of the history, `ago` days before the day TODAY."""
    return Sent.model_validate(
        {
            "customer": "K1",
            "invoices": invoices or ("1",),
            "step": step,
            "on": TODAY - ago * DAY,
            "channel": channel,
            **more,
        }
    )


def arrangement(kind: str, **more: Any) -> Arrangement:
    """Return an agreement with customer K1."""
    return Arrangement.model_validate(
        {"customer": "K1", "kind": kind, "agreed_on": TODAY - 5 * DAY, "subject": "de taart", **more}
    )


def plan_of_three(*first_due: int) -> dict[str, Any]:
    """Return a payment plan of three parts of 40.00, each so many days after the day TODAY."""
    return {
        "kind": "payment-plan",
        "agreed_on": TODAY - 30 * DAY,
        "instalments": [{"due_date": TODAY + days * DAY, "amount": "40.00"} for days in first_due],
    }


def town(people: int) -> tuple[list[Record], list[Arrangement]]:
    """Return a ledger of so many customers, and the agreements that it does not hold."""
    records: list[Record] = []
    agreements: list[Arrangement] = []
    for number in range(people):
        who, invoices, more = _person(number)
        records.append(record(*invoices, of=who, **more))
        if number % len(SITUATIONS) == SITUATIONS.index("disputed invoice"):
            dispute = {"customer": who["id"], "invoices": [invoices[0]["number"]]}
            agreements.append(arrangement("dispute", **dispute))
    return records, agreements


SITUATIONS = (
    "consumer",
    "business",
    "belgian consumer",
    "belgian business",
    "two invoices",
    "credit note",
    "paid too much",
    "disputed",
    "disputed invoice",
    "promise",
    "payment plan",
    "missed instalment",
    "unreachable",
    "student",
    "elderly",
    "wishes letters",
    "part paid",
    "future invoice",
    "unknown country",
    "no phone",
    "no description",
    "one name",
    "paid",
)


def _person(number: int) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    situation = SITUATIONS[number % len(SITUATIONS)]
    name = f"K{number:04}"
    late = (number * 7) % 75 - 15
    who, more = customer(name), {}
    invoices = [invoice(f"{name}-1", late, f"{40 + number % 900}.50")]
    if situation in ("business", "belgian business"):
        who |= {"kind": "business", "company": f"Lunchroom {number}"}
    if situation in ("belgian consumer", "belgian business", "no description"):
        who |= {"address": ADDRESSES["BE"]}
    changes = {
        "paid too much": {"paid": "2000.00"},
        "part paid": {"paid": "30.00"},
        "no description": {"description": ""},
        "paid": {"paid": invoices[0]["amount"]},
        "future invoice": {"date": TODAY + 20 * DAY, "due_date": TODAY + 50 * DAY},
    }
    invoices[0] |= changes.get(situation, {})
    if situation in ("two invoices", "disputed invoice"):
        invoices.append(invoice(f"{name}-2", late - 2 - number % 21, "75.25"))
    if situation == "credit note":
        invoices.append(invoice(f"{name}-C", late - 5, "-20.00"))
    people: dict[str, dict[str, Any]] = {
        "unreachable": {"email": None, "mobile": None, "address": None},
        "student": {"audience": "student"},
        "elderly": {"audience": "elderly", "email": None},
        "wishes letters": {"preferred_channel": "letter"},
        "unknown country": {"address": ADDRESSES["DE"]},
        "no phone": {"mobile": None},
        "one name": {"address": {**ADDRESSES["NL"], "street": f"Zonnedauw {number}"}},
    }
    who |= people.get(situation, {})
    if situation == "disputed":
        more["reason"] = "disputed"
    if situation == "promise":
        promise = {"kind": "promise-to-pay", "agreed_on": TODAY - 3 * DAY, "amount": "40.00"}
        more["agreement"] = promise | {"pay_by": TODAY + (number % 30) * DAY}
    if situation in ("payment plan", "missed instalment"):
        invoices[0] |= {"amount": "120.00"}
        days = (10, 40, 70) if situation == "payment plan" else (-20 + number % 9, 12, 45)
        more["agreement"] = plan_of_three(*days)
    return who, invoices, more
