"""A dask scheduler and two worker processes on this machine: one dies, and nothing is lost or different."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.batch.ledgers import ON, TACT, environment, ledger, manifest, row, tact

FAST = ("--no-lint", "-q", "-t", "reminder", *ON)
COUNT = 16


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Yield the address of a scheduler, and its workers: without a nanny, so that a killed one stays dead."""
    address = f"tcp://127.0.0.1:{free_port()}"
    dask = [sys.executable, "-W", "ignore", "-m", "distributed.cli"]
    quiet = {
        "cwd": tmp_path,
        "env": environment(),
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    scheduler = subprocess.Popen(
        [*dask[:-1], "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2],
         "--no-dashboard", "--no-show"], **quiet,
    )  # fmt: skip
    workers = [
        subprocess.Popen(
            [*dask[:-1], "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
             "--host", "127.0.0.1"], **quiet,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        wait_for(address, 2)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


def wait_for(address: str, count: int) -> None:
    program = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "from distributed import Client\n"
        f"with Client({address!r}, timeout=60) as client: client.wait_for_workers({count}, timeout=60)"
    )
    subprocess.run(
        [sys.executable, "-c", program], env=environment(), check=True, capture_output=True, timeout=120
    )


def test_a_cluster_that_loses_a_worker_makes_what_one_machine_makes(
    firm: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    ledger(firm / "ledger.csv", [row(number) for number in range(COUNT)])
    arguments = ("ledger.csv", "-c", "all", *FAST)
    assert tact(*arguments, "-o", "here", cwd=firm).returncode == 0
    command = [*TACT, *arguments, "-o", str(firm / "there"), "--cluster", address]
    with subprocess.Popen(
        command, cwd=firm, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        letters = firm / "there" / "letters"
        until = time.monotonic() + 90
        while not (letters.is_dir() and any(letters.glob("*.pdf"))) and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(workers[0].pid, signal.SIGKILL)
        _, said = process.communicate(timeout=180)
    assert process.returncode == 0, said
    here, there = (
        [{key: value for key, value in line.items() if key != "seconds"} for line in manifest(firm / name)]
        for name in ("here", "there")
    )
    assert there == here
    for line in here:
        if line["channel"] != "sms":
            assert (firm / "there" / line["file"]).read_bytes() == (firm / "here" / line["file"]).read_bytes()
    assert (firm / "there" / "sms.jsonl").read_bytes() == (firm / "here" / "sms.jsonl").read_bytes()
    assert not list((firm / "there").rglob("*.part"))


def test_files_go_to_any_storage_that_fsspec_knows_with_the_journal_here(firm: Path) -> None:
    ledger(firm / "ledger.csv", 3)
    url = f"file://{firm / 'bucket'}"
    assert tact("ledger.csv", "-c", "email", "-o", url, *FAST, cwd=firm).returncode == 2
    done = tact("ledger.csv", "-c", "email", "-o", url, "--journal", "run", *FAST, cwd=firm)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (firm / "bucket" / "emails").iterdir()} == {
        Path(line["file"]).name for line in manifest(firm / "run")
    }


def test_a_scheduler_that_does_not_answer_is_told(firm: Path) -> None:
    ledger(firm / "ledger.csv", 1)
    done = tact("ledger.csv", "-o", "out", "--cluster", "tcp://127.0.0.1:9", *FAST, cwd=firm)
    assert done.returncode == 2
    assert "er antwoordt geen planner van dask" in done.stderr
