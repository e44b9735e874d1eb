"""The engine: hands jobs to an executor, few at a time, and writes down what came of them.

The executor is any `concurrent.futures.Executor`: our own processes, dask.distributed's, threads. A call that
comes back with an error of the executor itself lost its worker; its jobs are tried again one by one, so that
only the job that kills workers is given up.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from types import FrameType

from toolkit.batch.jobs import Job, Result, Setup
from toolkit.batch.journal import Journal
from toolkit.batch.pool import NoWorker
from toolkit.batch.worker import work
from toolkit.delivery import CHANNELS
from toolkit.wording import worded

LOST = 3
"""A job over which so many workers died, with nothing else in hand, is given up."""

_PAGE = 400
_COMMIT_EVERY = 0.25
_COMMIT_SIZE = 500


@dataclass(slots=True)
class Ending:
    """How the work ended: `stopped` says why it ended early, empty when everything was tried."""

    done: int = 0
    failed: int = 0
    stopped: str = ""
    interrupted: bool = False
    heaviest: int = 0
    seconds: float = 0.0


Watch = Callable[[Result], None]


class Engine:
    """Works off the journal of a run. `jobs` is how many workers the executor has."""

    def __init__(
        self, journal: Journal, setup: Setup, executor: Executor, jobs: int, watch: Watch = lambda _: None
    ) -> None:
        self._journal = journal
        self._setup = setup
        self._executor = executor
        self._window = 2 * jobs
        self._jobs = jobs
        self._watch = watch
        self._flying: dict[Future[tuple[Result, ...]], tuple[Job, ...]] = {}
        self._again: deque[Job] = deque()
        self._deaths: dict[int, int] = {}
        self._results: list[Result] = []
        self._committed = monotonic()
        self._outcome = Ending()

    def run(self, *, limit: int | None = None, fail_fast: bool = False) -> Ending:
        """Make the messages that wait, at most `limit` of them, and return how it went.

        Ctrl-C or SIGTERM finishes what is in hand; a second Ctrl-C does not wait. With `fail_fast` the first
        failure ends the run the same way. What is not made waits for the next run.
        """
        began = monotonic()
        with self._listening():
            try:
                self._loop(limit, fail_fast)
            finally:
                self._commit()
        self._outcome.seconds = monotonic() - began
        return self._outcome

    def _loop(self, limit: int | None, fail_fast: bool) -> None:
        chunks = self._chunks(limit)
        more = True
        while True:
            while not self._outcome.stopped and len(self._flying) < self._window:
                if self._again:
                    # One at a time, and nothing beside it on its worker, so that the guilty job is known.
                    self._submit((self._again.popleft(),))
                elif more and (chunk := next(chunks, None)):
                    self._submit(chunk)
                else:
                    more = False
                    break
            if not self._flying:
                return
            ready, _ = wait(self._flying, timeout=_COMMIT_EVERY, return_when=FIRST_COMPLETED)
            for future in ready:
                self._take(future, fail_fast)
            if len(self._results) >= _COMMIT_SIZE or monotonic() - self._committed > _COMMIT_EVERY:
                self._commit()

    def _chunks(self, limit: int | None) -> Iterator[tuple[Job, ...]]:
        """Yield the jobs that wait, channel by channel, in chunks; the journal is read page by page."""
        left = limit
        for channel in self._journal.channels():
            after, size = 0, CHANNELS[channel].calls
            waiting = self._journal.counts().get((channel, "todo"), 0)
            size = max(1, min(size, -(-waiting // (2 * self._jobs))))
            while page := self._journal.todo(channel, after, size * max(1, _PAGE // size)):
                after = page[-1].number
                for start in range(0, len(page), size):
                    chunk = tuple(page[start : start + size][:left])
                    if not chunk:
                        return
                    if left is not None:
                        left -= len(chunk)
                    yield chunk

    def _submit(self, jobs: tuple[Job, ...]) -> None:
        try:
            self._flying[self._executor.submit(work, self._setup, jobs)] = jobs
        except RuntimeError as error:
            self._outcome.stopped = worded("the workers are gone: {error}", error=error)

    def _take(self, future: Future[tuple[Result, ...]], fail_fast: bool) -> None:
        jobs = self._flying.pop(future)
        try:
            results = future.result()
        except NoWorker as error:
            self._outcome.stopped = worded(
                "{error}; in a script of your own, call run() below `if __name__ == '__main__':`", error=error
            )
            return
        except Exception:  # noqa: BLE001 - whatever an executor raises: `work` itself never does
            self._lost(jobs)
            return
        for result in results:
            if result.status == "blocked":
                self._outcome.stopped = self._outcome.stopped or result.error
                continue
            self._results.append(result)
            self._outcome.heaviest = max(self._outcome.heaviest, result.memory)
            if result.status == "done":
                self._outcome.done += 1
            else:
                self._outcome.failed += 1
                if fail_fast:
                    self._outcome.stopped = worded("a record failed, and --fail-fast was asked")
            self._watch(result)

    def _lost(self, jobs: tuple[Job, ...]) -> None:
        if len(jobs) > 1:
            self._again.extend(jobs)
            return
        (job,) = jobs
        self._deaths[job.number] = self._deaths.get(job.number, 0) + 1
        if self._deaths[job.number] < LOST:
            self._again.append(job)
            return
        error = worded("the worker died over this record, {times} times: out of memory or time?", times=LOST)
        result = Result(job.number, "failed", error)
        self._results.append(result)
        self._outcome.failed += 1
        self._watch(result)

    def _commit(self) -> None:
        if self._results:
            self._journal.store(self._results)
            self._results.clear()
        self._committed = monotonic()

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Make Ctrl-C and SIGTERM stop the run after what is in hand."""

        def stop(number: int, _frame: FrameType | None) -> None:
            if self._outcome.interrupted and number == signal.SIGINT:
                raise KeyboardInterrupt
            self._outcome.interrupted = True
            self._outcome.stopped = worded("it was interrupted")

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
