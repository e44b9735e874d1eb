"""UBL invoices as records: one record for each customer, with all of its invoices and credit notes.

A folder is read twice: first to see which files are of the same customer, then customer by customer, so that
the memory holds one customer at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import Place, RecordError
from toolkit.records.cells import phone
from toolkit.records.messages import dotted, explain, quote
from toolkit.records.models import Creditor, Record
from toolkit.records.names import split_name
from toolkit.records.reading import Item
from toolkit.records.ubl_document import TERM, Bill, Party, read_document

_PDF = "application/pdf"


def read_ubl(path: Path, creditor: Creditor | None, on: date, extract: Path | None = None) -> Iterator[Item]:
    """Yield a record for each customer of the UBL files in a folder, or of one file.

    In: the creditor, which has to be the seller of every file (without one, the seller must say everything a
    letter needs); the date of the messages; and `extract`, the folder for the invoices as PDF that are inside
    the files: without it they do not go along. `Item.raw` holds the names of the files of the record, a line
    each, and `Item.number` counts the records.
    """
    files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    if not files:
        raise RecordError("in deze map staat geen XML-bestand", place=Place(str(path)))
    groups: dict[str, list[Path]] = {}
    number = 0
    for file in files:
        try:
            groups.setdefault(_key(read_document(file)), []).append(file)
        except RecordError as error:
            number += 1
            yield Item(number, file.name, problems=(error,))
    for members in groups.values():
        number += 1
        yield _item(number, members, creditor, on, extract)


def _key(bill: Bill) -> str:
    """Return what tells two customers of two sellers apart: a number, else name, postcode and street."""
    parts = []
    for party in (bill.seller, bill.buyer):
        own = party.ids[0] if party.ids else f"{_name(party)} {party.postcode} {party.street}"
        parts.append("".join(own.split()).casefold())
    return "\0".join(parts)


def _item(
    number: int, files: Sequence[Path], creditor: Creditor | None, on: date, extract: Path | None
) -> Item:
    raw = "\n".join(file.name for file in files)
    warnings: list[str] = []
    try:
        bills = [read_document(file) for file in files]
        values = {
            "id": bills[0].number if len(bills) == 1 else _identity(bills[0]),
            "date": on,
            "creditor": _creditor(bills, creditor, files),
            "customer": _customer(bills[-1].buyer, creditor),
            "invoices": [_invoice(bill, warnings) for bill in bills],
            "attachments": [file for bill in bills for file in _attachments(bill, extract, warnings)],
        }
    except RecordError as error:
        return Item(number, raw, problems=(error,))
    except OSError as error:
        what = f"de bijlage kan niet bewaard worden: {error.strerror}"
        return Item(number, raw, problems=(RecordError(what, place=Place(str(extract))),))
    try:
        return Item(number, raw, Record.model_validate(values), warnings=tuple(warnings))
    except ValidationError as error:
        place = Place(str(files[0]))
        wrong = (f"{dotted(where)}: {what}".removeprefix(": ") for where, what in explain(error, Record))
        return Item(number, raw, problems=tuple(RecordError(text, place=place) for text in wrong))


def _identity(bill: Bill) -> str:
    return bill.buyer.ids[0] if bill.buyer.ids else f"{_name(bill.buyer)} {bill.buyer.postcode}"


def _creditor(bills: Sequence[Bill], known: Creditor | None, files: Sequence[Path]) -> dict[str, Any]:
    """Return the creditor with the account that the last invoice names."""
    bill, place = bills[-1], Place(str(files[-1]))
    seller, (iban, bic, holder) = bill.seller, bill.account
    if known is None:
        street = {"street": seller.street, "postcode": seller.postcode, "town": seller.town}
        values: dict[str, Any] = {
            "name": _name(seller),
            "address": {**street, "country": seller.country or "NL"},
            "phone": seller.phone,
            "email": seller.email,
            "registration": seller.ids[0] if seller.ids else "",
            "vat_number": seller.vat,
            "department": seller.contact,
        }
    else:
        values = known.model_dump()
        mine = {_digits(known.registration), _digits(known.vat_number)} - {""}
        theirs = {_digits(number) for number in seller.ids}
        if not mine & theirs and _bare(known.name) not in (_bare(seller.name), _bare(seller.legal_name)):
            raise RecordError(f"de factuur is van {quote(_name(seller))}, niet van u", place=place)
    if iban and "".join(iban.split()).upper() != values.get("iban"):
        values |= {"iban": iban, "bic": bic, "account_holder": holder}
    return values


def _customer(buyer: Party, known: Creditor | None) -> dict[str, Any]:
    country = buyer.country or (known.address.country if known else "NL")
    name = _name(buyer)
    values: dict[str, Any] = {
        "id": buyer.ids[0] if buyer.ids else "",
        "email": buyer.email or None,
        "phone": phone(buyer.phone, country) or None,
    }
    contact = split_name(buyer.contact, country) if buyer.contact else {}
    extra = [buyer.extra]
    if buyer.ids:
        values |= {"kind": "business", "company": name, "registration": buyer.ids[0]}
        if contact.keys() & {"salutation", "initials"}:
            values |= contact
        elif buyer.contact:
            extra.insert(0, f"t.a.v. {buyer.contact}")
    else:
        values |= {"kind": "consumer", **split_name(name, country)}
        values["kind"] = "business" if values.get("company") else "consumer"
    values.pop("extra", None)
    if buyer.street or buyer.postcode:
        values["address"] = {
            "street": buyer.street,
            "postcode": buyer.postcode,
            "town": buyer.town,
            "country": country,
            "extra": " - ".join(filter(None, extra)),
        }
    return values


def _invoice(bill: Bill, warnings: list[str]) -> dict[str, Any]:
    due = bill.due
    if due is None:
        due = bill.on + TERM
        warnings.append(
            f"factuur {bill.number} noemt geen vervaldatum; {TERM.days} dagen na de factuurdatum genomen"
        )
    return {
        "number": bill.number,
        "date": bill.on,
        "due_date": max(due, bill.on),
        "amount": bill.amount,
        "paid": bill.paid,
        "description": bill.description[:200],
        "reference": "" if bill.reference == bill.number else bill.reference,
    }


def _attachments(bill: Bill, extract: Path | None, warnings: list[str]) -> Iterator[dict[str, str]]:
    """Write the PDF files inside a document, once, and yield them as attachments."""
    for number, file in enumerate(bill.embedded, start=1):
        if file.media_type != _PDF or not file.content.startswith(b"%PDF-"):
            warnings.append(f"factuur {bill.number}: bijlage {quote(file.name)} is geen PDF en gaat niet mee")
        elif extract is None:
            warnings.append(f"factuur {bill.number}: de bijlage in het bestand gaat niet mee")
        else:
            extract.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = extract / f"{sha256(file.content).hexdigest()[:16]}.pdf"
            if not path.exists():
                path.touch(mode=0o600)
                path.write_bytes(file.content)
            name = f"Factuur {bill.number}" if number == 1 else f"Bijlage {number} bij factuur {bill.number}"
            yield {"file": path.name, "name": name, "kind": "invoice" if number == 1 else "other"}


def _name(party: Party) -> str:
    return party.name or party.legal_name


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _bare(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
