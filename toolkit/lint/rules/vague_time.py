"""Words and terms that name no day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.lint.lists import finds, hit
from toolkit.lint.model import Hit, Options, Rule, Say, Severity
from toolkit.lint.seeking import Seeker
from toolkit.reading.document import Document
from toolkit.text.late import late

_TERM = Seeker(
    r"\bbinnen (?:nu en )?(?:\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|tien|veertien|dertig) "
    r"(?:werk|kalender)?(?:dagen|weken|week|maand)\b",
    "=binnen",
    before=0,
    reach=50,
)
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DAY = late(
    rf"\b\d{{1,2}}\s(?:{_MONTH})\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}\b|\d{{4}}-\d\d-\d\d"
    r"|[{\[][^}\]\n]*(?:dat|dag|due|deadline)[^}\]\n]*[}\]]",
    re.IGNORECASE,
)
_OF_THE_LAW = " vanaf de dag nadat "
"""How the term of a last notice goes on: the law asks it in words, and a rule of its own asks the day beside it."""


def check(document: Document, options: Options) -> Iterator[Hit]:
    """Yield the words that name no day, and each term in days whose paragraph names no day either."""
    for match in finds(document, "vague-time", options):
        yield hit(document, match)
    text = document.text
    for term in _TERM.finditer(document):
        start = text.rfind("\n\n", 0, term.start()) + 1
        end = text.find("\n\n", term.end())
        if text.startswith(_OF_THE_LAW, term.end()):
            continue
        if not _DAY.search(text, start, end if end >= 0 else len(text)):
            yield Hit(term.start(), term.end(), {"found": term[0]})


RULE = Rule(
    name="vague-time",
    code="N05",
    group="tone",
    severity=Severity.WARNING,
    title=Say("Vage tijd", "Vague time"),
    message=Say(
        "‘{found}’ zegt niet wanneer. Noem de datum.",
        "'{found}' does not say when; give the date.",
    ),
    why=Say(
        "Alleen met een datum weet iemand hoeveel tijd er nog is. Maar één op de tien echte aanmaningen noemt er een.",
        "Only a date tells how much time is left; only one in ten real dunning letters names one.",
    ),
    advice=Say(
        "Schrijf de dag voluit: ‘uiterlijk op maandag 7 december 2026’.",
        "Write the day in full: 'uiterlijk op maandag 7 december 2026'.",
    ),
    source="Telling in 101 aanmaningen (2026): 29% noemt een termijn zonder datum, 10% een datum",
    reads="text",
    check=check,
    languages=("nl",),
    phrase=True,
    good=(
        "Betaal uiterlijk op maandag 7 december 2026.",
        "Betaal binnen 14 dagen vanaf de dag nadat deze brief bij u is bezorgd.",
    ),
    bad=("Betaal z.s.m. het bedrag.", "Wij horen graag binnenkort van u.", "Betaal binnen 14 dagen."),
)
