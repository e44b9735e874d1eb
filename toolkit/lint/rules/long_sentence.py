"""Sentences that are too long to read at once."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.language.model import Role
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the sentences with more words than the option `words`, error above `words_error`."""
    for sentence in document.analysis.sentences:
        if sentence.role not in (Role.RUNNING, Role.ITEM):
            continue
        count = document.words_of(sentence)
        if count > options["words"]:
            severity = Severity.ERROR if count > options["words_error"] else None
            yield Hit(sentence.span.start, sentence.span.end, {"count": count}, severity=severity)


RULE = Rule(
    name="long-sentence",
    code="S01",
    group="sentences",
    severity=Severity.WARNING,
    title=Say("Lange zin", "Long sentence"),
    message=Say(
        "Deze zin heeft {count} woorden. Maak er twee van.", "This sentence has {count} words; make it two."
    ),
    why=Say(
        "Wie zorgen heeft, leest slecht. Een zin met één boodschap van hooguit vijftien woorden komt aan.",
        "People with worries read badly. One message of at most fifteen words gets through.",
    ),
    advice=Say(
        "Zet één ding in een zin. Begin bij ‘en’, ‘maar’, ‘omdat’ of ‘die’ een nieuwe zin.",
        "Say one thing in a sentence. Start a new one at 'en', 'maar', 'omdat' or 'die'.",
    ),
    source="W.H. Douma, De leesbaarheid van landbouwbladen (1960): zinslengte bepaalt de leesbaarheid",
    reads="text",
    check=check,
    options={"words": 20, "words_error": 30},
    good=("Betaal uiterlijk op maandag 7 december 2026.",),
    bad=(
        "Wij vragen u om het bedrag dat nog open staat over te maken op de rekening die u onderaan deze brief"
        " vindt, zodat wij uw dossier kunnen sluiten.",
    ),
)
