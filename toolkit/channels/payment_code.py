"""The QR code beside a payment block: a banking app that scans it fills in the whole transfer.

What is coded is what is printed: the amount is read from the block itself, and account, holder and reference
must stand in it too. A block that does not show them all, or shows what no transfer can hold, has no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import NumberFormatError, parse_decimal

from toolkit.compose.filters import euro
from toolkit.compose.message import Block, Message, Part, Table, plain
from toolkit.errors import PaymentDataError
from toolkit.language import load
from toolkit.payments import QrCode, ReferenceKind, epc_qr, read_reference
from toolkit.wording import worded

_EURO = re.compile(r"€\s*([0-9][0-9.,'’\s]*)|([0-9][0-9.,'’\s]*?)\s*€")
_BLANK = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """The code of a payment block, None without one; `warnings` say in Dutch why there is none."""

    code: QrCode | None = None
    warnings: tuple[str, ...] = ()


def payment_code(message: Message) -> Coded:
    """Return the code of the first payment block of a message; a message without one needs none."""
    block = next(_payment_blocks(message.body), None)
    return coded(block, message) if block else Coded()


def coded(block: Part, message: Message) -> Coded:
    """Return the code for a payment block of a message."""
    record, pack = message.record, load(message.language)
    amount, shown, creditor = asked(block, pack.locale), set(_cells(block)), record.creditor
    wanted = (creditor.iban, creditor.account_holder, record.reference)
    if amount is None or not {_bare(fact) for fact in wanted} <= shown:
        return _without(worded("het betaalblok noemt niet alles wat een betaling nodig heeft"))
    one = len(record.claims) == 1 and bool(record.claims[0].reference)
    kind = None if one else ReferenceKind.FREE
    try:
        reference = read_reference(record.reference, kind, country=creditor.address.country)
        code = epc_qr(
            name=creditor.account_holder,
            iban=creditor.iban,
            amount=amount,
            reference=reference,
            bic=creditor.bic,
            title=pack.labels.code,
        )
    except PaymentDataError:
        return _without(worded("het bedrag, de naam, de rekening of het kenmerk past niet in een betaling"))
    return Coded(code)


def _without(why: str) -> Coded:
    return Coded(warnings=(worded("Geen QR-code: {why}.", why=why),))


def payment_link(block: Part, message: Message) -> str | None:
    """Return the web address to pay at, when the block asks what is open on its one invoice and no more."""
    record = message.record
    is_all = asked(block, load(message.language).locale) == record.total
    return record.payment_link if is_all else None


def asked(block: Part, locale: str) -> Decimal | None:
    """Return the amount that a payment block asks, in EUR: the first one it shows; None without one."""
    return next((value for cell in _cells(block) if (value := amount(cell, locale)) is not None), None)


def _cells(block: Part) -> list[str]:
    """Return the words of each cell of a payment block, without white space."""
    table = next((each for each in block.children if isinstance(each, Table)), None)
    return [_bare(plain(cell)) for row in table.rows for cell in row] if table else []


def _payment_blocks(blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Part):
            if block.name == "payment":
                yield block
            yield from _payment_blocks(block.children)


@lru_cache(maxsize=4096)
def amount(cell: str, locale: str) -> Decimal | None:
    """Return the amount in EUR, to the cent, that a cell is, as a locale writes it; None for anything else."""
    found = _EURO.fullmatch(cell)
    if not found:
        return None
    try:
        value = parse_decimal(found[1] or found[2], locale=locale)
    except NumberFormatError:
        return None
    return value if _BLANK.sub("", euro(value, locale)) == cell else None


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
