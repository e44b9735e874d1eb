"""The cells about one customer, as a `Customer`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from toolkit.language import HOUSE
from toolkit.records import cells as cell
from toolkit.records import columns
from toolkit.records.acting import representative_of
from toolkit.records.messages import Location, explain, quote
from toolkit.records.names import salutation, split_name
from toolkit.records.people import Customer
from toolkit.records.stops import REPRESENTATIVES, Stop, gravest
from toolkit.records.values import is_email
from toolkit.wording import worded

_COPIED = ("id", "contact_hours", "registration")
_NUMBERS = ("mobile", "phone")
_CHOSEN = ("preferred_channel", "audience", "style", "language")
_NAME_PARTS = ("salutation", "initials", "first_name", "prefix", "last_name")
_NAMED_EMAIL = re.compile(r"[^<>@]*<([^<>\s]+)>")
_NO_EMAIL = (
    "geen",
    "nvt",
    "n.v.t.",
    "onbekend",
    "none",
    "noemail",
    "geenemail",
    "aucun",
    "unknown",
    "x",
    "nb",
)
_DUTCH_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A customer in the making: its values, the column each came from, and what is to be said about them.

    `faults` and `notices` are pairs of a field and a Dutch sentence; a fault without a field is about the
    customer as a whole.
    """

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[Location, str] = field(default_factory=dict)
    faults: list[tuple[str | None, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)

    def put(self, source: str, **values: object) -> None:
        """Set values that came from the column of the field `source`."""
        self.values |= values
        self.sources |= dict.fromkeys(((name,) for name in values), source)


def read_customer(
    cells: Mapping[str, str],
    remarks: tuple[str, ...],
    home: str,
    *,
    with_address: bool,
    stop: tuple[Stop | None, str] = (None, ""),
) -> tuple[Customer | None, Draft]:
    """Return the customer that the cells of its rows describe, with what is to be said about it.

    In: the cells by field, the remarks, the country of the creditor (`home`), which counts for a customer
    without a country and without a Dutch postcode, whether the table can hold a whole address, and the `stop`
    that the rows name, with the cell that does. The customer is None when there are faults.
    """
    draft = Draft()
    country = _country(cells, home, draft)
    _put_name(cells, country, draft)
    if with_address:
        _put_address(cells, country, draft)
    if draft.values.pop("extra", None) and "address" not in draft.values:
        draft.notices.append((draft.sources[("extra",)], worded("niet gelezen, want er is geen adres")))
    _put_contact_data(cells, country, draft)
    tag = columns.answer("language", cells.get("customer.language", "")) or HOUSE
    acting, notices = representative_of(cells, country, tag)
    draft.notices += notices
    if acting:
        draft.put(next(field for field in REPRESENTATIVES if field in cells), representative=acting)
    if stop[0]:
        draft.values |= {"stop": gravest((stop[0], draft.values.get("stop"))), "stop_note": stop[1][:80]}
    if remarks:
        draft.put("customer.remarks", remarks=remarks)
    if draft.faults:
        return None, draft
    try:
        return Customer.model_validate(draft.values), draft
    except ValidationError as error:
        for location, text in explain(error, Customer):
            source = draft.sources.get(location[:2]) or draft.sources.get(location[:1])
            draft.faults.append((source, text))
        return None, draft


def choose(source: str, cells: Mapping[str, str], draft: Draft) -> str | None:
    """Return what a cell with a fixed answer means; another answer is a fault."""
    name, value = source.rpartition(".")[2], cells.get(source, "")
    meaning = columns.answer(name, value) if value else None
    if value and meaning is None:
        choice = ", ".join(columns.answers(name))
        draft.faults.append(
            (
                source,
                worded("{value} is niet mogelijk; kies uit: {choice}", value=quote(value), choice=choice),
            )
        )
    return meaning


def _country(cells: Mapping[str, str], home: str, draft: Draft) -> str:
    named = cells.get("address.country")
    if not named:
        return "NL" if _DUTCH_POSTCODE.fullmatch(cells.get("address.postcode", "")) else home
    try:
        return cell.country(named)
    except ValueError as error:
        draft.faults.append(("address.country", worded("{named} {error}", named=quote(named), error=error)))
        return home


def _put_name(cells: Mapping[str, str], country: str, draft: Draft) -> None:
    _check_names(cells, draft)
    tag = columns.answer("language", cells.get("customer.language", "")) or HOUSE
    company, name = cells.get("customer.company", ""), cells.get("customer.name", "")
    has_surname = "customer.last_name" in cells
    parts = split_name(name, country, tag) if name and name.casefold() != company.casefold() else {}
    if company:
        draft.put("customer.company", company=company)
        if "company" in parts:
            draft.notices.append(
                ("customer.name", worded("niet gelezen, want een andere kolom noemt het bedrijf"))
            )
            parts = {}
    if not has_surname:
        draft.put("customer.name", **parts)
    elif "company" in parts:
        draft.put("customer.name", company=parts["company"])
    _put_parts(cells, country, tag, draft)
    _put_kind(cells, name, draft)
    if contact := cells.get("customer.contact"):
        _put_contact(contact, country, tag, draft)


def _check_names(cells: Mapping[str, str], draft: Draft) -> None:
    if not any(cells.get(source) for source in columns.NAMES):
        draft.faults.append((columns.NAMES[0], worded("is leeg")))
    for source in (*columns.NAMES, "customer.contact"):
        text = cells.get(source, "")
        if text and not any(char.isalpha() for char in text):
            draft.faults.append((source, worded("{text} is geen naam", text=quote(text))))
        if len(text.splitlines()) > 1:
            draft.faults.append(
                (
                    source,
                    worded("{text} staat op meer dan één regel; maak er één regel van", text=quote(text)),
                )
            )


def _put_parts(cells: Mapping[str, str], country: str, tag: str, draft: Draft) -> None:
    """Set the parts of a name that have a column of their own."""
    for part in ("initials", "first_name", "prefix", "last_name"):
        if text := cells.get(f"customer.{part}"):
            draft.put(f"customer.{part}", **{part: text})
    prefix = cells.get("customer.prefix")
    if prefix and country == "BE" and "customer.last_name" in cells:
        draft.put("customer.last_name", prefix="", last_name=f"{prefix} {cells['customer.last_name']}")
    if text := cells.get("customer.salutation"):
        title = salutation(text, tag)
        if title is None:
            draft.notices.append(("customer.salutation", worded("deze aanhef zegt niet mevrouw of meneer")))
        _put_salutation("customer.salutation", title, draft)
    _put_salutation("customer.gender", choose("customer.gender", cells, draft), draft)


def _put_salutation(source: str, title: str | None, draft: Draft) -> None:
    if title not in ("mevrouw", "meneer"):
        return
    if draft.values.setdefault("salutation", title) != title:
        draft.faults.append((source, worded("zegt iets anders over mevrouw of meneer dan een andere kolom")))


def _put_contact(contact: str, country: str, tag: str, draft: Draft) -> None:
    """Set the contact as the person of a company when it is one for sure, else as a line of the address."""
    parts = split_name(contact, country, tag)
    person = parts.keys() & {"salutation", "initials"} and "company" not in parts
    if person and "company" in draft.values and not draft.values.get("last_name"):
        draft.put("customer.contact", **parts)
    else:
        draft.put("customer.contact", extra=f"t.a.v. {contact}")


def _put_kind(cells: Mapping[str, str], name: str, draft: Draft) -> None:
    """Set whether the customer is a business: by its column, its company, or its registration."""
    values = draft.values
    kind = choose("customer.kind", cells, draft)
    is_person = values.keys() & {"salutation", "initials"}
    registered = bool(cells.get("customer.registration")) and not is_person
    if not kind and not values.get("company") and registered and name:
        kind = "business"
    if kind == "business" and not values.get("company") and name:
        for part in _NAME_PARTS:
            values.pop(part, None)
        draft.put("customer.name", company=name)
    said = kind or registered or bool(cells.get("customer.company")) or "customer.last_name" in cells
    kind = kind or ("business" if values.get("company") else "consumer")
    values["kind_by_name"] = not said
    draft.put("customer.kind" if "customer.kind" in cells else "customer.name", kind=kind)


def _put_contact_data(cells: Mapping[str, str], country: str, draft: Draft) -> None:
    for name in _COPIED:
        if value := cells.get(f"customer.{name}"):
            draft.put(f"customer.{name}", **{name: value})
    if text := cells.get("customer.email"):
        _put_email(text, draft)
    for name in _NUMBERS:
        if value := cells.get(f"customer.{name}"):
            number = cell.phone(value, country)
            draft.put(f"customer.{name}", **{name: number})
            if number != value:
                draft.notices.append(
                    (f"customer.{name}", worded("de 0 of + die Excel wegliet, staat er weer voor"))
                )
    for name in _CHOSEN:
        if meaning := choose(f"customer.{name}", cells, draft):
            draft.put(f"customer.{name}", **{name: meaning})


def _put_email(text: str, draft: Draft) -> None:
    """Set the one e-mail address that a cell holds; a cell that holds none or several does not count, and is told."""
    address = text.strip().removeprefix("mailto:").strip()
    if named := _NAMED_EMAIL.fullmatch(address):
        address = named[1]
    name = address.partition("@")[0].casefold()
    if not any(char.isalnum() for char in text) or name in _NO_EMAIL:
        draft.notices.append(("customer.email", worded("{text} telt niet als e-mailadres", text=quote(text))))
    elif is_email(address):
        draft.put("customer.email", email=address)
    else:
        what = (
            worded("zijn meer adressen; zet er één") if text.count("@") > 1 else worded("is geen e-mailadres")
        )
        draft.notices.append(
            ("customer.email", worded("niet gebruikt: {text} {what}", text=quote(text), what=what))
        )


def _put_address(cells: Mapping[str, str], country: str, draft: Draft) -> None:
    extra = " - ".join(
        text for text in (draft.values.get("extra", ""), cells.get("address.extra", "")) if text
    )
    parts = [cells.get(f"address.{part}", "") for part in ("street", "house_number", "house_addition")]
    box = cells.get("address.box", "")
    parts.append(f"bus {box}" if box.isalnum() and len(box) <= 5 else box)
    street = " ".join(part for part in parts if part)
    filled = {"street": street, "postcode": cells.get("address.postcode"), "town": cells.get("address.town")}
    if not any(filled.values()):
        return
    for part, text in filled.items():
        if not text:
            draft.faults.append((f"address.{part}", worded("is leeg, maar de rest van het adres is er wel")))
    draft.put("address.street", address={**filled, "country": country, "extra": extra})
    names = ("street", "postcode", "town", "country", "extra")
    draft.sources |= {("address", name): f"address.{name}" for name in names}
