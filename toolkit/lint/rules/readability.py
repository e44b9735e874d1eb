"""Texts that are hard to read as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.effort import effort_of
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield one hit when the reading effort of a text of some length is above the option `effort`."""
    effort = effort_of(document)
    if effort.words >= options["words"] and effort.score > options["effort"]:
        first = document.analysis.sentences[0].span
        details = {
            "score": round(effort.score),
            "target": options["effort"],
            "average": f"{effort.words_per_sentence:.1f}".replace(".", ","),
            "hard": round(effort.jargon),
            "personal": round(effort.personal),
        }
        yield Hit(first.start, first.end, details)


RULE = Rule(
    name="readability",
    code="B03",
    group="structure",
    severity=Severity.WARNING,
    title=Say("Leesbaarheid", "Readability"),
    message=Say(
        "Deze tekst vraagt veel van de lezer: {score}, het doel is {target}. Een zin heeft gemiddeld {average} woorden;"
        " op 100 woorden zijn er {hard} moeilijk en spreken er {personal} iemand aan (u, wij).",
        "This text asks much of its reader: {score}, the target is {target}. A sentence has {average} words on average;"
        " of 100 words {hard} are hard and {personal} speak to somebody (u, wij).",
    ),
    why=Say(
        "Korte zinnen, gewone woorden en ‘u’ en ‘wij’ maken een tekst makkelijk; lijdende zinnen maken hem moeilijk.",
        "Short sentences, ordinary words and 'u' and 'wij' make a text easy; passives make it hard.",
    ),
    advice=Say(
        "Maak zinnen korter, kies gewone woorden en spreek de lezer aan.",
        "Shorten sentences, choose ordinary words and speak to the reader.",
    ),
    source="Eigen formule, geijkt op paren van een moeilijke en een makkelijke tekst; zie docs/tuning.md",
    reads="text",
    check=check,
    languages=("nl",),
    whole=True,
    options={"effort": 19, "words": 25},
    good=("Betaal vandaag. Bel ons als dat niet lukt. Wij helpen u graag. " * 4,),
    bad=(
        "De invorderingsmaatregelen worden overeenkomstig de toepasselijke betalingsvoorwaarden onverwijld"
        " geëffectueerd. De administratieve verwerkingstermijnen overschrijden vooralsnog de overeengekomen"
        " betalingsverplichtingen. Desalniettemin accepteren wij gefaseerde aflossingsvoorstellen uitsluitend"
        " onder aanvullende zekerheidsstelling van betrokken contractspartijen.",
    ),
)
