"""Messages that leave out what the customer needs to act."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.rules._facts import Text, needed
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield one hit for each fact that the message does not say."""
    facts = needed(scenario)
    if not facts:
        return
    text = Text.of(scenario)
    missing = [fact for fact in facts if not fact.said(scenario, text)]
    if missing:
        details = {"nl": ", ".join(f.name.nl for f in missing), "en": ", ".join(f.name.en for f in missing)}
        yield Hit(0, 0, details)


_WHOLE = """
Betaal {{ total|euro }} uiterlijk op {{ pay_by|date }} voor factuur {{ invoice.number }}.
Rekening {{ creditor.iban|iban }}, op naam van {{ creditor.account_holder }}. Zet erbij: {{ reference }}.
U kunt ook in delen betalen. Bel {{ creditor.phone }}.
"""

RULE = Rule(
    name="missing-fact",
    code="F01",
    group="facts",
    severity=Severity.ERROR,
    title=Say("Er ontbreekt iets", "Missing fact"),
    message=Say("Dit bericht zegt niet: {nl}.", "This message does not say: {en}."),
    why=Say(
        "Wie niet weet hoeveel, wanneer, waarheen of wie te bellen, betaalt niet en belt niet.",
        "Who does not know how much, when, where or whom to call neither pays nor calls.",
    ),
    advice=Say("Zet het erbij.", "Add it."),
    source="Telling in 101 aanmaningen (2026): 10% noemt een datum, 6% een telefoonnummer, 10% een regeling",
    reads="message",
    check=check,
    good=(Example(_WHOLE), Example("Beste klant.", stage="internal")),
    bad=(Example("Betaal de factuur."), Example(_WHOLE.replace("{{ creditor.iban|iban }}", "van ons"))),
)
