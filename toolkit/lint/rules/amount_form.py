"""Amounts that are not written as a Dutch reader knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = Seeker(
    rf"(?P<sign>€|\bEURO?)[ \u00a0\u202f]?(?P<after>{_NUMBER})(?P<dash>,[-–—]{{1,2}})?(?![\w%])"
    rf"|(?<![\w.,€-])(?P<before>{_NUMBER})(?P<dash2>,[-–—]{{1,2}})?[ \u00a0\u202f]?(?P<unit>€|EUR\b|euro\b)",
    "€ eur",
    reach=30,
)
_RIGHT = late(r"(?:\d{1,3}(?:\.\d{3})*|\d{1,3}),\d\d")
_WHOLE = late(r"\d{1,3}(?:\.\d{3})*")


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield the amounts that are written otherwise than "€ 84,50" or "€ 84", with the way to write them."""
    for found in _AMOUNT.finditer(document):
        number = found["after"] or found["before"]
        cents = _cents(number)
        if (
            found["sign"] == "€"
            and not found["dash"]
            and (_RIGHT.fullmatch(number) or _WHOLE.fullmatch(number))
        ):
            continue
        if (found["unit"] or "").lower() == "euro" and cents % 100 == 0 and "," not in number:
            continue  # "40 euro" is how people say it
        whole, rest = divmod(cents, 100)
        text = f"€ {whole:,}".replace(",", ".") + f",{rest:02d}"
        yield Hit(*found.span(), {"found": found[0], "right": text}, (text,))


def _cents(number: str) -> int:
    """Return an amount in cents, its point read as a comma where two digits or one come after it."""
    point = re.search(r"[.,](\d{1,2})\Z", number)
    whole = re.sub(r"\D", "", number[: point.start()] if point else number.partition(",")[0])
    return int(whole) * 100 + (int(point[1].ljust(2, "0")) if point else 0)


RULE = Rule(
    name="amount-form",
    code="F06",
    group="facts",
    severity=Severity.WARNING,
    title=Say("Bedrag anders geschreven", "Amount written otherwise"),
    message=Say("Schrijf ‘{right}’ in plaats van ‘{found}’.", "Write '{right}', not '{found}'."),
    why=Say(
        "Een bedrag dat er elke keer hetzelfde uitziet, herkent de klant op zijn bankapp. ‘€ 84,5’ doet twijfelen.",
        "An amount that always looks the same is recognised in a bank app; '€ 84,5' raises doubt.",
    ),
    advice=Say(
        "Schrijf het euroteken, een spatie, en twee cijfers achter de komma: ‘€ 84,50’.",
        "Write the euro sign, a space, and two digits after the comma: '€ 84,50'.",
    ),
    source="Taaladvies.net: euroteken, spatie, bedrag; een komma voor de centen, een punt voor de duizendtallen",
    reads="text",
    check=check,
    languages=("nl",),
    good=(
        "U betaalt € 84,50 of € 1.284,50, of € 40.",
        "Dat kost 40 euro, 4,5% van € 1.000.",
    ),
    bad=(
        "U betaalt € 84,5.",
        "U betaalt EUR 84,50.",
        "Het kost 12,10 euro.",
        "Het bedrag is 1284.50 €.",
        "U betaalt € 50,-.",
    ),
)
