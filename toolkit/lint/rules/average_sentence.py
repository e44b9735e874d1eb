"""Texts whose sentences are too long on average."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import Role
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield one hit when the sentences have more words on average than the option `words`."""
    sentences = [found for found in document.analysis.sentences if found.role in (Role.RUNNING, Role.ITEM)]
    if not sentences or len(sentences) < options["sentences"]:
        return
    average = sum(map(document.words_of, sentences)) / len(sentences)
    if average > options["words"]:
        details = {"average": f"{average:.1f}".replace(".", ","), "target": options["words"]}
        yield Hit(sentences[0].span.start, sentences[0].span.end, details)


RULE = Rule(
    name="average-sentence",
    code="S02",
    group="sentences",
    severity=Severity.WARNING,
    title=Say("Gemiddelde zinslengte", "Average sentence length"),
    message=Say(
        "De zinnen hebben gemiddeld {average} woorden. Streef naar {target}.",
        "Sentences have {average} words on average; aim for {target}.",
    ),
    why=Say(
        "De gemiddelde zinslengte voorspelt het best welke van twee versies makkelijker leest.",
        "Average sentence length best predicts which of two versions reads easier.",
    ),
    advice=Say("Knip de langste zinnen in tweeën.", "Cut the longest sentences in two."),
    source="W.H. Douma, De leesbaarheid van landbouwbladen (1960)",
    reads="text",
    check=check,
    whole=True,
    options={"words": 12, "sentences": 3},
    good=("Betaal vandaag. Bel ons. Wij helpen u graag.",),
    bad=(
        "Wij zien dat u de factuur die wij u op 3 november stuurden nog niet hebt betaald. Wij vragen u om het bedrag"
        " voor het einde van deze maand aan ons over te maken. Als u vragen hebt over deze factuur dan kunt u ons op"
        " werkdagen bellen.",
    ),
)
