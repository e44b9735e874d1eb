"""Records and messages made by hand, for tests of one channel that need no template."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from toolkit.compose.message import (
    Block,
    Heading,
    Inline,
    Items,
    Link,
    Message,
    Paragraph,
    Part,
    Section,
    Strong,
    Table,
    Text,
)
from toolkit.compose.sourcemap import Composed
from toolkit.records import Record
from toolkit.records.values import Required

CREDITOR: dict[str, Any] = {
    "name": "Bakkerij De Korenbloem B.V.",
    "address": {"street": "Langestraat 12", "postcode": "3811 AA", "town": "Amersfoort"},
    "phone": "033 470 00 00",
    "email": "administratie@korenbloem.example",
    "iban": "NL91ABNA0417164300",
    "account_holder": "Bakkerij De Korenbloem B.V.",
    "registration": "12345678",
    "signatory": {"name": "Sanne de Wit", "role": "administratie"},
}
CUSTOMER: dict[str, Any] = {
    "salutation": "mevrouw",
    "initials": "A.",
    "prefix": "de",
    "last_name": "Vries",
    "address": {"street": "Kerkstraat 3", "postcode": "1234 AB", "town": "Utrecht"},
    "email": "a.devries@klant.example",
    "mobile": "06 12 34 56 78",
}
INVOICE: dict[str, Any] = {
    "number": "2026-0413",
    "date": date(2026, 10, 26),
    "due_date": date(2026, 11, 9),
    "amount": "119.00",
    "payment_link": "https://betaal.example/2026-0413",
}


def _accepted(text: str) -> bool:
    try:
        TypeAdapter(Required).validate_python(text)
    except ValidationError:
        return False
    return True


ONE_LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120
).filter(_accepted)
"""Any name or title that a record accepts."""


def record(
    creditor: dict[str, Any] | None = None,
    customer: dict[str, Any] | None = None,
    invoices: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> Record:
    """Return a record: the standing one with changes in its parts."""
    return Record.model_validate(
        {
            "id": "2026-0413",
            "date": date(2026, 11, 23),
            "pay_by": date(2026, 12, 7),
            "creditor": CREDITOR | (creditor or {}),
            "customer": CUSTOMER | (customer or {}),
            "invoices": [INVOICE | invoice for invoice in (invoices or [{}])],
        }
        | changes
    )


def text(words: str) -> tuple[Inline, ...]:
    """Return a run of one text."""
    return (Text(words, 0),)


def paragraph(*nodes: str | Inline) -> Paragraph:
    """Return a paragraph of texts and other inlines."""
    return Paragraph(tuple(Text(node, 0) if isinstance(node, str) else node for node in nodes))


def heading(words: str, level: int = 2) -> Heading:
    """Return a heading."""
    return Heading(level, text(words))


def strong(words: str) -> Strong:
    """Return important words."""
    return Strong(text(words))


def link(words: str, href: str) -> Link:
    """Return a link."""
    return Link(text(words), href)


def bullets(*items: str) -> Items:
    """Return a list of one-paragraph items."""
    return Items(tuple((paragraph(item),) for item in items))


def table(head: tuple[str, ...], *rows: tuple[str | Inline, ...], align: str = "") -> Table:
    """Return a table; `align` has one letter a column, l, r or c."""
    names = {"l": "left", "r": "right", "c": "center"}
    columns = max(map(len, (head, *rows)))
    return Table(
        tuple(text(cell) if cell else () for cell in head) or ((),) * columns,
        tuple(
            tuple((cell,) if not isinstance(cell, str) else text(cell) if cell else () for cell in row)
            for row in rows
        ),
        tuple(names[letter] for letter in align or "l" * columns),  # type: ignore[misc]
    )


def payment_part(amount: str = "€\u00a0119,00") -> Part:
    """Return the block that says how to pay."""
    return Part(
        "payment",
        (
            table(
                (),
                ("Te betalen", strong(amount)),
                ("Uiterlijk op", "maandag 7 december 2026"),
                ("Rekening", "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000"),
                ("Op naam van", "Bakkerij De Korenbloem B.V."),
                ("Zet erbij", "2026-0413"),
            ),
        ),
    )


def reminder_blocks() -> tuple[Block, ...]:
    """Return the body of a first reminder."""
    return (
        paragraph("Beste mevrouw De Vries,"),
        paragraph(
            "Wij zien nog geen betaling van u voor factuur 2026-0413. Misschien bent u het vergeten. "
            "Dat kan gebeuren."
        ),
        Part(
            "invoices",
            (
                table(
                    ("Factuur", "Datum", "Open bedrag"),
                    ("2026-0413", "26 oktober 2026", "€\u00a0119,00"),
                    (strong("Samen"), "", strong("€\u00a0119,00")),
                    align="llr",
                ),
            ),
        ),
        heading("Wat moet u betalen?"),
        payment_part(),
        heading("Wat kunt u doen?"),
        Part(
            "choices",
            (
                bullets(
                    "Kunt u niet alles in één keer betalen? Bel ons. We maken samen een regeling.",
                    "Klopt de factuur niet? Vertel het ons. We zoeken het voor u uit.",
                    "Hebt u al betaald? Dan hoeft u niets te doen.",
                ),
            ),
        ),
        heading("Wat gebeurt er als u niets doet?"),
        paragraph("Dan krijgt u op 14 december een tweede herinnering van ons. Die kost u niets."),
        Part(
            "closing",
            (
                paragraph(
                    "Hebt u een vraag? Sanne de Wit helpt u graag. Bel ",
                    link("033 470 00 00", "tel:+31334700000"),
                    ", op werkdagen van 9.00 tot 17.00 uur.",
                ),
                paragraph("Met vriendelijke groet,"),
                paragraph("Sanne de Wit"),
            ),
        ),
    )


def message(
    channel: str,
    of: Record | None = None,
    *,
    subject: str = "Uw factuur 2026-0413 staat nog open",
    blocks: tuple[Block, ...] | None = None,
    sms: str = "",
) -> Message:
    """Return a message of the template 'reminder' as the composer would make it."""
    if channel == "sms":
        sections = {"sms": Section(Composed(sms), (paragraph(sms),))}
    else:
        sections = {
            "subject": Section(Composed(subject), (paragraph(subject),)),
            "body": Section(Composed(), reminder_blocks() if blocks is None else blocks),
        }
    return Message("reminder", "Herinnering", channel, "nl", of or record(), sections)
