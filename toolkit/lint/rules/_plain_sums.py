"""Reads the costs, the sums and the accounts of a plain letter, of which nobody knows the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache

from toolkit.errors import TactError
from toolkit.language.model import Kind
from toolkit.lint.model import Hit, Options, Say, Severity
from toolkit.lint.rules._costs import Charge, Euros, Statement, amounts_in, nearest, statements
from toolkit.lint.rules._paying import ASKED, PRINCIPAL
from toolkit.lint.rules._reader import country, is_business
from toolkit.reading.document import Document
from toolkit.text.late import late

_LATER = late(
    r"\b(?:tweede|2e|2de|derde|3e|3de|laatste|eerdere|vorige|herhaalde) (?:\w+ )?(?:herinnering|aanmaning|brief"
    r"|rappel|sommatie)"
    r"|\bingebrekestelling|\baangetekend|\bsommatie|\bdagvaarding|\bdeurwaarder",
    re.IGNORECASE,
)
_PRINCIPAL = late(rf"\b(?:{PRINCIPAL})\b[^€.?!]{{0,60}}\Z", re.IGNORECASE)
_PAY = late(rf"\b(?:{ASKED})\b[^€?!]{{0,70}}\Z", re.IGNORECASE)
_PART = late(
    r"\b(?:termijn\w*|delen|per maand|elke maand|maandelijks|korting|kosten|rente|intrest|vergoeding|anders|waarvan"
    r"|minstens"
    r"|boete|al betaald|later)\b",
    re.IGNORECASE,
)
_ACCOUNTS = late(r"\bG-rekening|\bof op\b|\bklantnummer", re.IGNORECASE)


def costs(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the costs that a consumer need not pay: asked too early, or more than the law of the country gives."""
    charged = [said for said in statements(document) if Charge.COSTS in said.charges]
    found = [
        (said, amount) for said in charged for amount in said.amounts if _is_costs(document, said, amount)
    ]
    if not found or is_business(document):
        return
    where = country(document, options)
    for said, amount in found:
        if where == "BE" and not said.announced and not _LATER.search(document.text):
            yield _hit(document, amount, _FREE)
            return
    principal = _principal(document, [amount.value for _, amount in found])
    most = _most(where, principal) if principal else None
    for _, amount in found:
        if most is not None and amount.value > most:
            yield _hit(document, amount, TOO_MUCH, most=_euro(most), sum=_euro(principal or Decimal(0)))


def _is_costs(document: Document, said: Statement, amount: Euros) -> bool:
    """Say whether an amount is what costs are: the word beside it says so, and no bill stands between."""
    word = nearest(said.words, amount)
    between = document.text[min(word.end, amount.end) : max(word.start, amount.start)]
    before = document.text[max(said.start, amount.start - 25) : amount.start]
    return (
        word.charge is Charge.COSTS
        and len(between) < 60
        and not re.search(
            r"factu|hoofdsom|totaal|meer dan|tot\b|eerste|boven|openstaand", between + before, re.IGNORECASE
        )
    )


def _principal(document: Document, costs: list[Decimal]) -> Decimal | None:
    """Return the sum that the letter is about in EUR: the one it calls so; None where there are several."""
    text = document.text
    named = {
        each.value
        for each in amounts_in(document)
        if each.value not in costs and _PRINCIPAL.search(text, max(0, each.start - 90), each.start)
    }
    return named.pop() if len(named) == 1 else None


@cache
def _most(where: str, principal: Decimal) -> Decimal | None:
    """Return the most that a consumer can owe for collecting a sum in EUR, with VAT; None where no table knows."""
    from toolkit import law

    try:
        return law.collection_costs(
            principal,
            law.jurisdiction(where),
            "consumer",
            on=datetime.now().astimezone().date(),
            vat_recoverable=False,
        ).total
    except TactError:
        return None


def sums(document: Document) -> Iterator[Hit]:
    """Yield the second sum that a letter asks to pay, where it is no part of the first and no total of others."""
    text = document.text
    found = amounts_in(document)
    values = {each.value for each in found}
    asked: list[Euros] = []
    for each in found:
        line = text.rfind("\n", 0, each.start) + 1
        start = max(line, text.rfind(". ", line, each.start) + 1)
        end = min(
            (at for at in (text.find(". ", each.end), text.find("\n", each.end)) if at >= 0),
            default=len(text),
        )
        if _PAY.search(text, start, each.start) and not _PART.search(text, start, end):
            asked.append(each)
    for each in asked[1:]:
        first = asked[0].value
        explained = abs(each.value - first) in values or each.value == first
        if not explained:
            yield _hit(document, each, _TWO_SUMS, other=_euro(first))
            return


def accounts(document: Document) -> Iterator[Hit]:
    """Yield the second account of a letter."""
    analysis = document.analysis
    found = analysis.of_kind(Kind.IBAN)
    numbers = {at: re.sub(r"\W", "", analysis.forms[at]).upper() for at in found}
    others = [at for at in found if numbers[at] != numbers[found[0]]]
    if others and not _ACCOUNTS.search(document.text):
        span = analysis.span(others[0])
        details = {"found": span.of(document.text), "other": analysis.forms[found[0]]}
        yield Hit(span.start, span.end, details, message=_TWO_ACCOUNTS, severity=Severity.WARNING)


def _hit(document: Document, amount: Euros, say: Say, **details: str) -> Hit:
    found = document.text[amount.start : amount.end]
    severity = Severity.WARNING if say is _TWO_SUMS else None
    return Hit(amount.start, amount.end, {"found": found, **details}, message=say, severity=severity)


def _euro(amount: Decimal) -> str:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"€ {whole.replace(',', '.')},{cents}"


_FREE = Say(
    "De eerste herinnering aan een Belgische consument is gratis: vraag nog geen {found}.",
    "The first reminder to a Belgian consumer is free: do not ask {found} yet.",
)
TOO_MUCH = Say(
    "{found} is meer dan de wet toestaat: over {sum} mag u een consument hoogstens {most} kosten rekenen.",
    "{found} is more than the law allows: over {sum} a consumer owes at most {most} of costs.",
)
_TWO_SUMS = Say(
    "Deze brief vraagt {other}, en hier {found}. Welk bedrag moet de klant betalen?",
    "This letter asks {other}, and here {found}; which sum is the customer to pay?",
)
_TWO_ACCOUNTS = Say(
    "Deze brief noemt twee rekeningen: {other} en {found}. Waarheen moet de klant betalen?",
    "This letter names two accounts, {other} and {found}; which one is the customer to pay to?",
)
