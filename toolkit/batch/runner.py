"""A run from beginning to end: read, check, ask, make, and tell."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from toolkit.batch import manifest
from toolkit.batch.engine import Ending, Engine, Watch
from toolkit.batch.identity import look_of, version_of
from toolkit.batch.intake import Order
from toolkit.batch.jobs import Result, Setup
from toolkit.batch.journal import Journal, RunRefused
from toolkit.batch.lasting import Lasting, remember, write_history
from toolkit.batch.opening import open_journal
from toolkit.batch.pool import WorkerPool, apart
from toolkit.batch.preflight import lint_templates, summarise
from toolkit.batch.presence import check_made
from toolkit.batch.report import Report, Summary
from toolkit.batch.sink import LEFT, file_system, is_url, leftovers, remove
from toolkit.batch.source import Source
from toolkit.batch.worker import start
from toolkit.delivery import FOLDERS
from toolkit.errors import Place, RenderError, SettingsError
from toolkit.output import make_folder
from toolkit.records import Record
from toolkit.records.files import xml_files
from toolkit.wording import overheard, worded
from toolkit.workspace import Workspace, open_workspace

GROWN = 60_000_000
"""Bytes that a worker may grow before another takes its place: Pango keeps some 40 kB of every letter."""


@contextmanager
def silent(_total: int) -> Iterator[Watch]:
    """Say nothing while a run goes on."""
    yield lambda _: None


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    `jobs` is how many workers, all cores by default; `executor` replaces our own processes, and then `jobs`
    is how many workers it has. `remake` makes again what was made and is gone. `limit` is how many messages
    to make now; `time_limit` the seconds one may take. `journal` is the folder of the journal and the lists
    when the output is an fsspec URL. `confirm` is asked before anything is made; `watch` hears of every
    message. A run remembers `history`, `print_run` and `duplex`, so that a resume need not say them again.
    `verify` says of how many letters one is laid out whole too: the run stops where it differs from its plate's.
    `accept` goes on although templates or input changed since the run began.
    """

    jobs: int = 0
    executor: Executor | None = None
    resume: bool = False
    accept: bool = False
    remake: bool = False
    limit: int | None = None
    dry_run: bool = False
    print_run: bool = False
    duplex: bool = False
    fail_fast: bool = False
    lint: bool = True
    time_limit: float = 60.0
    window: str | None = None
    archive: bool = False
    verify: int = 0
    journal: Path | None = None
    history: Path | None = None
    confirm: Callable[[Summary], bool] | None = None
    watching: Callable[[int], AbstractContextManager[Watch]] = silent


def run(
    records: Iterable[Record] | Path,
    template: str | None,
    out: Path | str,
    *,
    workspace: Workspace | None = None,
    order: Order | None = None,
    options: Options | None = None,
) -> Report | None:
    """Make the messages of records and return how it went; None when `confirm` or a dry run says no more.

    In: records, or the path of a file or folder to read; the name of the template (None for a plan); the folder
    or fsspec URL for the files. `order` says channel, language, date and creditor.
    Each message is made exactly once, whatever happens: a run that was stopped goes on with `resume`.
    A path `OUT/failed.csv` (or failed.jsonl, failed/) of the output itself repairs that run.
    Raises RunRefused for a run that is going on already, is finished, or has changed; RecordErrors for an input
    that cannot be read; TemplateError and SettingsError for what is wrong with the workspace.
    """
    options = options or Options()
    space = workspace or open_workspace()
    inputs = xml_files(records) if isinstance(records, Path) and records.is_dir() else ()
    _named_in_utf8(records, out, options.history, space.root, *inputs)
    folder = _folder(str(out), options)
    asked = replace(order or Order(template), template=template)
    if options.dry_run:
        with TemporaryDirectory(prefix="tact-") as scratch:
            return _Run(records, space, asked, options, str(out), Path(scratch)).go()
    return _Run(records, space, asked, options, str(out), folder).go()


class _Run:
    def __init__(self, records: Iterable[Record] | Path, space: Workspace, order: Order, options: Options, out: str,
                 folder: Path) -> None:  # fmt: skip
        self._space = space
        self._order = order
        self._options = options
        self._out = out
        self._folder = folder
        self._jobs = options.jobs or len(os.sched_getaffinity(0))
        self._lasting = Lasting()
        self._source = Source(records, space, order, folder, (options.window, options.archive))

    def go(self) -> Report | None:
        """Do all of it; what the disk refuses stops the run, which can go on from there."""
        try:
            make_folder(self._folder)
            self._make_folders()
            with open_journal(self._folder) as journal:
                return self._go(journal)
        except (sqlite3.Error, OSError, RenderError) as error:
            what = (
                error.message
                if isinstance(error, RenderError)
                else worded("cannot be written: {error}", error=overheard(error))
            )
            place = error.place if isinstance(error, RenderError) else Place(self._out)
            hint = "mend that and go on with --resume; nothing that was made is lost"
            raise RunRefused(what, place=place, hint=hint) from error

    def _go(self, journal: Journal) -> Report | None:
        for path in leftovers(self._folder):
            remove(path)
        asked = self._options
        new = asked.resume and journal.fact("intake") != "done"
        changed = self._source.check(journal, resume=asked.resume, accept=asked.accept, out=self._out)
        self._lasting = remember(journal, asked.history, asked.print_run, asked.duplex)
        warnings = (*self._lasting.warnings, *self._source.take_in(journal, changed))
        if new:
            warnings = (
                worded("no run had begun in this folder: it begins now, with what is asked now"),
                *warnings,
            )
        if asked.resume or self._source.repairs:
            check_made(journal, self._out, self._folder)
            if asked.remake and _gone(journal.counts()):
                self._source.recall(journal, gone=True)
        lint, faults = self._lint(journal) if self._options.lint else (None, 0)
        setup = self._setup(journal)
        with self._executor(setup) as executor:
            if self._options.confirm:
                summary = summarise(journal, setup, executor, warnings, lint)
                if not self._options.confirm(summary) or self._options.dry_run:
                    return None
            with self._options.watching(_waiting(journal.counts())) as watch:
                outcome = self._work(journal, setup, executor, watch)
        return self._finish(journal, setup, outcome, warnings, lint, faults)

    def _lint(self, journal: Journal) -> tuple[dict[str, str], int]:
        """Lint the templates in a process of its own, so that the words of the language stay out of this one."""
        space = (self._space.root, dict(self._space.settings))
        return apart(lint_templates, *space, journal.templates())

    def _setup(self, journal: Journal) -> Setup:
        return Setup(
            root=self._space.root,
            settings=dict(self._space.settings),
            out=self._out,
            channels=journal.channels(),
            language=self._order.language,
            window=self._options.window,
            archive=self._options.archive,
            limit=self._options.time_limit,
            look=look_of(self._space),
            enclose=self._lasting.enclose,
            verify=self._options.verify,
        )

    @contextmanager
    def _executor(self, setup: Setup) -> Iterator[Executor]:
        if self._options.executor:
            yield self._options.executor
            return
        with (
            self._scratch() as scratch,
            WorkerPool(self._jobs, initializer=start, initargs=(setup, Path(scratch)), heavy=_heavy) as pool,
        ):
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _scratch(self) -> TemporaryDirectory[str]:
        """Return a folder for the temporary files of the workers; what a kill leaves, the next run removes."""
        before, after = LEFT
        return TemporaryDirectory(
            dir=self._folder.absolute(), prefix=before, suffix=after, ignore_cleanup_errors=True
        )

    def _work(self, journal: Journal, setup: Setup, executor: Executor, watch: Watch) -> Ending:
        engine = Engine(journal, setup, executor, self._jobs, watch)
        return engine.run(limit=self._options.limit, fail_fast=self._options.fail_fast)

    def _finish(
        self,
        journal: Journal,
        setup: Setup,
        outcome: Ending,
        warnings: tuple[str, ...],
        lint: Mapping[str, Any] | None,
        faults: int,
    ) -> Report:
        for path in leftovers(self._folder):
            remove(path)
        if self._lasting.print_run:
            check_made(journal, self._out, self._folder)
        templates = journal.templates()
        facts = {"versions": _versions(self._space, templates), "lint": _lint_words(templates, lint)}
        files = list(manifest.write_manifest(journal, self._folder, facts))
        files += manifest.write_failed(journal, self._folder)
        counts = journal.counts()
        waiting, gone = _waiting(counts), _gone(counts)
        history = self._lasting.history
        if history and (write_history(journal, history) or history.exists()):
            files.append(history)
        if self._lasting.print_run and not (waiting or gone):
            if any(not entry.place for entry in journal.entries("done", "letter")):
                self._source.recall(journal, gone=False)
            from toolkit.batch.printrun import print_run

            files += apart(print_run, journal.path, setup, self._folder, self._lasting.duplex)
        changed = self._source.changes(journal)
        journal.tidy()
        return Report(
            out=self._out,
            done={channel: number for (channel, status), number in counts.items() if status == "done"},
            sizes=journal.sizes(),
            failed=_sum(counts, "failed"),
            unreadable=journal.problems(),
            skipped=_sum(counts, "skipped"),
            faults=journal.faults() + faults,
            waiting=waiting,
            gone=gone,
            lacking=tuple(f"{entry.file or entry.id}: {entry.error}" for entry in journal.entries("gone")),
            made_now=outcome.done,
            seconds=outcome.seconds,
            heaviest=outcome.heaviest,
            lint="off" if lint is None else "on",
            files=tuple(map(str, files)),
            warnings=warnings,
            changed=changed,
            stopped=outcome.stopped,
            interrupted=outcome.interrupted,
            reasons=journal.skipped(),
        )

    def _make_folders(self) -> None:
        if is_url(self._out):
            files, root = file_system(self._out)
            for name in FOLDERS:
                files.makedirs(f"{root}/{name}", exist_ok=True)
            return
        for name in FOLDERS:
            (self._folder / name).mkdir(mode=0o700, exist_ok=True)


def _named_in_utf8(*paths: object) -> None:
    """Raise RunRefused for a path that no journal, manifest or list can name."""
    for path in paths:
        try:
            str(path if isinstance(path, Path | str) else "").encode()
        except UnicodeEncodeError as error:
            raise RunRefused(
                "has a name that is no UTF-8", place=Place(str(path)), hint="give it another name"
            ) from error


def _folder(out: str, options: Options) -> Path:
    if not is_url(out):
        return Path(out)
    if options.journal is None:
        raise SettingsError(
            worded("the output {out} is not a folder of this machine", out=out),
            hint="say with --journal DIR where the journal and the lists of this run go",
        )
    return options.journal


def _versions(space: Workspace, templates: Iterable[str]) -> dict[str, str]:
    from toolkit.catalogue import Catalogue

    catalogue = Catalogue(space)
    return {name: version_of(space, catalogue.template(name).folder) for name in templates}


def _lint_words(templates: Iterable[str], lint: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: "not linted (--no-lint)" if lint is None else lint[name] for name in templates}


def _sum(counts: Mapping[tuple[str, str], int], wanted: str) -> int:
    return sum(number for (_, status), number in counts.items() if status == wanted)


def _gone(counts: Mapping[tuple[str, str], int]) -> int:
    return _sum(counts, "gone")


def _waiting(counts: Mapping[tuple[str, str], int]) -> int:
    return _sum(counts, "todo")


def _heavy(results: Any) -> bool:
    return isinstance(results, tuple) and any(
        isinstance(result, Result) and result.grown > GROWN for result in results[-1:]
    )
