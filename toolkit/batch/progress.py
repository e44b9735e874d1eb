"""Progress of a run: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from toolkit.batch.jobs import Result
from toolkit.wording import translated, worded

EVERY = 5.0
"""Seconds between two plain lines."""

Watch = Callable[[Result], None]


@contextmanager
def progress(total: int, stream: TextIO) -> Iterator[Watch]:
    """Show how far a run is, on `stream`; yields what to call with every result."""
    if stream.isatty():
        with _bar(total, stream) as watch:
            yield watch
    else:
        yield _lines(total, stream)


@contextmanager
def _bar(total: int, stream: TextIO) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failures]}"),
    )
    began = monotonic()
    count = failed = 0
    with Progress(*columns, console=Console(file=stream), refresh_per_second=4) as bar:
        task = bar.add_task(translated("making"), total=total, rate="", failures="")

        def watch(result: Result) -> None:
            nonlocal count, failed
            count += 1
            failed += result.status == "failed"
            rate = f"{count / max(monotonic() - began, 0.001):.0f}/s"
            bar.update(task, advance=1, rate=rate, failures=_failed(failed))

        yield watch


def _lines(total: int, stream: TextIO) -> Watch:
    began = last = monotonic()
    count = failed = 0

    def watch(result: Result) -> None:
        nonlocal count, failed, last
        count += 1
        failed += result.status == "failed"
        now = monotonic()
        if now - last >= EVERY or count == total:
            last = now
            rate = count / max(now - began, 0.001)
            parts = [worded("{count} of {total}, {rate}/s", count=count, total=total, rate=f"{rate:.0f}")]
            if count < total:
                parts.append(worded("{seconds} s left", seconds=f"{(total - count) / rate:.0f}"))
            told = [*map(translated, parts), *([_failed(failed)] if failed else [])]
            print(", ".join(told), file=stream, flush=True)

    return watch


def _failed(number: int) -> str:
    """Return how many messages failed, in the language of the interface; nothing for none."""
    return translated(worded("{count} failed", count=number)) if number else ""
