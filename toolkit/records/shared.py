"""One invoice number for two customers of one creditor: one of them would be asked what the other owes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.errors import Place, RecordError
from toolkit.records.messages import quote
from toolkit.wording import worded

_NAMES = ("company", "last_name", "prefix", "first_name", "initials")

Owners = Mapping[tuple[str, str], object]
"""The customer of each number of a creditor; None when there are two."""


def owners(tables: Iterable[Mapping[str, Any] | None]) -> Owners:
    """Return whose each invoice number is. In: records as they stand in a file, valid or not."""
    found: dict[tuple[str, str], object] = {}
    for table in tables:
        if table is None:
            continue
        who = _who(table.get("customer"))
        for key in _keys(table):
            if found.setdefault(key, who) != who:
                found[key] = None
    return found


def problem(table: Mapping[str, Any], known: Owners, place: Place | None) -> RecordError | None:
    """Return what is wrong with a record of which a number is of two customers, None when there is none."""
    twice = next((number for key, number in _keys(table).items() if known[key] is None), None)
    return shared(twice, place) if twice else None


def shared(number: str, place: Place | None) -> RecordError:
    """Return that a number is of two customers."""
    return RecordError(
        worded("factuurnummer {number} is van meer dan één klant", number=quote(number)),
        place=place,
        hint="van wie is de factuur?",
    )


def _keys(table: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return the invoice numbers of a record as they are written, by what is compared of them."""
    creditor = json.dumps(table.get("creditor"), default=str, sort_keys=True)
    invoices = table.get("invoices")
    if not isinstance(invoices, list):
        return {}
    numbers = (each.get("number") for each in invoices if isinstance(each, dict))
    return {(creditor, number.strip().casefold()): number for number in numbers if isinstance(number, str)}


def _who(customer: object) -> object:
    if not isinstance(customer, dict):
        return ""
    texts = {name: str(customer.get(name) or "").strip().casefold() for name in ("id", *_NAMES)}
    return texts["id"] or tuple(texts[name] for name in _NAMES)
