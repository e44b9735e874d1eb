"""Paragraphs that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import Role, Sentence
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield each paragraph with more sentences or more words than the options allow."""
    for paragraph in _paragraphs(document):
        first, last = paragraph[0], paragraph[-1]
        words = document.word_counts[last.last] - document.word_counts[first.first]
        if len(paragraph) > options["sentences"] or words > options["words"]:
            yield Hit(first.span.start, last.span.end, {"sentences": len(paragraph), "words": words})


def _paragraphs(document: Document) -> Iterator[list[Sentence]]:
    paragraph: list[Sentence] = []
    for sentence in document.analysis.sentences:
        if paragraph and (
            sentence.role is not Role.RUNNING
            or "\n\n" in document.text[paragraph[-1].span.end : sentence.span.start]
        ):
            yield paragraph
            paragraph = []
        if sentence.role is Role.RUNNING:
            paragraph.append(sentence)
    if paragraph:
        yield paragraph


RULE = Rule(
    name="paragraph-length",
    code="B01",
    group="structure",
    severity=Severity.WARNING,
    title=Say("Lange alinea", "Long paragraph"),
    message=Say(
        "Deze alinea heeft {sentences} zinnen en {words} woorden. Knip haar in tweeën.",
        "This paragraph has {sentences} sentences and {words} words; cut it in two.",
    ),
    why=Say("Een blok tekst nodigt niet uit om te lezen.", "A block of text does not invite reading."),
    advice=Say("Behandel één vraag per alinea.", "Answer one question in a paragraph."),
    source="Onderzoek naar brieven aan mensen met geldzorgen: drie korte blokken worden het best begrepen",
    reads="text",
    check=check,
    options={"sentences": 6, "words": 75},
    good=("Betaal vandaag. Bel ons.\n\nWij helpen u graag.",),
    bad=("Een is een. Twee is twee. Drie is drie. Vier is vier. Vijf is vijf. Zes is zes. Zeven is zeven.",),
)
