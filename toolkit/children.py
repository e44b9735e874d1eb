"""Processes that this one begins: they leave Ctrl-C to it, from their first moment, and end when it is stopped."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the processes that this thread begins meanwhile never hear of Ctrl-C, which a terminal tells to all.

    A process that hears it while it imports what it needs would end in a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # begun with a child of Python 3.11 or 3.12, it would lift the block again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Children(ProcessPoolExecutor):
    """A pool of so many spawned processes, which are ended at once when Ctrl-C comes while they are used."""

    def __init__(self, number: int, **more: Any) -> None:
        super().__init__(number, mp_context=get_context("spawn"), **more)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Queue a call, as the pool does."""
        with undisturbed():
            return super().submit(fn, *args, **kwargs)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is queued, unless this process is stopped."""
        if error and not isinstance(error, Exception):
            for process in list((self._processes or {}).values()):
                process.terminate()
        super().__exit__(kind, error, trace)
