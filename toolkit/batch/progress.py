"""Progress of a run: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from toolkit.batch.jobs import Result

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
        task = bar.add_task("making", total=total, rate="", failures="")

        def watch(result: Result) -> None:
            nonlocal count, failed
            count += 1
            failed += result.status == "failed"
            rate = f"{count / max(monotonic() - began, 0.001):.0f}/s"
            bar.update(task, advance=1, rate=rate, failures=f"{failed} failed" if failed else "")

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
            left = f", {(total - count) / rate:.0f} s left" if count < total else ""
            wrong = f", {failed} failed" if failed else ""
            print(f"{count} of {total}, {rate:.0f}/s{left}{wrong}", file=stream, flush=True)

    return watch
