"""The process that does the jobs of the desk."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from toolkit.preview.problems import NotThere
from toolkit.preview.worker import Worker


def test_a_worker_that_is_begun_while_it_works_stays_the_one_that_answers(tmp_path: Path) -> None:
    async def asked() -> int:
        worker = Worker(tmp_path, patience=60)
        job = asyncio.create_task(worker.run("state", "bestaat-niet"))
        while worker.process_id is None:
            await asyncio.sleep(0.01)
        worker.begin()
        with pytest.raises(NotThere):
            await job
        alive = len(multiprocessing.active_children())
        await worker.close()
        return alive

    before = len(multiprocessing.active_children())
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop in this one
        assert thread.submit(lambda: asyncio.run(asked())).result() == before + 1


def test_a_job_that_has_to_wait_for_a_busy_machine_is_not_taken_for_one_that_never_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked() -> None:
        worker = Worker(tmp_path, patience=60)
        with pytest.raises(NotThere):
            await worker.run("state", "bestaat-niet")  # the process has begun and knows its studio
        monkeypatch.setattr(worker, "_patience", 2.0)
        assert worker.process_id is not None
        os.kill(worker.process_id, signal.SIGSTOP)
        job = asyncio.create_task(worker.run("state", "bestaat-niet"))
        await asyncio.sleep(3)
        os.kill(worker.process_id, signal.SIGCONT)
        with pytest.raises(NotThere):
            await job
        await worker.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asked())).result()
