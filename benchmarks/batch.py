"""The batch beside its peers: the same letter for all, one table, one run.

    python -m benchmarks.batch [--letters 120] [--memory 0] [--experiments]

`--memory 10000` makes so many letters more and tells what the parent and its workers hold after 1,000 letters
and at the end. CPU time is that of all processes that take part. The exit code is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks.peers import chromium, html_of, ordinary, typst
from toolkit.batch import Options, Order, run
from toolkit.batch.jobs import Job, Result, Setup
from toolkit.batch.pool import WorkerPool
from toolkit.batch.worker import start, work
from toolkit.catalogue import Catalogue
from toolkit.compose import Composer
from toolkit.records import Record
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

TEMPLATE = "reminder"
DIFFERENT = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: messages a second, and CPU milliseconds a message."""

    name: str
    rate: float
    cpu: float


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(description="The batch beside its peers.")
    parser.add_argument("--letters", type=int, default=120, help="letters for each way of making them")
    parser.add_argument("--memory", type=int, default=0, help="also make so many letters and tell the memory")
    parser.add_argument(
        "--experiments", action="store_true", help="also measure what docs/performance.md tells"
    )
    given = parser.parse_args()
    space = Workspace()
    cores = len(os.sched_getaffinity(0))
    print(f"Python {platform.python_version()}, {cores} cores, load {os.getloadavg()[0]:.1f} at the start")
    letters = list(records(DIFFERENT))
    rows = {row.name: row for row in _letters(space, letters, given.letters)}
    rows |= {row.name: row for row in (_rate("email", 2000), _rate("sms", 20000))}
    print(f"\n{'':34}{'a second':>10}{'CPU ms each':>13}")
    for row in rows.values():
        print(f"{row.name:34}{row.rate:10.1f}{row.cpu:13.2f}")
    if given.experiments:
        from benchmarks.experiments import experiments

        experiments(space, letters)
    grown = _memory(given.memory) if given.memory else None
    return _verdict(rows, grown)


def records(count: int) -> Iterator[Record]:
    """Yield the ordinary record of the benchmark: one consumer, one invoice, one page; each is another one."""
    sample = Catalogue(Workspace()).template(TEMPLATE).folder / "samples" / "ordinary.toml"
    first = read_record(sample)
    for number in range(count):
        (invoice,) = first.invoices
        own = invoice.model_copy(
            update={"number": f"2026-{number:05}", "amount": Decimal(10000 + number * 7) / 100}
        )
        update = {"id": f"r{number:05}", "invoices": (own,), "attachments": ()}
        yield first.model_copy(update=update)


def _letters(space: Workspace, some: list[Record], count: int) -> Iterator[Row]:
    composer, template = Composer(space), Catalogue(space).template(TEMPLATE)
    messages = [composer.compose(template, record, "letter") for record in some]
    pages = html_of(space, messages)
    yield _timed("ordinary loop, 1 process", ordinary(pages), max(count // 4, 20))
    with tempfile.TemporaryDirectory() as folder:
        for jobs in (1, 2):
            yield _pool(Path(folder), jobs, some, count * jobs)
        with chromium(Path(folder), pages) as browser:
            if browser is None:
                print("headless Chromium: not installed, so it is not in the table")
            else:
                pid, printed = browser
                yield _timed("headless Chromium, print to PDF", printed, max(count // 4, 20), pid)
    made = typst(space, messages)
    if made is None:
        print("Typst: not installed (pip install typst), so it is not in the table")
    else:
        yield _timed("Typst", made, count)


def _timed(name: str, make: Callable[[int], bytes], count: int, pid: int | None = None) -> Row:
    for number in range(3):
        if not make(number).startswith(b"%PDF"):
            raise AssertionError(f"{name} made no PDF")
    began, cpu = time.perf_counter(), _cpu(pid)
    for number in range(count):
        make(number)
    return Row(name, count / (time.perf_counter() - began), (_cpu(pid) - cpu) / count * 1000)


def _pool(folder: Path, jobs: int, some: list[Record], count: int) -> Row:
    """Time warm workers from record to synced file: validate, compose, lay out, write."""
    for name in ("letters", "emails"):
        (folder / name).mkdir(exist_ok=True)
    setup = Setup(None, {}, str(folder), ("letter",))
    with WorkerPool(jobs, initializer=start, initargs=(setup,)) as pool:
        wait([pool.submit(work, setup, (_job(some[0], -number),)) for number in range(1, 3 * jobs + 1)])
        pids = pool.pids()
        began, cpu = time.perf_counter(), sum(_cpu(pid) for pid in pids) + _cpu(None)
        calls = [
            pool.submit(work, setup, (_job(some[number % len(some)], number),)) for number in range(count)
        ]
        wait(calls)
        took, spent = time.perf_counter() - began, sum(_cpu(pid) for pid in pids) + _cpu(None) - cpu
        if {result.status for call in calls for result in call.result()} != {"done"}:
            raise AssertionError("a letter was not made")
    return Row(f"tact, {jobs} {'worker' if jobs == 1 else 'workers'}", count / took, spent / count * 1000)


def _job(record: Record, number: int) -> Job:
    payload = record.model_dump_json(exclude_defaults=True, exclude={"creditor"})
    creditor = record.creditor.model_dump_json(exclude_defaults=True)
    return Job(number, payload, creditor, TEMPLATE, "letter", f"letters/{number}.pdf", ".")


def _rate(channel: str, count: int) -> Row:
    """Time a whole run of e-mails or text messages on two workers, without reading and the workers' start."""
    with tempfile.TemporaryDirectory() as folder:
        moments: list[float] = []

        @contextmanager
        def watching(_total: int) -> Iterator[Callable[[Result], None]]:
            yield lambda _: moments.append(time.perf_counter())

        before = _cpu(None) + _children()
        run(records(count), TEMPLATE, Path(folder) / "out", workspace=Workspace(), order=Order(None, channel),
            options=Options(jobs=2, lint=False, watching=watching))  # fmt: skip
        spent = _cpu(None) + _children() - before
    warm = count // 4
    rate = (count - warm) / (moments[-1] - moments[warm - 1])
    return Row(
        {"email": "tact, e-mails, 2 workers", "sms": "tact, SMS, 2 workers"}[channel],
        rate,
        spent / count * 1000,
    )


def _memory(count: int) -> float:
    """Make many letters in a run; return how much the parent and its workers grew from the 1,000th on, in %."""
    seen: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:

        @contextmanager
        def watching(_total: int) -> Iterator[Callable[[Result], None]]:
            made = 0
            own = os.getpid()

            def watch(_result: Result) -> None:
                nonlocal made
                made += 1
                if made == 1000 or made % (count // 10) == 0:
                    workers = [_resident(pid) for pid in _descendants(own)]
                    seen.append((made, _resident(own) + sum(workers), max(workers)))

            yield watch

        began = time.perf_counter()
        run(_dated(count), TEMPLATE, Path(folder) / "out", workspace=Workspace(), order=Order(None, "letter"),
            options=Options(jobs=2, lint=False, watching=watching))  # fmt: skip
        took = time.perf_counter() - began
    print(f"\n{count} letters in {took:.0f} s: {count / took:.1f} a second, reading and start included")
    print(f"{'after':>8}{'parent + workers':>20}{'largest worker':>18}")
    for made, whole, largest in seen:
        print(f"{made:8}{whole / 1e6:17.0f} MB{largest / 1e6:15.0f} MB")
    first = next(whole for made, whole, _ in seen if made >= 1000)
    return (seen[-1][1] / first - 1) * 100


def _dated(count: int) -> Iterator[Record]:
    for record in records(count):
        yield record.model_copy(update={"date": date(2026, 12, 4)})


def _verdict(rows: dict[str, Row], grown: float | None) -> int:
    loop, one, two = (
        rows[name] for name in ("ordinary loop, 1 process", "tact, 1 worker", "tact, 2 workers")
    )
    checks = [
        (f"CPU of a letter: {one.cpu:.1f} ms", one.cpu <= 45),
        (f"beside the ordinary loop, 1 worker: {one.rate / loop.rate:.1f} times", one.rate >= 2.5 * loop.rate),
        (f"beside the ordinary loop, 2 workers: {two.rate / loop.rate:.1f} times", two.rate >= 4.5 * loop.rate),
        (f"from 1 worker to 2: {two.rate / one.rate:.2f} times", two.rate >= 1.8 * one.rate),
        (f"e-mails: {rows['tact, e-mails, 2 workers'].rate:.0f} a second",
         rows["tact, e-mails, 2 workers"].rate >= 400),
        (f"SMS: {rows['tact, SMS, 2 workers'].rate:.0f} a second", rows["tact, SMS, 2 workers"].rate >= 3000),
    ]  # fmt: skip
    browser = rows.get("headless Chromium, print to PDF")
    if browser:
        checks.append((f"Chromium spends {browser.cpu:.1f} ms on a letter", one.cpu < browser.cpu))
    if grown is not None:
        checks.append((f"memory from 1,000 letters on: {grown:+.1f}%", grown <= 5))
    print()
    for text, good in checks:
        print(f"{'reached' if good else 'MISSED '}  {text}")
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    return 0 if all(good for _, good in checks) else 1


def _cpu(pid: int | None) -> float:
    """Return the CPU seconds of this process, or of another and everything it started that still lives."""
    if pid is None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime
    total = 0.0
    for each in (pid, *_descendants(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _descendants(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        own = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [*own, *(deeper for child in own for deeper in _descendants(child))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0.0


if __name__ == "__main__":
    sys.exit(main())
