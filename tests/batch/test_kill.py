"""A run that is killed at any moment and started again makes every message exactly once."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing, suppress
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from tests.batch.ledgers import ON, TACT, environment, ledger, manifest, row, tact

FULL = "TACT_ALL_KILLS" in os.environ
KILLS = 40 if FULL else 8
AFTER_READING = 8 if FULL else 2
CUSTOMERS = 24
# Most customers get an e-mail or a text message, which are quick; some get a letter.
CHANNELS = ("E-mail", "Mobiel", "Postcode")


def customers() -> list[str]:
    rows = []
    for number in range(CUSTOMERS):
        gone = {"E-mail": "", "Mobiel": "", "Straat en huisnummer": "", "Postcode": "", "Plaats": ""}
        kept = {0: ("Straat en huisnummer", "Postcode", "Plaats"), 1: ("Mobiel",)}.get(
            number % 4, ("E-mail",)
        )
        rows.append(row(number, **{name: "" for name in gone if name not in kept}))
    return rows


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill_somewhere(process: subprocess.Popen[bytes], chance: random.Random) -> bool:
    """Kill the run or one of its workers; return whether there was something to kill."""
    victims = [process.pid, *children(process.pid)]
    victim = chance.choice([process.pid, *victims])
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
        return process.poll() is None or victim == process.pid
    return False


def check(out: Path) -> None:
    lines = manifest(out)
    assert Counter(line["record"] for line in lines) == {f"{10000 + n}": 1 for n in range(CUSTOMERS)}
    assert {line["status"] for line in lines} == {"done"}
    for line in lines:
        number = int(line["record"]) - 10000
        if line["channel"] == "sms":
            continue
        content = (out / line["file"]).read_bytes()
        assert sha256(content).hexdigest() == line["sha256"]
        if line["channel"] == "email":
            made = message_from_bytes(content, policy=policy.default)
            assert f"k{number}@post.example" in made["To"]
        else:
            with pikepdf.open(out / line["file"]) as pdf:
                assert f"2026-{number:05}" in str(pdf.docinfo["/Title"])
    texts = (out / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(texts) == sum(line["channel"] == "sms" for line in lines)
    made_files = {path.relative_to(out).as_posix() for path in out.rglob("*.*") if path.parent != out}
    assert made_files == {line["file"] for line in lines if line["channel"] != "sms"}
    assert not list(out.rglob("*.part"))


def digests(out: Path) -> dict[str, str]:
    """Return what each customer got, by the digest of its bytes."""
    return {line["record"]: line["sha256"] for line in manifest(out)}


def test_kills_at_any_moment_lose_nothing_and_double_nothing(firm: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311 - any moment will do
    ledger(firm / "ledger.csv", customers())
    assert (
        tact("ledger.csv", "-t", "reminder", "-o", "whole", "--no-lint", "-q", *ON, cwd=firm).returncode == 0
    )
    whole = digests(firm / "whole")
    kills = runs = 0
    while kills < KILLS:
        runs += 1
        out = firm / f"out{runs}"
        command = [
            *TACT,
            "ledger.csv",
            "-t",
            "reminder",
            "-o",
            out.name,
            "-j",
            "2",
            "--no-lint",
            "-q",
            *ON,
            "--history",
            f"sent{runs}.jsonl",
            "--resume",
        ]
        for _ in range(12):
            process = subprocess.Popen(
                command, cwd=firm, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(timeout=chance.uniform(0.3, 2.5))
            except subprocess.TimeoutExpired:
                kills += kill_somewhere(process, chance)
            if process.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=chance.uniform(0.2, 1.5))
            if process.poll() is None:
                kills += 1
                process.kill()
            if process.wait() == 0 or kills >= KILLS:
                break
        done = tact(*command[4:], cwd=firm)
        assert done.returncode == 0, done.stdout + done.stderr
        check(out)
        assert digests(out) == whole
        told = (firm / f"sent{runs}.jsonl").read_text(encoding="utf-8").splitlines()
        sent = [json.loads(line)["customer"] for line in told]
        assert Counter(sent) == {f"{10000 + n}": 1 for n in range(CUSTOMERS)}


@pytest.mark.parametrize("time", range(AFTER_READING))
def test_a_run_that_is_killed_right_after_reading_goes_on(firm: Path, time: int) -> None:
    ledger(firm / "ledger.csv", customers())
    command = ("ledger.csv", "-t", "reminder", "-o", "out", "-j", "2", "--no-lint", "-q", *ON)
    process = subprocess.Popen(
        [*TACT, *command],
        cwd=firm,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while process.poll() is None:
        if was_read(firm / "out" / "journal.sqlite"):
            os.killpg(process.pid, signal.SIGKILL)
            break
    assert process.wait() == -signal.SIGKILL
    done = tact(*command, "--resume", cwd=firm)
    assert (done.returncode, done.stderr) == (0, "")
    check(firm / "out")


def was_read(journal: Path) -> bool:
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=0)) as db,
    ):
        return db.execute("SELECT 1 FROM fact WHERE name = 'intake'").fetchone() is not None
    return False
