"""What a bank statement says: an account, its balances, and the movements between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from toolkit.errors import PaymentDataError, Place, RecordError
from toolkit.payments import Reference, check_iban, read_reference
from toolkit.records.messages import quote
from toolkit.wording import worded

Format = Literal["CAMT.053", "MT940", "CODA"]

MOST = Decimal("999999999.99")
"""The most that one movement can be, in EUR: what a SEPA transfer can hold."""

_CENT = Decimal("0.01")
_YEARS = range(2000, 2200)
_NO_REFERENCE = ("", "NOTPROVIDED", "NONREF", "EREF", "PREF")


@dataclass(frozen=True, slots=True)
class Movement:
    """One payment as the bank booked it. `amount` is in EUR: above zero came in, below zero went out.

    `on` is the day of booking; `iban` and `name` are of the other side; `references` are the structured ones
    (OGM, RF, betalingskenmerk); `end_to_end` is the reference the payer's bank sent along. `reason` is the ISO
    20022 code of a return (MS03, AC04); `is_reversal` says that it undoes an earlier movement.
    """

    place: Place
    source: Format
    on: date
    amount: Decimal
    iban: str = ""
    name: str = ""
    references: tuple[Reference, ...] = ()
    text: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    reason: str = ""
    is_reversal: bool = False

    @property
    def words(self) -> str:
        """All that was said with it, on one line."""
        told = (*(reference.value for reference in self.references), self.text, self.end_to_end)
        return "  |  ".join(each for each in told if each)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account: `account` as the file writes it, balances in EUR where it names them.

    `until` is the last day it tells of.
    """

    place: Place
    source: Format
    account: str
    currency: str
    number: str
    until: date
    opening: Decimal | None
    closing: Decimal | None
    movements: tuple[Movement, ...]
    notes: tuple[str, ...] = ()


def structured(text: str) -> tuple[Reference, ...]:
    """Return the reference that a field for structured references holds, checked; nothing for another text."""
    try:
        reference = read_reference(text)
    except PaymentDataError:
        return ()
    return (reference,) if reference.structured else ()


def account_of(text: str) -> str:
    """Return the IBAN in a text without spaces, or nothing when it is none."""
    try:
        return check_iban(text) if text else ""
    except PaymentDataError:
        return ""


def given(reference: str) -> str:
    """Return a reference, or nothing for the words that banks write when there is none."""
    text = line(reference)
    return "" if text.upper() in _NO_REFERENCE else text


def line(text: str) -> str:
    """Return a text on one line, printable, at most 500 characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[:2000]).split())[:500]


def money(text: str, place: Place) -> Decimal:
    """Return an amount in EUR of at most `MOST`, two decimals; raises RecordError."""
    plain = text.strip().replace(",", ".")
    try:
        amount = Decimal(plain) if re.fullmatch(r"[0-9]{1,20}(?:\.[0-9]{0,8})?", plain) else None
    except InvalidOperation:  # pragma: no cover  # the form above is always a number
        amount = None
    if amount is None:
        raise RecordError(worded("{text} is geen bedrag", text=quote(text)), place=place)
    if amount > MOST:
        raise RecordError("een bedrag is te groot voor een betaling in euro's", place=place)
    cents = amount.quantize(_CENT)
    if cents != amount:
        raise RecordError(
            worded("{text} heeft meer dan twee cijfers achter de komma", text=quote(text)), place=place
        )
    return cents


def day_of(text: str, place: Place, *, order: Literal["YMD", "DMY"] = "YMD") -> date:
    """Return a day that a statement writes as 2026-11-20, 261120, or 201126 for DMY; raises RecordError."""
    digits = text.strip()[:10].replace("-", "")
    if re.fullmatch(r"[0-9]{6}", digits):
        digits = f"20{digits}" if order == "YMD" else f"20{digits[4:]}{digits[2:4]}{digits[:2]}"
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if len(digits) == 8 else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise RecordError(worded("{text} is geen datum", text=quote(text)), place=place)
    return day


def check_balance(statement: Statement) -> None:
    """Raise RecordError when the movements do not lead from the first balance to the last: something is missing."""
    if statement.opening is None or statement.closing is None:
        return
    total = sum((each.amount for each in statement.movements), Decimal("0.00"))
    if statement.opening + total != statement.closing:
        raise RecordError(
            "de boekingen leiden niet van het beginsaldo naar het eindsaldo: er ontbreekt iets",
            place=statement.place,
            hint="haal het afschrift opnieuw op bij uw bank",
        )
