"""MT940: the customer statement of SWIFT, as Dutch and Belgian banks give it. The library mt-940 reads its fields.

A file holds statements that begin with ':20:' and end with a balance ':62F:'. What stands around them, such as the
envelope of SWIFT or the head of ABN AMRO, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.bank.statement import MOST, Movement, Statement, account_of, day_of, given, line, structured
from toolkit.bank.subfields import Subfields, join_lines, read_subfields
from toolkit.errors import Place, RecordError
from toolkit.records.messages import quote
from toolkit.wording import worded

_TAG = re.compile(r":([0-9]{2}[A-Z]?):")
_CURRENCY = re.compile(r"[ /]?([A-Z]{3})$")
_IBAN_AT_THE_END = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")


def read_mt940(text: str, path: Path) -> Iterator[Statement]:
    """Yield the statements in the text of an MT940 file; raises RecordError with the line of what is wrong."""
    lines = [each.rstrip("\r\n\x1a ") for each in text.split("\n")]
    begins = [number for number, each in enumerate(lines) if each.startswith(":20:")]
    if not begins:
        raise RecordError("in dit bestand staat geen afschrift (:20:)", place=Place(str(path), 1))
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        yield _statement(lines, begin, end, path)


def _statement(lines: list[str], begin: int, end: int, path: Path) -> Statement:
    import mt940

    place = Place(str(path), begin + 1)
    fields = _fields(lines, begin, end)
    closes = next((at for tag, at, _ in fields if tag in ("62F", "62M")), None)
    if closes is None:
        hint = "haal het afschrift opnieuw op bij uw bank"
        raise RecordError("houdt op vóór het eindsaldo (:62F:)", place=Place(str(path), end), hint=hint)
    # What follows the balance tells of the statement, and would be taken for the last movement.
    fields = [each for each in fields if each[1] <= closes]
    booked = [at for tag, at, _ in fields if tag == "61"]
    try:
        (read,) = mt940.parse_statements("\n".join(lines[begin : closes + 1]), options=mt940.Options.all())
        data, transactions = read.data, [each.data for each in read]
    except (RuntimeError, ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise RecordError("is geen goed MT940-afschrift", place=_damage(fields, path) or place) from error
    if len(transactions) != len(booked):
        raise RecordError("een boeking (:61:) is niet te lezen", place=_damage(fields, path) or place)
    account, currency = _account(str(data.get("account_identification") or ""), place)
    opening = _balance(data, "opening")
    closing = _balance(data, "closing")
    if opening is None or closing is None:
        raise RecordError("het beginsaldo of het eindsaldo is niet te lezen", place=place)
    texts = _texts(fields)
    movements = tuple(
        _movement(each, texts.get(at, []), Place(str(path), at + 1))
        for each, at in zip(transactions, booked, strict=True)
    )
    number = "/".join(str(data[key]) for key in ("statement_number", "sequence_number") if data.get(key))
    return Statement(
        place=place,
        source="MT940",
        account=account,
        currency=currency or opening.amount.currency,
        number=number if number.strip("0/") else "",
        until=day_of(str(closing.date), place),
        opening=_cents(opening.amount.amount, place),
        closing=_cents(closing.amount.amount, place),
        movements=movements,
    )


def _fields(lines: list[str], begin: int, end: int) -> list[tuple[str, int, list[str]]]:
    """Return the fields of a statement: tag, number of its first line from 0, and its lines without the tag."""
    fields: list[tuple[str, int, list[str]]] = []
    for at in range(begin, end):
        if mark := _TAG.match(lines[at]):
            fields.append((mark[1], at, [lines[at][mark.end() :]]))
        elif fields:
            fields[-1][2].append(lines[at])
    return fields


def _texts(fields: list[tuple[str, int, list[str]]]) -> dict[int, list[str]]:
    """Return the lines of ':86:' by the line of the movement they belong to."""
    texts: dict[int, list[str]] = {}
    booked: int | None = None
    for tag, at, lines in fields:
        if tag == "61":
            booked = at
        elif tag == "86" and booked is not None:
            texts.setdefault(booked, []).extend(each for each in lines if each not in ("", "-"))
    return texts


def _damage(fields: list[tuple[str, int, list[str]]], path: Path) -> Place | None:
    """Return the place of the first movement or balance whose head cannot be read."""
    booking = re.compile(r"[0-9]{6}(?:[0-9]{4})?R?[CD][A-Z]? ?[0-9]{1,12},[0-9]{0,2}[A-Z][A-Z0-9 ]{3}", re.I)
    balance = re.compile(r"[CD][0-9]{6}[A-Z]{3}[0-9]{1,15},[0-9]{0,2}$")
    for tag, at, lines in fields:
        form = booking if tag == "61" else balance if tag[:2] in ("60", "62") else None
        if form and not form.match(lines[0]):
            return Place(str(path), at + 1)
    return None


def _account(text: str, place: Place) -> tuple[str, str]:
    """Return the account and the currency of ':25:', which banks write with or without the latter, or a BIC."""
    whole = text.strip()
    if not whole:
        raise RecordError("het afschrift noemt geen rekening (:25:)", place=place)
    parts = (
        part for each in (whole, whole[:-3]) for part in (each, each.rpartition("/")[2], each.split("/")[0])
    )
    iban = next((found for part in parts if (found := account_of(part.strip()))), "")
    mark = _CURRENCY.search(whole)
    if iban:
        return iban, mark[1] if mark and not iban.endswith(mark[1]) else ""
    bare = _CURRENCY.sub("", whole) if mark else whole
    return bare.strip(" /"), mark[1] if mark else ""


def _balance(data: dict[str, Any], which: str) -> Any:
    names = (f"final_{which}_balance", f"intermediate_{which}_balance")
    return next((data[name] for name in names if data.get(name) is not None), None)


def _movement(data: dict[str, Any], lines: list[str], place: Place) -> Movement:
    if data.get("currency") not in (None, "EUR"):
        raise RecordError(
            worded("het bedrag is in {currency}, niet in euro's", currency=quote(str(data["currency"]))),
            place=place,
        )
    status = str(data.get("status") or "").upper()
    told = _told(data, lines)
    extra = str(data.get("extra_details") or "")
    found = _IBAN_AT_THE_END.search(extra.replace(" ", ""))
    customer = given(str(data.get("customer_reference") or ""))
    return Movement(
        place=place,
        source="MT940",
        on=day_of(str(data.get("entry_date") or data["date"]), place),
        amount=_cents(data["amount"].amount, place),
        iban=told.iban or (account_of(found[0]) if found else ""),
        name=told.name,
        references=told.references or structured(customer),
        text=told.text,
        end_to_end=told.end_to_end or customer,
        bank_reference=given(str(data.get("bank_reference") or "")),
        reason=told.reason,
        is_reversal=status.startswith("R") or bool(told.reason) or data.get("id") == "NRTI",
    )


def _told(data: dict[str, Any], lines: list[str]) -> Subfields:
    """Return what ':86:' tells: the subfields ?20 to ?33 that the library took apart, else in the Dutch way."""
    if data.get("purpose") or data.get("applicant_name"):
        return Subfields(
            iban=account_of(str(data.get("applicant_iban") or data.get("gvc_applicant_iban") or "")),
            name=line(str(data.get("applicant_name") or "")),
            text=line(str(data.get("purpose") or "")),
            end_to_end=given(str(data.get("end_to_end_reference") or "")),
        )
    return read_subfields(join_lines(lines))


def _cents(amount: Decimal, place: Place) -> Decimal:
    if abs(amount) > MOST:
        raise RecordError("een bedrag is te groot voor een betaling in euro's", place=place)
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount:
        raise RecordError("een bedrag heeft meer dan twee cijfers achter de komma", place=place)
    return cents
