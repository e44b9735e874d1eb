"""Subject lines that a mail program cuts off."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, options: Options) -> Iterator[Hit]:
    """Yield the subject of an e-mail when it has more characters than the option `characters`."""
    length = len(scenario.message.subject)
    if scenario.channel == "email" and length > options["characters"]:
        details = {"length": length, "target": options["characters"]}
        yield Hit(0, length, details, section="subject")


RULE = Rule(
    name="subject-length",
    code="K03",
    group="channel",
    severity=Severity.HINT,
    title=Say("Lang onderwerp", "Long subject"),
    message=Say(
        "Het onderwerp telt {length} tekens. Een telefoon toont er ongeveer {target}.",
        "The subject has {length} characters; a phone shows about {target}.",
    ),
    why=Say(
        "Wat wegvalt, is vaak het nummer van de factuur.", "What is cut off is often the invoice number."
    ),
    advice=Say("Zet vooraan waar het over gaat.", "Put first what it is about."),
    source="RFC 5322, 2.1.1: hooguit 78 tekens op een regel; telefoons tonen er ongeveer 60",
    reads="message",
    check=check,
    options={"characters": 60},
    good=(Example("Beste klant.", channel="email", subject="Factuur 2026-0001 staat nog open"),),
    bad=(
        Example(
            "Beste klant.",
            channel="email",
            subject="Herinnering aan de betaling van uw factuur met nummer 2026-0001 van oktober",
        ),
    ),
)
