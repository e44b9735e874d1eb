"""Links whose words say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.reading.document import Document

_EMPTY = frozenset(
    ("hier", "klik hier", "klik", "deze link", "link", "lees meer", "meer", "deze pagina", "website")
)


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield each link with words that do not say where it leads."""
    for link in document.links:
        words = document.text[link.start : link.end]
        if " ".join(words.lower().split()).strip(" .!") in _EMPTY:
            yield Hit(link.start, link.end, {"found": words})


RULE = Rule(
    name="link-text",
    code="K05",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Link zonder inhoud", "Empty link text"),
    message=Say(
        "‘{found}’ zegt niet waar de link heen gaat.", "'{found}' does not say where the link leads."
    ),
    why=Say(
        "Wie met een schermlezer leest, hoort alleen de woorden van de link.",
        "Who reads with a screen reader hears only the words of the link.",
    ),
    advice=Say("Zeg wat er gebeurt: ‘Betaal uw factuur’.", "Say what happens: 'Betaal uw factuur'."),
    source="WCAG 2.2, succescriterium 2.4.4: linkdoel (in context)",
    reads="text",
    check=check,
    languages=("nl",),
    good=("[Betaal uw factuur](https://betaal.example).",),
    bad=("[Klik hier](https://betaal.example).",),
)
