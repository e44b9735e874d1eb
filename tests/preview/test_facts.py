"""The checklist of facts: what each shipped message tells, and what it would miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.catalogue import Catalogue
from toolkit.compose import Composer, Message
from toolkit.preview.facts import checklist
from toolkit.reading.messages import message_documents
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

SPACE = Workspace()
CATALOGUE = Catalogue(SPACE)


def composed(name: str, sample: Path) -> tuple[dict[str, Message], dict[str, str]]:
    composer, template, record = Composer(SPACE), CATALOGUE.template(name), read_record(sample)
    messages = {channel: composer.compose(template, record, channel) for channel in template.channels}
    texts = {
        channel: "\n".join(each.text for each in message_documents(message).values())
        for channel, message in messages.items()
    }
    return messages, texts


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_every_shipped_message_tells_every_fact_of_its_purpose(name: str) -> None:
    template = CATALOGUE.template(name)
    missed = [
        (sample.stem, fact["name"], channel, fact["value"])
        for sample in template.samples
        for messages, texts in [composed(name, sample)]
        for fact in checklist(template, messages, texts)
        for channel, told in fact["told"].items()
        if told is False
    ]
    assert missed == []


def test_a_last_day_that_a_text_leaves_out_is_missed_on_that_channel_alone() -> None:
    template = CATALOGUE.template("last-notice")
    messages, texts = composed("last-notice", template.folder / "samples" / "ordinary.toml")
    (day,) = (fact for fact in checklist(template, messages, texts) if fact["name"] == "last-day")
    assert len(day["value"].split(" / ")) == 2  # the law gives a letter another day than an e-mail
    texts["email"] = texts["letter"]
    (day,) = (fact for fact in checklist(template, messages, texts) if fact["name"] == "last-day")
    assert day["told"] == {"letter": True, "email": False, "sms": True}
