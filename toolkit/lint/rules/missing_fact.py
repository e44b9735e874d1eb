"""Messages that leave out what the customer needs to act."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.lint.facts import told
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.plain import Plain
from toolkit.lint.scenario import Scenario


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield one hit for the facts that the message cannot do without, and one for those that it should tell."""
    text = Plain.of(scenario.documents.values())
    facts = [each for each in told(scenario.template.stage, scenario.message, text) if each.is_missing]
    for severity in dict.fromkeys(each.severity for each in facts):
        missing = [each.fact.say for each in facts if each.severity is severity]
        details = {"nl": ", ".join(say.nl for say in missing), "en": ", ".join(say.en for say in missing)}
        yield Hit(0, 0, details, severity=severity)


_WHOLE = """
Betaal {{ total|euro }} uiterlijk op {{ pay_by|date }} voor factuur {{ invoice.number }}.
Rekening {{ creditor.iban|iban }}, op naam van {{ creditor.account_holder }}. Zet erbij: {{ reference }}.
U kunt ook in delen betalen. Bent u het niet eens met de factuur? Bel {{ creditor.contact }}, {{ creditor.phone }}
({{ creditor.opening_hours }}). Betaalt u niet? Dan sturen wij een tweede herinnering. {{ creditor.name }}
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
    bad=(
        Example("Betaal de factuur."),
        Example(_WHOLE.replace("{{ creditor.iban|iban }}", "van ons")),
        Example(_WHOLE.replace("({{ creditor.opening_hours }})", "")),
    ),
)
