"""The process that does the jobs of the desk."""

from __future__ import annotations

import asyncio
import multiprocessing
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
