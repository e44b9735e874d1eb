"""Threat."""

from __future__ import annotations

from toolkit.lint.model import Rule, Say, Severity
from toolkit.lint.rules._phrases import list_check

RULE = Rule(
    name="threat",
    code="N01",
    group="tone",
    severity=Severity.ERROR,
    title=Say("Dreigement", "Threat"),
    message=Say(
        "‘{found}’ klinkt als een dreigement.",
        "'{found}' sounds like a threat.",
    ),
    why=Say(
        "Wie bang is, verstopt de brief. Wie weet hoe het gaat, kan iets doen.",
        "Who is afraid hides the letter. Who knows how it goes can act.",
    ),
    advice=Say(
        "Vertel rustig wat de volgende stap is, en wat de klant nu nog kan doen.",
        "Say calmly what the next step is, and what the customer can still do.",
    ),
    source="Nationale ombudsman, In het krijt bij de overheid (2013): wees duidelijk over gevolgen zonder te dreigen",
    reads="text",
    check=list_check("threat"),
    languages=("nl",),
    phrase=True,
    good=("Daarna vragen wij een incassobureau om hulp. Zover hoeft het niet te komen.",),
    bad=("Dit is onze laatste waarschuwing.", "Wij nemen dan zonder nadere aankondiging rechtsmaatregelen."),
)
