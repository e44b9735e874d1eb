"""The QR code beside a payment block: a banking app that scans it fills in the whole transfer.

What is coded is what is printed: the amount is read from the block itself, and account, holder and reference
must stand in it too. A block that does not show them all, or shows what no transfer can hold, has no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.compose.message import Block, Message, Part, Table, plain
from toolkit.errors import PaymentDataError
from toolkit.payments import QrCode, ReferenceKind, epc_qr, read_reference
from toolkit.records import Record

CAPTION = "Scan met uw bankapp"
"""What stands under the code."""

_EURO = re.compile(r"€\s*([0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+),([0-9]{2})")
_BLANK = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Coded:
    """The code of a payment block, None without one; `warnings` say in Dutch why there is none."""

    code: QrCode | None = None
    warnings: tuple[str, ...] = ()


def payment_code(message: Message) -> Coded:
    """Return the code of the first payment block of a message; a message without one needs none."""
    block = next(_payment_blocks(message.body), None)
    return coded(block, message.record) if block else Coded()


def coded(block: Part, record: Record) -> Coded:
    """Return the code for a payment block of a record."""
    amount, shown, creditor = asked(block), set(_cells(block)), record.creditor
    wanted = (creditor.iban, creditor.account_holder, record.reference)
    if amount is None or not {_bare(fact) for fact in wanted} <= shown:
        return _without("het betaalblok noemt niet alles wat een betaling nodig heeft")
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
        )
    except PaymentDataError:
        return _without("het bedrag, de naam, de rekening of het kenmerk past niet in een betaling")
    return Coded(code)


def _without(why: str) -> Coded:
    return Coded(warnings=(f"Geen QR-code: {why}.",))


def payment_link(block: Part, record: Record) -> str | None:
    """Return the web address to pay at, when the block asks what is open on its one invoice and no more."""
    return record.payment_link if asked(block) == record.total else None


def asked(block: Part) -> Decimal | None:
    """Return the amount that a payment block asks, in EUR: the first one it shows; None without one."""
    return next((value for cell in _cells(block) if (value := _amount(cell)) is not None), None)


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


def _amount(cell: str) -> Decimal | None:
    found = _EURO.fullmatch(cell)
    return Decimal(f"{found[1].replace('.', '')}.{found[2]}") if found else None


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
