"""Two negatives in one clause."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each double negation."""
    for found in document.found("double-negations"):
        details = {"first": found.first.of(document.text), "second": found.second.of(document.text)}
        yield Hit(found.span.start, found.span.end, details)


RULE = Rule(
    name="double-negation",
    code="S07",
    group="sentences",
    severity=Severity.WARNING,
    title=Say("Dubbele ontkenning", "Double negation"),
    message=Say(
        "‘{first}’ en ‘{second}’ heffen elkaar op. Zeg het positief.",
        "'{first}' and '{second}' cancel out; say it positively.",
    ),
    why=Say(
        "Wie snel leest, mist een van de twee en leest het omgekeerde.",
        "A hasty reader misses one of the two and reads the opposite.",
    ),
    advice=Say("‘Niet onmogelijk’ is ‘mogelijk’.", "'Not impossible' is 'possible'."),
    source="Taaladvies.net (Taalunie), dubbele ontkenning",
    reads="text",
    check=check,
    detectors=("double-negations",),
    good=("Dat is mogelijk.", "U betaalt geen rente en geen kosten."),
    bad=("Het is niet onmogelijk om later te betalen.",),
)
