"""Whatever goes wrong around a run costs what it has to and no more."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.batch.ledgers import ON, TACT, environment, ledger, manifest, row, tact
from tests.schedule.town import invoice
from tests.schedule.town import record as planned_record
from toolkit.batch import Order
from toolkit.batch.intake import Intake
from toolkit.batch.runner import Options, run
from toolkit.channels.press import Press
from toolkit.channels.rendering import Rendering
from toolkit.compose import Message
from toolkit.records import Record
from toolkit.workspace import shipped

FAST = ("--no-lint", "-q", "-t", "reminder", *ON)
MAIL = ("-c", "email", "-o", "out", *FAST)


def layout(firm: Path, text: str) -> None:
    """Give the firm a letter layout of its own that says `text` at its end."""
    own = firm / "templates" / "_layouts"
    own.mkdir(parents=True)
    whole = (shipped("templates") / "_layouts" / "letter.html.j2").read_text(encoding="utf-8")
    (own / "letter.html.j2").write_text(whole.replace("</main>", f"{text}</main>"), encoding="utf-8")


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[int | None]:
    """Make a folder a small disk of its own; where that is not allowed, yield the largest file to write."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    try:
        yield None if mounted.returncode == 0 else 12_000
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("kilobytes", [150, 420, 700])
def test_a_full_disk_stops_the_run_and_loses_nothing(firm: Path, kilobytes: int) -> None:
    ledger(firm / "ledger.csv", 60)
    with small_disk(firm / "out", kilobytes) as largest:

        def limited() -> None:
            if largest:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        stopped = tact("ledger.csv", *MAIL, cwd=firm, preexec_fn=limited)
        assert stopped.returncode == 1, stopped.stderr
        assert "kan niet geschreven worden" in stopped.stderr or "schijf" in stopped.stderr
        assert not list((firm / "out").rglob("*.part"))
        if largest is None:
            subprocess.run(["mount", "-o", "remount,size=50m", firm / "out"], check=True)
        done = tact("ledger.csv", *MAIL, "--resume", cwd=firm)
        assert done.returncode == 0, done.stderr
        lines = manifest(firm / "out")
        assert [line["record"] for line in lines] == [f"{10000 + number}" for number in range(60)]
        assert {line["status"] for line in lines} == {"done"}
        assert all((firm / "out" / line["file"]).stat().st_size == line["bytes"] for line in lines)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_made(firm: Path) -> None:
    ledger(firm / "ledger.csv", 2)
    (firm / "out").write_text("a file stands in the way", encoding="utf-8")
    refused = tact("ledger.csv", *MAIL, cwd=firm)
    assert refused.returncode in (1, 3)
    assert "out" in refused.stderr
    (firm / "locked").mkdir(mode=0o500)
    if os.access(firm / "locked", os.W_OK):
        # The owner of everything may write everywhere, except where nobody can.
        locked = "/proc/out"
    else:
        locked = "locked/out"
    refused = tact("ledger.csv", "-c", "email", "-o", locked, *FAST, cwd=firm)
    assert refused.returncode in (1, 3)
    assert re.search("kan niet|gaat niet open", refused.stderr)


@contextmanager
def going_on(firm: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a run of 400 e-mails of which the first is there."""
    ledger(firm / "ledger.csv", 400)
    with subprocess.Popen(
        [*TACT, "ledger.csv", *MAIL],
        cwd=firm,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        started(firm / "out" / "emails")
        yield process


def started(folder: Path) -> None:
    """Wait until the first file of a run is there."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if folder.is_dir() and any(path.suffix == ".eml" for path in folder.iterdir()):
            return
        time.sleep(0.005)
    raise AssertionError("the run did not start")


def test_an_input_that_changes_while_a_run_goes_on_is_told_and_changes_nothing(firm: Path) -> None:
    with going_on(firm) as process:
        ledger(firm / "ledger.csv", 401)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "veranderd terwijl deze run bezig was: de invoer" in said
    assert len(manifest(firm / "out")) == 400


def test_two_runs_at_once_in_one_folder_are_refused(firm: Path) -> None:
    with going_on(firm) as process:
        refused = tact("ledger.csv", *MAIL, "--resume", cwd=firm)
        assert refused.returncode == 1
        assert "is al bezig" in refused.stderr
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert {line["status"] for line in manifest(firm / "out")} == {"done"}


def test_ctrl_c_finishes_what_is_in_hand_and_says_how_to_go_on(firm: Path) -> None:
    with going_on(firm) as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "ga verder met:\n  tact batch ledger.csv" in said
    assert "--resume" in said
    lines = manifest(firm / "out")
    made = [line for line in lines if line["status"] == "done"]
    assert 0 < len(made) < 400
    assert {path.name for path in (firm / "out" / "emails").iterdir()} == {
        Path(line["file"]).name for line in made
    }
    assert tact("ledger.csv", *MAIL, "--resume", cwd=firm).returncode == 0


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        (
            "{% for _ in range(3000) %}<div>{% endfor %}{% for _ in range(3000) %}</div>{% endfor %}",
            "RecursionError",
            3,
        ),
        ('<p><img src="file:///etc/passwd" alt="x"/></p>', "buiten de werkmap", 1),
        ("{% for _ in range(10**12) %}{% endfor %}", "duurde langer dan", 1),
    ],
    ids=["WeasyPrint gives up", "a file it may not read", "no end to it"],
)
def test_a_letter_that_cannot_be_made_costs_that_record_only(
    firm: Path, text: str, said: str, code: int
) -> None:
    layout(firm, "{% if 'Kapot' in fit.address.lines[0] %}" + text + "{% endif %}")
    ledger(firm / "ledger.csv", [row(0), row(1, Klantnaam="mevr. A. Kapot"), row(2)])
    arguments = ("-c", "letter", "-o", "out", "--time-limit", "8", *FAST)
    done = tact("ledger.csv", *arguments, cwd=firm)
    assert done.returncode == code
    lines = manifest(firm / "out")
    assert [line["status"] for line in lines] == ["done", "failed", "done"]
    assert said in lines[1]["error"]
    failed = firm / "out" / "failed.csv"
    repaired = failed.read_text(encoding="utf-8-sig").replace("Kapot", "Heel")
    failed.write_text(repaired, encoding="utf-8-sig")
    again = tact("out/failed.csv", *arguments, cwd=firm)
    assert again.returncode == 0, again.stderr
    assert [line["status"] for line in manifest(firm / "out")] == ["done"] * 3


def test_fail_fast_stops_at_the_first_failure(firm: Path) -> None:
    layout(
        firm,
        "{% if 'Kapot' in fit.address.lines[0] %}<p><img src='file:///etc/passwd' alt=''/></p>{% endif %}",
    )
    ledger(
        firm / "ledger.csv", [row(0, Klantnaam="mevr. A. Kapot"), *(row(number) for number in range(1, 12))]
    )
    done = tact("ledger.csv", "-c", "letter", "-o", "out", "--fail-fast", "-j", "1", *FAST, cwd=firm)
    assert done.returncode == 1
    assert "--fail-fast" in done.stderr
    assert "todo" in [line["status"] for line in manifest(firm / "out")]


def test_a_template_with_an_error_does_not_start_unless_it_is_asked_and_written_down(firm: Path) -> None:
    ledger(firm / "ledger.csv", 1)
    unknown = tact("ledger.csv", "-t", "remimder", "-o", "out", cwd=firm)
    assert unknown.returncode == 2
    assert "bedoelt u 'reminder'" in unknown.stderr


@pytest.mark.parametrize("victim", ["nobody", "a worker", "the run"])
def test_no_temporary_folder_stays_behind(firm: Path, victim: str) -> None:
    ledger(firm / "ledger.csv", 6)
    (firm / "tmp").mkdir()
    command = [*TACT, "ledger.csv", "-c", "letter", "-o", "out", "-j", "1", *FAST]
    with subprocess.Popen(command, cwd=firm, env={**environment(), "TMPDIR": str(firm / "tmp")}) as process:
        until = time.monotonic() + 60
        while not list(firm.glob("out/.tact-*/weasyprint-*")) and time.monotonic() < until:
            time.sleep(0.005)
        assert list(firm.glob("out/.tact-*/weasyprint-*"))
        worker = workers_of(process.pid)[-1]
        if victim != "nobody":
            os.kill(worker if victim == "a worker" else process.pid, signal.SIGKILL)
        process.wait(timeout=120)
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.005)
    assert process.returncode == (-signal.SIGKILL if victim == "the run" else 0)
    assert not list((firm / "tmp").iterdir())
    assert not list((firm / "out").glob(".tact-*"))


def workers_of(pid: int) -> list[int]:
    """Return the processes that a process started, the newest last."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_fault_of_the_program_names_its_record_and_ends_in_a_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, planned_whole = Press.render, Intake._record

    def render(self: Press, message: Message, folder: Path) -> Rendering:
        if message.record.id == "two":
            raise ZeroDivisionError(message.record.customer.last_name)
        return whole(self, message, folder)

    def planned(self: Intake, record: Record, *rest: Any) -> int:
        if record.id == "three":
            raise KeyError(record.customer.last_name)
        return planned_whole(self, record, *rest)

    monkeypatch.setattr(Press, "render", render)
    monkeypatch.setattr(Intake, "_record", planned)
    records = [
        planned_record(invoice(str(n), 7), id=name) for n, name in enumerate(("one", "two", "three", "four"))
    ]
    with ThreadPoolExecutor(1) as executor:
        options = Options(jobs=1, executor=executor, lint=False)
        report = run(records, "reminder", tmp_path / "out", order=Order("reminder", "sms"), options=options)
    assert report is not None
    assert (report.done, report.failed, report.unreadable, report.faults) == ({"sms": 2}, 1, 1, 2)
    assert report.exit_code == 3
    told = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("failed*"))
    assert "ZeroDivisionError" in told
    assert "KeyError" in told


def test_a_rule_that_fails_on_a_template_is_told_once_and_ends_a_run_in_a_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.batch import runner
    from toolkit.batch.preflight import lint_templates
    from toolkit.errors import InnerError
    from toolkit.lint import Linter

    def stumbling(self: Linter, template: Any, **_: Any) -> list[Any]:
        if template.name == "due-soon":
            self._guard.faults.append(InnerError("the rule fell"))
        return []

    monkeypatch.setattr(Linter, "lint", stumbling)
    monkeypatch.setattr(runner, "apart", lambda ask, *values: ask(*values))
    said, faults = lint_templates(None, {}, ["due-soon", "reminder"])
    assert (said, faults) == (
        {"due-soon": f"{said['reminder']}; the rule fell", "reminder": said["reminder"]},
        1,
    )
    with ThreadPoolExecutor(1) as executor:
        options = Options(jobs=1, executor=executor)
        records = [planned_record(invoice("1", -7), id="one")]
        report = run(records, "due-soon", tmp_path / "out", order=Order("due-soon", "sms"), options=options)
    assert report is not None
    assert (report.done, report.faults, report.exit_code) == ({"sms": 1}, 1, 3)
