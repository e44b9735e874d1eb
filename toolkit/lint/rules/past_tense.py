"""Sentences in the past tense."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each finite verb in the past tense."""
    for verb in document.found("past-tenses"):
        yield Hit(verb.span.start, verb.span.end, {"verb": verb.span.of(document.text)})


RULE = Rule(
    name="past-tense",
    code="S04",
    group="sentences",
    severity=Severity.HINT,
    title=Say("Verleden tijd", "Past tense"),
    message=Say(
        "‘{verb}’ is verleden tijd. Kan het in de tegenwoordige tijd?",
        "'{verb}' is past tense; can it be said in the present?",
    ),
    why=Say(
        "De tegenwoordige tijd zegt wat nu geldt en wat nu kan. Wie een afspraak bevestigt, mag terugkijken.",
        "The present says what holds now and what can be done now. A confirmation may look back.",
    ),
    advice=Say(
        "Schrijf wat nu zo is: ‘De factuur staat open.’", "Write what is so now: 'De factuur staat open.'"
    ),
    source="Praktijkadvies over vriendelijk incasseren: schrijf in de tegenwoordige tijd",
    reads="text",
    check=check,
    detectors=("past-tenses",),
    pedantic=True,
    quiet_stages=("agreement", "confirmation", "stop", "internal"),
    good=("U betaalt vandaag.", "Wij wachten op uw betaling."),
    bad=("U betaalde de factuur niet.", "Wij stuurden u een brief."),
)
