"""Vague time."""

from __future__ import annotations

from toolkit.lint.model import Rule, Say, Severity
from toolkit.lint.rules._phrases import list_check

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
    check=list_check("vague-time"),
    phrase=True,
    good=("Betaal uiterlijk op maandag 7 december 2026.",),
    bad=("Betaal z.s.m. het bedrag.", "Wij horen graag binnenkort van u."),
)
