"""Comments that keep nothing quiet. The engine finds them: only it knows which findings were kept quiet."""

from __future__ import annotations

from toolkit.lint.model import Example, FileHit, Options, Rule, Say, Severity
from toolkit.lint.scenario import TemplateView


def check(_view: TemplateView, _options: Options) -> tuple[FileHit, ...]:
    """Return nothing: `suppressions.suppressed` makes these findings when all others are known."""
    return ()


RULE = Rule(
    name="unused-suppression",
    code="T05",
    group="template",
    severity=Severity.WARNING,
    title=Say("Uitzondering zonder reden", "Suppression without use"),
    message=Say(
        "Deze uitzondering voor ‘{rules}’ is niet nodig.", "This suppression of '{rules}' is not needed."
    ),
    why=Say(
        "Een uitzondering die niets meer tegenhoudt, verbergt straks een nieuwe fout.",
        "A suppression that keeps nothing quiet will hide the next mistake.",
    ),
    advice=Say("Haal het commentaar weg.", "Remove the comment."),
    source="docs/architecture.md: lint",
    reads="template",
    check=check,
    good=(Example("{# tact: ignore[shouting] naam van een product #}\nBETAAL NU METEEN."),),
    bad=(Example("{# tact: ignore[shouting] waarom #}\nBetaal vandaag."),),
)
