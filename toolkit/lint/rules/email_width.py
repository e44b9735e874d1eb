"""What is wider than a phone in an e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.lint.findings import Say, Severity
from toolkit.lint.model import Example, Hit, Options, Rule
from toolkit.lint.scenario import Scenario
from toolkit.text.late import late

if TYPE_CHECKING:
    from toolkit.compose.message import Block, Table
    from toolkit.reading.document import Document

_SOLID = late(r"[^\s/@.,;:?&=_+-]+")
"""What no screen breaks: an address or a hyphenated word breaks at its signs."""


def check(scenario: Scenario, options: Options) -> Iterator[Hit]:
    """Yield tables of more than `columns` that stay side by side, and words of the writer longer than `letters`."""
    if scenario.channel != "email":
        return
    document = scenario.documents["body"]
    for table in _side_by_side(scenario.message.body):
        columns = max(map(len, (table.head, *table.rows)))
        place = _first_row(document, table)
        if columns > options["columns"] and place:
            details = {"count": columns, "limit": options["columns"]}
            yield Hit(*place, details, section="body", severity=Severity.WARNING)
    yield from _long_words(document, options["letters"])


def _side_by_side(blocks: Iterable[Block]) -> Iterator[Table]:
    """Yield the tables whose columns do not go below each other on a phone: those that are no part with a head."""
    from toolkit.compose.message import Items, Part, Quote, Table

    for block in blocks:
        match block:
            case Part(children=(Table() as table,)) if any(table.head):
                continue
            case Table():
                yield block
            case Part() | Quote():
                yield from _side_by_side(block.children)
            case Items():
                for item in block.items:
                    yield from _side_by_side(item)


def _first_row(document: Document, table: Table) -> tuple[int, int] | None:
    """Return the (start, end) of the first row of a table with words in the text of the message."""
    from toolkit.compose.message import Text

    starts = {at: start for start, _, at in document.pieces}
    for row in (table.head, *table.rows):
        for cell in row:
            for node in cell:
                if isinstance(node, Text) and node.start in starts:
                    start = starts[node.start]
                    return start, document.text.find(" |\n", start)
    return None


def _long_words(document: Document, letters: int) -> Iterator[Hit]:
    if len(max(document.places, key=len, default="")) <= letters:
        return
    for form, places in document.places.items():
        for solid in _SOLID.finditer(form):
            start = document.analysis.starts[places[0]] + solid.start()
            end = start + len(solid[0])
            if len(solid[0]) > letters and not document.is_value(start, end):
                details = {"found": solid[0], "letters": letters}
                yield Hit(start, end, details, section="body", message=_LONG, severity=Severity.HINT)


_LONG = Say(
    "‘{found}’ is langer dan {letters} tekens. Een telefoon breekt het ergens middenin af.",
    "'{found}' is longer than {letters} characters; a phone breaks it somewhere in the middle.",
)
_TO_CUSTOMER = {"customer.email": "klant@post.example"}

RULE = Rule(
    name="email-width",
    code="K07",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Breder dan een telefoon", "Wider than a phone"),
    message=Say(
        "Deze tabel heeft {count} kolommen. Naast elkaar passen er op een telefoon hoogstens {limit}.",
        "This table has {count} columns; side by side a phone has room for {limit} at most.",
    ),
    why=Say(
        "De meeste klanten lezen hun e-mail op een telefoon. Wat daar niet past, wordt klein of valt weg.",
        "Most customers read e-mail on a phone; what does not fit there shrinks or is cut off.",
    ),
    advice=Say(
        "Laat een kolom weg. Of zet een tabel van facturen tussen ::: invoices en :::. Dan staan de kolommen op een"
        " telefoon onder elkaar. Van een lang adres maakt u een link met gewone woorden.",
        "Leave out a column; or put a table of invoices between ::: invoices and :::, which sets the columns below each"
        " other on a phone. Make a link with plain words of a long address.",
    ),
    source="WCAG 2.2, succescriterium 1.4.10: niets is breder dan 320 CSS-pixels",
    reads="message",
    check=check,
    options={"columns": 3, "letters": 35},
    good=(
        Example(
            "| Wanneer | Hoeveel |\n| --- | --- |\n| 1 mei | € 40,00 |", channel="email", record=_TO_CUSTOMER
        ),
        Example(
            "::: invoices\n\n| Nummer | Datum | Bedrag | Betaald |\n| --- | --- | --- | --- |\n"
            "| 1 | 1 mei | € 40,00 | € 0,00 |\n\n:::",
            channel="email",
            record=_TO_CUSTOMER,
        ),
        Example("Kijk op www.voorbeeld.nl/betalen/een-heel-lang-adres-met-streepjes.", channel="email"),
        Example("| A | B | C | D |\n| --- | --- | --- | --- |\n| 1 | 2 | 3 | 4 |"),
    ),
    bad=(
        Example(
            "| Nummer | Datum | Bedrag | Betaald |\n| --- | --- | --- | --- |\n| 1 | 1 mei | € 40,00 | € 0,00 |",
            channel="email",
            record=_TO_CUSTOMER,
        ),
        Example("U hebt een arbeidsongeschiktheidsverzekeringspolis.", channel="email", record=_TO_CUSTOMER),
    ),
)
