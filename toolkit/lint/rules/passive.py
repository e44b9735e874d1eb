"""Passive sentences."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each passive; those with 'zijn' ('is verstuurd') are hints: they often tell a state."""
    for passive in document.found("passives"):
        yield Hit(passive.span.start, passive.span.end, {"verb": passive.participle.of(document.text)})
    for passive in document.found("passive-states"):
        details = {"verb": passive.participle.of(document.text)}
        yield Hit(passive.span.start, passive.span.end, details, severity=Severity.HINT)


RULE = Rule(
    name="passive",
    code="S03",
    group="sentences",
    severity=Severity.WARNING,
    title=Say("Lijdende vorm", "Passive"),
    message=Say("Lijdende vorm met ‘{verb}’. Zeg wie het doet.", "Passive with '{verb}'; say who does it."),
    why=Say(
        "In een lijdende zin blijft onduidelijk wie iets moet doen: u, of de klant.",
        "A passive sentence hides who must act: you, or the customer.",
    ),
    advice=Say(
        "Begin met wie het doet: ‘Wij sturen u een brief’ in plaats van ‘Er wordt een brief gestuurd’.",
        "Begin with who acts: 'Wij sturen u een brief', not 'Er wordt een brief gestuurd'.",
    ),
    source="Algemene Nederlandse Spraakkunst, 2.2.4.1: de lijdende vorm",
    reads="text",
    check=check,
    detectors=("passives", "passive-states"),
    good=("Wij sturen u een brief.", "Hij wordt boos.", "Dit bedrag is gebleven."),
    bad=("Er wordt morgen een brief naar u gestuurd.", "De factuur is gisteren verstuurd."),
)
