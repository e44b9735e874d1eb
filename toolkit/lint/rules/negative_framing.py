"""Say what can be done."""

from __future__ import annotations

from toolkit.lint.lists import list_check
from toolkit.lint.model import Rule, Say, Severity

RULE = Rule(
    name="negative-framing",
    code="N03",
    group="tone",
    severity=Severity.HINT,
    title=Say("Zeg wat wél kan", "Say what can be done"),
    message=Say(
        "‘{found}’ zegt wat niet kan. Zeg wat wél kan.",
        "'{found}' says what cannot be done; say what can.",
    ),
    why=Say(
        "Een lezer die hoort wat kan, weet wat te doen.",
        "A reader who hears what is possible knows what to do.",
    ),
    advice=Say(
        "Draai de zin om: ‘U kunt betalen vanaf 1 december’ in plaats van ‘U kunt niet eerder dan 1 december betalen’.",
        "Turn the sentence round: what can the reader do, and when?",
    ),
    source="Praktijkadvies voor debiteurenbeheer: zeg wat kan, niet wat niet kan",
    reads="text",
    check=list_check("negative-framing"),
    languages=("nl",),
    phrase=True,
    good=("U kunt in drie delen betalen.",),
    bad=("Helaas is het niet mogelijk om in delen te betalen.",),
)
