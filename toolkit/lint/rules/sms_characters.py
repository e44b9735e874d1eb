"""Characters that make an SMS more than twice as long."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.scenario import Scenario
from toolkit.text.gsm7 import foreign, normalise


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield each character that is not in the alphabet of SMS and has no harmless twin."""
    if scenario.channel == "sms":
        for at, char in enumerate(scenario.documents["sms"].text):
            if not char.isascii() and foreign(normalise(char)):
                yield Hit(at, at + 1, {"char": char})


RULE = Rule(
    name="sms-characters",
    code="K02",
    group="channel",
    severity=Severity.WARNING,
    title=Say("Teken dat niet in een sms past", "Character outside the SMS alphabet"),
    message=Say(
        "Door ‘{char}’ passen er nog maar 70 tekens in een deel in plaats van 160.",
        "'{char}' leaves 70 characters in a segment instead of 160.",
    ),
    why=Say(
        "De letters ë, ï, ó en á staan niet in het alfabet van sms. Eén ervan maakt de hele sms duur.",
        "The letters ë, ï, ó and á are not in the SMS alphabet; one of them makes the whole SMS expensive.",
    ),
    advice=Say("Kies een ander woord: ‘klant’ in plaats van ‘cliënt’.", "Choose another word."),
    source="3GPP TS 23.038, tabel 6.2.1: het alfabet GSM-7",
    reads="message",
    check=check,
    good=(Example("Betaal € 119,00 – graag vandaag. Hé, è en é mogen.", channel="sms"),),
    bad=(Example("Betaal vóór maandag.", channel="sms"),),
)
