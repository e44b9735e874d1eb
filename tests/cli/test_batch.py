"""The verb batch: what it asks, shows and answers with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.batch.ledgers import ON, ROOT, TACT, environment, ledger, row, tact
from tests.records.invoices import BUYER, PDF, document, embedded

TEXTS = ("-t", "reminder", "-c", "sms", "-o", "out", *ON)


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    settings = ROOT / "toolkit" / "cli" / "starter" / "workspace" / "tact.toml"
    (tmp_path / "tact.toml").write_bytes(settings.read_bytes())
    return tmp_path


def test_a_run_lints_counts_shows_progress_and_lists_its_files(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(0), row(1, Bedrag="-5,00"), row(2, Bedrag="x")])
    done = tact("ledger.csv", *TEXTS, cwd=firm)
    assert done.returncode == 1
    assert "lint: reminder: " in done.stderr
    assert "1 sms (2 delen)" in done.stderr
    assert "1 overgeslagen: er staat niets open" in done.stderr
    assert "niet te maken: 1; in failed.csv staat straks welke en waarom" in done.stderr
    assert "1 van 1, " in done.stderr
    assert "gemaakt: 1 sms (2 delen, " in done.stdout
    assert "mislukt: 1; herstel out/failed.csv en geef het opnieuw" in done.stdout
    assert "out/manifest.jsonl" in done.stdout


def test_json_is_all_that_stdout_holds(firm: Path) -> None:
    ledger(firm / "ledger.csv", 2)
    done = tact("ledger.csv", *TEXTS, "--json", "--no-lint", cwd=firm)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert (report["done"], report["complete"], report["lint"]) == ({"sms": 2}, True, "off")


def test_a_dry_run_counts_and_makes_nothing(firm: Path) -> None:
    ledger(firm / "ledger.csv", [row(0), row(1, Mobiel="")])
    done = tact("ledger.csv", *TEXTS, "--dry-run", "--no-lint", cwd=firm)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "1 sms (2 delen)",
        "niet te maken: 1; in failed.csv staat straks welke en waarom",
    ]
    assert not (firm / "out").exists()


@pytest.mark.parametrize(("answer", "made"), [(b"n\n", False), (b"y\n", True)])
def test_on_a_terminal_it_asks_first(firm: Path, answer: bytes, made: bool) -> None:
    ledger(firm / "ledger.csv", 2)
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    with subprocess.Popen(
        [*TACT, "ledger.csv", *TEXTS, "--no-lint", "-q"], cwd=firm, env=environment(), stdin=theirs, stderr=theirs,
        stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.wait(timeout=120) == 0
    os.close(theirs)
    os.close(ours)
    assert (firm / "out" / "sms.jsonl").exists() is made


def test_a_text_that_must_not_be_sent_stops_the_run_and_no_lint_is_written_down(firm: Path) -> None:
    folder = firm / "templates" / "reminder"
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text(
        'title = "Proef"\npurpose = "Om te proeven."\nstage = "reminder"\nchannels = ["sms"]\nlanguages = ["nl"]\n',
        encoding="utf-8",
    )
    (folder / "samples").mkdir()
    base = os.path.relpath(ROOT / "templates" / "_samples" / "nl-consumer.toml", folder / "samples")
    (folder / "samples" / "1.toml").write_text(
        f'base = "{base}"\nid = "a"\ndate = 2026-11-23\n[[invoices]]\nnumber = "1"\ndate = 2026-10-01\n'
        "due_date = 2026-10-31\namount = 10.00\n",
        encoding="utf-8",
    )
    text = "{% block subject %}x{% endblock %}{% block body %}x{% endblock %}"
    text += "{% block sms %}U DIENT {{ total|euro }} TE VOLDOEN, ANDERS VOLGT DE DEURWAARDER!!!{% endblock %}"
    (folder / "nl.md.j2").write_text(text, encoding="utf-8")
    ledger(firm / "ledger.csv", 1)
    refused = tact("ledger.csv", *TEXTS, "-q", cwd=firm)
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert "reminder/nl.md.j2:" in refused.stderr
    assert "--no-lint" in refused.stderr
    assert not (firm / "out" / "sms.jsonl").exists()
    done = tact("ledger.csv", *TEXTS, "-q", "--no-lint", "--resume", cwd=firm)
    assert done.returncode == 0, done.stderr
    assert "not linted (--no-lint)" in (firm / "out" / "manifest.csv").read_text(encoding="utf-8-sig")


def test_a_folder_of_invoices_becomes_messages_with_the_invoice_attached(firm: Path) -> None:
    settings = (firm / "tact.toml").read_text(encoding="utf-8").replace("32000045", "12345678")
    settings = settings.replace("\naccount_holder", '\naccounts = ["NL20INGB0001234567"]\naccount_holder')
    (firm / "tact.toml").write_text(settings, encoding="utf-8")
    (firm / "in").mkdir()
    (firm / "in" / "good.xml").write_bytes(document(more=embedded()))
    (firm / "in" / "bad.xml").write_bytes(document(currency="USD"))
    arguments = ("-t", "reminder", "-c", "email", "-o", "out", "--no-lint", "-q", *ON)
    inside = tact("in", *arguments[:5], "in/out", *arguments[6:], cwd=firm)
    assert "ligt in de map die gelezen wordt" in inside.stderr
    done = tact("in", *arguments, cwd=firm)
    assert done.returncode == 1, done.stderr
    (mail,) = (firm / "out" / "emails").iterdir()
    assert b"application/pdf" in mail.read_bytes()
    assert next((firm / "out" / "attachments").iterdir()).read_bytes() == PDF
    assert [path.name for path in (firm / "out" / "failed").iterdir()] == ["bad.xml"]
    assert "is niet in euro's" in (firm / "out" / "failed.csv").read_text(encoding="utf-8-sig")
    repaired = document("F-9", buyer=BUYER.replace("0123456749", "0999999922"))
    (firm / "out" / "failed" / "bad.xml").write_bytes(repaired)
    again = tact("out/failed", *arguments, cwd=firm)
    assert again.returncode == 0, again.stderr
    assert not (firm / "out" / "failed").exists()


def test_an_input_that_names_no_template_needs_one(firm: Path) -> None:
    ledger(firm / "ledger.csv", 1)
    done = tact("ledger.csv", "-o", "out", cwd=firm)
    assert done.returncode == 2
    assert "--template" in done.stderr


def test_a_resume_where_no_run_began_says_that_one_begins_also_when_it_is_quiet(firm: Path) -> None:
    ledger(firm / "ledger.csv", 1)
    begun, resumed = (tact("ledger.csv", *TEXTS, "--resume", "-q", "--no-lint", cwd=firm) for _ in range(2))
    assert (begun.returncode, resumed.returncode, resumed.stderr) == (0, 0, "")
    assert "in deze map was nog geen run begonnen: hij begint nu, met alleen de opties van nu" in begun.stderr


@pytest.mark.parametrize(
    "where", [("k\udcff.csv", "out", "sent"), ("k.csv", "o\udcff", "sent"), ("k.csv", "out", "s\udcff")]
)
def test_a_run_refuses_a_name_that_its_lists_cannot_hold(firm: Path, where: tuple[str, str, str]) -> None:
    ledger(firm / where[0], 1)
    done = tact(where[0], "-t", "reminder", "-c", "sms", "-o", where[1], "--history", where[2], cwd=firm)
    assert done.returncode == 1
    assert "heeft een naam die geen UTF-8 is; geef het een andere naam" in done.stderr
    assert {path.name for path in firm.iterdir()} == {"tact.toml", where[0]}
