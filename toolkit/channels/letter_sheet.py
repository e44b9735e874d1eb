"""What stands on a letter besides its text: references, sender, colophon, blocks, and sums carried to the next sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import accumulate
from urllib.parse import urlsplit

from markupsafe import Markup

from toolkit.channels.html import blocks_html, part_html, table_html, tag
from toolkit.channels.letter_address import place_lines
from toolkit.compose.filters import euro, iban, written_date
from toolkit.compose.message import Block, Heading, Message, Part, Table
from toolkit.records import Creditor, Record

NOTE_LINES = 9
"""Ruled lines to write on."""

_NOTHING = " "
"""What the margin shows where no table goes on; WeasyPrint keeps the old value for an empty string."""

Labelled = tuple[tuple[str, str], ...]
"""Values with the Dutch label that stands before or above each."""


def references(message: Message) -> Labelled:
    """Return the reference block: date, invoice number or our reference, customer number, contact person."""
    record = message.record
    one = len(record.invoices) == 1
    rows = (
        ("Datum", written_date(record.date, "long", message.language)),
        ("Factuurnummer", record.invoices[0].number) if one else ("Ons kenmerk", record.id),
        ("Klantnummer", record.customer.id),
        ("Contactpersoon", record.creditor.contact),
    )
    return tuple((label, value) for label, value in rows if value)


def running_head(message: Message) -> str:
    """Return the line above every following sheet: who writes, about what, when."""
    _, (_, date), (label, reference), *_ = (None, *references(message))
    return f"{message.record.creditor.name}  ·  {label} {reference}  ·  {date}"


def sender_lines(creditor: Creditor) -> tuple[str, ...]:
    """Return the sender's address."""
    extra = creditor.address.extra
    return (*([extra] if extra else []), *place_lines(creditor.address, creditor.address.country))


def colophon(creditor: Creditor) -> Labelled:
    """Return what a firm has to say about itself: name, registration, VAT number, account, website."""
    belgian = creditor.address.country == "BE"
    rows = (
        ("", creditor.name),
        ("Ondernemingsnummer" if belgian else "KvK", creditor.registration),
        ("Btw", creditor.vat_number),
        ("IBAN", iban(creditor.iban)),
        ("", host(creditor.website or "")),
    )
    return tuple((label, value) for label, value in rows if value)


def host(website: str) -> str:
    """Return a web address as people say it: 'www.korenbloem.example/betalen'."""
    parts = urlsplit(website)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def text_html(message: Message) -> Markup:
    """Return the body of a letter: what stands under one heading of level 2 is one `<section>`."""
    record, language = message.record, message.language

    def lay_out(part: Part) -> Markup | None:
        match part:
            case Part(name="invoices", children=(Table() as table,)):
                return part_html(part, table_html(table, rows=_carried(table, record, language)))
            case Part(name="notes"):
                lines = Markup("").join(tag("i", class_="line") for _ in range(NOTE_LINES))
                return part_html(part, blocks_html(part.children, part=lay_out) + lines)
            case _:
                return None

    pieces = (
        tag("section", Markup("\n{}\n").format(blocks_html(group, part=lay_out)))
        if isinstance(group[0], Heading) and group[0].level == 2
        else blocks_html(group, part=lay_out)
        for group in _groups(message.body)
    )
    return Markup("\n").join(pieces)


def _groups(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    group: list[Block] = []
    for block in blocks:
        starts = isinstance(block, Heading) and block.level == 2
        ends = isinstance(block, Part) and block.name == "closing"
        if group and (starts or ends):
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _carried(table: Table, record: Record, language: str) -> tuple[Mapping[str, str], ...]:
    """Return for each row what the margin says where the table breaks after it, or before it."""
    sums = tuple(accumulate((invoice.outstanding for invoice in record.invoices), initial=Decimal("0.00")))
    if len(table.rows) != len(record.invoices) + 1:
        return ()
    rows: list[Mapping[str, str]] = [
        {
            "data_carried": f"Over te brengen: {euro(after, language)}",
            "data_transport": f"Transport: {euro(before, language)}" if at else _NOTHING,
        }
        for at, (before, after) in enumerate(zip(sums, sums[1:], strict=False))
    ]
    total = {"class_": "total", "data_carried": _NOTHING, "data_transport": f"Transport: {euro(sums[-1], language)}"}
    return (*rows, total)
