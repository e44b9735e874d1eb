"""A run from beginning to end: read, check, ask, make, and tell."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import Any

from toolkit.batch import manifest
from toolkit.batch.engine import Engine, Outcome, Watch
from toolkit.batch.identity import hash_of_input, look_of, version_of
from toolkit.batch.intake import Intake, Order, fill
from toolkit.batch.jobs import Result, Setup
from toolkit.batch.journal import Journal, RunRefused, open_journal
from toolkit.batch.lasting import Lasting, remember, write_history
from toolkit.batch.pool import WorkerPool, apart
from toolkit.batch.preflight import lint_templates, summarise
from toolkit.batch.report import Report, Summary
from toolkit.batch.sink import file_system, is_url, leftovers, remove
from toolkit.batch.worker import start
from toolkit.delivery import FOLDERS
from toolkit.errors import Place, RenderError, SettingsError
from toolkit.output import make_folder
from toolkit.records import Record
from toolkit.workspace import Workspace, open_workspace

GROWN = 60_000_000
"""Bytes that a worker may grow before another takes its place: Pango keeps some 40 kB of every letter."""

EXTRACTED = "attachments"


@contextmanager
def silent(_total: int) -> Iterator[Watch]:
    """Say nothing while a run goes on."""
    yield lambda _: None


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    `jobs` is how many workers, all cores by default; `executor` replaces our own processes, and then `jobs` is
    how many workers it has. `limit` is how many messages to make now; `time_limit` the seconds one may take.
    `journal` is the folder of the journal and the lists when the output is an fsspec URL. `confirm` is asked
    before anything is made; `watch` hears of every message. A run remembers `history`, `print_run` and
    `duplex`, so that a resume need not say them again. `accept` goes on although templates or input
    changed since the run began.
    """

    jobs: int = 0
    executor: Executor | None = None
    resume: bool = False
    accept: bool = False
    limit: int | None = None
    dry_run: bool = False
    print_run: bool = False
    duplex: bool = False
    fail_fast: bool = False
    lint: bool = True
    time_limit: float = 60.0
    window: str | None = None
    archive: bool = False
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
    folder = _folder(str(out), options)
    asked = replace(order or Order(template), template=template)
    if options.dry_run:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="tact-") as scratch:
            return _Run(space, asked, options, str(out), Path(scratch)).go(records)
    return _Run(space, asked, options, str(out), folder).go(records)


class _Run:
    def __init__(self, space: Workspace, order: Order, options: Options, out: str, folder: Path) -> None:
        self._space = space
        self._order = order
        self._options = options
        self._out = out
        self._folder = folder
        self._jobs = options.jobs or len(os.sched_getaffinity(0))
        self._lasting = Lasting()

    def go(self, records: Iterable[Record] | Path) -> Report | None:
        """Do all of it; what the disk refuses stops the run, which can go on from there."""
        try:
            make_folder(self._folder)
            self._make_folders()
            with open_journal(self._folder) as journal:
                return self._go(journal, records)
        except (sqlite3.Error, OSError, RenderError) as error:
            what = error.message if isinstance(error, RenderError) else f"cannot be written: {error}"
            place = error.place if isinstance(error, RenderError) else Place(self._out)
            hint = "nothing that was made is lost: make room, and go on with --resume"
            raise RunRefused(what, place=place, hint=hint) from error

    def _go(self, journal: Journal, records: Iterable[Record] | Path) -> Report | None:
        for path in leftovers(self._folder):
            remove(path)
        warnings = self._take_in(journal, records)
        lint = self._lint(journal) if self._options.lint else None
        setup = self._setup(journal)
        with self._executor(setup) as executor:
            if self._options.confirm:
                summary = summarise(journal, setup, executor, warnings, lint)
                if not self._options.confirm(summary) or self._options.dry_run:
                    return None
            with self._options.watching(_waiting(journal.counts())) as watch:
                outcome = self._work(journal, setup, executor, watch)
        return self._finish(journal, setup, outcome, warnings, lint, records)

    def _take_in(self, journal: Journal, records: Iterable[Record] | Path) -> tuple[str, ...]:
        """Read the input into the journal, unless that was done before; return the warnings."""
        look = look_of(self._space)
        source = records if isinstance(records, Path) else None
        repair = source is not None and source.resolve().parent == self._folder.resolve()
        known = journal.fact("intake") == "done"
        if known and not (self._options.resume or repair):
            raise RunRefused(
                "holds a run already",
                place=Place(self._out),
                hint="go on with it by --resume, feed its failed.csv back, or choose another --out",
            )
        if not known and repair:
            raise RunRefused("there is no run here to repair", place=Place(self._out))
        identity = self._identity(source, look)
        changed = _changed(journal, identity, repair) if known else ()
        if changed and not self._options.accept:
            raise RunRefused(
                f"changed since this run began: {', '.join(changed)}",
                place=Place(self._out),
                hint="undo that, choose another --out, or add --accept-changes: what was read stays as it was"
                " read, and what is still to be made gets the templates of now",
            )
        asked = self._options
        self._lasting = remember(journal, asked.history, asked.print_run, asked.duplex)
        if known and not repair:
            if changed:
                journal.note(**{name: value for name, value in identity.items() if name != "input"})
            told = (f"changed since this run began: {name}" for name in changed)
            return (*self._lasting.warnings, *told)
        part = int(journal.fact("parts") or 0) + 1 if repair else 0
        warnings = self._read(journal, records, part)
        if not repair:
            journal.note(**identity)
        return (*self._lasting.warnings, *warnings)

    def _read(self, journal: Journal, records: Iterable[Record] | Path, part: int) -> tuple[str, ...]:
        if isinstance(records, Path):
            extract = self._folder / EXTRACTED
            token = token_hex(8)
            journal.note(reader=token)
            space = (self._space.root, dict(self._space.settings))
            try:
                return apart(fill, journal.path, token, *space, records, self._order, extract, part)
            except BrokenExecutor as error:
                raise RunRefused("the process that read the input died", place=Place(str(records))) from error
        intake = Intake(journal, self._space, self._order)
        with journal.together():
            journal.clear()
            for record in records:
                intake.add(record, beside=self._space.root or Path())
            journal.note(intake="done", parts="0")
        return ()

    def _lint(self, journal: Journal) -> dict[str, str]:
        """Lint the templates in a process of its own, so that the words of the language stay out of this one."""
        space = (self._space.root, dict(self._space.settings))
        return apart(lint_templates, *space, journal.templates())

    def _identity(self, source: Path | None, look: str) -> dict[str, str]:
        order, options = self._order, self._options
        asked = (
            order.template,
            order.channel,
            order.language,
            str(order.on),
            options.window,
            options.archive,
        )
        try:
            content = hash_of_input(source) if source else ""
        except OSError as error:
            raise RunRefused(f"cannot be read: {error.strerror}", place=Place(str(source))) from error
        return {"input": content, "look": look, "options": json.dumps(asked)}

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
        )

    @contextmanager
    def _executor(self, setup: Setup) -> Iterator[Executor]:
        if self._options.executor:
            yield self._options.executor
            return
        with WorkerPool(self._jobs, initializer=start, initargs=(setup,), heavy=_heavy) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _work(self, journal: Journal, setup: Setup, executor: Executor, watch: Watch) -> Outcome:
        engine = Engine(journal, setup, executor, self._jobs, watch)
        return engine.run(limit=self._options.limit, fail_fast=self._options.fail_fast)

    def _finish(
        self,
        journal: Journal,
        setup: Setup,
        outcome: Outcome,
        warnings: tuple[str, ...],
        lint: Mapping[str, Any] | None,
        records: Iterable[Record] | Path,
    ) -> Report:
        for path in leftovers(self._folder):
            remove(path)
        templates = journal.templates()
        facts = {"versions": _versions(self._space, templates), "lint": _lint_words(templates, lint)}
        files = list(manifest.write_manifest(journal, self._folder, facts))
        files += manifest.write_failed(journal, self._folder)
        counts = journal.counts()
        waiting = _waiting(counts)
        history = self._lasting.history
        if history and (write_history(journal, history) or history.exists()):
            files.append(history)
        if self._lasting.print_run and not waiting:
            from toolkit.batch.printrun import print_run

            files += apart(print_run, journal.path, setup, self._folder, self._lasting.duplex)
        changed = self._changes(journal, records)
        journal.tidy()
        return Report(
            out=self._out,
            done={channel: number for (channel, status), number in counts.items() if status == "done"},
            sizes=journal.sizes(),
            failed=_sum(counts, "failed"),
            unreadable=journal.problems(),
            skipped=_sum(counts, "skipped"),
            waiting=waiting,
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

    def _changes(self, journal: Journal, records: Iterable[Record] | Path) -> tuple[str, ...]:
        """Return what changed on disk while the run went on."""
        source = records if isinstance(records, Path) and records.exists() else None
        repair = source is not None and source.resolve().parent == self._folder.resolve()
        now = self._identity(None if repair else source, look_of(self._space))
        names = {
            "look": "templates or styles",
            **({} if source is None or repair else {"input": "the input"}),
        }
        return tuple(words for name, words in names.items() if journal.fact(name) != now[name])

    def _make_folders(self) -> None:
        if is_url(self._out):
            files, root = file_system(self._out)
            for name in FOLDERS:
                files.makedirs(f"{root}/{name}", exist_ok=True)
            return
        for name in FOLDERS:
            (self._folder / name).mkdir(mode=0o700, exist_ok=True)


def _folder(out: str, options: Options) -> Path:
    if not is_url(out):
        return Path(out)
    if options.journal is None:
        raise SettingsError(
            f"the output {out} is not a folder of this machine",
            hint="say with --journal DIR where the journal and the lists of this run go",
        )
    return options.journal


def _changed(journal: Journal, identity: Mapping[str, str], repair: bool) -> tuple[str, ...]:
    names = {
        "input": "the input",
        "look": "templates, styles or settings",
        "options": "template, channel or options",
    }
    if repair:
        names = {"look": names["look"]}
    return tuple(words for name, words in names.items() if journal.fact(name) != identity[name])


def _versions(space: Workspace, templates: Iterable[str]) -> dict[str, str]:
    from toolkit.catalogue import Catalogue

    catalogue = Catalogue(space)
    return {name: version_of(space, catalogue.template(name).folder) for name in templates}


def _lint_words(templates: Iterable[str], lint: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: "not linted (--no-lint)" if lint is None else lint[name] for name in templates}


def _sum(counts: Mapping[tuple[str, str], int], wanted: str) -> int:
    return sum(number for (_, status), number in counts.items() if status == wanted)


def _waiting(counts: Mapping[tuple[str, str], int]) -> int:
    return _sum(counts, "todo")


def _heavy(results: Any) -> bool:
    return isinstance(results, tuple) and any(
        isinstance(result, Result) and result.grown > GROWN for result in results[-1:]
    )
