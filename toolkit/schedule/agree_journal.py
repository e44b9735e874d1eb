"""The journal of 'tact agree': nothing is lost and nothing happens twice, wherever it is cut off.

The order is: the journal, the agreements, the confirmations, the history, and then the journal goes. The agreement
comes before its confirmation, because from then on nobody presses this customer; the history comes last, because it
may say only what is there. Each step can be done again without doing more: a row that is there is not added, a file
is made to the same bytes, a line that is there is not added. As long as the journal is there, 'tact plan' confirms
nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from toolkit.delivery import ChannelName
from toolkit.errors import Place, RecordErrors, RenderError, SettingsError
from toolkit.records import Record
from toolkit.records.base import Model
from toolkit.records.values import Required
from toolkit.schedule.agreements import Arrangement, add_agreements, mark_of
from toolkit.schedule.history import Sent, record_history, sent_of
from toolkit.wording import overheard, worded

VERSION = 1


class Todo(Model):
    """One agreement with its confirmation: what it is made of, and on which channels.

    `covers` are the numbers of the invoices that it is about, `beside` the folder where the files of its record lie.
    Without channels nothing is confirmed.
    """

    arrangement: Arrangement
    template: Required
    record: Record
    channels: tuple[ChannelName, ...] = ()
    covers: tuple[Required, ...]
    beside: Required

    def sent(self, channel: str) -> Sent:
        """Return the line of the history that says it went out by a channel."""
        return sent_of(self.record, self.template, channel, self.covers)


class Work(Model):
    """What one run of 'tact agree' does: into which files, and for whom."""

    version: int = VERSION
    agreements: Required
    history: Required
    out: Required
    todos: tuple[Todo, ...]


@dataclass
class AgreeJournal:
    """The open journal: what an earlier run left `unfinished`, None for nothing."""

    handle: int
    path: Path
    unfinished: Work | None

    def carry_out(
        self, work: Work, make: Callable[[Todo], Sequence[str]], known: Sequence[Sent]
    ) -> tuple[int, int]:
        """Do all of it, and return how many agreements and how many lines of the history were added.

        In: `make` writes the confirmation of one and returns the channels on which it is there now; `known` is what
        the history holds. Raises RenderError for a file that cannot be written: the journal then
        stays; and RecordErrors for a file of agreements to which nothing can be added.
        """
        new = work is not self.unfinished
        if new:
            self._write(work.model_dump_json(exclude_none=True).encode())
            self.unfinished = work
        try:
            added = add_agreements(Path(work.agreements), [todo.arrangement for todo in work.todos])
        except RecordErrors:
            if new:  # nothing was done yet
                self._end()
            raise
        sent = [todo.sent(channel) for todo in work.todos for channel in make(todo)]
        there = {_line(each) for each in known}
        lines = record_history(Path(work.history), [each for each in sent if _line(each) not in there])
        self._end()
        return added, lines

    def _end(self) -> None:
        self._write(b"")
        self.unfinished = None

    def _write(self, content: bytes) -> None:
        try:
            os.ftruncate(self.handle, 0)
            os.pwrite(self.handle, content, 0)
            os.fsync(self.handle)
        except OSError as error:
            raise RenderError(
                worded("cannot be written: {reason}", reason=overheard(error.strerror)),
                place=Place(str(self.path)),
            ) from error


def journal_of(agreements: Path) -> Path:
    """Return where the journal beside a file of agreements is."""
    return agreements.with_name(f".{agreements.name}.journal")


@contextmanager
def open_journal(agreements: Path) -> Iterator[AgreeJournal]:
    """Open the journal beside a file of agreements, for one process at a time; it goes when nothing is left in it.

    Raises SettingsError while another process has it.
    """
    path = journal_of(agreements)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise RenderError(
            worded("cannot be written: {reason}", reason=overheard(error.strerror)), place=Place(str(path))
        ) from error
    try:
        if not _lock(handle):
            raise SettingsError(
                "'tact agree' is in een ander venster met dit bestand bezig",
                place=Place(str(agreements)),
                hint="wacht tot het klaar is",
            )
        journal = AgreeJournal(handle, path, _read(path))
        try:
            yield journal
        finally:
            if journal.unfinished is None:
                with suppress(FileNotFoundError):
                    path.unlink()
    finally:
        os.close(handle)


def pending(agreements: Path) -> frozenset[str]:
    """Return the marks of the agreements that a run of 'tact agree' was writing when it was cut off."""
    work = _read(journal_of(agreements))
    return frozenset(mark_of(todo.arrangement) for todo in work.todos) if work else frozenset()


def _read(path: Path) -> Work | None:
    """Return what a journal holds: nothing when it was cut off itself, because then nothing had begun."""
    try:
        return Work.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _lock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _line(sent: Sent) -> tuple[object, ...]:
    """Return what tells that two lines are of one message, whatever day it was made again."""
    return sent.customer.casefold(), sent.step, sent.agreement, sent.channel
