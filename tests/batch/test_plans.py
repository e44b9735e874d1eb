"""A batch of a plan: its day, the lines that are no message, and inputs in which there is nothing to make."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Mapping
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.batch.ledgers import TACT, environment
from tests.schedule.town import TODAY, customer, invoice, planned, record
from toolkit.batch import Options, Order, PlanOfAnotherDay, Report, run
from toolkit.errors import RecordErrors, TactError
from toolkit.schedule.plan_file import write_plan


def plan(folder: Path, **changes: object) -> Path:
    """Write a plan of one reminder by e-mail, with other fields."""
    write_plan(planned(record(invoice("1", 7))), folder, {})
    path = folder / "plan.jsonl"
    line = json.loads(path.read_text("utf-8")) | changes
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def made(source: Path, out: Path, template: str | None = None, on: date | None = TODAY) -> Report:
    order = Order(None, channel="auto", on=on, creditor=record(invoice("1")).creditor)
    report = run(source, template, out, order=order, options=Options(jobs=1, lint=False))
    assert report is not None
    return report


def test_a_plan_of_another_day_is_refused_and_its_own_day_makes_it(tmp_path: Path) -> None:
    path = plan(tmp_path)
    for other in (None, date(2026, 12, 16)):
        with pytest.raises(PlanOfAnotherDay, match="dit plan is van 21 november 2026") as caught:
            made(path, tmp_path / "out", on=other)
        assert "--date 2026-11-21" in str(caught.value)
    assert made(path, tmp_path / "out").done == {"email": 1}


@pytest.mark.parametrize(("answer", "code"), [(b"n\n", 1), (b"y\ny\n", 0)])
def test_on_a_terminal_a_plan_of_another_day_is_asked_about(tmp_path: Path, answer: bytes, code: int) -> None:
    plan(tmp_path)
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    command = [*TACT, "plan.jsonl", "-o", "out", "--no-lint", "-q", "--jobs", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL
    ) as process:
        assert process.wait(timeout=120) == code
    os.close(theirs)
    os.close(ours)
    assert (tmp_path / "out" / "manifest.jsonl").exists() is (code == 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 2}, "een plan van versie"),
        ({"beside": "/etc"}, "ligt buiten de map van het plan"),
        ({"template": "no-such"}, "no-such"),
        ({"channel": "fax"}, "channel"),
    ],
)
def test_a_line_that_is_no_message_is_counted_and_the_others_are_made(
    tmp_path: Path, change: Mapping[str, object], told: str
) -> None:
    good = plan(tmp_path).read_text("utf-8")
    bad = plan(tmp_path, **change).read_text("utf-8")
    (tmp_path / "plan.jsonl").write_text(bad + good, encoding="utf-8")
    report = made(tmp_path / "plan.jsonl", tmp_path / "out")
    assert (report.done, report.unreadable, report.exit_code) == ({"email": 1}, 1, 1)
    assert told in (tmp_path / "out" / "failed.csv").read_text("utf-8")


def test_a_last_notice_on_all_channels_is_one_notice_with_one_day_and_the_manifest_names_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "records.json"
    path.write_text(record(invoice("1", 40)).model_dump_json(), encoding="utf-8")
    order = Order("last-notice", channel="all", on=TODAY)
    run(path, "last-notice", tmp_path / "out", order=order, options=Options(jobs=1, lint=False))
    lines = (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = {row["channel"]: row for row in map(json.loads, lines)}
    assert {channel: row["notice_by"] for channel, row in rows.items()} == dict.fromkeys(rows, "letter")
    assert set(rows) == {"letter", "email", "sms"}
    e_mail = message_from_bytes((tmp_path / "out" / rows["email"]["file"]).read_bytes(), policy=default)
    body = e_mail.get_body(("plain",))
    assert body is not None
    assert "onze brief bij u is bezorgd" in " ".join(body.get_content().split())


def test_a_letter_of_the_stop_list_goes_into_the_history_as_itself(tmp_path: Path) -> None:
    heirs = planned(record(invoice("1", 40), of=customer(stop="deceased")))
    write_plan(heirs, tmp_path, {})
    past = tmp_path / "sent.jsonl"
    run(
        tmp_path / "apart.jsonl",
        None,
        tmp_path / "out",
        order=Order(None, on=TODAY),
        options=Options(jobs=1, lint=False, history=past),
    )
    (line,) = map(json.loads, past.read_text("utf-8").splitlines())
    assert (line["step"], line["channel"], line["invoices"]) == ("heirs", "letter", ["1"])
    assert not line.keys() & {"pay_by", "costs", "contracts"}
    (line,) = map(json.loads, (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines())
    assert (line["template"], line["notice_by"]) == ("heirs", "")


def test_no_file_outside_the_folder_of_a_plan_goes_along(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    (tmp_path / "plan").mkdir()
    path = plan(tmp_path / "plan")
    line = json.loads(path.read_text("utf-8"))
    for name in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt"):
        line["record"]["attachments"] = [{"file": name, "name": "x"}]
        (path.parent / "link.txt").unlink(missing_ok=True)
        (path.parent / "link.txt").symlink_to(tmp_path / "secret.txt")
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
        report = made(path, tmp_path / f"out-{len(name)}")
        assert (report.done, report.failed) == ({}, 1)


@pytest.mark.parametrize(
    ("name", "content", "template"),
    [
        ("plan.jsonl", "", None),
        ("records.json", "[]", "reminder"),
        ("records.jsonl", "\n\n", "reminder"),
        ("ledger.csv", "Klantnummer;Klantnaam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag\n", "reminder"),
        ("folder", None, "reminder"),
    ],
)
def test_every_kind_of_empty_is_a_sentence_and_exit_code_1(
    tmp_path: Path, name: str, content: str | None, template: str | None
) -> None:
    source = tmp_path / name
    if content is None:
        source.mkdir()
    else:
        source.write_text(content, encoding="utf-8")
    with pytest.raises(TactError) as caught:
        made(source, tmp_path / "out", template)
    assert isinstance(caught.value, RecordErrors)
    assert caught.value.exit_code == 1
    assert name in str(caught.value)
