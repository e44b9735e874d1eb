"""How long a plan takes: a ledger of 1,000 customers in every situation, and sixty days after one another; and how
long, and in how much memory, 30,000 rows with 2% broken are read.

    python -m benchmarks.plan [CUSTOMERS]

Every figure is wall-clock time in seconds, the best of some runs; the exit code is 1 when a plan takes more
than a second.
"""

from __future__ import annotations

import platform
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from tests.records.many import customers, rows
from tests.schedule.town import CREDITOR, TODAY, ladder, town
from toolkit.records.readers import read_records
from toolkit.schedule import History, Plan, Sent, plan
from toolkit.schedule.plan_file import write_plan

T = TypeVar("T")
LIMIT = 1.0
ROWS = 30_000
DAY = timedelta(days=1)


def main() -> int:
    """Print the figures; return 1 when a plan takes too long."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    ledger, agreements = town(people)
    steps = ladder()

    def made(history: History | None = None) -> Plan:
        return plan(ledger, steps, TODAY, history=history, agreements=agreements)

    cold, first = _timed(made)
    warm = min(_timed(made)[0] for _ in range(5))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "ledger.jsonl"
        source.write_text("".join(f"{record.model_dump_json()}\n" for record in ledger), encoding="utf-8")
        reading, read = _timed(lambda: read_records(source))
        writing, _ = _timed(lambda: write_plan(first, folder, {}))
    if len(read.records) != people:
        raise SystemExit("the ledger was not read whole")
    days, slowest, count = _sixty_days(people)
    print(f"{people} customers, Python {platform.python_version()}, {platform.machine()}")
    print(f"  plan, first run          {cold:8.3f} s")
    print(f"  plan, best of five       {warm:8.3f} s")
    print(f"  read the ledger (JSONL)  {reading:8.3f} s")
    print(f"  write the plan           {writing:8.3f} s")
    print(
        f"  sixty days in a row      {days:8.3f} s, the slowest day {slowest:.3f} s, {count} messages and calls"
    )
    _many_rows()
    print(f"  today: {len(first.messages)} messages, {len(first.calls)} calls; held back:", end=" ")
    reasons = Counter(held.reason for held in first.held)
    print(", ".join(f"{reason} {number}" for reason, number in reasons.most_common()))
    return int(max(cold, slowest) > LIMIT)


def _sixty_days(people: int) -> tuple[float, float, int]:
    """Return the time of sixty plans and of the slowest, in seconds, and how many messages and calls came."""
    ledger, agreements = town(people)
    entries: list[Sent] = []
    times = []
    for number in range(60):
        history = History(tuple(entries))
        on = TODAY + number * DAY
        took, made = _timed(
            lambda on=on, history=history: plan(ledger, ladder(), on, history=history, agreements=agreements)
        )
        times.append(took)
        entries += [message.sent for message in made.messages] + [call.sent for call in made.calls]
    return sum(times), max(times), len(entries)


def _many_rows() -> None:
    """Print the time and the memory of reading 30,000 rows of which 2% is broken, of 120 names."""
    lines, hurt = rows(ROWS, 0.02)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "posten.csv"
        source.write_text("\r\n".join([*lines, ""]), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        took, read = _timed(lambda: read_records(source, creditor=CREDITOR, on=TODAY))
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if {record.id for record in read.records} != set(customers(ROWS)) - hurt:
        raise SystemExit("another customer waits than those with a broken row")
    print(
        f"  read {ROWS} rows (CSV)    {took:8.3f} s, {more:.0f} MB more; {len(hurt)} customers wait for"
        f" a broken row, {len(read.records)} do not"
    )


def _timed(run: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    result = run()
    return perf_counter() - start, result


if __name__ == "__main__":
    sys.exit(main())
