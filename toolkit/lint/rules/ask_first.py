"""Messages that do not begin with what the customer must do."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.delivery import FULL
from toolkit.lint.facts import ASKING, FACTS
from toolkit.lint.model import Example, Hit, Options, Rule, Say, Severity
from toolkit.lint.plain import Plain
from toolkit.lint.scenario import Scenario

_HEADING = "\n## "
_FIRST = frozenset(("total", "last-day", "account"))


def check(scenario: Scenario, _options: Options) -> Iterator[Hit]:
    """Yield the second block of a letter or e-mail when the first lacks amount, day or account."""
    if scenario.channel not in FULL or scenario.template.stage not in ASKING:
        return
    document = scenario.documents["body"]
    first = document.text.find("## ")
    second = document.text.find(_HEADING, first + 1) if first >= 0 else -1
    if second < 0:
        return
    opening = Plain.of_text(document.text[:second], document.tag)
    asked = (fact for fact in FACTS if fact.name in _FIRST and scenario.template.stage in fact.stages)
    missing = [fact for fact in asked if not fact.said(scenario.message, opening)]
    if missing:
        details = {"nl": ", ".join(f.say.nl for f in missing), "en": ", ".join(f.say.en for f in missing)}
        end = document.text.find("\n", second + 1)
        yield Hit(second + len(_HEADING), end if end > 0 else len(document.text), details)


_PAY = (
    "## Wat moet u betalen?\n\n{{ total|euro }}, uiterlijk op {{ pay_by|date }}, op {{ creditor.iban|iban }}."
)
_REST = "## Wat kunt u doen?\n\nBel ons."

RULE = Rule(
    name="ask-first",
    code="B02",
    group="structure",
    severity=Severity.WARNING,
    title=Say("Vraag eerst", "Ask first"),
    message=Say(
        "In het eerste blok, vóór deze kop, ontbreekt: {nl}.",
        "The first block, before this heading, lacks: {en}.",
    ),
    why=Say(
        "Veel mensen lezen alleen het begin. Daar hoort te staan hoeveel, wanneer en waarheen.",
        "Many people read only the beginning; how much, when and where belong there.",
    ),
    advice=Say(
        "Begin met ‘Wat moet u betalen?’: het bedrag, de laatste dag en de rekening.",
        "Begin with 'Wat moet u betalen?': the amount, the last day and the account.",
    ),
    source="Onderzoek naar brieven aan mensen met geldzorgen: eerst wat te betalen, dan wat te doen, dan de gevolgen",
    reads="message",
    check=check,
    good=(Example(f"{_PAY}\n\n{_REST}"),),
    bad=(Example(f"{_REST}\n\n{_PAY}"),),
)
