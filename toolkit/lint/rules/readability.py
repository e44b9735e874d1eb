"""Texts that are hard to read as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield one hit when the Flesch-Douma score of a text of some length is below the option `score`."""
    measures = document.measures
    if measures.words >= options["words"] and measures.flesch_douma < options["score"]:
        first = document.analysis.sentences[0].span
        details = {
            "score": round(measures.flesch_douma),
            "target": options["score"],
            "average": f"{measures.words_per_sentence:.1f}".replace(".", ","),
        }
        yield Hit(first.start, first.end, details)


RULE = Rule(
    name="readability",
    code="B03",
    group="structure",
    severity=Severity.WARNING,
    title=Say("Leesbaarheid", "Readability"),
    message=Say(
        "De leesbaarheid is {score}, het doel is {target}. Een zin heeft gemiddeld {average} woorden.",
        "Readability is {score}, the target {target}; a sentence has {average} words on average.",
    ),
    why=Say(
        "Hoe hoger de score van Flesch-Douma, hoe makkelijker de tekst. Korte zinnen en korte woorden tellen.",
        "The higher the Flesch-Douma score, the easier the text. Short sentences and short words count.",
    ),
    advice=Say("Maak zinnen korter en kies kortere woorden.", "Shorten sentences and choose shorter words."),
    source="W.H. Douma, De leesbaarheid van landbouwbladen (1960): 206,835 - 0,93 w/z - 77 l/w",
    reads="text",
    check=check,
    languages=("nl",),
    whole=True,
    options={"score": 60, "words": 25},
    good=("Betaal vandaag. Bel ons als dat niet lukt. Wij helpen u graag. " * 4,),
    bad=(
        "De invorderingsmaatregelen worden overeenkomstig de toepasselijke betalingsvoorwaarden onverwijld"
        " geëffectueerd. De administratieve verwerkingstermijnen overschrijden vooralsnog de overeengekomen"
        " betalingsverplichtingen. Desalniettemin accepteren wij gefaseerde aflossingsvoorstellen uitsluitend"
        " onder aanvullende zekerheidsstelling van betrokken contractspartijen.",
    ),
)
