"""Nouns that hide a verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from toolkit.language.model import Kind
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document

_MADE = frozenset(("het", "'t", "’t"))
"""What stands before a verb that is made a noun for once; "de betaling van" may be just the word for it."""
_NO_OBJECT = frozenset((Kind.AMOUNT, Kind.DATE, Kind.NUMBER))


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each noun made from a verb that goes with 'van'."""
    analysis = document.analysis
    for found in document.found("nominalisations"):
        after = bisect_left(analysis.starts, found.span.end)
        if after < len(analysis.starts) and analysis.kind(after) in _NO_OBJECT:
            # "uw betaling van € 50" and "uw betaling van 3 december" tell which payment, not what is paid.
            continue
        words = found.span.of(document.text)
        made = words.lower().split()[0] in _MADE
        yield Hit(found.span.start, found.span.end, {"found": words}, pedantic=not made)


RULE = Rule(
    name="nominalisation",
    code="S05",
    group="sentences",
    severity=Severity.WARNING,
    title=Say("Naamwoordstijl", "Nominalisation"),
    message=Say(
        "‘{found}’ verstopt een werkwoord. Zeg wie wat doet.", "'{found}' hides a verb; say who does what."
    ),
    why=Say(
        "‘De betaling van de factuur’ zegt niet wie betaalt. ‘U betaalt de factuur’ wel.",
        "'The payment of the invoice' does not say who pays; 'you pay the invoice' does.",
    ),
    advice=Say("Maak er een zin met een werkwoord van.", "Make it a clause with a verb."),
    source="J. Renkema, Schrijfwijzer: vermijd de naamwoordstijl",
    reads="text",
    check=check,
    detectors=("nominalisations",),
    good=("U betaalt de factuur.", "De rekening van de bakker.", "Wij kregen uw betaling van € 50,00."),
    bad=(
        "Wij vragen u om het betalen van de factuur.",
        "Na het ontvangen van de nota bellen wij.",
    ),
)
