"""One worker: warms up once, then turns jobs into files. It never raises for a record; it says what was wrong.

A worker lives in a process of its own, here or on another machine, and dies with the process that started it.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from time import thread_time
from types import FrameType
from typing import TYPE_CHECKING

from toolkit.batch.identity import look_of
from toolkit.batch.jobs import FAULT, Job, Result, Setup
from toolkit.batch.pool import attend
from toolkit.batch.recipient import NOTICE_BY, recipient
from toolkit.batch.sink import Sink, sink
from toolkit.errors import TactError
from toolkit.wording import overheard, translated, worded

if TYPE_CHECKING:
    from toolkit.catalogue import Template
    from toolkit.channels.press import Press
    from toolkit.channels.rendering import Rendering
    from toolkit.compose import Message
    from toolkit.records import Creditor, Record

COLLECT = (50_000, 20, 50)
"""How seldom a worker looks for garbage: a letter makes so much of it that the usual 700 cost it 5%."""

GRACE = 5.0
"""Seconds after the limit at which a worker that does not listen is ended."""


class TooSlow(BaseException):
    """A message took longer than its limit; not an `Exception`, so that no library can swallow it."""


class Unequal(TactError):
    """A letter from a plate is not the letter that is laid out whole: none may be trusted."""


class Bench:
    """Everything that is shared between the messages of one run in one process."""

    def __init__(self, setup: Setup) -> None:
        from toolkit.catalogue import Catalogue
        from toolkit.channels.press import Press

        workspace = setup.workspace
        self.setup = setup
        self.press: Press = Press(workspace, setup.window, setup.archive, setup.enclose)
        self._catalogue = Catalogue(workspace)
        self._templates: dict[str, Template] = {}
        if setup.look and look_of(workspace) != setup.look:
            raise TactError(
                "the templates or styles of this worker are not those of the run",
                hint="let all workers see the same workspace",
            )
        self.press.warm(setup.channels)
        self.floor = resident()

    @cached_property
    def sink(self) -> Sink:
        """Where the files go."""
        return sink(self.setup.out)

    def render(self, job: Job) -> tuple[Rendering, dict[str, str]]:
        """Return what the job asks for, and who gets it; raises what its record or template gives cause to."""
        if job.template not in self._templates:
            self._templates[job.template] = self._catalogue.template(job.template)
        record = _record(job)
        message = self.press.compose(
            self._templates[job.template], record, job.channel, language=self.setup.language
        )
        rendering = self.press.render(message, Path(job.beside))
        if self.setup.verify and job.channel == "letter" and job.number % self.setup.verify == 0:
            self._verify(job, rendering, message)
        return rendering, recipient(record, job.channel)

    def _verify(self, job: Job, rendering: Rendering, message: Message) -> None:
        """Compare a letter with the one that is laid out whole; raises Unequal."""
        whole = self.press.letterpress.whole(message, beside=Path(job.beside))
        if whole.content != rendering.content:
            pairs = enumerate(zip_longest(whole.content, rendering.content))
            at = next(at for at, (one, other) in pairs if one != other)
            raise Unequal(
                worded("the letter {file} differs from its whole layout at byte {at}", file=job.file, at=at),
                hint="run again with TACT_PLATES=0, and report this",
            )


@lru_cache(maxsize=64)
def _creditor(payload: str) -> Creditor:
    from toolkit.records import Creditor

    return Creditor.model_validate_json(payload)


def _record(job: Job) -> Record:
    """Return the record of a job; records share their creditor, which is a third of what there is to check."""
    from toolkit.records import Record

    return Record.model_validate({**json.loads(job.payload), "creditor": _creditor(job.creditor)})


@lru_cache(maxsize=1)
def _bench(setup: Setup) -> Bench | TactError:
    """Return the bench of a run, made once in a process, or what went wrong then."""
    try:
        bench = Bench(setup)
    except TactError as error:
        return error
    except OSError as error:
        return TactError(_unwritten(error))
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)
    return bench


def start(setup: Setup, scratch: Path) -> None:
    """Begin as a worker process of this machine: warm up, end when the parent does, leave nothing behind.

    `scratch` is the folder for temporary files; WeasyPrint keeps the fonts there.
    """
    attend(scratch)
    _bench(setup)


def work(setup: Setup, jobs: Sequence[Job], *, write: bool = True) -> tuple[Result, ...]:
    """Make the messages of some jobs and return what came of each, in their order.

    With `write`, the files of all that are 'done' are whole and on the disk when this returns. When one file
    cannot be written, none of them counts: all are 'blocked', and the run has to stop.
    """
    bench = _bench(setup)
    if isinstance(bench, TactError):
        return _blocked(jobs, bench.spoken())
    try:
        with _limit(setup.limit * len(jobs) + GRACE):
            results = [_made(bench, job, write) for job in jobs]
        if write:
            bench.sink.commit()
        held = resident()
        results[-1] = replace(results[-1], memory=held, grown=held - bench.floor)
    except TactError as error:
        return _blocked(jobs, error.spoken())
    except OSError as error:
        bench.sink.discard()
        return _blocked(jobs, translated(_unwritten(error)))
    return tuple(results)


def _unwritten(error: OSError) -> str:
    return worded(
        "a file cannot be written: {reason}", reason=overheard(error.strerror or type(error).__name__)
    )


def _blocked(jobs: Sequence[Job], why: str) -> tuple[Result, ...]:
    return tuple(Result(job.number, "blocked", why) for job in jobs)


def _made(bench: Bench, job: Job, write: bool) -> Result:
    began = thread_time()
    try:
        with _alarm(bench.setup.limit):
            rendering, who = bench.render(job)
    except Unequal as error:
        return Result(job.number, "blocked", error.spoken())
    except TactError as error:
        return Result(job.number, "failed", error.spoken())
    except TooSlow:
        _bench.cache_clear()  # what was interrupted halfway is not used again
        return Result(
            job.number,
            "failed",
            translated(worded("took longer than {seconds} seconds", seconds=f"{bench.setup.limit:g}")),
        )
    except Exception as error:  # noqa: BLE001 - whatever a library does costs this record only, and is told
        return Result(job.number, "failed", f"{FAULT}: {type(error).__name__}")
    content = rendering.content
    stem = job.file.removesuffix(rendering.suffix)
    sidecars = {f"{stem}{suffix}": each for suffix, each in rendering.sidecars.items()} if job.file else {}
    if write and job.file:
        for name, beside in sidecars.items():
            bench.sink.put(name, beside)
        bench.sink.put(job.file, content)
    return Result(
        number=job.number,
        status="done",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        measures=dict(rendering.measures),
        warnings=rendering.warnings,
        content="" if job.file else _line(rendering),
        announced=_announced(rendering),
        sidecars={name: sha256(each).hexdigest() for name, each in sidecars.items()},
        recipient={**who, **_notice_by(rendering)},
        seconds=thread_time() - began,
    )


def _announced(rendering: Rendering) -> dict[str, str]:
    """Return what the history keeps of what the law set in a message, as JSON writes it."""
    from toolkit.schedule.history import announced

    return {name: str(value) for name, value in announced(rendering.notice).items() if value is not None}


def _notice_by(rendering: Rendering) -> dict[str, str]:
    notice = rendering.notice
    return {NOTICE_BY: notice.channel} if notice and notice.stage == "last-notice" else {}


def _line(rendering: Rendering) -> str:
    """Return a message without a file as the JSON that a gateway needs."""
    facts = json.loads(rendering.sidecars[".json"])
    shown = {name: facts[name] for name in ("to", "sender", "encoding", "segments") if name in facts}
    return json.dumps({**shown, "text": rendering.content.decode()}, ensure_ascii=False)


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """End the process after so many seconds, however deep in a library it is; listen for the alarm."""
    listens = threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM")
    before = signal.signal(signal.SIGALRM, _too_slow) if listens else None
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        if listens:
            signal.signal(signal.SIGALRM, before)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds, where this thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def resident() -> int:
    """Return the memory this process holds, in bytes: now on Linux, at most so far elsewhere."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
            "SC_PAGESIZE"
        )
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
