"""Who is who in UBL documents: which are of one customer, who that is, and whether the account is ours.

The newest document says who the customer is and where it lives. Two customers are never taken for one: what
documents of one number do not agree on holds them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from toolkit.errors import Place, RecordError
from toolkit.language import HOUSE, labels
from toolkit.law.explain import in_words
from toolkit.records.cells import phone
from toolkit.records.creditors import Creditor
from toolkit.records.messages import quote
from toolkit.records.names import is_company, split_name
from toolkit.records.stops import gravest
from toolkit.records.ubl_document import Bill, Party
from toolkit.wording import worded


@dataclass(frozen=True, slots=True)
class File:
    """A document on disk, and its name as seen from the folder it was found in."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What is kept of a document to find the others of its customer: keys that only one customer has.

    `numbers` are what it is known by; `home` is name and address, which counts where a document has no number.
    `number` is that of the document, with its seller.
    """

    file: File
    numbers: frozenset[str]
    home: str
    number: tuple[str, str]

    @classmethod
    def of(cls, file: File, bill: Bill) -> Self:
        """Return what is kept of a document."""
        seller = _key(next(iter(bill.seller.ids), "") or _name(bill.seller))
        buyer = bill.buyer
        numbers = frozenset(f"{seller} {_key(number)}" for number in buyer.ids)
        home = f"{seller} {_bare(_name(buyer))} {_bare(buyer.postcode)} {_bare(buyer.street)}"
        return cls(file, numbers, home, (seller, bill.number))


def same_customer(documents: Sequence[Sight]) -> list[list[File]]:
    """Return the documents of each customer, in the order in which they came.

    Documents that share a number are of one customer. One without a number belongs to the customer of its name
    and address, if there is only one such customer.
    """
    leader = list(range(len(documents)))

    def first(place: int) -> int:
        while leader[place] != place:
            leader[place] = place = leader[leader[place]]
        return place

    def join(one: int, other: int) -> None:
        one, other = sorted((first(one), first(other)))
        leader[other] = one

    holders: dict[str, int] = {}
    for place, document in enumerate(documents):
        for key in document.numbers:
            join(place, holders.setdefault(key, place))
    homes: dict[str, set[int]] = {}
    for place, document in enumerate(documents):
        if document.numbers:
            homes.setdefault(document.home, set()).add(first(place))
    nameless: dict[str, int] = {}
    for place, document in enumerate(documents):
        if not document.numbers:
            join(place, nameless.setdefault(document.home, place))
            known = homes.get(document.home, set())
            if len(known) == 1:
                join(place, next(iter(known)))
    groups: dict[int, list[File]] = {}
    for place, document in enumerate(documents):
        groups.setdefault(first(place), []).append(document.file)
    return list(groups.values())


def identity(bills: Sequence[Bill]) -> str:
    """Return what the record of several documents is called."""
    buyer = _newest(bills).buyer
    return _number_of(bills) or f"{_name(buyer)} {buyer.postcode}"


def _number_of(bills: Sequence[Bill]) -> str:
    """Return the customer number, else another number of the customer; empty when no document has one."""
    named = [bill for bill in bills if bill.buyer.number] or [bill for bill in bills if bill.buyer.ids]
    buyer = _newest(named or bills).buyer
    return buyer.number or buyer.legal or next(iter(buyer.ids), "")


def creditor_of(bills: Sequence[Bill], known: Creditor | None, files: Sequence[File]) -> dict[str, Any]:
    """Return the creditor, with the account that the newest document names.

    Raises RecordError for a document of another seller, and for an account that is not one of its own: who
    changes the account on an invoice gets the money.
    """
    if known is None:
        bill = _newest(bills)
        values, own = _seller(bill), frozenset(iban for each in bills for iban, _, _ in each.accounts)
        if len(own) > 1:
            raise RecordError(
                worded("de facturen noemen meer dan één rekening: {own}", own=", ".join(sorted(own))),
                place=Place(str(files[0].path)),
                hint="zet uw gegevens in tact.toml, onder [creditor], met uw rekeningen in accounts",
            )
    else:
        values, own = known.model_dump(), frozenset((known.iban, *known.accounts))
        for bill, file in zip(bills, files, strict=True):
            _check_seller(bill, known, Place(str(file.path)))
            for iban, _, _ in bill.accounts:
                if iban not in own:
                    raise RecordError(
                        worded(
                            "factuur {number} noemt rekening {iban}, en die is niet van u",
                            number=bill.number,
                            iban=iban,
                        ),
                        place=Place(str(file.path)),
                        hint="is die toch van u? Zet die dan in tact.toml, onder [creditor], bij accounts",
                    )
    paid_to = [bill for bill in bills if bill.accounts]
    if paid_to:
        iban, bic, holder = _newest(paid_to).accounts[0]
        if iban != values.get("iban"):
            values |= {"iban": iban, "bic": bic, "account_holder": holder}
    return values


def _check_seller(bill: Bill, known: Creditor, place: Place) -> None:
    seller = bill.seller
    mine = {_digits(known.registration), _digits(known.vat_number)} - {""}
    theirs = {_digits(number) for number in seller.ids}
    if not mine & theirs and _bare(known.name) not in (_bare(seller.name), _bare(seller.legal_name)):
        raise RecordError(
            worded("de factuur is van {seller}, niet van u", seller=quote(_name(seller))), place=place
        )


def _seller(bill: Bill) -> dict[str, Any]:
    seller = bill.seller
    street = {"street": seller.street, "postcode": seller.postcode, "town": seller.town}
    return {
        "name": _name(seller),
        "address": {**street, "country": seller.country or "NL"},
        "phone": seller.phone,
        "email": seller.email,
        "registration": seller.legal or next(iter(seller.ids), ""),
        "vat_number": seller.vat,
        "department": seller.contact,
    }


def customer_of(
    bills: Sequence[Bill], known: Creditor | None, files: Sequence[File], warnings: list[str]
) -> dict[str, Any]:
    """Return the customer as the newest document knows it; what was otherwise before goes to `warnings`.

    A firm is a buyer with a number of a register, with a VAT number, or with the form of a company in its name.
    Raises RecordError when documents of one customer number are of different names.
    """
    newest = _newest([bill for bill in bills if bill.buyer.street] or bills)
    buyer = newest.buyer
    for bill, file in zip(bills, files, strict=True):
        _check_name(newest, bill, Place(str(file.path)))
    warnings += _changes(newest, bills)
    country = buyer.country or (known.address.country if known else "NL")
    values: dict[str, Any] = {
        "id": _number_of(bills),
        "email": buyer.email or None,
        "phone": phone(buyer.phone, country) or None,
    }
    values |= _named(buyer, country)
    if debit := [bill for bill in bills if bill.direct_debit]:
        values["stop"] = gravest((values.get("stop"), "direct-debit"))
        values["stop_note"] = labels(HOUSE).invoice.format(number=_newest(debit).number)
    extra = [values.pop("extra", ""), buyer.extra]
    if buyer.street or buyer.postcode:
        values["address"] = {
            "street": buyer.street,
            "postcode": buyer.postcode,
            "town": buyer.town,
            "country": country,
            "extra": " - ".join(filter(None, extra)),
        }
    return values


def _named(buyer: Party, country: str) -> dict[str, Any]:
    """Return the fields of a customer that its name and its numbers fill; `extra` is a line of the address."""
    name = _name(buyer)
    firm = bool(buyer.legal or buyer.vat)
    if not firm:
        person = split_name(name, country)
        if person.get("company"):
            return {"kind": "business", "kind_by_name": True, **person}
        if not is_company(buyer.legal_name, country):
            return {"kind": "consumer", "kind_by_name": True, **person}
    values = {"kind": "business", "company": name, "registration": buyer.legal, "kind_by_name": not firm}
    if not buyer.contact or _bare(buyer.contact) in (_bare(buyer.name), _bare(buyer.legal_name)):
        return values
    contact = split_name(buyer.contact, country)
    if contact.keys() & {"salutation", "initials"} and "company" not in contact:
        return values | contact
    return {**values, "extra": f"t.a.v. {buyer.contact}"}


def _changes(newest: Bill, bills: Iterable[Bill]) -> list[str]:
    """Return what older documents said of the customer, where the newest one says something else."""
    told: dict[str, str] = {}
    for bill in bills:
        for what, now, then in (
            (worded("adres"), _home(newest.buyer), _home(bill.buyer)),
            (worded("naam"), _name(newest.buyer), _name(bill.buyer)),
            (worded("e-mailadres"), newest.buyer.email, bill.buyer.email),
        ):
            if then and _bare(now) != _bare(then):
                told.setdefault(
                    f"{what} {then}",
                    worded(
                        "{what} van factuur {number} van {on} genomen: {now}; factuur {other} zegt {then}",
                        what=what,
                        number=newest.number,
                        on=in_words(newest.on),
                        now=now or worded("geen"),
                        other=bill.number,
                        then=then,
                    ),
                )
    return list(told.values())


def _check_name(newest: Bill, bill: Bill, place: Place) -> None:
    one, other = newest.buyer, bill.buyer
    if {one.legal, one.vat} & {other.legal, other.vat} - {""} or _words(one) & _words(other):
        return
    raise RecordError(
        worded(
            "één klantnummer, twee namen: {one} en {other}", one=quote(_name(one)), other=quote(_name(other))
        ),
        place=place,
        hint="geef elke klant een eigen nummer in uw boekhouding",
    )


def _newest(bills: Sequence[Bill]) -> Bill:
    """Return the document of the latest issue date, of several the last one."""
    return max(enumerate(bills), key=lambda each: (each[1].on, each[0]))[1]


def _words(party: Party) -> set[str]:
    text = f"{party.name} {party.legal_name}".casefold()
    words = {_bare(word) for word in text.split()}
    return {word for word in words if len(word) > 2} or words


def _home(party: Party) -> str:
    town = f"{party.postcode} {party.town}".strip()
    return ", ".join(filter(None, (party.street, town))) if party.street else ""


def _name(party: Party) -> str:
    return party.name or party.legal_name


def _key(number: str) -> str:
    """Return a number as it tells customers apart: a VAT or enterprise number by its digits, others as written."""
    digits = _digits(number)
    return digits if len(digits) >= 8 else _bare(number)


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _bare(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
