"""Messages that are too long to be read."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario
from toolkit.reading.document import Document


def check(subject: Scenario, options: Options) -> Iterator[Hit]:
    """Yield one hit in an e-mail with more words than `email_words`, or a letter with more than `letter_words`."""
    limit = {"email": options["email_words"], "letter": options["letter_words"]}.get(subject.channel)
    count = words_of(subject.documents[subject.main])
    if limit is not None and count > limit:
        yield Hit(0, 0, {"count": count, "limit": limit}, section=subject.main)


def words_of(document: Document) -> int:
    """Count the words of the sentences and list items of a text."""
    return document.counts.words


RULE = Rule(
    name="message-length",
    code="B05",
    group="structure",
    severity=Severity.WARNING,
    title=Say("Lang bericht", "Long message"),
    message=Say(
        "Dit bericht heeft {count} woorden; meer dan {limit} leest bijna niemand uit.",
        "This message has {count} words; hardly anybody reads more than {limit}.",
    ),
    why=Say(
        "Hoe langer een bericht, hoe minder ervan blijft hangen. Wat de klant moet doen, raakt zoek.",
        "The longer a message, the less of it stays; what the customer must do gets lost.",
    ),
    advice=Say(
        "Laat weg wat de klant nu niet nodig heeft, of zet het in een bijlage.",
        "Leave out what the customer does not need now, or put it in an attachment.",
    ),
    source="Twee bladzijden van een brief tellen zo'n 700 woorden; een scherm van een e-mail zo'n 250",
    reads="message",
    check=check,
    options={"email_words": 250, "letter_words": 700},
    good=(Example("Betaal vandaag. " * 20), Example("Betaal vandaag. " * 100, channel="email")),
    bad=(Example("Betaal vandaag. " * 400), Example("Betaal vandaag. " * 130, channel="email")),
)
