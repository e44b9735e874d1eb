"""A run makes every message once, tells what it made, and gives back what failed."""

from __future__ import annotations

import csv
import io
import json
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.batch.ledgers import ON, environment, ledger, manifest, row, tact
from tests.compose.records import a_record
from toolkit.batch import Options, Order, RunRefused, run
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import shipped

FAST = ("--no-lint", "-q", "-t", "reminder", *ON)
ADDRESS = {"Straat en huisnummer": "", "Postcode": "", "Plaats": ""}


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def repaired(path: Path, **cells: str) -> None:
    """Set cells of a failed.csv, as a person does in a spreadsheet."""
    rows = read_csv(path)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows({**each, **cells} for each in rows)


def test_a_run_leaves_files_a_manifest_and_text_messages_that_only_the_owner_reads(firm: Path) -> None:
    ledger(firm / "ledger.csv", 3)
    done = tact("ledger.csv", "-c", "all", "-o", "out", *FAST, cwd=firm)
    assert done.returncode == 0, done.stderr
    out = firm / "out"
    lines = manifest(out)
    assert [(line["record"], line["channel"]) for line in lines] == [
        (f"{10000 + number}", channel) for number in range(3) for channel in ("letter", "email", "sms")
    ]
    for line in lines:
        assert line["status"] == "done"
        assert line["version"]
        assert line["lint"] == "not linted (--no-lint)"
        if line["channel"] != "sms":
            assert sha256((out / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    texts = [json.loads(line) for line in (out / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [text["record"] for text in texts] == ["10000", "10001", "10002"]
    assert texts[0]["to"] == "+31600000000"
    assert len(read_csv(out / "manifest.csv")) == len(lines)
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_dir()} == {0o700}


def test_one_percent_broken_rows_cost_themselves_and_complete_the_run_when_repaired(firm: Path) -> None:
    rows = [row(number, **({"Bedrag": "honderd"} if number % 100 == 7 else {})) for number in range(200)]
    ledger(firm / "ledger.csv", rows)
    done = tact("ledger.csv", "-c", "sms", "-o", "out", *FAST, cwd=firm)
    assert done.returncode == 1
    failed = firm / "out" / "failed.csv"
    lost = read_csv(failed)
    assert [each["Klantnummer"] for each in lost] == ["10007", "10107"]
    assert list(lost[0])[1:] == (firm / "ledger.csv").read_text(encoding="utf-8-sig").split("\n")[
        0
    ].strip().split(";")
    assert "geen bedrag" in lost[0]["wat er mis is"]
    repaired(failed, Bedrag="99,00")
    again = tact(failed, "-c", "sms", "-o", "out", *FAST, cwd=firm)
    assert again.returncode == 0, again.stderr
    lines = manifest(firm / "out")
    assert Counter(line["record"] for line in lines) == {f"{10000 + number}": 1 for number in range(200)}
    assert {line["status"] for line in lines} == {"done"}
    assert not failed.exists()


def test_a_repaired_row_that_has_its_message_already_gets_no_second_one(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(0), row(1, Bedrag="x")])
    assert tact("ledger.csv", "-c", "sms", "-o", "out", *FAST, cwd=firm).returncode == 1
    repaired(firm / "out" / "failed.csv", Klantnummer="10000", Bedrag="10,00")
    again = tact("out/failed.csv", "-c", "sms", "-o", "out", *FAST, cwd=firm)
    assert again.returncode == 1
    assert [line["record"] for line in manifest(firm / "out")] == ["10000"]
    assert "heeft al een bericht" in read_csv(firm / "out" / "failed.csv")[0]["wat er mis is"]


def test_two_customers_of_one_name_get_a_file_each(firm: Path) -> None:
    same = {"Klantnaam": "mevr. A. Jansen"}
    # Without a customer number the invoice names the record; the names differ in capitals alone.
    rows = [
        row(1, Klantnummer="ab", **same),
        row(2, Klantnummer="AB-", **same),
        row(3, Klantnummer="a b", **same),
        row(4, Klantnummer="../ab", **same),
    ]
    ledger(firm / "ledger.csv", rows)
    done = tact("ledger.csv", "-c", "email", "-o", "out", *FAST, cwd=firm)
    assert done.returncode == 0, done.stderr
    files = [line["file"] for line in manifest(firm / "out")]
    assert len({file.casefold() for file in files}) == 4
    assert all((firm / "out" / file).is_file() for file in files)
    assert {Path(file).parent.as_posix() for file in files} == {"emails"}


def test_a_run_goes_on_where_its_limit_stopped_it_and_only_when_asked(firm: Path) -> None:
    ledger(firm / "ledger.csv", 5)
    first = tact("ledger.csv", "-c", "sms", "-o", "out", "--limit", "2", *FAST, cwd=firm)
    assert first.returncode == 1
    assert "3 berichten nog niet gemaakt; ga verder met:" in first.stderr
    assert "--resume" in first.stderr
    assert len((firm / "out" / "sms.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    refused = tact("ledger.csv", "-c", "sms", "-o", "out", *FAST, cwd=firm)
    assert refused.returncode == 1
    assert "hier staat al een run" in refused.stderr
    rest = tact("ledger.csv", "-c", "sms", "-o", "out", "--resume", *FAST, cwd=firm)
    assert rest.returncode == 0, rest.stderr
    assert [line["status"] for line in manifest(firm / "out")] == ["done"] * 5


@pytest.mark.parametrize(
    ("what", "dutch"),
    [
        ("the input", "de invoer"),
        ("templates, styles or settings", "teksten, stijlen of instellingen"),
        ("template, channel or options", "tekst, kanaal of opties"),
    ],
)
def test_what_changed_since_a_run_began_is_told(firm: Path, what: str, dutch: str) -> None:
    ledger(firm / "ledger.csv", 3)
    assert tact("ledger.csv", "-c", "sms", "-o", "out", "--limit", "1", *FAST, cwd=firm).returncode == 1
    channel = "sms"
    if what == "the input":
        ledger(firm / "ledger.csv", 4)
    elif what == "template, channel or options":
        channel = "email"
    else:
        settings = firm / "tact.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("Ovenstraat 7", "Ovenstraat 8"), encoding="utf-8"
        )
    resumed = ("ledger.csv", "-c", channel, "-o", "out", "--resume", *FAST)
    refused = tact(*resumed, cwd=firm)
    assert refused.returncode == 1
    assert f"veranderd sinds deze run begon: {dutch}" in refused.stderr
    accepted = tact(*resumed, "--accept-changes", cwd=firm)
    assert accepted.returncode == 0, accepted.stderr
    assert [line["channel"] for line in manifest(firm / "out")] == ["sms"] * 3


def test_a_channel_that_nobody_can_receive_is_a_failure_and_one_of_several_is_a_note(firm: Path) -> None:
    ledger(
        firm / "ledger.csv", [row(0, Mobiel="", **ADDRESS), row(1, **{"E-mail": "", "Mobiel": "", **ADDRESS})]
    )
    assert tact("ledger.csv", "-c", "all", "-o", "out", *FAST, cwd=firm).returncode == 1
    statuses = {(line["record"], line["channel"]): line["status"] for line in manifest(firm / "out")}
    assert statuses == {
        ("10000", "letter"): "skipped",
        ("10000", "email"): "done",
        ("10000", "sms"): "skipped",
        ("10001", "letter"): "failed",
    }
    assert [each["Klantnummer"] for each in read_csv(firm / "out" / "failed.csv")] == ["10001"]


def test_the_channel_that_suits_follows_wish_and_reach(firm: Path) -> None:
    rows = [row(0), row(1, **{"E-mail": ""}), row(2, **{"E-mail": ""}, **ADDRESS)]
    ledger(firm / "ledger.csv", rows)
    assert tact("ledger.csv", "-o", "out", "--dry-run", "--json", *FAST, cwd=firm).returncode == 0
    shown = tact("ledger.csv", "-o", "out", "--dry-run", "--json", *FAST, cwd=firm)
    assert json.loads(shown.stdout)["messages"] == {"letter": 1, "email": 1, "sms": 1}
    assert not (firm / "out").exists()


def records(count: int) -> Iterator[Record]:
    for number in range(count):
        yield a_record(mobile=f"06 00 00 00 {number:02}").model_copy(update={"id": f"r{number}"})


def test_a_program_hands_over_records_and_gets_the_report_of_the_command(tmp_path: Path) -> None:
    order = Order(None, channel="sms")
    report = run(records(7), "reminder", tmp_path / "out", order=order, options=Options(jobs=1, lint=False))
    assert report is not None
    assert report.complete
    assert report.exit_code == 0
    assert (report.done, report.made_now, report.waiting) == ({"sms": 7}, 7, 0)
    with pytest.raises(RunRefused, match="holds a run already"):
        run(records(7), "reminder", tmp_path / "out", order=order, options=Options(jobs=1, lint=False))


def in_journal(out: Path) -> bytes:
    return b"".join(path.read_bytes() for path in out.glob("journal*"))


def test_what_failed_keeps_its_line_in_the_journal_and_what_is_done_keeps_nothing(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(0), row(1, Klantnaam="mevr. B. Bewaard", Bedrag="x")])
    assert tact("ledger.csv", "-c", "email", "-o", "out", *FAST, cwd=firm).returncode == 1
    assert b"k0@post.example" not in in_journal(firm / "out")
    assert b"Bewaard" in in_journal(firm / "out")


def test_a_finished_journal_holds_no_address_no_number_and_no_text_and_is_small(firm: Path) -> None:
    count = 60
    ledger(firm / "ledger.csv", [row(n, **({} if n == 1 else ADDRESS)) for n in range(count)])
    arguments = ("ledger.csv", "-c", "all", "-o", "out", *FAST)
    assert tact(*arguments, "--limit", "70", cwd=firm).returncode == 1
    waiting = in_journal(firm / "out")
    assert b"k59@post.example" in waiting
    assert tact(*arguments, "--resume", cwd=firm).returncode == 0
    journal = in_journal(firm / "out")
    assert len(journal) < len(waiting)
    texts = [
        json.loads(line) for line in (firm / "out" / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) == count
    private = ["@post.example", "Jansen", "Dorpsstraat", "9998", "Utrecht", *(text["to"] for text in texts)]
    private += [text["text"][:30] for text in texts]
    assert [words for words in private if words.encode() in journal] == []
    # And what the journal does not know any more stays in the list when the run is gone on with.
    assert tact(*arguments, "--resume", cwd=firm).returncode == 0
    again = (firm / "out" / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in again] == texts


def test_a_plan_is_made_step_by_step_and_its_history_follows(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(number, Vervaldatum="14-11-2026") for number in range(3)])
    plan = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "plan", "ledger.csv", "--on", "2026-11-23", "--out", "plan"],
        cwd=firm, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (firm / "plan" / "plan.jsonl").exists(), plan.stderr
    for _ in range(2):
        done = tact(
            "plan/plan.jsonl",
            "-o",
            "out",
            "--no-lint",
            "-q",
            "--history",
            "history.jsonl",
            "--resume",
            *ON,
            cwd=firm,
        )
        assert done.returncode == 0, done.stderr
    lines = manifest(firm / "out")
    assert len(lines) == 3
    history = [json.loads(line) for line in (firm / "history.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(each["step"], each["channel"]) for each in history] == [
        (line["step"], line["channel"]) for line in lines
    ]


def test_a_last_notice_comes_with_its_amounts_and_days_explained(tmp_path: Path) -> None:
    notice = read_record(shipped("templates") / "last-notice" / "samples" / "ordinary.toml")
    report = run(
        [notice], "last-notice", tmp_path, order=Order(None, channel="letter"), options=Options(1, lint=False)
    )
    assert report is not None
    assert report.complete
    (line,) = manifest(tmp_path)
    beside = tmp_path / line["file"].replace(".pdf", ".explained.json")
    explained = json.loads(beside.read_text(encoding="utf-8"))
    assert explained["record"]["id"] == notice.id
    assert explained["notice"]["costs"]["explanation"]
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600
