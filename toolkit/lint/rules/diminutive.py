"""Diminutives."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.phrases import recase
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield each diminutive; those with a life of their own ('meisje') only with the option `lexicalised`."""
    for found in document.found("diminutives"):
        if found.lexicalised and not options["lexicalised"]:
            continue
        word = found.span.of(document.text)
        details = {"found": word, "base": recase(word, found.base)}
        yield Hit(found.span.start, found.span.end, details)


RULE = Rule(
    name="diminutive",
    code="W03",
    group="words",
    severity=Severity.WARNING,
    title=Say("Verkleinwoord", "Diminutive"),
    message=Say("‘{found}’ maakt het klein. Schrijf ‘{base}’.", "'{found}' makes it small; write '{base}'."),
    why=Say(
        "Een ‘bedragje’ of een ‘briefje’ doet alsof de zorg van de klant niet telt.",
        "A little sum or a little letter acts as if the customer's worry does not count.",
    ),
    advice=Say("Gebruik het gewone woord.", "Use the ordinary word."),
    source="Praktijkadvies over vriendelijk incasseren: gebruik geen verkleinwoorden",
    reads="text",
    check=check,
    detectors=("diminutives",),
    options={"lexicalised": False},
    good=("Het meisje betaalt een beetje.", "Marije heeft oranje gordijnen."),
    bad=("Er staat nog een klein bedragje open.", "U kreeg al een briefje."),
)
