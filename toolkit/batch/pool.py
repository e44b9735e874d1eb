"""A pool of worker processes on this machine: spawned, warm, replaced before they grow heavy or when they die.

Each worker is a thread with one process, which holds one call at a time: a process that dies costs one call, and
its neighbours do not notice. (`ProcessPoolExecutor` with several processes gives up every call when one dies, and
`max_tasks_per_child` can hang in Python 3.11 and 3.12: python/cpython issue 115634.) A thread waits for its calls
itself: from Python 3.13 an executor holds its lock while it calls back, so nothing here lives in a callback.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing import parent_process
from pathlib import Path
from threading import Condition, Thread
from typing import Any, TypeVar

from toolkit.batch.sink import remove
from toolkit.children import Children

BIRTHS = 3
"""A worker whose processes end so often before they can begin, one after another, is given up."""

T = TypeVar("T")
Call = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def attend(scratch: Path | None = None) -> None:
    """Begin as a child of this program: leave Ctrl-C to the parent, and end when it does.

    Temporary files go to the folder `scratch`, which the parent removes, or the child when the parent cannot.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if scratch:
        tempfile.tempdir = str(scratch)
    Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()


def _end_with_parent(scratch: Path | None) -> None:
    parent = parent_process()
    if parent:
        parent.join()
        if scratch:
            remove(scratch)
        os._exit(1)


def apart(fn: Callable[..., T], *args: Any) -> T:
    """Return what a call gives that is made in a process of its own, whose memory ends with it.

    Raises what the call raises, and BrokenExecutor when the process dies.
    """
    with Children(1, initializer=attend) as process:
        return process.submit(fn, *args).result()


class NoWorker(BrokenExecutor):
    """Worker processes end before they can take a call, again and again: no call is to blame."""


class _Worker:
    """One process at a time, with which calls are made one by one; `calls` is how many it has had."""

    def __init__(self, **spawn: Any) -> None:
        self._spawn = spawn
        self._process: Children | None = None
        self.calls = 0

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what a call gives; raises what it raises, BrokenExecutor when its process dies meanwhile.

        Raises NoWorker when a process does not begin.
        """
        while True:
            process = self._process or self._begin()
            try:
                inner = process.submit(fn, *args, **kwargs)
            except BrokenExecutor:  # it died while it had nothing to do
                self.end()
                continue
            self.calls += 1
            try:
                return inner.result()
            except BrokenExecutor:
                self.end()
                raise

    def _begin(self) -> Children:
        self._process = Children(1, **self._spawn)
        try:
            self._process.submit(os.getpid).result()
        except BrokenExecutor as error:
            self.end()
            raise NoWorker("a worker process ended before it could begin") from error
        return self._process

    def end(self) -> None:
        """End the process; the next call begins another."""
        if self._process:
            self._process.shutdown()
        self._process, self.calls = None, 0

    def pids(self) -> tuple[int, ...]:
        """Return the id of the process, when there is one."""
        process = self._process
        return tuple(process._processes or ()) if process else ()


class WorkerPool(Executor):
    """Runs calls in `jobs` processes, first come, first served.

    In: `initializer` runs once in each process; a process is replaced after `most` calls, or when `heavy`
    says so of what a call returned. A call whose process dies raises BrokenExecutor. A process that dies
    before it can begin is replaced, and its call waits for the next one; when no worker can begin at all, calls
    raise NoWorker.
    """

    def __init__(
        self,
        jobs: int,
        *,
        initializer: Callable[..., None] | None = None,
        initargs: tuple[Any, ...] = (),
        most: int = 2000,
        heavy: Callable[[Any], bool] = lambda _: False,
    ) -> None:
        self._most = most
        self._heavy = heavy
        self._workers = [_Worker(initializer=initializer, initargs=initargs) for _ in range(jobs)]
        self._threads: list[Thread] = []
        self._idle = 0
        self._waiting: deque[Call] = deque()
        self._changed = Condition()
        self._closed = False
        self._serving = 0
        self._hopeless: NoWorker | None = None

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Queue a call; raises RuntimeError after `shutdown`."""
        outer: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("the pool was shut down")
            if self._hopeless:
                outer.set_exception(self._hopeless)
                return outer
            self._waiting.append((outer, fn, args, kwargs))
            if len(self._waiting) > self._idle and len(self._threads) < len(self._workers):
                self._serving += 1
                worker = self._workers[len(self._threads)]
                self._threads.append(Thread(target=self._serve, args=(worker,), daemon=True))
                self._threads[-1].start()
            self._changed.notify()
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; end the processes after the calls that wait, or without those."""
        with self._changed:
            self._closed = True
            while cancel_futures and self._waiting:
                self._waiting.popleft()[0].cancel()
            self._changed.notify_all()
        for thread in self._threads if wait else ():
            thread.join()

    def pids(self) -> tuple[int, ...]:
        """Return the process ids of the workers that live now."""
        return tuple(pid for worker in self._workers for pid in worker.pids())

    def _serve(self, worker: _Worker) -> None:
        """Make calls with one worker, until there are no more or its processes cannot begin."""
        births = 0
        while call := self._next():
            outer, fn, args, kwargs = call
            try:
                result = worker.call(fn, args, kwargs)
            except NoWorker as error:
                births += 1
                self._back(call)
                if births == BIRTHS:
                    self._give_up(error)
                    return
                continue
            except BaseException as error:  # noqa: BLE001 - it belongs to the one who waits for this call
                outer.set_exception(error)
            else:
                outer.set_result(result)
                if worker.calls >= self._most or self._heavy(result):
                    worker.end()
            births = 0
        worker.end()

    def _next(self) -> Call | None:
        """Return the next call, or None when there will be none."""
        with self._changed:
            while True:
                while self._waiting:
                    call = self._waiting.popleft()
                    if call[0].running() or call[0].set_running_or_notify_cancel():
                        return call
                if self._closed:
                    self._serving -= 1
                    return None
                self._idle += 1
                self._changed.wait()
                self._idle -= 1

    def _back(self, call: Call) -> None:
        """Put a call that no process took back in front."""
        with self._changed:
            self._waiting.appendleft(call)
            self._changed.notify()

    def _give_up(self, error: NoWorker) -> None:
        """Leave the calls to the other workers; when there are none, tell all who wait."""
        with self._changed:
            self._serving -= 1
            if self._serving:
                return
            self._hopeless = error
            left = list(self._waiting)
            self._waiting.clear()
        for outer, *_ in left:
            if outer.running() or outer.set_running_or_notify_cancel():
                outer.set_exception(error)
