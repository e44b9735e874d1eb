"""A pool whose workers die one by one, and an engine that any executor can drive."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from tests.compose.records import a_record
from toolkit.batch.engine import LOST, Engine
from toolkit.batch.intake import Intake, Order
from toolkit.batch.jobs import Setup
from toolkit.batch.journal import Journal
from toolkit.batch.opening import open_journal
from toolkit.batch.pool import NoWorker, WorkerPool, attend
from toolkit.workspace import Workspace


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """End the whole test run, with every stack, when a test does not end: a hang is no way to fail."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def die(seconds: float) -> None:
    time.sleep(seconds)
    os._exit(9)


def test_a_worker_that_dies_costs_its_own_call_and_no_other() -> None:
    with limit(180), WorkerPool(2) as pool:
        doomed = pool.submit(die, 0.2)
        others = [pool.submit(os.getpid) for _ in range(8)]
        with pytest.raises(BrokenExecutor):
            doomed.result()
        assert all(other.result() for other in others)
        assert pool.submit(os.getpid).result() != os.getpid()


def test_a_worker_is_replaced_after_so_many_calls_or_when_it_is_heavy() -> None:
    with limit(180), WorkerPool(1, most=2) as pool:
        ids = [pool.submit(os.getpid).result() for _ in range(4)]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    with limit(180), WorkerPool(1, heavy=lambda result: result > 0) as pool:
        first, second = (pool.submit(os.getpid).result() for _ in range(2))
    assert first != second


def test_a_pool_that_was_shut_down_takes_no_call_and_finishes_what_it_had() -> None:
    pool = WorkerPool(1)
    calls = [pool.submit(os.getpid) for _ in range(3)]
    with limit(180):
        pool.shutdown()
    assert all(call.done() for call in calls)
    with pytest.raises(RuntimeError):
        pool.submit(os.getpid)


def die_once(mark: str) -> None:
    """Die in the first process that begins, as when somebody kills it, and begin in the others."""
    with suppress(FileExistsError):
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        os._exit(9)


def test_a_worker_that_dies_before_its_first_call_is_replaced_and_its_call_is_made(tmp_path: Path) -> None:
    with limit(180), WorkerPool(2, initializer=die_once, initargs=(str(tmp_path / "died"),)) as pool:
        calls = [pool.submit(os.getpid) for _ in range(6)]
        assert all(call.result() for call in calls)
    assert (tmp_path / "died").exists()


def test_a_worker_that_dies_while_it_has_nothing_to_do_costs_no_call() -> None:
    with limit(180), WorkerPool(1) as pool:
        first = pool.submit(os.getpid).result()
        os.kill(first, signal.SIGKILL)
        while not pool._workers[0]._process._broken:
            time.sleep(0.01)
        assert pool.submit(os.getpid).result() != first


def test_calls_of_workers_that_cannot_begin_say_so_before_and_after_they_are_given_up() -> None:
    with limit(180), WorkerPool(2, initializer=die, initargs=(0.0,)) as pool:
        for call in [pool.submit(os.getpid) for _ in range(4)]:
            with pytest.raises(NoWorker):
                call.result()
        with pytest.raises(NoWorker):
            pool.submit(os.getpid).result()


def write_on(scratch: Path) -> None:
    """Write files into a folder in the folder, for as long as that is there."""
    for number in count():
        with suppress(FileNotFoundError):
            (scratch / "fonts").mkdir(exist_ok=True)
            (scratch / "fonts" / str(number)).touch()


def begin_to_write(scratch: Path) -> None:
    """Be the parent of a process that writes on and on."""
    with ProcessPoolExecutor(1, get_context("spawn"), attend, (scratch,)) as process:
        process.submit(write_on, scratch).result()


def test_a_child_without_parent_leaves_no_folder_though_it_still_writes_there(tmp_path: Path) -> None:
    scratches = [tmp_path / str(number) for number in range(3)]
    parents = [get_context("spawn").Process(target=begin_to_write, args=(each,)) for each in scratches]
    with limit(180):
        for scratch, parent in zip(scratches, parents, strict=True):
            scratch.mkdir()
            parent.start()
        for scratch, parent in zip(scratches, parents, strict=True):
            while not (scratch / "fonts").exists():
                time.sleep(0.01)
            parent.kill()
            parent.join()
    until = time.monotonic() + 30
    while any(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(tmp_path.iterdir())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path) as opened:
        intake = Intake(opened, Workspace(), Order("reminder", channel="sms"))
        with opened.together():
            for number in range(40):
                intake.add(a_record(mobile="06 12 34 56 78").model_copy(update={"id": f"r{number}"}))
        yield opened


def setup_in(folder: Path) -> Setup:
    return Setup(None, {}, str(folder), ("sms",))


def test_any_executor_will_do(journal: Journal, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        outcome = Engine(journal, setup_in(tmp_path), executor, 1).run()
    assert (outcome.done, outcome.failed, outcome.stopped) == (40, 0, "")
    assert journal.counts() == {("sms", "done"): 40}


class Deadly(Executor):
    """Runs calls at once, and dies over the job with one number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.sizes: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        jobs = args[1]
        self.sizes.append(len(jobs))
        if any(job.number == self.number for job in jobs):
            future.set_exception(BrokenExecutor("the worker died"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_only_the_job_that_kills_workers_is_given_up(journal: Journal, tmp_path: Path) -> None:
    executor = Deadly(17)
    outcome = Engine(journal, setup_in(tmp_path), executor, 2).run()
    assert (outcome.done, outcome.failed) == (39, 1)
    (failed,) = journal.entries("failed")
    assert failed.id == "r16"
    assert f"{LOST} times" in failed.error
    assert executor.sizes.count(1) >= LOST


def test_work_that_is_blocked_stops_the_run_and_fails_no_record(journal: Journal, tmp_path: Path) -> None:
    setup = Setup(None, {}, str(tmp_path), ("sms",), look="of another machine")
    with ThreadPoolExecutor(1) as executor:
        outcome = Engine(journal, setup, executor, 1).run()
    assert "andere teksten of stijlen dan de run" in outcome.stopped
    assert journal.counts() == {("sms", "todo"): 40}


def test_workers_that_cannot_begin_stop_the_run_and_fail_no_record(journal: Journal, tmp_path: Path) -> None:
    with limit(180), WorkerPool(2, initializer=die, initargs=(0.0,)) as pool:
        outcome = Engine(journal, setup_in(tmp_path), pool, 2).run()
    assert "ended before it could begin" in outcome.stopped
    assert journal.counts() == {("sms", "todo"): 40}
