"""Costs, VAT and interest in a message that are not the computed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.language import load
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._costs import Charge, Euros, Word, nearest, statements
from toolkit.lint.rules._law import Figures, figures
from toolkit.lint.scenario import Scenario
from toolkit.reading.document import Document
from toolkit.text.late import late

_LIMIT = late(
    r"\b(?:eerste|volgende|minstens|minimaal|hoogstens|hooguit|maximaal|boven|meer dan|vanaf)\s\Z",
    re.IGNORECASE,
)
_TIED = late(
    r"[\s|:*]*(?:(?:aan|voor|de|wettelijke|buitengerechtelijke|administratieve|extra|van|ad|is|zijn|bedraagt|bedragen|dan|nu"
    r"|ter hoogte van|u|wij|rekenen|betaalt|nog|tot vandaag)\b[\s|:*]*)*",
    re.IGNORECASE,
)


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield each amount that a message calls costs, VAT or interest and that is another than the computed one."""
    right: Figures | None = None
    for name, document in scenario.documents.items():
        charged = list(statements(document))
        apart = any(Charge.VAT in said.charges for said in charged)
        for said in charged:
            for amount in said.amounts:
                right = right or figures(scenario)
                word = nearest(said.words, amount)
                if _LIMIT.search(document.text, said.start, amount.start):
                    continue
                tied = _TIED.fullmatch(document.text, *_between(word, amount))
                may_be = _may_be(word.charge, right, apart) if tied else _may_stand_near(scenario, right)
                if amount.value not in may_be:
                    yield _hit(document, word, amount, right, name)


def _between(word: Word, amount: Euros) -> tuple[int, int]:
    return (word.end, amount.start) if word.start < amount.start else (amount.end, word.start)


def _may_be(charge: Charge, right: Figures, apart: bool) -> set[Decimal | None]:
    """Return what an amount may be that is called a charge; costs without VAT where the text names VAT `apart`."""
    match charge:
        case Charge.VAT:
            return {right.vat}
        case Charge.INTEREST:
            return {right.interest}
    without_vat = {right.costs} if apart else set()
    with_interest = {right.total + right.interest} if right.interest else set()
    return {right.total, *without_vat, *with_interest}


def _may_stand_near(scenario: Scenario, right: Figures) -> set[Decimal | None]:
    """Return the amounts that a sentence about charges may name: those of the record, alone and with the charges."""
    record = scenario.record
    known: set[Decimal | None] = {
        right.costs,
        right.vat,
        right.total,
        right.interest,
        record.total,
        record.paid,
    }
    for invoice in record.invoices:
        known |= {invoice.amount, invoice.paid, invoice.outstanding}
    if record.agreement:
        parts = record.agreement.instalments
        known |= {record.agreement.amount, record.agreement.total}
        known |= {amount for part in parts for amount in (part.amount, part.outstanding)}
    if record.payment:
        known.add(record.payment.amount)
    interest = right.interest or Decimal(0)
    return known | {record.total + extra for extra in (right.total, interest, right.total + interest)}


def _hit(document: Document, word: Word, amount: Euros, right: Figures, section: str) -> Hit:
    from toolkit.compose.filters import euro

    start, end = min(word.start, amount.start), max(word.end, amount.end)
    text = document.text
    due = {Charge.COSTS: right.total, Charge.VAT: right.vat, Charge.INTEREST: right.interest}[word.charge]
    details = {"found": text[amount.start : amount.end], "what": text[word.start : word.end]}
    if not due:
        return Hit(start, end, details, message=_NONE_DUE, section=section)
    shown = euro(due, load(document.tag).locale)
    instead = text[start : amount.start] + shown + text[amount.end : end]
    return Hit(start, end, details | {"right": shown}, (instead,), section=section)


_NONE_DUE = Say(
    "‘{found}’ staat er als {what}, maar die zijn er in dit bericht niet.",
    "'{found}' stands there as {what}, but this message has none.",
)

_ARRANGED = {
    "agreement": {
        "kind": "payment-plan",
        "agreed_on": "2026-11-10",
        "instalments": [
            {"due_date": "2026-12-01", "amount": "59.50"},
            {"due_date": "2027-01-01", "amount": "59.50"},
        ],
    },
    "payment": {"received_on": "2026-11-10", "amount": "20.00"},
}

RULE = Rule(
    name="cost-amount",
    code="L02",
    group="law",
    severity=Severity.ERROR,
    title=Say("Bedrag van de kosten klopt niet", "Wrong amount of costs"),
    message=Say(
        "‘{found}’ staat er als {what}; het goede bedrag is {right}.",
        "'{found}' stands there as {what}; the right amount is {right}.",
    ),
    why=Say(
        "De wet bepaalt hoeveel kosten een klant betaalt, en wil dat de brief precies dat bedrag noemt.",
        "The law sets what a customer pays in costs, and wants the letter to name exactly that amount.",
    ),
    advice=Say(
        "Laat het programma rekenen: schrijf ‘{{ costs.total|euro }}’ en geen bedrag in de tekst.",
        "Let the program compute: write '{{ costs.total|euro }}', no amount in the text.",
    ),
    source="Art. 6:96 lid 6 BW; Besluit vergoeding voor buitengerechtelijke incassokosten (Stb. 2012, 141); art."
    " XIX.4 WER (België)",
    reads="message",
    check=check,
    languages=("nl",),
    good=(
        Example("Daarna komen er {{ costs.total|euro }} incassokosten bij.", stage="last-notice"),
        Example(
            "Na die dag komen er € 40,00 incassokosten bij. Betaal {{ total|euro }} om kosten te voorkomen."
        ),
        Example("U betaalt 15% incassokosten over de eerste € 2.500,00.", stage="last-notice"),
        Example("Over uw termijn van € 59,50 komen geen incassokosten.", record=_ARRANGED),
        Example(
            "Wij kregen € 20,00 van u. Wij rekenen geen incassokosten over die € 20,00.", record=_ARRANGED
        ),
        Example(
            "Er komen {{ costs.amount|euro }} incassokosten bij. De btw is {{ costs.vat|euro }}.",
            stage="last-notice",
            record={"creditor.vat_recoverable": False},
        ),
    ),
    bad=(
        Example("Daarna komen er € 45,00 incassokosten bij.", stage="last-notice"),
        Example("De incassokosten zijn {{ total|euro }}.", stage="last-notice"),
        Example("Over uw termijn van € 61,00 komen incassokosten.", record=_ARRANGED),
        Example("De rente is € 99,00.", stage="last-notice"),
        Example(
            "Er komen {{ costs.amount|euro }} incassokosten bij. De btw is € 9,40.",
            stage="last-notice",
            record={"creditor.vat_recoverable": False},
        ),
        Example(
            "Daarna komt er een vergoeding bij. Die vergoeding is € 25,00.",
            record={"customer.address.country": "BE", "customer.address.postcode": "9000"},
        ),
    ),
)
