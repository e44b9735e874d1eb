"""The facts that a message must tell: the rule and the desk's panel say the same of every shipped message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from toolkit.catalogue import Catalogue
from toolkit.compose import Composer, Message
from toolkit.lint.facts import FACTS, told
from toolkit.lint.findings import Severity
from toolkit.lint.plain import Plain
from toolkit.lint.rules.missing_fact import RULE
from toolkit.lint.scenario import Scenario
from toolkit.preview.review import checklist
from toolkit.reading.document import Document
from toolkit.reading.messages import message_documents
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SPACE = Workspace()
CATALOGUE = Catalogue(SPACE)
COMPOSER = Composer(SPACE)

Texts = Mapping[str, Document]

PLAIN_VALUES = frozenset(("account", "holder", "phone", "person", "hours", "received"))
"""The facts that a text can tell in one way only: their value as it is shown."""


@cache
def composed(name: str, sample: Path) -> dict[str, Message]:
    template, record = CATALOGUE.template(name), read_record(sample)
    return {channel: COMPOSER.compose(template, record, channel) for channel in template.channels}


def by_the_rule(name: str, message: Message, texts: Texts) -> set[str]:
    """Return what the rule misses, as it tells it in Dutch."""
    scenario = Scenario(CATALOGUE.template(name), "proef", message, render=pytest.fail)
    scenario.__dict__["documents"] = texts  # instead of what the message itself says
    return {part for hit in RULE.check(scenario, {}) for part in str(hit.details["nl"]).split(", ")}


def by_the_panel(name: str, message: Message, texts: Texts) -> set[str]:
    """Return what the desk's panel misses on the channel of a message, in the words of the rule."""
    channel = message.channel
    facts = checklist(CATALOGUE.template(name), {channel: message}, {channel: texts})
    missed = [fact["nl"] for fact in facts if fact["told"][channel] is False]
    return {part for each in missed for part in f"{each[0].lower()}{each[1:]}".split(", ")}


def without(texts: Texts, words: str) -> Texts:
    """Return the documents of a message with the same room, and no word of its own."""
    return {section: replace(document, text=words) for section, document in texts.items()}


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_every_shipped_message_tells_every_fact_and_rule_and_panel_say_so(name: str) -> None:
    for sample in CATALOGUE.template(name).samples:
        for channel, message in composed(name, sample).items():
            texts = message_documents(message)
            missed = by_the_rule(name, message, texts), by_the_panel(name, message, texts)
            assert missed == (set(), set()), (sample.stem, channel)


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_a_message_that_tells_nothing_misses_the_same_facts_by_the_rule_and_in_the_panel(name: str) -> None:
    template = CATALOGUE.template(name)
    for sample in template.samples:
        for channel, message in composed(name, sample).items():
            texts = without(message_documents(message), "Beste klant.")
            missed = by_the_rule(name, message, texts)
            assert missed == by_the_panel(name, message, texts), (sample.stem, channel)
            assert bool(missed) == any(template.stage in fact.stages for fact in FACTS), (
                sample.stem,
                channel,
            )


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_a_fact_taken_out_of_a_text_is_missed_by_the_rule_and_in_the_panel(name: str) -> None:
    template = CATALOGUE.template(name)
    taken = 0
    for sample in template.samples[:2]:
        for channel, message in composed(name, sample).items():
            whole = message_documents(message)
            for each in told(template.stage, message, Plain.of(whole.values())):
                if each.severity is None or each.fact.name not in PLAIN_VALUES:
                    continue
                texts = {section: blanked(document, each.value) for section, document in whole.items()}
                missed = by_the_rule(name, message, texts)
                assert each.fact.say.nl in missed, (sample.stem, channel, each.value)
                assert missed == by_the_panel(name, message, texts), (sample.stem, channel, each.value)
                taken += 1
    assert taken or not any(template.stage in fact.stages for fact in FACTS)


def blanked(document: Document, value: str) -> Document:
    return replace(document, text=" ".join(document.text.split()).replace(value, "…"))


def test_a_last_day_that_a_text_leaves_out_is_missed_on_that_channel_alone() -> None:
    template = CATALOGUE.template("last-notice")
    messages = composed("last-notice", template.folder / "samples" / "ordinary.toml")
    documents = {channel: message_documents(message) for channel, message in messages.items()}
    (day,) = (fact for fact in checklist(template, messages, documents) if fact["name"] == "last-day")
    assert day["told"] == {"letter": True, "email": True, "sms": True}
    other = composed("reminder", CATALOGUE.template("reminder").folder / "samples" / "ordinary.toml")["email"]
    documents["email"] = message_documents(other)
    (day,) = (fact for fact in checklist(template, messages, documents) if fact["name"] == "last-day")
    assert day["told"] == {"letter": True, "email": False, "sms": True}


def test_what_a_customer_cannot_do_without_is_an_error_and_the_rest_a_warning() -> None:
    message = composed("reminder", CATALOGUE.template("reminder").folder / "samples" / "ordinary.toml")[
        "letter"
    ]
    found = {each.fact.name: each.severity for each in told("reminder", message, Plain.of_text("", "nl"))}
    assert found["account"] is found["total"] is found["last-day"] is Severity.ERROR
    assert found["hours"] is found["disagree"] is Severity.WARNING
