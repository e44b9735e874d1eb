"""A pool of worker processes on this machine: spawned, warm, replaced before they grow heavy or when they die.

Each worker holds one call at a time and has a pool of its own, so a worker that dies costs one call and its
neighbours do not notice. (`ProcessPoolExecutor` with several workers gives up every call when one dies, and
`max_tasks_per_child` can hang in Python 3.11 and 3.12: python/cpython issue 115634.)
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Condition, Thread
from typing import Any, TypeVar

T = TypeVar("T")
Call = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def attend() -> None:
    """Begin as a child of this program: leave Ctrl-C to the parent, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def apart(fn: Callable[..., T], *args: Any) -> T:
    """Return what a call gives that is made in a process of its own, whose memory ends with it.

    Raises what the call raises, and BrokenExecutor when the process dies.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=attend) as process:
        return process.submit(fn, *args).result()


class NoWorker(BrokenExecutor):
    """A worker process ended before it could take a call: no call is to blame."""


class _Slot:
    """The place of one worker: its process, whether that began, how many calls it has had, if it works on one."""

    def __init__(self) -> None:
        self.process: ProcessPoolExecutor | None = None
        self.began: Future[int] | None = None
        self.calls = 0
        self.busy = False


class WorkerPool(Executor):
    """Runs calls in `jobs` processes, first come, first served.

    In: `initializer` runs once in each process; a process is replaced after `most` calls, or when `heavy`
    says so of what a call returned. A call whose process dies raises BrokenExecutor; when it died before it
    was ready for a call, NoWorker.
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
        self._spawn: dict[str, Any] = {"initializer": initializer, "initargs": initargs}
        self._most = most
        self._heavy = heavy
        self._slots = [_Slot() for _ in range(jobs)]
        self._waiting: deque[Call] = deque()
        self._changed = Condition()
        self._closed = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Queue a call; raises RuntimeError after `shutdown`."""
        outer: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("the pool was shut down")
            self._waiting.append((outer, fn, args, kwargs))
        self._feed()
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; end the processes after the calls that wait, or without those."""
        with self._changed:
            self._closed = True
            if cancel_futures:
                while self._waiting:
                    self._waiting.popleft()[0].cancel()
            while wait and (self._waiting or any(slot.busy for slot in self._slots)):
                self._changed.wait()
            processes = [slot.process for slot in self._slots if slot.process]
        for process in processes:
            process.shutdown(wait=wait)

    def pids(self) -> tuple[int, ...]:
        """Return the process ids of the workers that live now."""
        pools = [slot.process for slot in self._slots if slot.process]
        return tuple(pid for pool in pools for pid in (pool._processes or {}))

    def _feed(self) -> None:
        """Give waiting calls to idle workers."""
        while True:
            with self._changed:
                slot = next((slot for slot in self._slots if not slot.busy), None)
                if slot is None or not self._waiting:
                    return
                call = self._waiting.popleft()
                if not call[0].set_running_or_notify_cancel():
                    continue
                slot.busy = True
            self._begin(slot, call)

    def _begin(self, slot: _Slot, call: Call) -> None:
        outer, fn, args, kwargs = call
        try:
            if slot.process is None:
                slot.process = ProcessPoolExecutor(1, mp_context=get_context("spawn"), **self._spawn)
                slot.began = slot.process.submit(os.getpid)
            inner = slot.process.submit(fn, *args, **kwargs)
        except BrokenExecutor as error:
            self._end(slot, outer, None, error)
            return
        inner.add_done_callback(lambda done: self._finish(slot, outer, done))

    def _finish(self, slot: _Slot, outer: Future[Any], inner: Future[Any]) -> None:
        error = inner.exception()
        self._end(slot, outer, None if error else inner.result(), error)

    def _end(self, slot: _Slot, outer: Future[Any], result: Any, error: BaseException | None) -> None:
        slot.calls += 1
        broken = isinstance(error, BrokenExecutor)
        if broken and slot.began and slot.began.exception():
            error = NoWorker("a worker process ended before it could begin")
        if broken or slot.calls >= self._most or (error is None and self._heavy(result)):
            old, slot.process, slot.calls = slot.process, None, 0
            if old:
                old.shutdown(wait=False)
        with self._changed:
            slot.busy = False
            self._changed.notify_all()
        if error is None:
            outer.set_result(result)
        else:
            outer.set_exception(error)
        self._feed()
