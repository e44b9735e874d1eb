"""A plan on disk: one line a message, whole, private, and read back as it was."""

from __future__ import annotations

import csv
import json
import stat
from decimal import Decimal
from pathlib import Path

import pytest

from tests.schedule.town import TODAY, customer, invoice, planned, record, sent, town
from toolkit.errors import RecordErrors, RenderError
from toolkit.records.readers import read_records
from toolkit.schedule import Plan
from toolkit.schedule.plan_file import is_plan, read_plan, write_plan


def full() -> Plan:
    ledger, agreements = town(150)
    return planned(*ledger, sent=None, agreements=agreements)


def test_every_message_is_read_back_as_it_was_planned(tmp_path: Path) -> None:
    made = full()
    write_plan(made, tmp_path, {})
    lines = list(read_plan(tmp_path / "plan.jsonl"))
    assert [(each.step, each.template, each.channel, each.record) for each in lines] == [
        (each.step, each.template, each.channel, each.record) for each in made.messages
    ]


def test_the_records_of_a_plan_are_a_record_file_too(tmp_path: Path) -> None:
    made = full()
    write_plan(made, tmp_path, {})
    reading = read_records(tmp_path / "plan.jsonl")
    assert reading.problems == ()
    assert reading.records == tuple(message.record for message in made.messages)


def test_a_line_explains_every_legal_amount(tmp_path: Path) -> None:
    write_plan(full(), tmp_path, {})
    lines = [json.loads(line) for line in (tmp_path / "plan.jsonl").read_text("utf-8").splitlines()]
    notices = [line for line in lines if line["step"] == "last-notice"]
    assert len(notices) > 5
    for line in notices:
        costs = line["notice"]["costs"]
        assert sum(Decimal(step["amount"]) for step in costs["explanation"]) == Decimal(costs["total"])
        assert line["notice"]["term"]["pay_by"] == line["record"]["pay_by"]
    assert all(line["notice"] is None for line in lines if line not in notices)
    assert {line["version"] for line in lines} == {1}


def test_the_files_of_a_record_are_found_beside_its_ledger(tmp_path: Path) -> None:
    made = planned(record(invoice("1", 7)))
    (tmp_path / "out").mkdir()
    write_plan(made, tmp_path / "out", {"K1": tmp_path / "ledgers"})
    (line,) = read_plan(tmp_path / "out" / "plan.jsonl")
    assert line.beside.resolve() == (tmp_path / "ledgers").resolve()


def test_files_are_private_and_no_temporary_ones_stay(tmp_path: Path) -> None:
    files = write_plan(full(), tmp_path, {})
    assert {path.name for path in files} == {"plan.jsonl", "calls.jsonl", "calls.csv"}
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in files}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_an_old_call_list_does_not_stay_beside_a_plan_without_calls(tmp_path: Path) -> None:
    write_plan(full(), tmp_path, {})
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["plan.jsonl"]


def test_the_call_list_opens_in_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    who = customer(
        last_name='=HYPERLINK("x")', mobile="+31 6 00 00 00 41", remarks=["-1+1", "Belt graag; 's avonds"]
    )
    who["id"] = ""
    made = planned(record(invoice("1", 26, "1234.50"), of=who), sent=None)
    write_plan(made, tmp_path, {})
    text = (tmp_path / "calls.csv").read_bytes().decode("utf-8-sig")
    head, row = csv.reader(text.splitlines(), delimiter=";")
    assert head[:4] == ["klant", "telefoon", "bereikbaar", "bedrag"]
    assert row[:4] == ['\'=HYPERLINK("x"), Utrecht', "+31 6 00 00 00 41", "", "1234,50"]
    assert row[6] == "'-1+1 / Belt graag; 's avonds"


def test_an_empty_plan_is_a_plan(tmp_path: Path) -> None:
    write_plan(planned(record(invoice("1", -20))), tmp_path, {})
    assert is_plan(tmp_path / "plan.jsonl")
    assert list(read_plan(tmp_path / "plan.jsonl")) == []


def test_json_lines_of_records_are_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(record(invoice("1", 7)).model_dump_json() + "\n", encoding="utf-8")
    assert not is_plan(path)
    assert not is_plan(tmp_path / "records.csv")
    assert len(read_records(path).records) == 1


@pytest.mark.parametrize(
    "change", ['{"template"', '{"template": "x"}', '{"template": "x", "version": 2}', "[]"]
)
def test_a_line_that_is_no_message_is_told_with_its_number(tmp_path: Path, change: str) -> None:
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    path = tmp_path / "plan.jsonl"
    path.write_text(path.read_text("utf-8") + change + "\n", encoding="utf-8")
    with pytest.raises(RecordErrors, match=r"plan.jsonl:2: deze regel is geen bericht van een plan"):
        list(read_plan(path))


def test_a_record_that_was_changed_by_hand_is_checked_again(tmp_path: Path) -> None:
    write_plan(planned(record(invoice("1", 7))), tmp_path, {})
    path = tmp_path / "plan.jsonl"
    path.write_text(
        path.read_text("utf-8").replace('"amount": "119.00"', '"amount": "veel"'), encoding="utf-8"
    )
    with pytest.raises(RecordErrors, match=r"plan.jsonl:1: record: invoices\[1\].amount"):
        list(read_plan(path))


def test_a_plan_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot be written"):
        write_plan(full(), tmp_path / "no", {})


def test_the_history_of_a_message_says_what_it_named() -> None:
    (message,) = planned(record(invoice("1", 40)), sent=None).messages
    assert message.sent == sent(
        "last-notice", ago=0, channel="letter", pay_by=message.record.pay_by, costs="40.00"
    )
    assert message.sent.on == TODAY
