"""Words of the trade that a customer does not use."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.lists import finds, hit, own_finds
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the hard words of the shipped list and of the firm's own lists; the firm's own says what to write."""
    own = list(own_finds(document, options))
    for match in finds(document, "jargon", options):
        if not any(each.start < match.end and match.start < each.end for each in own):
            yield hit(document, match, tiered=True)
    for match in own:
        yield hit(document, match)


RULE = Rule(
    name="jargon",
    code="W01",
    group="words",
    severity=Severity.WARNING,
    title=Say("Vaktaal", "Jargon"),
    message=Say(
        "‘{found}’ is een woord dat klanten moeilijk vinden.", "'{found}' is a word that customers find hard."
    ),
    why=Say(
        "De helft van de mensen met schulden leest met moeite. Een woord dat zij niet kennen, is een brief die blijft"
        " liggen.",
        "Half of the people in debt read with difficulty. A word they do not know is a letter left lying.",
    ),
    advice=Say("Gebruik het gewone woord.", "Use the ordinary word."),
    source="Eigen woordenlijst; telling in 101 aanmaningen (2026): ‘voldoen’ in 35%, ‘vordering’ in 30%",
    reads="text",
    check=check,
    languages=("nl",),
    phrase=True,
    good=("U betaalt het bedrag op 7 december 2026.",),
    fixed=(
        ("U betaalt derhalve niets.", "U betaalt daarom niets."),
        ("DERHALVE betaalt u niets.", "DAAROM betaalt u niets."),
    ),
    bad=("Wij verzoeken u de vordering te voldoen.", "Gelieve het verschuldigde over te maken."),
)
