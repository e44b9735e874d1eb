"""Verbs that stand too far from their auxiliary."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield each auxiliary that waits more than the option `words` for its verb."""
    for pincer in document.found("pincers", options["words"]):
        details = {
            "words": pincer.words,
            "first": pincer.opening.of(document.text),
            "last": pincer.closing.of(document.text),
        }
        yield Hit(pincer.span.start, pincer.span.end, details)


RULE = Rule(
    name="pincer",
    code="S06",
    group="sentences",
    severity=Severity.HINT,
    title=Say("Tangconstructie", "Pincer construction"),
    message=Say(
        "Tussen ‘{first}’ en ‘{last}’ staan {words} woorden. Zet ze dichter bij elkaar.",
        "{words} words stand between '{first}' and '{last}'; bring them together.",
    ),
    why=Say(
        "De lezer moet alles onthouden tot het laatste woord zegt wat er gebeurt.",
        "The reader must hold everything until the last word says what happens.",
    ),
    advice=Say(
        "Zet het werkwoord naar voren, of knip de zin.", "Move the verb forward, or cut the sentence."
    ),
    source="J. Renkema, Schrijfwijzer: vermijd tangconstructies",
    reads="text",
    check=check,
    detectors=("pincers",),
    options={"words": 7},
    good=("Wij hebben uw betaling ontvangen.",),
    bad=("Wij hebben uw betaling voor de factuur van 3 mei met nummer 12 nog altijd niet ontvangen.",),
)
