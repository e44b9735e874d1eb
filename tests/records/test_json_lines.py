"""JSON Lines: one record a line, and whatever is wrong with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.records import Creditor, Record
from toolkit.records.readers import read_records


def line(creditor: Creditor, identity: str) -> str:
    invoice = {"number": identity, "date": "2026-10-01", "due_date": "2026-10-31", "amount": "119.10"}
    record = {
        "id": identity,
        "date": "2026-11-20",
        "creditor": creditor,
        "customer": {"last_name": "Yilmaz"},
        "invoices": [invoice],
    }
    return Record.model_validate(record).model_dump_json()


def file(folder: Path, *lines: str) -> Path:
    path = folder / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_line_is_a_record(tmp_path: Path, creditor: Creditor) -> None:
    reading = read_records(file(tmp_path, line(creditor, "1"), "", line(creditor, "2"), ""))
    assert reading.problems == ()
    assert [record.id for record in reading.records] == ["1", "2"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("{", ":2:2: is geen goede JSON"),
        ('{"id": NaN}', ":2: kan niet gelezen worden: NaN is geen getal"),
        ("[" * 100_000, ":2: is te diep genest"),
        ('{"id": 1, "id": 2}', ":2: kan niet gelezen worden"),
    ],
)
def test_a_line_that_is_no_json_is_told_with_its_number(
    tmp_path: Path, creditor: Creditor, wrong: str, told: str
) -> None:
    (problem,) = read_records(file(tmp_path, line(creditor, "1"), wrong)).problems
    assert told in str(problem)


def test_a_record_that_is_wrong_does_not_hide_the_others(tmp_path: Path, creditor: Creditor) -> None:
    reading = read_records(file(tmp_path, '{"id": "x"}', line(creditor, "1")))
    assert [record.id for record in reading.records] == ["1"]
    assert all(".jsonl:1: " in str(problem) for problem in reading.problems)
    assert reading.problems


def test_a_line_that_is_no_group_of_fields_is_refused(tmp_path: Path) -> None:
    (problem,) = read_records(file(tmp_path, "7")).problems
    assert "geen groep velden" in str(problem)
