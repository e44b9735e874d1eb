"""Ledgers with invented customers, as records, for what payments are matched to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.bank.made import BE, NL
from toolkit.bank import Movement
from toolkit.errors import Place
from toolkit.payments import Reference
from toolkit.records import Record

CREDITOR = {
    "name": "Bakkerij De Korenbloem B.V.",
    "address": {"street": "Molenweg 2", "postcode": "3811 AB", "town": "Amersfoort", "country": "NL"},
    "phone": "033 470 00 00",
    "email": "post@korenbloem.example",
    "iban": NL,
    "accounts": [BE],
    "account_holder": "Bakkerij De Korenbloem B.V.",
    "registration": "32000045",
}
PLACE = Place("a.xml", 1)


def invoice(number: str, amount: str, *, due: date = date(2026, 11, 1), **more: Any) -> dict[str, Any]:
    return {"number": number, "date": date(2026, 10, 1), "due_date": due, "amount": amount, **more}


def record(number: str, invoices: Sequence[Mapping[str, Any]], **customer: Any) -> Record:
    """Return what a customer owes; without a name it is the consumer F. Yilmaz."""
    who = customer or {"initials": "F.", "last_name": "Yilmaz"}
    address = {"street": "Zonnedauw 12", "postcode": "3561 KL", "town": "Utrecht"}
    who = {"id": number, "address": address, "email": "klant@post.example", **who}
    if "company" in who:
        who["kind"] = "business"
    values = {
        "id": number,
        "date": date(2026, 11, 20),
        "creditor": CREDITOR,
        "customer": who,
        "invoices": invoices,
    }
    return Record.model_validate(values)


def movement(amount: str, text: str = "", **more: Any) -> Movement:
    """Return a payment of 19 November by nobody we know."""
    values = {"place": PLACE, "source": "CAMT.053", "on": date(2026, 11, 19), "text": text, **more}
    if reference := values.pop("reference", None):
        values["references"] = (reference,) if isinstance(reference, Reference) else tuple(reference)
    return Movement(amount=Decimal(amount), **values)
