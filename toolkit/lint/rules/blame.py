"""Blame."""

from __future__ import annotations

from toolkit.lint.lists import list_check
from toolkit.lint.model import Rule, Say, Severity

RULE = Rule(
    name="blame",
    code="N02",
    group="tone",
    severity=Severity.WARNING,
    title=Say("Verwijt", "Blame"),
    message=Say(
        "‘{found}’ is een verwijt.",
        "'{found}' blames the reader.",
    ),
    why=Say(
        "Niet kunnen betalen is iets anders dan niet willen betalen. Een verwijt maakt de stap om te bellen groter.",
        "Cannot pay is not will not pay. Blame makes it harder to call.",
    ),
    advice=Say(
        "Zeg wat u ziet en niet wat de klant fout doet: ‘Wij zien uw betaling nog niet.’",
        "Say what you see, not what the customer does wrong: 'Wij zien uw betaling nog niet.'",
    ),
    source="Wetenschappelijke Raad voor het Regeringsbeleid, Weten is nog geen doen (2017): niet kunnen is geen onwil",
    reads="text",
    check=list_check("blame"),
    languages=("nl",),
    phrase=True,
    good=("Wij zien uw betaling nog niet.",),
    bad=("U hebt nagelaten te betalen.", "Ondanks herhaaldelijk verzoek staat de factuur open."),
)
