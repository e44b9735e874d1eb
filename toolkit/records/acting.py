"""The cells about who acts for a customer: a curator, a bewindvoerder, a schuldbemiddelaar, a parent, an heir."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit.records.names import split_name
from toolkit.records.stops import REPRESENTATIVES, ROLES, is_name
from toolkit.records.values import is_email
from toolkit.wording import worded

_OFFICE = re.compile(
    r"kantoor|bewind|advoca|avocat|notar|bureau|beheer|advies|groep|financ|budget|schuld|zorg|stichting|maatschap|&",
    re.IGNORECASE,
)
_DUTCH = re.compile(r"(?P<street>.+?)[\s,]+(?P<postcode>[1-9]\d{3} ?[A-Za-z]{2})[\s,]+(?P<town>[^\d,]+)")
_BELGIAN = re.compile(r"(?P<street>.+\d.*?)[\s,]+(?P<postcode>[1-9]\d{3})[\s,]+(?P<town>[^\d,]+)")
_PLACE = ("street", "postcode", "town")


def representative_of(
    cells: Mapping[str, str], country: str, tag: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the fields of a `Representative` that cells fill, none without a name, and what is to be said of them.

    In: the cells by field, the country whose spelling of names counts, and the language of the customer. What is to
    be said are pairs of a field and a Dutch sentence.
    """
    named = next((field for field in REPRESENTATIVES if is_name(cells.get(field, ""))), None)
    lost = [
        field for field in cells if field.startswith(ROLES) and field not in REPRESENTATIVES and cells[field]
    ]
    if named is None:
        return {}, [(field, worded("niet gelezen, want de naam erbij ontbreekt")) for field in lost]
    role = named.removesuffix("name")
    own = {field.removeprefix(role): text for field, text in cells.items() if field.startswith(role)}
    values, notices = _named(cells[named], country, tag), []
    place = {part: own.get(part, "") for part in _PLACE}
    if found := _DUTCH.fullmatch(place["street"]) or _BELGIAN.fullmatch(place["street"]):
        place = found.groupdict()
    if all(place.values()):
        dutch = place["postcode"][-1].isalpha()
        values["address"] = {**place, "country": "NL" if dutch else country}
    elif any(place.values()):
        field = next(f"{role}{part}" for part in _PLACE if own.get(part))
        notices.append(
            (field, worded("niet gelezen, want straat, postcode en plaats zijn er niet alle drie"))
        )
    if email := own.get("email", "").strip():
        if is_email(email):
            values["email"] = email
        else:
            notices.append((f"{role}email", worded("is geen e-mailadres")))
    return values | {part: own[part] for part in ("phone", "reference") if own.get(part)}, notices


def _named(name: str, country: str, tag: str) -> dict[str, Any]:
    """Return a person with a salutation or initials as one; an office, and what may be either, as it is written."""
    if _OFFICE.search(name):
        office, _, person = name.partition(", ")
        parts = split_name(person, country, tag) if person else {}
        return (
            {"company": office, **parts} if parts.keys() & {"salutation", "initials"} else {"company": name}
        )
    parts = split_name(name, country, tag)
    return {
        field: parts[field]
        for field in ("company", "salutation", "initials", "first_name", "prefix", "last_name")
        if parts.get(field)
    }
