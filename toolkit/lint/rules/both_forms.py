"""Words that leave a choice to the reader: "(en)", "heer/mevrouw", "hij/zij"."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document

_PAIR = Seeker(
    r"\b(?:de |den )?(?:(?:heer|dhr\.?|meneer)\s?(?:/|en/of|of)\s?(?:mevrouw|mevr\.?|mw\.?|mevrouw)"
    r"|(?:mevrouw|mevr\.?|mw\.?)\s?(?:/|en/of|of)\s?(?:heer|de heer|dhr\.?|meneer))(?!\w)"
    r"|\b(?:hij|hem|zijn)\s?/\s?(?:zij|ze|haar)\b|\b(?:zij|ze|haar)\s?/\s?(?:hij|hem|zijn)\b"
    r"|\b(?:u|uw)\s?/\s?(?:je|jij|jouw|jullie)\b|\b(?:je|jij|jouw)\s?/\s?(?:u|uw)\b"
    r"|\b(?:hij of zij|zijn of haar|hem of haar)\b"
    r"|\b[^\W\d_]{3,}\((?:e|en|n|s|'s|es|ën|de|den|t|te|ten)\)(?!\w)"
    r"|(?<![\w(])\([a-z]{2,}\)[^\W\d_]{4,}"
    r"|\ben/of\b",
    "/ ( mevr mw",
    "hij of zij",
    "zijn of haar",
    "hem of haar",
    reach=50,
)


def check(document: Document, _options: Options) -> Iterator[Hit]:
    """Yield the words that stand for one or another reader, or for one thing or more."""
    for found in _PAIR.finditer(document):
        is_loose = found[0].lower() == "en/of"
        yield Hit(*found.span(), {"found": found[0]}, severity=Severity.HINT if is_loose else None)


RULE = Rule(
    name="both-forms",
    code="W04",
    group="words",
    severity=Severity.WARNING,
    title=Say("Twee vormen tegelijk", "Both forms at once"),
    message=Say(
        "‘{found}’ laat de lezer kiezen. Schrijf wat voor deze klant geldt.",
        "'{found}' leaves the reader to choose; write what holds for this customer.",
    ),
    why=Say(
        "Haakjes en schuine strepen lezen slecht, ook hardop. En wie ‘heer/mevrouw’ leest, weet dat de brief niet voor"
        " hem is geschreven.",
        "Brackets and slashes read badly, aloud as well, and who reads 'heer/mevrouw' knows that the letter was not"
        " written for them.",
    ),
    advice=Say(
        "Weet u het? Schrijf dan één vorm. Weet u het niet? Schrijf ‘Beste klant’, ‘facturen’, ‘die persoon’.",
        "If you know, write one form; if not, write 'Beste klant', 'facturen', 'die persoon'.",
    ),
    source="Taaladvies.net en Schrijfwijzer: vermijd haakjes en schuine strepen in lopende tekst",
    reads="text",
    check=check,
    languages=("nl",),
    good=(
        "Beste meneer De Vries, uw factuur staat open (zie bijlage 1).",
        "De heer en mevrouw De Vries betalen 50% (de helft) van factuur 2026/12.",
    ),
    bad=(
        "Geachte heer/mevrouw,",
        "U betaalt de factuur(en) uiterlijk morgen.",
        "De klant belt als hij/zij vragen heeft.",
        "Bel en/of mail ons.",
    ),
)
