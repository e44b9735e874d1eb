"""Runs the jobs of a studio in another process: one at a time, the most urgent first, and only what is awaited."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from math import inf
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from time import monotonic
from typing import Any

from toolkit.children import undisturbed
from toolkit.errors import RenderError, TactError
from toolkit.preview.problems import Superseded, fell_over, too_slow
from toolkit.wording import worded

PATIENCE = 20.0
"""Seconds of CPU that one job may take before its process is ended and a new one begins."""

BUSY = 3
"""How many times as long it may take on the clock, on a machine that is busy with other things."""

GRACE = 2.0
"""Seconds in which a job that nobody waits for any more may come to its next step, before its process is ended."""

_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(order=True)
class _Job:
    urgency: int
    number: int
    name: str = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    slot: str = field(compare=False)
    answer: asyncio.Future[Any] = field(compare=False)


class Worker:
    """One process with a `Studio`. A job with the same `slot` as an older one takes its place."""

    def __init__(self, start: Path | None, patience: float = PATIENCE, *, kindly: bool = False) -> None:
        self._start = start
        self._patience = patience
        self._kindly = kindly
        self._numbers = count(1)
        self._slots: dict[str, _Job] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="worker")
        self._unwanted: Synchronized[int] = _CONTEXT.Value("Q", 0)
        self._loop: asyncio.Task[None] | None = None
        self._jobs: asyncio.PriorityQueue[_Job] | None = None
        self._running: _Job | None = None
        self._stale = False
        self._process: SpawnProcess | None = None

    def begin(self) -> None:
        """Start the process now, unless it is there; else it starts with the first job."""
        if self._process is not None:
            return
        self._pipe, theirs = _CONTEXT.Pipe()
        arguments = (theirs, self._unwanted, self._start, self._kindly)
        self._process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
        with undisturbed():
            self._process.start()
        theirs.close()

    async def run(self, name: str, *arguments: Any, slot: str = "", urgency: int = 1) -> Any:
        """Return what a job of the studio returns; 0 is the most urgent.

        Raises what the job raises, Superseded when a newer job took its slot, and RenderError when it takes too
        long or its process falls over.
        """
        if self._jobs is None:
            self._jobs = asyncio.PriorityQueue()
            self._loop = asyncio.create_task(self._work(self._jobs))
        job = _Job(
            urgency, next(self._numbers), name, arguments, slot, asyncio.get_running_loop().create_future()
        )
        if slot:
            self._replace(slot, job)
        await self._jobs.put(job)
        return await job.answer

    def _replace(self, slot: str, job: _Job) -> None:
        self.drop(slot)
        self._slots[slot] = job

    def drop(self, slot: str) -> None:
        """Wait no more for the job with this slot, if there is one: it raises Superseded."""
        older = self._slots.get(slot)
        if older is None or older.answer.done():
            return
        if older is self._running:
            self._unwanted.value = older.number
        else:
            older.answer.set_exception(_superseded())

    def refresh(self) -> None:
        """Let the studio read styles, settings and layouts again before its next job."""
        self._stale = True

    async def _work(self, jobs: asyncio.PriorityQueue[_Job]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            job = await jobs.get()
            if job.answer.done():
                continue
            self._running = job
            stale, self._stale = self._stale, False
            try:
                result = await loop.run_in_executor(self._thread, self._exchange, job, stale)
            except TactError as error:
                _settle(job, error)
            else:
                _settle(job, result)
            finally:
                self._running = None
                if self._slots.get(job.slot) is job:
                    del self._slots[job.slot]

    def _exchange(self, job: _Job, stale: bool) -> Any:
        try:
            if self._process is None:
                self.begin()
            self._pipe.send((job.number, job.name, job.arguments, stale))
            self._await(job)
            sound, result = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._restart()
            raise fell_over() from error
        if not sound:
            raise result
        return result

    def _await(self, job: _Job) -> None:
        """Wait for an answer; a job that takes too long, or that goes on though it was dropped, is ended."""
        begun, before, dropped = monotonic(), self._used(), inf
        while not self._pipe.poll(GRACE / 4):
            now = monotonic()
            if self._unwanted.value == job.number:
                dropped = min(dropped, now)
            if now >= dropped + GRACE:
                self._restart()
                raise _superseded()
            took = now - begun
            if took >= self._patience and (
                took >= BUSY * self._patience or self._used() - before >= self._patience
            ):
                self._restart()
                raise too_slow(self._patience)

    def _used(self) -> float:
        """Return the seconds of CPU that the process has used; those on the clock where the system does not tell."""
        if self._process is None:
            return 0.0
        try:
            fields = (
                Path(f"/proc/{self._process.pid}/stat")
                .read_text("ascii", "replace")
                .rpartition(")")[2]
                .split()
            )
        except OSError:
            return monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _restart(self) -> None:
        self._end()
        self.begin()

    def _end(self) -> None:
        if self._process is None:
            return
        with suppress(OSError):
            self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process = None

    async def close(self) -> None:
        """End the process."""
        if self._loop:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop
        self._end()
        self._thread.shutdown(wait=False)

    @property
    def process_id(self) -> int | None:
        """The id of the process, to measure its memory by."""
        return self._process.pid if self._process else None


def _superseded() -> Superseded:
    return Superseded("Er is een nieuwere vraag")


def _settle(job: _Job, result: Any) -> None:
    if job.answer.done():
        return
    if isinstance(result, Exception):
        job.answer.set_exception(result)
    else:
        job.answer.set_result(result)


def _serve(pipe: Connection, unwanted: Synchronized[int], start: Path | None, kindly: bool) -> None:
    """Answer jobs until the other side is gone; `kindly` lets everything else go first."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if kindly and hasattr(os, "nice"):
        os.nice(10)
    from toolkit.preview.studio import Studio

    studio: Studio | None = None
    while True:
        try:
            number, name, arguments, stale = pipe.recv()
        except (EOFError, OSError):
            return

        def step(number: int = number) -> None:
            if unwanted.value == number:
                raise _superseded()

        try:
            if studio is None:
                studio = Studio(start)
            elif stale:
                studio.fresh()
            answer = (True, getattr(studio, name)(step, *arguments))
        except TactError as error:
            answer = (False, error)
        except Exception as error:  # noqa: BLE001  # said to the writer, and the next job gets its turn
            what = f"{type(error).__name__} in {name}"
            answer = (
                False,
                RenderError(worded("Er ging iets mis in het programma zelf ({what})", what=what)),
            )
        try:
            pipe.send(answer)
        except OSError:  # nobody waits any more
            return
