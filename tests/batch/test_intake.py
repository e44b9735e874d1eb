"""What becomes of a record: its channel, and why it gets no message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.schedule.town import customer, invoice, planned, record
from toolkit.batch import Order
from toolkit.batch.intake import Intake
from toolkit.batch.opening import open_journal
from toolkit.workspace import Workspace

PEOPLE: list[dict[str, Any]] = [
    {},
    {"audience": "student"},
    {"audience": "elderly", "preferred_channel": "sms"},
    {"email": None},
    {"preferred_channel": "letter", "address": None},
]


def ways(folder: Path, template: str, channel: str = "auto", **who: Any) -> list[tuple[str, str, str]]:
    with open_journal(folder) as journal, journal.together():
        Intake(journal, Workspace(), Order(template, channel)).add(
            record(invoice("1", 7), of=customer(**who))
        )
        return [(each.channel, each.status, each.error) for each in journal.entries()]


@pytest.mark.parametrize("who", PEOPLE)
def test_a_batch_straight_from_a_ledger_chooses_the_channel_that_a_plan_chooses(
    who: dict[str, Any], tmp_path: Path
) -> None:
    (message,) = planned(record(invoice("1", 7), of=customer(**who)), sent=None).messages
    assert ways(tmp_path, "reminder", **who) == [(message.channel, "todo", "")]


def test_a_last_notice_goes_by_letter_whatever_the_customer_wishes(tmp_path: Path) -> None:
    assert ways(tmp_path, "last-notice", preferred_channel="email") == [("letter", "todo", "")]


def test_a_customer_without_any_address_fails_with_all_that_is_missing(tmp_path: Path) -> None:
    nobody = {"email": None, "mobile": None, "address": None}
    why = "de klant heeft geen e-mailadres, geen adres, geen mobiel nummer"
    assert ways(tmp_path, "reminder", **nobody) == [("email", "failed", why)]


def test_of_all_channels_those_that_do_not_reach_the_customer_are_left_out_with_the_reason(
    tmp_path: Path,
) -> None:
    assert ways(tmp_path, "reminder", "all", email=None) == [
        ("letter", "todo", ""),
        ("email", "skipped", "de klant heeft geen e-mailadres"),
        ("sms", "todo", ""),
    ]
