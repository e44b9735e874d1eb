"""The table of channels, and that the rest of the house follows it."""

from __future__ import annotations

from typing import get_args

from toolkit.channels.press import MAKERS
from toolkit.delivery import CHANNELS, FULL, NAMES, ChannelName, FullChannelName, SentBy
from toolkit.records import Customer


def test_the_names_that_models_check_are_those_of_the_table() -> None:
    assert get_args(ChannelName) == NAMES
    assert get_args(FullChannelName) == FULL
    assert get_args(SentBy) == (*NAMES, "phone")


def test_every_channel_has_a_maker_and_every_maker_its_channel() -> None:
    assert tuple(MAKERS) == NAMES


def test_a_channel_asks_for_a_field_that_a_customer_has() -> None:
    for channel in CHANNELS.values():
        assert channel.needs in Customer.model_fields


def test_a_customer_is_reached_only_with_what_the_channel_needs() -> None:
    nobody = Customer.model_validate({"last_name": "Veen"})
    phoned = Customer.model_validate({"last_name": "Veen", "mobile": "0612345678"})
    assert [name for name, channel in CHANNELS.items() if channel.reaches(nobody)] == []
    assert [name for name, channel in CHANNELS.items() if channel.reaches(phoned)] == ["sms"]
