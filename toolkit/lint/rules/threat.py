"""Threat."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.lists import finds, hit
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._threats import Threats
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the phrases that threaten, and what is said in plain words to frighten who does not pay."""
    threats = Threats(document)
    for match in finds(document, "threat", options):
        if not threats.denies(match.start, match.end):
            yield hit(document, match)
    for first, last in threats.extents():
        span = document.analysis.span(first, last)
        yield Hit(span.start, span.end, {"found": span.of(document.text)})


RULE = Rule(
    name="threat",
    code="N01",
    group="tone",
    severity=Severity.ERROR,
    title=Say("Dreigement", "Threat"),
    message=Say(
        "‘{found}’ klinkt als een dreigement.",
        "'{found}' sounds like a threat.",
    ),
    why=Say(
        "Wie bang is, verstopt de brief. Wie weet hoe het gaat, kan iets doen.",
        "Who is afraid hides the letter. Who knows how it goes can act.",
    ),
    advice=Say(
        "Vertel rustig wat de volgende stap is, en wat de klant nu nog kan doen.",
        "Say calmly what the next step is, and what the customer can still do.",
    ),
    source="Nationale ombudsman, In het krijt bij de overheid (2013): wees duidelijk over gevolgen zonder te dreigen",
    reads="text",
    check=check,
    languages=("nl",),
    phrase=True,
    good=("Daarna vragen wij een incassobureau om hulp. Zover hoeft het niet te komen.",),
    bad=("Dit is onze laatste waarschuwing.", "Wij nemen dan zonder nadere aankondiging rechtsmaatregelen."),
)
