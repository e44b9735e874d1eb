"""Patronising."""

from __future__ import annotations

from toolkit.lint.lists import list_check
from toolkit.lint.model import Rule, Say, Severity

RULE = Rule(
    name="patronising",
    code="N04",
    group="tone",
    severity=Severity.WARNING,
    title=Say("Betuttelend", "Patronising"),
    message=Say(
        "‘{found}’ klinkt betuttelend.",
        "'{found}' sounds patronising.",
    ),
    why=Say(
        "De lezer is een volwassene. ‘Zoals u begrijpt’ of ‘simpelweg’ zegt dat de lezer dom is als het niet lukt.",
        "The reader is an adult; 'as you understand' or 'simply' calls a reader who struggles stupid.",
    ),
    advice=Say(
        "Laat het weg.",
        "Leave it out.",
    ),
    source="Praktijkadvies voor debiteurenbeheer: spreek de klant aan als volwassene",
    reads="text",
    check=list_check("patronising"),
    languages=("nl",),
    phrase=True,
    good=("U betaalt met de QR-code.",),
    bad=("Zoals u begrijpt moet u op tijd betalen.",),
)
