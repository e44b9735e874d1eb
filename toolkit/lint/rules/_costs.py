"""What a message says of costs, compensation, VAT and interest: how much, and whether it asks or only announces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.lint.rules._pieces import pieces
from toolkit.lint.scenario import Scenario
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late


class Charge(StrEnum):
    """What a customer is charged on top of the invoices."""

    COSTS = "costs"
    VAT = "vat"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a charge, at its offsets in the document."""

    start: int
    end: int
    charge: Charge


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount in EUR, at its offsets in the document."""

    start: int
    end: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a row of a table with what it says of charges, and the amounts in it.

    `announced` says that it tells what will or may come, not what is asked now; `asks` that its words ask.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    amounts: tuple[Euros, ...]
    announced: bool
    asks: bool

    @property
    def charges(self) -> frozenset[Charge]:
        """What it speaks of."""
        return frozenset(word.charge for word in self.words)


_WORDS = Seeker(
    r"\b(?:(?P<vat>btw)|(?P<interest>(?:nalatigheids|verwijl|vertragings)?(?:rente|int(?:e)?rest(?:en)?))"
    r"|(?P<costs>\w*kosten|kost|(?:schade|invorderings)?vergoeding|schadebeding))\b",
    "btw rente intrest interest kost vergoeding schadebeding",
    before=40,
    reach=25,
)
_EUROS = Seeker(
    r"€\s?(?P<sign>\d[\d.]*(?:,\d{2})?)|\b(?P<word>\d[\d.]*(?:,\d{2})?)\s(?:euro|EUR)\b|\bEUR\s(?P<code>\d[\d.]*(?:,\d{2})?)",
    "€ eur",
    reach=30,
)
_DENIED_BEFORE = late(r"\b(?:geen|zonder|nooit)\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
_DENIED = late(
    r"\b(?:niets|gratis|kosteloos|voorkom\w*|vermij\w*|bespaar\w*|kosten\b[^.?!]{0,30}\bniet)\b",
    re.IGNORECASE,
)
_ANNOUNCED = late(
    r"\b(?:dan|anders|indien|wanneer|tenzij|mocht|zou|zouden|zal|zullen|kan|kunnen|later|daarna|pas)\b"
    r"|\bals (?:u|uw|wij|we|het|de|er|dit|dat)\b|\b(?:bij|na) (?:een|de) volgende\b|\bbij (?:uitblijven|gebreke|niet)\b"
    r"|\bbij te late\b|\b(?:na|vanaf) (?:\d|die |deze dag|dat\b|de termijn)",
    re.IGNORECASE,
)
_ANNOUNCING_HEADING = late(
    r"\b(?:als|indien|wanneer)\b.*\b(?:niets?|later)\b|\bgevolg|\bdaarna\b", re.IGNORECASE
)
_CONDITION = late(r"\b(?:niet|geen|later|te laat)\b[^.?!]*\?\s*\Z", re.IGNORECASE)
_GOES_ON = late(r"(?:dat|die|dit|deze|daarvan|daarbij|hiervan|ook|daarnaast|het bedrag)\b", re.IGNORECASE)
_ASKS = late(
    r"\bkom(?:t|en|st)\b[^.?!]{0,90}\bbij\b|\b(?:nu|inmiddels|al|reeds) (?:ver\w+|€)|\bverhoogd\b|\bvermeerderd\b"
    r"|\binclusief\b|\bincl\.|\bin rekening\b|\baangerekend\b|\bverschuldigd\b|\btoegevoegd\b|\bbij ?ge(?:teld|komen)\b"
    r"|\b(?:be)?reken(?:d|en)\b|\bmet kosten\b|\bbetaalt u (?:ook|daarnaast|nu)\b|\bvoor uw rekening\b",
    re.IGNORECASE,
)
_REACH = 200  # characters before a sentence in which its condition may stand


@dataclass(slots=True)
class _Place:
    """A piece of a document: the heading above it, the piece `before` it, and where the `last` one ended."""

    start: int
    end: int
    heading: str
    before: _Place | None
    last: int
    announced: bool | None = None


def statements(document: Document, sums: Collection[Decimal] = ()) -> Iterator[Statement]:
    """Yield the sentences and table rows that name a charge, or one of the amounts `sums` (EUR), in their order.

    Words for a charge inside a value of the record (the description of an invoice) are not the message's own.
    """
    text = document.text
    spots = [found.start() for found in _WORDS.finditer(document)]
    if sums:
        spots += [each.start for each in amounts_in(document) if each.value in sums]
    if not spots:
        return
    spots.sort()
    next_spot = last = 0
    heading, before = "", None
    for start, end, is_heading in pieces(document):
        if is_heading:
            heading, before = text[start:end], None
            continue
        place = before = _Place(start, end, heading, before, last)
        last = end
        while next_spot < len(spots) and spots[next_spot] < start:
            next_spot += 1
        if next_spot == len(spots):
            return
        if spots[next_spot] >= end:
            continue
        words = tuple(_words(document, start, end))
        amounts = tuple(_amounts(text, start, end))
        if words or any(each.value in sums for each in amounts):
            asks = _ASKS.search(text[start:end]) is not None
            yield Statement(start, end, words, amounts, _is_announced(text, place), asks)


def _is_announced(text: str, place: _Place) -> bool:
    """Say whether a piece tells what will or may come: it says so itself, or goes on with one before it that does."""
    chain: list[_Place] = []
    at: _Place | None = place
    announced = False
    while at is not None:
        if at.announced is not None:
            announced = at.announced
            break
        chain.append(at)
        piece, follows = text[at.start : at.end], "\n\n" not in text[at.last : at.start]
        announced = (
            _ANNOUNCED.search(piece) is not None
            or (follows and _CONDITION.search(text[max(0, at.start - _REACH) : at.start]) is not None)
            or _ANNOUNCING_HEADING.search(at.heading) is not None
        )
        if announced or not (follows and _GOES_ON.match(piece)):
            break
        at = at.before
    for each in chain:
        each.announced = announced
    return announced


def amounts_in(document: Document) -> list[Euros]:
    """Return the amounts in EUR of a text, in their order."""
    amounts: list[Euros] = document.once(("euros",), lambda: [*map(_euros, _EUROS.finditer(document))])
    return amounts


def _words(document: Document, start: int, end: int) -> Iterator[Word]:
    text = document.text
    if _DENIED.search(text, start, end):
        return
    for found in _WORDS.pattern.finditer(text, start, end):
        origin = document.origin(found.start())
        in_value = origin is not None and origin.expression is not None and found[0] not in origin.expression
        if not in_value and not _DENIED_BEFORE.search(text, start, found.start()):
            yield Word(found.start(), found.end(), Charge(str(found.lastgroup)))


def _amounts(text: str, start: int, end: int) -> Iterator[Euros]:
    return map(_euros, _EUROS.pattern.finditer(text, start, end))


def _euros(found: re.Match[str]) -> Euros:
    digits = (found["sign"] or found["word"] or found["code"]).rstrip(".")
    value = Decimal(digits.replace(".", "").replace(",", "."))
    stop = found.end() - 1 if found[0].endswith(".") else found.end()
    return Euros(found.start(), stop, value)


def nearest(words: tuple[Word, ...], amount: Euros) -> Word:
    """Return the word for a charge that stands nearest to an amount."""
    return min(words, key=lambda word: max(word.start - amount.end, amount.start - word.end))


def asked_charges(
    scenario: Scenario, charges: Collection[Charge], with_costs: Decimal
) -> Iterator[tuple[str, Statement]]:
    """Yield, with its section, each statement that asks one of the charges, or the amount `with_costs` (EUR) itself."""
    sums = {with_costs} - {scenario.record.total}
    for section, document in scenario.documents.items():
        for said in statements(document, sums):
            asks = (said.asks or said.amounts) and not said.charges.isdisjoint(charges)
            if not said.announced and (asks or any(each.value in sums for each in said.amounts)):
                yield section, said
