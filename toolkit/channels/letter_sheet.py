"""What stands on a letter around its text: references, sender, colophon, blocks, sums carried overleaf."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise
from math import sqrt
from urllib.parse import urlsplit

from markupsafe import Markup

from toolkit.channels.html import ADDRESS, blocks_html, keep_whole, part_html, table_html, tag
from toolkit.channels.letter_address import place_lines, return_line
from toolkit.channels.letter_fit import shortened
from toolkit.compose.filters import euro, iban, phone, written_date
from toolkit.compose.message import Block, Heading, Items, Message, Part, Quote, Table, plain
from toolkit.language import Labels, Pack, load
from toolkit.payments import QrCode
from toolkit.records import Creditor, Record

CODE_WIDTH = 30.0
"""Millimetres across of a payment code, with the white around it."""

NOTE_LINES = 9
"""Ruled lines to write on."""

ONE_SHEET = 12
"""Rows and list items that one heading may have under it for all of it to stay on one sheet."""

_LINE = 41.0
"""Width of a table in em of its text."""

_SHORT = 10.0
"""A column of at most this many em is never made narrower."""

_ROOMY = 13.0
"""A column of words likes to have so many em."""

_GAP = 1.1
"""White between two columns, in em."""

_BREAK = re.compile(r"(?<=-)(?=\D)|\s")
"""Where a line may break."""

_MAIL = rf"(?<![\w.+-])(?=[\w@.+-]{{3,68}}(?![\w@.+-])){ADDRESS}"
_NUMBER = (
    r"(?<![\w./@+-])(?!\S{27})(?=\S*\d)(?=[\w./-]*(?:-[^\W\d_]|[^\W\d_]\.\d))(?:[\w/]+[.-])+[\w/]+(?![\w@-])"
)
WHOLE = re.compile(rf"{_MAIL}|{_NUMBER}|\be-\w{{2,12}}\b")
"""An e-mail address that fits on a line, a number of letters and figures, or a word such as 'e-mail': none of
them breaks."""

_WIDTHS = dict.fromkeys(" \u00a0.,:;'-|/", 0.3) | dict.fromkeys("mw", 0.8) | dict.fromkeys("MW@%…", 1.0)
"""Widths in em of characters that are far from the usual."""

HEADER = {False: (56.0, 23.0), True: (30.0, 16.0)}
"""What fits on two lines each of the head of a following sheet, in em: the name and the reference; on a sheet that
stays in the firm, on one line each."""

_NOTHING = ""
"""What the margin says where no table goes on."""

Labelled = tuple[tuple[str, str], ...]
"""Values with the label that stands before or above each."""


def references(message: Message) -> Labelled:
    """Return the reference block: date, the invoice or the first of them, customer number, contact person.

    A record's own `id` stays inside the firm: it may be the name of a file, or say what somebody thinks.
    """
    record, pack = message.record, load(message.language)
    labels, (invoice, *others) = pack.labels, record.claims
    more = labels.invoice_numbers_more.format(number=invoice.number, count=len(others))
    rows = (
        (labels.date, written_date(record.date, "long", pack.locale)),
        (labels.invoice_numbers, more) if others else (labels.invoice_number, invoice.number),
        (labels.customer_number, record.customer.id),
        (labels.contact, record.creditor.contact),
    )
    return tuple((label, value) for label, value in rows if value)


def about(message: Message) -> str:
    """Return the line that says on every following sheet which letter it belongs to: reference and date."""
    (_, date), (label, reference), *_ = references(message)
    return f"{label} {narrowed(reference, HEADER[message.internal][1])} · {date}"


def sender(creditor: Creditor, pack: Pack) -> tuple[str, ...]:
    """Return where the sender is and how to reach them, line by line."""
    place = place_lines(creditor.address, creditor.address.country, pack)
    lines = (creditor.department, creditor.address.extra, *place, phone(creditor.phone), creditor.email)
    return tuple(filter(None, (*lines, website(creditor))))


def returned(creditor: Creditor, most: int | None = None) -> str:
    """Return the line that brings a letter back; with `most` characters a part, name and town alone."""
    name, street, *town = return_line(creditor)
    parts = (name, street, *town) if most is None else (name, *town)
    return ", ".join(shortened(part, most) for part in parts)


def colophon(creditor: Creditor, labels: Labels, most: int | None = None) -> tuple[str, ...]:
    """Return what a firm says about itself, at most `most` characters each: name, registration, VAT, account."""
    numbers = [(labels.registration_in(creditor.address.country), creditor.registration)]
    if creditor.vat_number:
        numbers.append((labels.vat_number, creditor.vat_number))
    return (
        shortened(creditor.name, most),
        *(f"{label}\u00a0{shortened(number, most)}" for label, number in numbers),
        f"IBAN\u00a0{iban(creditor.iban)}",
    )


def page_label(labels: Labels) -> tuple[str, str, str]:
    """Return what stands before, between and behind the number of a sheet and the count of sheets."""
    before, _, rest = labels.page.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    return before, between, behind


def website(creditor: Creditor) -> str:
    """Return the web address as people say it: 'www.korenbloem.example/betalen'; empty when there is none."""
    parts = urlsplit(creditor.website or "")
    return f"{parts.netloc}{parts.path}".rstrip("/")


def text_html(message: Message, code: QrCode | None = None) -> Markup:
    """Return the body of a letter: what stands under one heading of level 2 is one `<section>`.

    A section stays on one sheet; one with more than ONE_SHEET rows is of class `long` and may go on overleaf.

    `code` stands beside the payment block, 30 mm wide.
    """
    record, pack = message.record, load(message.language)

    def lay_out(part: Part) -> Markup | None:
        match part:
            case Part(name="invoices", children=(Table() as table,)):
                if len(record.invoices) == 1 and len(table.rows) == 2:  # a list of one needs no total
                    table = replace(table, rows=table.rows[:1])
                rows = _carried(table, record, pack)
                return part_html(part, table_html(table, rows=rows, widths=column_widths(table)))
            case Part(name="payment") if code:
                figure = tag("div", Markup(code.svg(CODE_WIDTH)), class_="code")  # noqa: S704 - drawn, not typed
                scan = pack.labels.scan.format(holder=record.creditor.account_holder)
                block = blocks_html(part.children, part=lay_out) + figure + tag("p", scan, class_="scan")
                return tag("div", block, class_="part payment coded")
            case Part(children=(Table() as table,)) if any(table.head):
                return part_html(part, table_html(table, widths=column_widths(table)))
            case Part(name="notes"):
                lines = Markup("").join(tag("i", class_="line") for _ in range(NOTE_LINES))
                return part_html(part, blocks_html(part.children, part=lay_out) + lines)
            case _:
                return None

    pieces = (
        tag(
            "section",
            Markup("\n{}\n").format(blocks_html(group, part=lay_out)),
            class_="long" if _rows(group) > ONE_SHEET else None,
        )
        if isinstance(group[0], Heading) and group[0].level == 2
        else blocks_html(group, part=lay_out)
        for group in _groups(message.body)
    )
    return keep_whole(Markup("\n").join(pieces), WHOLE)


def column_widths(table: Table) -> tuple[float, ...]:
    """Return the share of each column in %: numbers and dates get what they need, words share the rest.

    No column of words is narrower than its longest piece; what is left they share by the root of what they
    need, so that a long description leaves room for a long number. Where that is little, the heads of the
    other columns may break. With fixed widths a table is laid out once instead of twice, and it looks the
    same on every sheet.
    """
    columns = [[plain(row[at]) for row in table.rows] for at in range(len(table.head))]
    heads = [plain(head) for head in table.head]
    for width in (_ems, _piece):
        needs = [
            max([width(head), *map(_ems, cells)]) + _GAP for head, cells in zip(heads, columns, strict=True)
        ]
        words = [at for at, need in enumerate(needs) if need > _SHORT and table.align[at] == "left"]
        least = [max(map(_piece, columns[at]), default=0) + _GAP for at in words]
        rest = _LINE - sum(need for at, need in enumerate(needs) if at not in words)
        if rest >= sum(max(each, _ROOMY) for each in least):
            break
    rest = max(rest, _SHORT * len(words) / 2)
    spare = max(rest - sum(least), 0)
    roots = sum(sqrt(needs[at]) for at in words)
    shares = {
        at: each * min(rest / sum(least), 1) + spare * sqrt(needs[at]) / roots
        for at, each in zip(words, least, strict=True)
    }
    widths = [shares.get(at, need) for at, need in enumerate(needs)]
    return tuple(100 * width / sum(widths) for width in widths)


def _piece(text: str) -> float:
    """The width in em of the longest piece of a text that no line breaks."""
    return max(map(_ems, _BREAK.split(text)))


def _ems(text: str) -> float:
    """The width of a text in em, a little too much rather than too little."""
    return sum(_WIDTHS.get(char) or (0.63 if char.isdigit() or char.isupper() else 0.53) for char in text)


def narrowed(text: str, most: float) -> str:
    """Return a text of at most `most` em; a wider one ends in an ellipsis."""
    widths = accumulate(map(_ems, text))
    return text if _ems(text) <= most else shortened(text, sum(width < most for width in widths))


def _rows(blocks: Iterable[Block]) -> int:
    """Return how many rows of tables and items of lists blocks have, at any depth."""
    count = 0
    for block in blocks:
        match block:
            case Table():
                count += len(block.rows)
            case Items():
                count += len(block.items)
            case Part() | Quote():
                count += _rows(block.children)
    return count


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


def _carried(table: Table, record: Record, pack: Pack) -> tuple[Mapping[str, str], ...]:
    """Return for each row what the margin says where the table breaks after it, or before it."""
    sums = tuple(accumulate((invoice.outstanding for invoice in record.invoices), initial=Decimal("0.00")))
    charges = len(table.rows) - len(record.invoices) - 1
    if charges < 0:
        return ()
    rows: list[dict[str, str]] = [
        {
            "data_carried": pack.labels.carried.format(amount=euro(after, pack.locale)),
            "data_transport": pack.labels.brought.format(amount=euro(before, pack.locale))
            if at
            else _NOTHING,
        }
        for at, (before, after) in enumerate(pairwise(sums))
    ]
    rows[-1] = {"class_": "last"} | rows[-1]
    # Costs and interest stand between the invoices and the total, which is never the first row of a sheet.
    ends = {"data_carried": _NOTHING, "data_transport": _NOTHING}
    return (*rows, *(ends for _ in range(charges)), {"class_": "total"} | ends)
