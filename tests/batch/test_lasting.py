"""A run remembers what it was asked to leave, and its history says all that a last notice announced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.batch.ledgers import ROOT
from toolkit.batch import Options, Order, Report, run
from toolkit.errors import SettingsError
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.schedule import Sent, record_history
from toolkit.workspace import shipped

ORDINARY = shipped("templates") / "last-notice" / "samples" / "ordinary.toml"


def notices(count: int) -> list[Record]:
    notice = read_record(ORDINARY)
    return [notice.model_copy(update={"id": f"n{number}"}) for number in range(count)]


def texts(count: int) -> list[Record]:
    sample = read_record(ROOT / "templates" / "reminder" / "samples" / "ordinary.toml")
    record = sample.model_copy(update={"attachments": ()})
    customers = [record.customer.model_copy(update={"id": f"K{number}"}) for number in range(count)]
    return [record.model_copy(update={"id": each.id, "customer": each}) for each in customers]


def made(records: list[Record], out: Path, template: str, channel: str, **options: object) -> Report:
    asked = Options(jobs=1, lint=False, **options)
    report = run(records, template, out, order=Order(None, channel=channel), options=asked)
    assert report is not None
    return report


def history(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_resume_that_names_no_history_writes_the_one_of_the_run_once_each(tmp_path: Path) -> None:
    out, sent = tmp_path / "out", tmp_path / "sent.jsonl"
    first = made(texts(4), out, "reminder", "sms", history=sent, limit=1)
    assert any("bestaat nog niet; wordt nieuw begonnen" in each for each in first.warnings)
    assert len(history(sent)) == 1
    for _ in range(2):
        again = made([], out, "reminder", "sms", resume=True)
        assert str(sent) in again.files
        assert not again.warnings
        assert [line["customer"] for line in history(sent)] == ["K0", "K1", "K2", "K3"]


def test_a_resume_makes_the_print_run_that_was_asked_when_the_run_began(tmp_path: Path) -> None:
    letters = texts(2)
    first = made(letters, tmp_path, "reminder", "letter", print_run=True, limit=1)
    assert not any("print-run" in each for each in first.files)
    rest = made([], tmp_path, "reminder", "letter", resume=True)
    assert str(tmp_path / "print-run.pdf") in rest.files


def test_another_history_for_a_run_is_told_and_gets_all_of_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(texts(2), out, "reminder", "sms", history=tmp_path / "a.jsonl", limit=1)
    report = made([], out, "reminder", "sms", history=tmp_path / "b.jsonl", resume=True)
    assert any("is een andere geschiedenis dan" in each for each in report.warnings)
    assert len(history(tmp_path / "b.jsonl")) == 2


def test_a_history_in_a_folder_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the folder of the history does not exist"):
        made(texts(1), tmp_path / "out", "reminder", "sms", history=tmp_path / "no" / "sent.jsonl")
    assert not (tmp_path / "out" / "sms.jsonl").exists()


def test_a_last_notice_straight_from_records_leaves_its_day_and_its_costs(tmp_path: Path) -> None:
    sent = tmp_path / "sent.jsonl"
    made(notices(1), tmp_path / "out", "last-notice", "letter", history=sent)
    explained = next((tmp_path / "out" / "letters").glob("*.explained.json"))
    notice = json.loads(explained.read_text(encoding="utf-8"))["notice"]
    (line,) = history(sent)
    assert (line["step"], line["costs"], line["pay_by"]) == (
        "last-notice",
        notice["costs"]["total"],
        notice["term"]["pay_by"],
    )
    assert float(notice["costs"]["total"]) > 0


def test_a_message_that_the_history_holds_in_another_spelling_is_not_added_again(tmp_path: Path) -> None:
    sent = tmp_path / "sent.jsonl"
    made(texts(2), tmp_path / "out", "reminder", "sms", history=sent)
    lines = history(sent)
    spaced = [
        json.dumps(dict(reversed(line.items())), indent=None, separators=(", ", ": ")) for line in lines
    ]
    sent.write_text("\n".join([*spaced, "half a li"]), encoding="utf-8")
    made([], tmp_path / "out", "reminder", "sms", resume=True)
    assert sent.read_text(encoding="utf-8").count("K0") == 1
    other = Sent.model_validate(lines[0] | {"step": "second-reminder"})
    assert record_history(sent, [other]) == 1


def test_a_run_does_not_begin_with_a_history_that_is_another_file_and_leaves_that_as_it_is(
    tmp_path: Path,
) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("Klantnummer;Bedrag\n1001;119,00\n", encoding="utf-8")
    before = ledger.read_bytes()
    with pytest.raises(SettingsError, match=r"ledger\.csv:1: this line is not one of a history"):
        made(texts(1), tmp_path / "out", "reminder", "sms", history=ledger)
    assert ledger.read_bytes() == before


def test_a_line_of_a_history_that_another_program_saved_with_a_byte_order_mark_is_known(
    tmp_path: Path,
) -> None:
    sent = tmp_path / "sent.jsonl"
    made(texts(1), tmp_path / "one", "reminder", "sms", history=sent)
    sent.write_bytes(b"\xef\xbb\xbf" + sent.read_bytes().replace(b"\n", b"\r\n"))
    made(texts(1), tmp_path / "two", "reminder", "sms", history=sent)
    assert sent.read_bytes().count(b"K0") == 1
