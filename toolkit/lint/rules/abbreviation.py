"""Abbreviation."""

from __future__ import annotations

from toolkit.lint.lists import list_check
from toolkit.lint.model import Rule, Say, Severity

RULE = Rule(
    name="abbreviation",
    code="W02",
    group="words",
    severity=Severity.WARNING,
    title=Say("Afkorting", "Abbreviation"),
    message=Say(
        "Schrijf ‘{found}’ voluit.",
        "Write '{found}' in full.",
    ),
    why=Say(
        "Een afkorting dwingt de lezer om te puzzelen. Veel lezers kennen ‘o.v.v.’ of ‘t.n.v.’ niet.",
        "An abbreviation makes the reader solve a puzzle; many do not know 'o.v.v.' or 't.n.v.'.",
    ),
    advice=Say(
        "Schrijf het woord voluit, of kies een gewoner woord. Namen zoals B.V., btw en IBAN mogen blijven.",
        "Write the word in full or choose a plainer one. Names such as B.V., btw and IBAN may stay.",
    ),
    source="Taaladvies.net (Taalunie), Afkortingen: schrijf weinig gebruikte afkortingen voluit",
    reads="text",
    check=list_check("abbreviations"),
    languages=("nl",),
    phrase=True,
    good=("Betaal op naam van Bakkerij De Korenbloem B.V.", "De btw is € 21,00."),
    bad=("Betaal o.v.v. het nummer van de factuur.", "Neem a.u.b. contact op i.v.m. uw betaling."),
)
